import { seesStep } from '../../../events/session/audience.ts';
import { lastRound, mergerOf, stepOf, type StepState } from '../../../events/session/state.ts';
import type { Workshop } from '../../../events/session/workshop.ts';
import type { Forward } from '../../../events/views/desk.ts';
import { phoneView } from '../../../events/views/phone.ts';
import type { Accessibility } from './accessibility.ts';
import type { Screen } from './browser.ts';
import { until } from './condition.ts';
import { deskOf } from './desk-page.ts';
import { makeSession, type MadeSession } from './made-session.ts';
import type { PhonePage } from './phone-page.ts';
import { headingFor, headingOf } from './phone-heading.ts';
import { personalToken, PlayedRoom, roomFor, usualRole } from './played-room.ts';
import type { RoomScreens } from './room-screens.ts';
import { SocketClient } from './socket-client.ts';
import { nothingLeavesTheWall } from './wall-picture.ts';

/** A session of a template with all its screens, led as a facilitator leads it: by the one key that goes on. */

const people = 12;

type Leading = Exclude<Forward, { do: 'end' | 'read' }>;

interface Given {
  url: string;
  workshop: Workshop;
  screens: RoomScreens;
  accessibility: Accessibility;
  mishaps: readonly Mishap[];
}

/** What happens to phones while the first question is open. */
export type Mishap = 'late' | 'network' | 'battery';

export class LedSession {
  readonly #given: Given;
  readonly #made: MadeSession;
  /** folds what desks are told, so that the test knows what is to be seen */
  readonly #watch: SocketClient;
  /** those with a page, by the name they joined with */
  readonly #phones: PhonePage[] = [];
  /** where each of them came in, and comes in again */
  readonly #doors = new Map<PhonePage, string>();
  #others: PlayedRoom | null = null;
  /** what may happen to phones while a question is open has happened */
  #hasHappened = false;

  private constructor(given: Given, made: MadeSession, watch: SocketClient) {
    this.#given = given;
    this.#made = made;
    this.#watch = watch;
  }

  static async begin(given: Given): Promise<LedSession> {
    const { url, workshop } = given;
    const made = await makeSession(url, workshop.id, { title: workshop.title });
    const watch = new SocketClient({ url, session: made.session, token: made.tokens.facilitator });
    await watch.open();
    return new LedSession(given, made, watch);
  }

  close(): void {
    this.#others?.close();
    this.#watch.close();
  }

