import type { Locator } from 'playwright-core';
import { lastRound, stepOf, type StepState } from '../../../events/session/state.ts';
import { deskView, type Forward } from '../../../events/views/desk.ts';
import { until } from './condition.ts';
import type { DeskPage } from './desk-page.ts';
import { choice, type ScriptedRoom } from './scripted-room.ts';
import type { SocketClient } from './socket-client.ts';
import type { Act, ScriptedStep, WorkshopScript } from './workshop-script.ts';

/** A facilitator who leads by the script, at the real desk, by keys and clicks alone. */
export class ScriptedDesk {
  readonly #desk: DeskPage;
  readonly #room: ScriptedRoom;
  readonly #watch: SocketClient;

  constructor(parts: { desk: DeskPage; room: ScriptedRoom; watch: SocketClient }) {
    this.#desk = parts.desk;
    this.#room = parts.room;
    this.#watch = parts.watch;
  }

  async prepare({ prepared }: WorkshopScript): Promise<void> {
    for (const [field, text] of Object.entries(prepared)) await this.#write(field, text);
  }

  async lead(scripted: ScriptedStep): Promise<void> {
    const { step, again, meanwhile = [], then = [] } = scripted;
    if (again !== 'is-open') {
      if (this.#watch.state.current !== step) await this.#forward(/Next|Begin/u);
      await until(`${step} is on the wall`, () => this.#watch.state.current === step);
      if (again === 'anew') await this.#askAnew(step);
      else await this.#forward('Open the question');
    }
    await until(`${step} is open`, () => this.#phase(step) === 'open');
    await this.#room.answer(scripted);
    for (const act of meanwhile) await this.#do(act);
    await this.#counted(Object.keys(scripted.answers).length);
    await this.#forward('Close answering');
    await until(`${step} is closed`, () => this.#phase(step) !== 'open');
    await this.#show(step, then);
  }

  /** By key, once the desk shows the step: what was told to the test may reach its page a little later. */
  async #askAnew(id: string): Promise<void> {
    const { page } = this.#desk;
    const { step, rounds } = this.#step(id);
    await page.locator('.line.on', { hasText: step.title }).waitFor();
    await page.locator('.desk-controls button:enabled', { hasText: 'Vote again' }).waitFor();
    const isPlanned = rounds.length < (step.rounds ?? 1);
    await this.#moves(async () => {
      await page.keyboard.press('r');
      if (!isPlanned) await page.getByRole('dialog').getByRole('button', { name: 'Ask again' }).click();
    });
  }

  /** What is held stays shut; what the desk may not see goes on by itself; what is looked through is looked through. */
  async #show(id: string, then: readonly Act[]): Promise<void> {
    const { step } = this.#step(id);
    if (step.hold) return;
    const forward = this.#ahead();
    if (forward.do !== 'release') throw new Error(`${id} was believed to be shown next, not ${forward.do}.`);
    await this.#forward(forward.label);
    if (forward.onward !== null) {
      await until('it went on by itself', () => this.#watch.state.current === forward.onward);
      return;
    }
    await until(`${id} is shown`, () => this.#phase(id) === 'released');
    for (const act of then) await this.#do(act);
    if (this.#ahead().do === 'show') await this.#forward('Show the cards');
  }

  async end(): Promise<void> {
    await this.#desk.end();
  }

  async #forward(label: string | RegExp): Promise<void> {
    const { page } = this.#desk;
    await page.locator('.desk-controls .forward:enabled', { hasText: label }).waitFor();
    await page.keyboard.press('ArrowRight');
  }

  async #do(act: Act): Promise<void> {
    const { page } = this.#desk;
    switch (act.does) {
      case 'merge-similar':
        return await this.#mergesSimilar();
      case 'merge':
        return await this.#merge(act.cards, act.title);
      case 'merge-on-phone':
        return await this.#room.mergeOnPhone(act.who, act.cards, act.title);
      case 'undo':
        await page.locator('.undo:enabled').waitFor();
        return await this.#moves(() => page.keyboard.press('z'));
      case 'take-proposal':
        return await this.#moves(() =>
          this.#proposal(act.words).getByRole('button', { name: act.button }).click(),
        );
      case 'settle':
        return await this.#settle(act);
      case 'decide-on-phone':
        return await this.#room.decideOnPhone(act.who, act.text, act.why);
      case 'write':
        return await this.#write(act.field, act.text);
      case 'record':
        return await this.#record(act.text);
      case 'next-step':
        return await this.#takeStep(act);
      case 'count-hands':
        return await this.#countHands(act.counts);
      case 'picture':
        return await this.#picture(act.of);
    }
  }

