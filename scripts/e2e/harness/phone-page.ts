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

  /** Whatever is asked: the first of each choice, a few words in each box; and if that is no answer, a pass. */
  async answerSomehow(): Promise<void> {
    const question = this.page.locator('phone-question main');
    await question.locator('fieldset, textarea, input, button').first().waitFor();
    for (const group of await question.locator('fieldset').all()) {
      const first = group.locator('input[type=radio]:enabled').first();
      if ((await first.count()) > 0) await first.check();
    }
    for (const box of await question.locator('textarea:enabled, input[type=text]:enabled').all())
      await box.fill('One thing');
    for (const box of await question.locator('input[type=number]:enabled').all()) await box.fill('1');
    for (const box of await question.locator('input[type=date]:enabled').all()) await box.fill('2027-03-01');
    const send = this.page.locator('phone-question footer button');
    if ((await send.count()) > 0 && (await send.isEnabled())) await send.tap();
    else if (!(await this.says(/Sav|Sending/u))) {
      const pass = this.page.getByRole('button', { name: 'I’d rather not say' });
      if ((await pass.count()) === 0) return;
      await pass.tap();
    }
    await this.standing(/Saved|Added/u);
  }

  private async says(words: RegExp): Promise<boolean> {
    return words.test((await this.page.locator('.standing').textContent()) ?? '');
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
