import type { Browser, Page, Request } from 'playwright-core';
import { Screen } from './browser.ts';

/** A reader with the link to an outcome, who keeps every byte that the server sends. */
export class ReaderPage {
  readonly screen: Screen;
  /** bodies of everything that was asked for, by path */
  readonly received = new Map<string, string>();

  private constructor(screen: Screen) {
    this.screen = screen;
  }

  static async open(browser: Browser, link: string, name = 'reader'): Promise<ReaderPage> {
    const reader = new ReaderPage(await Screen.open(browser, { as: 'wall', name }));
    reader.page.on('requestfinished', (request) => void reader.#keep(request));
    await reader.page.goto(link);
    await reader.page.locator('.replay-outcome, .replay-theatre').waitFor();
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

  async #keep(request: Request): Promise<void> {
    const response = await request.response();
    const path = new URL(request.url()).pathname;
    if (response && path.startsWith('/api/')) this.received.set(path, await response.text());
  }
}
