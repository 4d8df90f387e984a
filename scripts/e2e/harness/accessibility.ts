import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { house } from '../../setup.mjs';
import type { Screen } from './browser.ts';

/** For `addInitScript`: unlike a script element it needs no hole in the content policy. */
export const axeScript = join(house, 'node_modules/axe-core/axe.min.js');

interface Axe {
  run: (of: Document, options: object) => Promise<AxeResults>;
}

/** Looks at each kind of screen in each of its states once, light and dark, and keeps what is seriously wrong. */
export class Accessibility {
  readonly #looked = new Set<string>();
  readonly #found = new Map<string, string>();

  /** `of` says which kind of screen this is, so that three phones are looked at as one. */
  async look(screen: Screen, { of = screen.name, state }: { of?: string; state: string }): Promise<void> {
    const key = `${of}: ${state}`;
    if (this.#looked.has(key)) return;
    this.#looked.add(key);
    await this.#lookAs(screen, key, { resultTypes: ['violations'] });
    // The wall is dark whatever its machine prefers; elsewhere nothing but the colours differs.
    if (of === 'stage') return;
    await screen.page.emulateMedia({ colorScheme: 'dark' });
    await painted(screen);
    await this.#lookAs(screen, `${key}, dark`, { resultTypes: ['violations'], runOnly: ['color-contrast'] });
    await screen.page.emulateMedia({ colorScheme: 'light' });
  }

  async #lookAs(screen: Screen, key: string, options: object): Promise<void> {
    let found = await violations(screen, options);
    // A screen that changed while it was looked at is looked at once more: what is wrong with it stays wrong.
    if (found.length > 0) found = await violations(screen, options);
    for (const { id, nodes } of found) {
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
}

/** Colours change with the next frame, not with the wish for other ones. */
async function painted({ page }: Screen): Promise<void> {
  await page.evaluate(
    async () => await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

async function violations({ page }: Screen, options: object): Promise<AxeResults['violations']> {
  const all = await page.evaluate(async (given) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const results = await axe.run(document, given);
    return results.violations;
  }, options);
  return all.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}
