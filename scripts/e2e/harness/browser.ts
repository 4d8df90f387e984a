import { networkInterfaces } from 'node:os';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { screenshot } from './screenshot-folder.ts';

/** One Chromium, in which every screen is a context of its own, and nothing that goes wrong on a page goes unnoticed. */

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const wall = { viewport: { width: 1600, height: 900 } };
const desk = { viewport: { width: 1440, height: 900 } };
const sizes = { phone, wall, desk };

/** A name that leads to this machine and is no localhost, where there is no address of its own. */
export const otherName = 'parley.test';

export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      `--host-resolver-rules=MAP ${otherName} 127.0.0.1`,
      '--disable-gpu',
      // In containers and as root Chromium cannot make its own sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

/** An origin as phones in a room have it: plain http, not localhost, so not a secure context. */
export function roomHost(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? otherName;
}

export interface Opening {
  as: keyof typeof sizes;
  /** for sentences and names of pictures */
  name: string;
  dark?: boolean;
  bypassCsp?: boolean;
}

export class Screen {
  readonly name: string;
  readonly context: BrowserContext;
  /** errors in the console, exceptions, and what the content policy blocked */
  readonly troubles: string[] = [];
  #page: Page;

  private constructor(name: string, context: BrowserContext, page: Page) {
    this.name = name;
    this.context = context;
    this.#page = page;
    this.#listen();
  }

  get page(): Page {
    return this.#page;
  }

  /** As a battery that dies: the page is gone, and what the device keeps stays. Gives a new page. */
  async restart(): Promise<Page> {
    await this.#page.close();
    this.#page = await this.context.newPage();
    this.#listen();
    return this.#page;
  }

  #listen(): void {
    const page = this.#page;
    page.on('console', (message) => {
      if (message.type() === 'error' && !isLostLine(message.text())) this.troubles.push(message.text());
    });
    page.on('pageerror', (error) => this.troubles.push(String(error)));
  }

  static async open(
    browser: Browser,
    { as, name, dark = false, bypassCsp = false }: Opening,
  ): Promise<Screen> {
    const context = await browser.newContext({
      ...sizes[as],
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      bypassCSP: bypassCsp,
    });
    context.setDefaultTimeout(180_000);
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) =>
        console.error(`The content policy blocked ${effectiveDirective} ${blockedURI} in ${sourceFile}`),
      );
    });
    const screen = new Screen(name, context, await context.newPage());
    return screen;
  }

  async picture(state: string): Promise<void> {
    await screenshot(this.page, `${this.name}-${state}`);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/** After a test: what its screens showed when it failed, and an end to them. */
export async function leave(screens: Screen[], failed: boolean): Promise<void> {
  for (const screen of screens.splice(0)) {
    if (failed) {
      await screen.picture('failed');
      if (screen.troubles.length > 0) console.error(screen.name, screen.troubles);
    }
    await screen.close();
  }
}

/** What the browser itself says of a server that is gone, or of a refusal that the page then shows in words. */
function isLostLine(text: string): boolean {
  return /WebSocket connection to .* failed|net::ERR_|Failed to load resource: the server responded with a status of (?:4\d\d|503)/u.test(
    text,
  );
}