  /** Whatever it does, the log has grown by it. */
  async #moves(act: () => Promise<void>): Promise<void> {
    const { position } = this.#watch;
    await act();
    await until('it has happened', () => this.#watch.position > position);
  }

  #proposal(words: string): Locator {
    return this.#desk.page.locator('.proposals li', { hasText: words });
  }

  async #tab(name: 'Wall' | 'Cards' | 'Objections' | 'Document'): Promise<Locator> {
    await this.#desk.page.locator('.desk-tabs button', { hasText: name }).click();
    return this.#desk.page.locator('#desk-pane');
  }

  async #mergesSimilar(): Promise<void> {
    const pane = await this.#tab('Cards');
    const similar = pane.getByRole('region', { name: 'Similar wording' });
    await this.#moves(() => similar.getByRole('button', { name: 'Merge' }).first().click());
  }

  async #merge(cards: readonly string[], title: string): Promise<void> {
    const pane = await this.#tab('Cards');
    for (const card of cards) await choice(pane, card).check();
    await pane.getByLabel('Name of the group').first().fill(title);
    await this.#moves(() => pane.getByRole('button', { name: /^Merge \d/u }).click());
  }

  async #settle({ objection, as, how }: Extract<Act, { does: 'settle' }>): Promise<void> {
    const pane = await this.#tab('Objections');
    const line = pane.locator('li', { hasText: objection });
    await line.getByRole('button', { name: as }).click();
    const dialog = this.#desk.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(how);
    await this.#moves(() => dialog.getByRole('button').last().click());
    await line.locator('.tag', { hasText: as }).waitFor();
    await this.#tab('Wall');
  }

  async #write(field: string, text: string): Promise<void> {
    const pane = await this.#tab('Document');
    const box = pane.locator('desk-field', { has: this.#desk.page.getByText(field, { exact: true }) });
    await box.locator('textarea').fill(text);
    await box.locator('textarea').blur();
    await box.getByText('Saved').waitFor();
    await this.#tab('Wall');
  }

  async #record(text: string): Promise<void> {
    const note = this.#desk.page.locator('#desk-note');
    await note.fill(`r ${text}`);
    await this.#moves(() => note.press('Enter'));
    await note.blur();
  }

  async #takeStep({ text, who, by }: Extract<Act, { does: 'next-step' }>): Promise<void> {
    const pane = await this.#tab('Document');
    await pane.locator('input[name=text]').fill(text);
    await pane.locator('select[name=owner]').selectOption({ label: who });
    await pane.locator('input[name=by]').fill(by);
    await this.#moves(() => pane.getByRole('button', { name: 'Add', exact: true }).click());
    await this.#tab('Wall');
  }

  async #countHands(counts: Readonly<Record<string, number>>): Promise<void> {
    const { page } = this.#desk;
    await page.getByRole('button', { name: 'Count hands' }).click();
    const dialog = page.getByRole('dialog');
    for (const [label, count] of Object.entries(counts))
      await dialog.getByLabel(label, { exact: true }).fill(String(count));
    await this.#moves(() => dialog.getByRole('button', { name: 'Enter the counts' }).click());
  }

  async #picture(of: string): Promise<void> {
    await this.#desk.screen.picture(of);
    for (const phone of this.#room.pages.values()) await phone.screen.picture(of);
  }

  /** The desk's own page says so: it is told a little later than the test. */
  async #counted(answers: number): Promise<void> {
    const words = new RegExp(`^${answers} of \\d+ answered`, 'u');
    await this.#desk.page.locator('.desk-where .tag').filter({ hasText: words }).waitFor();
  }

  #ahead(): Forward {
    const view = deskView(this.#watch.state, { role: 'facilitator' });
    if (!view) throw new Error('A desk was expected to see something.');
    return view.forward;
  }

  #step(id: string): StepState {
    const step = stepOf(this.#watch.state, id);
    if (!step) throw new Error(`There is no step ${id}.`);
    return step;
  }

  #phase(id: string): string | undefined {
    return lastRound(this.#step(id))?.phase;
  }
}
