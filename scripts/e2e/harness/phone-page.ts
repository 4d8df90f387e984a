import type { Browser, Page } from 'playwright-core';
import { Screen } from './browser.ts';

/** A phone with its page, used as a thumb would. */
export class PhonePage {
  readonly screen: Screen;
  readonly name: string;

  private constructor(screen: Screen, name: string) {
    this.screen = screen;
    this.name = name;
  }

  static async open(
    browser: Browser,
    name: string,
    more: { bypassCsp?: boolean; dark?: boolean } = {},
  ): Promise<PhonePage> {
    return new PhonePage(await Screen.open(browser, { as: 'phone', name, ...more }), name);
  }

  get page(): Page {
    return this.screen.page;
  }

  /** Types the code, says its name, reads the rules. */
  async join(url: string, code: string): Promise<void> {
    await this.page.goto(`${url}/j`);
    await this.page.getByLabel('Code').fill(code);
    await this.page.getByLabel('Your name').fill(this.name);
    await this.page.getByRole('button', { name: 'Join', exact: true }).tap();
    await this.page.getByRole('button', { name: 'Got it' }).tap();
  }

  async heading(words: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: words }).waitFor();
  }

  async tapStep(step: number): Promise<void> {
    await this.page.getByRole('radio', { name: String(step), exact: true }).check();
  }

  async write(text: string): Promise<void> {
    await this.page.getByRole('textbox').first().fill(text);
    await this.page.getByRole('button', { name: /^Send/u }).tap();
  }

  /** The server has said so, and the page says it in words. */
  async saved(): Promise<void> {
    await this.standing(/Saved/u);
  }

  /** Where this phone's answer stands, in its own words. */
  async standing(words: RegExp): Promise<void> {
    await this.page.locator('.standing').filter({ hasText: words }).waitFor();
  }
}
