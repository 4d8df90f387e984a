import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { house } from '../../setup.mjs';
import type { Screen } from './browser.ts';

/** For `addInitScript`: unlike a script element it needs no hole in the content policy. */
export const axeScript = join(house, 'node_modules/axe-core/axe.min.js');

/** Looks at each kind of screen in each of its states once, and keeps what is seriously wrong. */
export class Accessibility {
  readonly #looked = new Set<string>();
  readonly #found = new Map<string, string>();

  async look(screen: Screen, state: string): Promise<void> {
    const key = `${screen.name}: ${state}`;
    if (this.#looked.has(key)) return;
    this.#looked.add(key);
    const { violations } = await screen.page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: (of: Document, options: object) => Promise<AxeResults> };
      };
      return await axe.run(document, { resultTypes: ['violations'] });
    });
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      for (const { html, failureSummary } of nodes) {
        const what = `${id}: ${html.slice(0, 160)} (${failureSummary?.split('\n')[1]?.trim()})`;
        if (!this.#found.has(what)) this.#found.set(what, `${key}: ${what}`);
      }
    }
  }

  /** What was found since this was last asked, each thing with the first place where it stood. */
  take(): string[] {
    const found = [...this.#found.values()];
    this.#found.clear();
    return found;
  }

  get count(): number {
    return this.#looked.size;
  }
}
