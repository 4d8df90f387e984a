import type { Browser, Page } from 'playwright-core';
import { Screen } from './browser.ts';

const wordBoxes = 'textarea:enabled, input:not([type]):not([inputmode]):enabled, input[type=text]:enabled';
const numberBoxes = 'input[inputmode]:enabled';

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

  /** Says its name behind a link that stands for the code. */
  async joinByLink(link: string): Promise<void> {
    await this.page.goto(link);
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

  /**
   * Whatever is asked: the first of each choice, a few words in each box. Then it waits until the page says where
   * that stands.
   */
  async answerSomehow(stands: RegExp = /Saved|Added/u): Promise<void> {
    const question = this.page.locator('phone-question main');
    await question.locator('fieldset, textarea, input, select, [data-button=up]').first().waitFor();
    for (const group of await question.locator('fieldset').all()) {
      const first = group.locator('input[type=radio]:enabled, input[type=checkbox]:enabled').first();
      if ((await first.count()) > 0) await first.check();
    }
    for (const list of await question.locator('select:enabled').all()) await list.selectOption({ index: 1 });
    for (const box of await question.locator(wordBoxes).all()) await box.fill('One thing');
    for (const box of await question.locator(numberBoxes).all()) {
      // Points have to be given to the last one; elsewhere any number will do.
      const left = await question.locator('allocation-input .left').allTextContents();
      await box.fill(left.length === 0 ? '100' : (/\d+/u.exec(left.join(''))?.[0] ?? '0'));
      await box.blur();
    }
    for (const box of await question.locator('input[type=date]:enabled').all()) await box.fill('2027-03-01');
    const slide = question.locator('grid-input input[type=range]').first();
    if (await slide.isVisible()) await slide.fill('4');
    const up = question.locator('ranking-input [data-button=up][aria-disabled=false]').last();
    if (await up.isVisible()) await up.tap();
    const send = this.page.locator('phone-question footer button');
    if (await send.isVisible()) await send.tap();
    await this.standing(stands);
  }

  /** The first two cards become one, under this name. */
  async merge(title: string, before: () => Promise<void>): Promise<void> {
    const cards = this.page.locator('phone-merging');
    await cards.getByRole('checkbox').nth(1).waitFor();
    for (const at of [0, 1]) await cards.getByRole('checkbox').nth(at).check();
    await before();
    await cards.getByRole('button', { name: 'Put together' }).tap();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(title);
    await dialog.getByRole('button', { name: 'Put together' }).tap();
    await cards.getByRole('button', { name: `Split: ${title}` }).waitFor();
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