  /** Two come in with the code, one with a link of their own, the others without a page. */
  async fill(): Promise<void> {
    const { url, workshop, screens } = this.#given;
    const { ana, bo, cy } = screens.phones;
    for (const { troubles } of screens.all) troubles.splice(0);
    await screens.go(url, this.#made);
    const freeRole = workshop.roles.find(({ id }) => id !== usualRole(workshop))?.id ?? null;
    const withCode = [ana, bo].slice(0, roomFor(workshop, 2));
    this.#others = await PlayedRoom.fill(this.#watch, this.#made, {
      people: roomFor(workshop, people) < people ? people : people - 1,
      free: withCode.length,
      freeRole,
    });
    const door = `${url}/j/${this.#made.code}`;
    for (const phone of withCode) await this.#joins(phone, door, () => phone.join(url, this.#made.code));
    if (freeRole !== null) {
      const link = `${url}/join/${this.#made.session}#${await personalToken(this.#watch, freeRole)}`;
      await this.#joins(cy, link, () => cy.joinByLink(link));
    }
    const count = this.#watch.state.participants.size;
    await screens.stage.page.getByText(`${count} here`).waitFor();
    await screens.desk.says(`${count} in the room`);
    await this.#lookAround('lobby');
  }

  /** From the lobby to the last answer. */
  async lead(): Promise<void> {
    let before: Forward | null = null;
    for (;;) {
      const { forward } = deskOf(this.#watch);
      if (forward.do === 'end' || forward.do === 'read') return;
      // What was shown to others alone is not told to the desk, which could only show it again.
      if (forward.do === 'release' && JSON.stringify(forward) === JSON.stringify(before)) return;
      if (forward.do === 'close') await this.#answer(this.#step(forward.step));
      await this.#goOn(forward, before === null);
      before = forward;
    }
  }

  async end(): Promise<void> {
    const { desk, stage, remote } = this.#given.screens;
    await desk.page.getByRole('button', { name: 'End session', exact: true }).click();
    await desk.page.getByRole('dialog').getByText('Everything that was answered has been shown.').waitFor();
    await this.#lookAt(desk.screen, 'ending');
    await desk.agree();
    await desk.page.getByText('Ended', { exact: true }).first().waitFor();
    await stage.page.getByRole('heading', { name: 'That was it. Thank you.' }).waitFor();
    await remote.page.getByRole('button', { name: 'Open the outcome' }).waitFor();
    await Promise.all(this.#phones.map((phone) => phone.heading('That’s it. Thank you.')));
    await this.#lookAround('ended');
    await desk.page.getByRole('button', { name: 'Document', exact: true }).click();
    await desk.page.locator('desk-document').waitFor();
    await this.#lookAt(desk.screen, `document with ${this.#given.workshop.steps[0]?.kind}`);
  }

  /** The outcome as a reader opens it, then the replay that it leads to. */
  async read(): Promise<void> {
    const { url, screens, workshop, accessibility } = this.#given;
    const { page } = screens.reader;
    await page.goto(`${url}/replay/${this.#made.session}#${this.#made.tokens.reader}`);
    await page.locator('.replay-sheet').getByText(workshop.title).first().waitFor();
    await accessibility.look(screens.reader, { state: `outcome with ${workshop.steps[0]?.kind}` });
    await screens.reader.picture(`outcome-${workshop.id}`);
    if (workshop.document === undefined) return;
    await page.getByRole('link', { name: 'Take the tour' }).click();
    await page.getByRole('button', { name: 'Copy link to this moment' }).waitFor();
    await accessibility.look(screens.reader, { state: 'tour' });
    await screens.reader.picture('tour');
    await page.getByRole('link', { name: 'Replay', exact: true }).click();
    await accessibility.look(screens.reader, { state: 'replay' });
    await screens.reader.picture('replay');
  }

  async #joins(phone: PhonePage, door: string, join: () => Promise<void>): Promise<void> {
    await join();
    this.#phones.push(phone);
    this.#doors.set(phone, door);
    await until(`${phone.name} is in the room`, () => this.#me(phone));
  }

  async #goOn(forward: Leading, isFirst: boolean): Promise<void> {
    const { desk, remote } = this.#given.screens;
    if (isFirst) await remote.page.locator('.remote-forward:enabled').tap();
    else await desk.press();
    await until(`“${forward.label}” for ${forward.step} has been done`, async () => {
      if (await desk.asks()) throw new Error(`The desk asks first: ${await desk.question()}`);
      const message = await desk.message();
      if (message !== '') throw new Error(`The desk was refused at ${forward.step}: ${message}`);
      return isDone(forward, this.#watch);
    });
    await desk.upTo(this.#watch);
    await this.#shown(forward);
  }

  /** What has just changed is looked at once it has arrived. */
  async #shown(forward: Leading): Promise<void> {
    const { desk, stage, remote } = this.#given.screens;
    const { state } = this.#watch;
    const step = this.#step(state.current ?? forward.step);
    const { kind, mode, prompt } = step.step;
    const phase = state.blanked ? 'blank' : (lastRound(step)?.phase ?? 'coming');
    const isOnWall = phase === 'released' && seesStep(step, state, { role: 'stage' });
    if (isOnWall) {
      await stage.page.getByRole('heading', { level: 1, name: prompt, exact: true }).waitFor();
      await stage.page.locator(`${kind}-result`).first().waitFor();
      await nothingLeavesTheWall(stage.page);
    }
    // The desk is not told of what is shown to others alone.
    const released = forward.do === 'release' ? this.#step(forward.step) : null;
    const alone = released && !seesStep(released, state, { role: 'facilitator' }) ? released : null;
    for (const phone of this.#phones) await this.#arrived(phone, { step, alone });
    await this.#lookAt(stage, isOnWall ? `${kind} released` : phase);
    await this.#lookAt(desk.screen, `${phase} ${mode}`);
    await this.#lookAt(remote, phase);
    if (isOnWall) await stage.picture(`${kind}-released`);
    if (phase === 'released' || alone) await this.#merge(alone ?? step);
  }

  /** The phone shows what this client would show in its place, or what this client is not told of. */
  async #arrived(
    phone: PhonePage,
    { step, alone }: { step: StepState; alone: StepState | null },
  ): Promise<void> {
    const { state } = this.#watch;
    const participant = this.#me(phone)?.id ?? '';
    const screen = phoneView(state, participant)?.screen;
    if (!screen) throw new Error(`${phone.name} was expected to be in the room.`);
    const kept = alone && seesStep(alone, state, { role: 'participant', participant }) ? alone : null;
    const shown = kept ?? (screen.is === 'result' ? step : null);
    await phone.heading(shown ? headingOf(shown.step) : headingFor(screen));
    if (shown) await phone.page.locator(`${shown.step.kind}-result`).first().waitFor();
    const why = 'why' in screen ? screen.why : '';
    await this.#lookAtPhone(phone, shown ? `${shown.step.kind} released` : `${screen.is} ${why}`);
  }

  async #answer(step: StepState): Promise<void> {
    const { desk } = this.#given.screens;
    const asked = this.#phones.filter((phone) => this.#isAsked(phone, step));
    if (!this.#hasHappened && asked.length > 0) {
      this.#hasHappened = true;
      await this.#happen(step, asked);
    }
    const others = (await this.#others?.answer(step)) ?? 0;
    await Promise.all(
      asked.map(async (phone) => {
        await this.#lookAtPhone(phone, `${step.step.kind} asked`);
        await phone.answerSomehow();
        await this.#lookAtPhone(phone, `${step.step.kind} answered`);
      }),
    );
    await desk.answered(others + asked.length);
    await this.#given.screens.stage.picture(`${step.step.kind}-asked`);
  }

  /** Someone comes late, a network is lost, a battery dies: none of it costs an answer. */
  async #happen(step: StepState, [first, second]: PhonePage[]): Promise<void> {
    const { mishaps } = this.#given;
    if (mishaps.includes('late')) await this.#comesLate(step);
    if (mishaps.includes('network') && second) await this.#losesNetwork(second);
    if (mishaps.includes('battery') && first) await this.#losesBattery(first);
  }

  async #comesLate(step: StepState): Promise<void> {
    const { url, workshop, screens } = this.#given;
    const { dee } = screens.phones;
    if (roomFor(workshop, people) < people) return;
    await this.#joins(dee, `${url}/j/${this.#made.code}`, () => dee.join(url, this.#made.code));
    await this.#arrived(dee, { step, alone: null });
  }

  async #losesNetwork(phone: PhonePage): Promise<void> {
    await phone.screen.context.setOffline(true);
    await phone.answerSomehow(/No connection/u);
    await this.#lookAtPhone(phone, 'offline');
    await phone.screen.context.setOffline(false);
    await phone.standing(/Saved|Added/u);
  }

  /** What was answered before is there when the phone is back, by the way it came in. */
  async #losesBattery(phone: PhonePage): Promise<void> {
    const { desk } = this.#given.screens;
    await phone.answerSomehow();
    const page = await phone.screen.restart();
    await desk.page
      .locator('.person', { hasText: phone.name })
      .getByText(/offline/u)
      .waitFor();
    await page.goto(this.#doors.get(phone) ?? '');
    await phone.standing(/Saved|Added/u);
  }

  /** Two cards that mean the same are put together by whoever asked for them. */
  async #merge(step: StepState): Promise<void> {
    const merger = mergerOf(step);
    const phone = this.#phones.find((one) => this.#me(one)?.role === merger);
    if (merger === null || !phone) return;
    await phone.merge('The same thing', async () => await this.#lookAtPhone(phone, 'merging'));
    await this.#lookAtPhone(phone, 'merged');
  }

  #me({ name }: PhonePage) {
    return [...this.#watch.state.participants.values()].find((one) => one.name === name) ?? null;
  }

  #isAsked(phone: PhonePage, step: StepState): boolean {
    const id = this.#me(phone)?.id;
    return id !== undefined && lastRound(step)?.electorate.members.includes(id) === true;
  }

  #step(id: string): StepState {
    const step = stepOf(this.#watch.state, id);
    if (!step) throw new Error(`There is no step ${id}.`);
    return step;
  }

  async #lookAround(state: string): Promise<void> {
    const { desk, stage, remote } = this.#given.screens;
    for (const screen of [desk.screen, stage, remote]) await this.#lookAt(screen, state);
    for (const phone of this.#phones) await this.#lookAtPhone(phone, state);
  }

  async #lookAt(screen: Screen, state: string): Promise<void> {
    await this.#given.accessibility.look(screen, { state });
  }

  async #lookAtPhone({ screen }: PhonePage, state: string): Promise<void> {
    await this.#given.accessibility.look(screen, { of: 'phone', state });
  }
}

function isDone(forward: Forward, watch: SocketClient): boolean {
  if (
    forward.do === 'release' &&
    !seesStep(stepOf(watch.state, forward.step), watch.state, { role: 'facilitator' })
  )
    return forward.onward === null || watch.state.current === forward.onward;
  return JSON.stringify(deskOf(watch).forward) !== JSON.stringify(forward);
}
