import { expect } from 'vitest';
import { answerOf, type DeskLine, type Player, type Script } from '../../../events/fixtures/play.ts';
import { seesStep } from '../../../events/session/audience.ts';
import { lastRound, stepOf, type SessionState, type StepState } from '../../../events/session/state.ts';
import { until } from './condition.ts';
import { makeSession, type MadeSession } from './made-session.ts';
import { SocketClient } from './socket-client.ts';
import { SocketPhone } from './socket-phone.ts';

/** The script of a recorded session, played by phones and a desk at a real server. */

export interface Watching {
  /** looks at what was just released, before anything else happens */
  shown?: (at: { step: string; round: number; position: number; at: string }) => Promise<void>;
  /** before a question is asked, after its step has come on the wall */
  asked?: (step: string) => Promise<void>;
}

export class PlayedSession {
  readonly made: MadeSession;
  readonly desk: SocketClient;
  readonly phones: readonly { phone: SocketPhone; player: Player }[];
  readonly #script: Script;
  /** what everybody said, by person, step and round: a phone encloses its earlier answer in its next one */
  readonly #given = new Map<string, unknown>();

  private constructor(script: Script, made: MadeSession, room: Pick<PlayedSession, 'desk' | 'phones'>) {
    this.#script = script;
    this.made = made;
    this.desk = room.desk;
    this.phones = room.phones;
  }

  /** Everyone is in the room, and nothing has been asked. */
  static async open(url: string, script: Script): Promise<PlayedSession> {
    const { title, subject, workshop } = script;
    const made = await makeSession(url, workshop, { title, ...(subject !== undefined && { subject }) });
    const { session, code, tokens } = made;
    const desk = await new SocketClient({ url, session, token: tokens.facilitator }).open();
    const phones: { phone: SocketPhone; player: Player }[] = [];
    for (const player of script.people) {
      const phone = await SocketPhone.join(url, { code, name: player.name });
      if (player.role !== workshop.joinAs)
        await desk.must('assign-role', { participant: phone.participant, role: player.role });
      phones.push({ phone, player });
    }
    await until('everyone is here', () => phones.every(({ phone }) => desk.here.includes(phone.participant)));
    return new PlayedSession(script, made, { desk, phones });
  }

  async play({ shown, asked }: Watching = {}): Promise<void> {
    for (const step of this.#script.workshop.steps) {
      await this.desk.must('go-to', { step: step.id });
      await asked?.(step.id);
      for (let round = 1; step.mode !== 'self' && round <= (step.rounds ?? 1); round += 1) {
        const before = this.desk.position;
        await this.#round(step.id, round, step.hold ?? false);
        for (const event of this.desk.events.filter(({ position }) => position > before))
          if (event.type === 'released' && event.step === step.id) await shown?.(event);
        await this.#does(this.#script.after?.[`${step.id}/${round}`]);
      }
      await this.#does(this.#script.after?.[step.id]);
    }
    await this.#does(this.#script.ending);
    await this.desk.must('end');
  }

  close(): void {
    for (const client of [this.desk, ...this.phones.map(({ phone }) => phone)]) client.close();
  }

  async #round(id: string, round: number, isHeld: boolean): Promise<void> {
    await this.desk.must(round === 1 ? 'open' : 'again', { step: id });
    await this.#told((state) => (stepOf(state, id)?.rounds.length ?? 0) >= round);
    const members = lastRound(this.#step(id))?.electorate.members ?? [];
    const asked = this.phones.filter(({ phone }) => members.includes(phone.participant));
    await Promise.all(asked.map((one, place) => this.#answer(one, { id, round, place })));
    await this.desk.must('close', { step: id });
    await this.#told((state) => lastRoundOf(state, id)?.phase !== 'open');
    if (isHeld || lastRoundOf(this.desk.state, id)?.phase === 'discarded') return;
    await this.desk.must('release', { step: id });
    // What only its own roles see, the desk is never told.
    if (!seesStep(this.#step(id), this.desk.state, { role: 'facilitator' })) return;
    await this.#told((state) => lastRoundOf(state, id)?.phase === 'released');
  }

  async #answer(
    { phone, player }: { phone: SocketPhone; player: Player },
    { id, round, place }: { id: string; round: number; place: number },
  ): Promise<void> {
    await until(`${player.name} is asked`, () => phone.roundsOf(id) >= round);
    const answer = answerOf(this.#script, this.#step(id), { player, place });
    const { repeats } = this.#step(id).step;
    const before = round > 1 ? `${id}/${round - 1}` : `${repeats ?? ''}/1`;
    const previous = this.#given.get(`${phone.participant}/${before}`);
    const at = { step: id, round, counter: 1 };
    const ack =
      answer === null
        ? await phone.send('pass', at)
        : await phone.send('answer', { ...at, answer, ...(previous !== undefined && { previous }) });
    if (answer !== null) this.#given.set(`${phone.participant}/${id}/${round}`, answer);
    expect({ id, name: player.name, ...ack }).toMatchObject({ ok: true });
  }

  async #does(lines: ((state: SessionState) => readonly DeskLine[]) | undefined): Promise<void> {
    for (const { waits: _, type, ...payload } of lines?.(this.desk.state) ?? [])
      await this.desk.must(type, payload);
  }

  async #told(isSo: (state: SessionState) => boolean): Promise<void> {
    await until('the desk is told', () => isSo(this.desk.state));
  }

  #step(id: string): StepState {
    const step = stepOf(this.desk.state, id);
    if (!step) throw new Error(`The session has no step ${id}.`);
    return step;
  }
}

function lastRoundOf(state: SessionState, id: string) {
  const step = stepOf(state, id);
  return step && lastRound(step);
}
