import type { Browser, Page } from 'playwright-core';
import { deskView, type DeskView } from '../../../events/views/desk.ts';
import { Screen, type Opening } from './browser.ts';
import type { SocketClient } from './socket-client.ts';

/** The facilitator's desk, by mouse and keyboard. */

export interface Starting {
  origin: string;
  hostKey: string;
  template: string;
  title: string;
  bypassCsp?: boolean;
}

export class DeskPage {
  readonly screen: Screen;
  readonly #browser: Browser;

  constructor(screen: Screen, browser: Browser) {
    this.screen = screen;
    this.#browser = browser;
  }

  /** From the host's link through the list of templates. */
  static async startFrom(
    browser: Browser,
    { origin, hostKey, template, title, bypassCsp = false }: Starting,
  ): Promise<DeskPage> {
    const screen = await Screen.open(browser, { as: 'desk', name: 'desk', bypassCsp });
    const { page } = screen;
    await page.goto(`${origin}/#key=${hostKey}`);
    await page.getByRole('heading', { name: 'Start a session' }).waitFor();
    await screen.picture('home');
    const card = page.locator('button.template', { has: page.getByText(template, { exact: true }) });
    await card.waitFor({ state: 'attached' });
    if (!(await card.isVisible())) await page.locator('details.more-templates summary').click();
    await card.click();
    await page.getByLabel('Title, as everyone sees it').fill(title);
    await screen.picture('template');
    await page.getByRole('button', { name: 'Start and open the desk' }).click();
    await page.waitForURL(/\/desk\//u);
    await page.getByText('Not begun').first().waitFor();
    return new DeskPage(screen, browser);
  }

  /** With the desk's own link. */
  static async open(browser: Browser, link: string): Promise<DeskPage> {
    const screen = await Screen.open(browser, { as: 'desk', name: 'desk' });
    await screen.page.goto(link);
    return new DeskPage(screen, browser);
  }

  get page(): Page {
    return this.screen.page;
  }

  async code(): Promise<string> {
    const shown = await this.page.locator('desk-join .code').textContent();
    return shown?.trim() ?? '';
  }

  async says(words: string): Promise<void> {
    await this.page.getByText(words, { exact: false }).first().waitFor();
  }

  /** The one key that leads on, once the button says that it would do this. */
  async forward(label: string, sure?: string): Promise<void> {
    await this.page.locator('.desk-controls .forward:enabled', { hasText: label }).waitFor();
    await this.page.keyboard.press('ArrowRight');
    if (sure !== undefined) await this.page.getByRole('dialog').getByRole('button', { name: sure }).click();
  }

  /** The key alone, once there is something it does. */
  async press(): Promise<void> {
    await this.page.locator('.desk-controls .forward:enabled').waitFor();
    await this.page.keyboard.press('ArrowRight');
  }

  async asks(): Promise<boolean> {
    return await this.page.getByRole('dialog').isVisible();
  }

  /** What it asks before it does something that cannot be taken back. */
  async question(): Promise<string> {
    return (await this.page.getByRole('dialog').textContent()) ?? '';
  }

  /** Counts so many answers to the open question. */
  async answered(count: number): Promise<void> {
    const counted = new RegExp(`^${count} of \\d+ answered`, 'u');
    await this.page.locator('.desk-where .tag').filter({ hasText: counted }).waitFor();
  }

  /** Yes to whatever is asked: the last button says what will be done. */
  async agree(): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button').last().click();
  }

  /** What it says for a while when something was refused; empty if nothing. */
  async message(): Promise<string> {
    const message = this.page.locator('.desk-message');
    return (await message.isVisible()) ? ((await message.textContent()) ?? '') : '';
  }

  /** Shows what this client has been told. */
  async upTo(watch: SocketClient): Promise<void> {
    const { forward } = deskOf(watch);
    const label = forward.do === 'go-to' ? /Next|Begin/u : forward.label;
    await this.page.locator('.desk-controls .forward:enabled', { hasText: label }).waitFor();
  }

  async end(): Promise<void> {
    await this.forward('End the session', 'End the session');
    await this.page.getByText('Ended', { exact: true }).first().waitFor();
  }

  async openStage(): Promise<Screen> {
    const link = await this.follow('stage', () =>
      this.page.getByRole('button', { name: /^Open stage/u }).click(),
    );
    return await this.#open(link, { as: 'wall', name: 'stage' });
  }

  /** The outcome's link, once its page has opened from here. */
  async outcomeLink(): Promise<string> {
    return await this.follow('outcome', () =>
      this.page.getByRole('button', { name: /^Open the outcome/u }).click(),
    );
  }

  /** What opens in a window of its own here goes to a screen of its own there, as by a second device. */
  private async follow(way: string, click: () => Promise<void>): Promise<string> {
    const opened = this.screen.context.waitForEvent('page');
    await click();
    const page = await opened;
    await page.waitForURL(/\/(?:stage|replay)\//u);
    await page.close();
    // The whole link with its secret, which the address bar does not keep.
    const session = new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
    const kept = await this.page.evaluate((key) => localStorage.getItem(key), `parley:way:${way}:${session}`);
    const { pathname, hash } = new URL(JSON.parse(kept ?? '""') as string);
    return new URL(this.page.url()).origin + pathname + hash;
  }

  async #open(link: string, opening: Opening): Promise<Screen> {
    const screen = await Screen.open(this.#browser, opening);
    await screen.page.goto(link);
    return screen;
  }
}

/** What a desk shows of what this client has been told. */
export function deskOf({ state }: SocketClient): DeskView {
  const view = deskView(state, { role: 'facilitator' });
  if (!view) throw new Error('A desk was expected to see something.');
  return view;
}
