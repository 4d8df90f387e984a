import type { Browser, Page, Route } from 'playwright-core';
import { Screen } from './browser.ts';

/** A reader with the link to an outcome, who may keep every byte that the server tells. */
export class ReaderPage {
  readonly screen: Screen;
  /** the bodies of what was asked for, by path, where they are kept */
  readonly received = new Map<string, string>();

  private constructor(screen: Screen) {
    this.screen = screen;
  }

  static async open(browser: Browser, link: string, name = 'reader'): Promise<ReaderPage> {
    const reader = new ReaderPage(await Screen.open(browser, { as: 'wall', name }));
    await reader.#goTo(link);
    return reader;
  }

  /** Whose bytes are looked at on their way: they arrive in one piece then. */
  static async openKeeping(browser: Browser, link: string, name: string): Promise<ReaderPage> {
    const reader = new ReaderPage(await Screen.open(browser, { as: 'wall', name }));
    await reader.page.route('**/api/**', async (route) => await reader.#keep(route));
    await reader.#goTo(link);
    return reader;
  }

  get page(): Page {
    return this.screen.page;
  }

  /** The whole session is here. */
  async read(): Promise<void> {
    await this.page.locator('parley-timeline').waitFor();
    await this.page.waitForFunction(() => document.querySelector('progress') === null);
  }

  async goTo(position: number): Promise<void> {
    await this.page.evaluate((at) => {
      location.hash = `#at=${at}`;
    }, position);
    await this.page.locator('.replay-theatre').waitFor();
  }

  /** Where the address says we are. */
  get position(): number {
    return Number(/[#&]at=(\d+)/u.exec(new URL(this.page.url()).hash)?.[1] ?? 0);
  }

  /** The moment in words, as it stands under the wall. */
  async moment(): Promise<string> {
    return (await this.page.locator('.replay-caption b').textContent()) ?? '';
  }

  async #goTo(link: string): Promise<void> {
    await this.page.goto(link);
    await this.page.locator('.replay-outcome, .replay-theatre').waitFor();
  }

  async #keep(route: Route): Promise<void> {
    const response = await route.fetch();
    const body = await response.text();
    this.received.set(new URL(route.request().url()).pathname, body);
    await route.fulfill({ response, body });
  }
}
