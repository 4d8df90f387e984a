import type { Browser, Locator } from 'playwright-core';
import { lastRound, settingsOf, stepOf, type Round, type StepState } from '../../../events/session/state.ts';
import type { DeskPage } from './desk-page.ts';
import { until } from './condition.ts';
import { answerOnPage } from './page-answer.ts';
import { PhonePage } from './phone-page.ts';
import type { SocketClient } from './socket-client.ts';
import { SocketPhone } from './socket-phone.ts';
import { withIds, type ScriptedPerson, type ScriptedStep, type WorkshopScript } from './workshop-script.ts';

/** A room that plays a script: some of it on real pages, everybody else on a line without a screen. */

export interface RoomParts {
  browser: Browser;
  url: string;
  code: string;
  desk: DeskPage;
  /** told what desks are told, so that the test knows what is to be seen */
  watch: SocketClient;
}

export class ScriptedRoom {
  readonly pages = new Map<string, PhonePage>();
  readonly #lines = new Map<string, SocketPhone>();
  readonly #parts: RoomParts;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  close(): void {
    for (const line of this.#lines.values()) line.close();
  }

  /** Everybody comes in with the common code; the desk gives the special roles. */
  async fill({ people }: WorkshopScript): Promise<void> {
    const { browser, url, code, watch } = this.#parts;
    for (const [at, { name, page }] of people.entries()) {
      if (page) {
        const phone = await PhonePage.open(browser, name);
        this.pages.set(name, phone);
        await phone.join(url, code);
      } else this.#lines.set(name, await SocketPhone.join(url, { code, name }));
      await until(`${name} is in the room`, () => watch.state.participants.size > at);
    }
    for (const person of people) await this.#giveRole(person);
  }

  async #giveRole({ name, role }: ScriptedPerson): Promise<void> {
    if (role === undefined) return;
    const { desk } = this.#parts;
    const line = desk.page.locator('.person', { has: desk.page.locator('.name', { hasText: name }) });
    await line.locator('.person-face').click();
    await line.locator('.person-actions select').first().selectOption(role);
    await until(`${name} is ${role}`, () => this.#person(name).role === role);
    await line.locator('.person-face').click();
  }

  /** Everybody who is asked answers as the script says, or passes. */
  async answer({ step, answers }: ScriptedStep): Promise<void> {
    const { state, round } = this.#open(step);
    const settings = settingsOf(state, round);
    for (const [name] of [...this.pages, ...this.#lines]) {
      if (!round.electorate.members.includes(this.#person(name).id)) continue;
      const said = Object.hasOwn(answers, name) ? withIds(answers[name], settings) : null;
      const page = this.pages.get(name);
      if (page) await this.#onPage(page, state, round, said);
      else await this.#onLine(name, state, round, said);
    }
  }

  async #onPage(phone: PhonePage, { step }: StepState, round: Round, said: unknown): Promise<void> {
    const { page } = phone;
    await page
      .locator('phone-question h1', { hasText: step.prompt.length > 120 ? step.title : step.prompt })
      .waitFor();
    if (said !== null) {
      await answerOnPage(page, { kind: step.kind, settings: round.settings ?? step.settings, answer: said });
      return;
    }
    await page.getByRole('button', { name: 'I’d rather not say' }).tap();
    await page.locator('.standing').filter({ hasText: /Saved/u }).waitFor();
  }

  async #onLine(
    name: string,
    { step }: StepState,
    { round, mode, items }: Round,
    said: unknown,
  ): Promise<void> {
    const line = this.#lines.get(name);
    if (!line) throw new Error(`Nobody is called ${name}.`);
    await until(`${name} is asked ${step.id}`, () => line.roundsOf(step.id) >= round);
    if (said === null) return void (await line.must('pass', { step: step.id, round, counter: round }));
    const before =
      mode === 'sealed' && items === null
        ? this.#earlier(line, step.repeats ?? step.id, step.repeats ? 1 : round - 1)
        : null;
    const previous = before === null ? {} : { previous: before };
    await line.must('answer', { step: step.id, round, counter: round, answer: said, ...previous });
  }

  /** What this line said the time before, as a phone keeps it and encloses it. */
  #earlier(line: SocketPhone, step: string, round: number): unknown {
    const sent = line.sent.findLast(
      ({ command, ack }) =>
        command.type === 'answer' &&
        command['step'] === step &&
        command['round'] === round &&
        ack?.ok === true,
    );
    return sent?.command['answer'] ?? null;
  }

  /** Cards that mean the same, put together on the phone of whoever asked for them. */
  async mergeOnPhone(who: string, cards: readonly string[], title: string): Promise<void> {
    const { page } = this.#page(who);
    const merging = page.locator('phone-merging');
    for (const card of cards) await choice(merging, card).check();
    await merging.getByRole('button', { name: 'Put together' }).tap();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(title);
    await dialog.getByRole('button', { name: 'Put together' }).tap();
    await merging.getByRole('button', { name: `Split: ${title}` }).waitFor();
  }

  async decideOnPhone(who: string, text: string, why: string): Promise<void> {
    const { page } = this.#page(who);
    await page.getByRole('button', { name: 'To the decision' }).tap();
    const deciding = page.locator('phone-deciding');
    await deciding.getByLabel('What do you decide, in a sentence?').fill(text);
    await deciding.getByLabel('Why?').fill(why);
    await deciding.getByRole('button', { name: 'Decide', exact: true }).tap();
    await deciding.getByText(text).waitFor();
  }

  #open(id: string): { state: StepState; round: Round } {
    const state = stepOf(this.#parts.watch.state, id);
    const round = state && lastRound(state);
    if (!state || !round) throw new Error(`${id} was believed to be open.`);
    return { state, round };
  }

  #page(name: string): PhonePage {
    const page = this.pages.get(name);
    if (!page) throw new Error(`${name} has no page.`);
    return page;
  }

  #person(name: string) {
    const person = [...this.#parts.watch.state.participants.values()].find((one) => one.name === name);
    if (!person) throw new Error(`Nobody is called ${name}.`);
    return person;
  }
}

export function choice(root: Locator, words: string): Locator {
  return root.locator('label', { hasText: words }).locator('input[type=checkbox]').first();
}
