import type { Ack } from '../../../events/wire.ts';
import { until } from './condition.ts';
import { askJson } from './made-session.ts';
import { SocketClient } from './socket-client.ts';

/** A phone without a page. */

export interface Joining {
  code: string;
  name: string;
  role?: string;
  /** the same id again is the same person again */
  id?: string;
}

interface Joined {
  session: string;
  participant: string;
  token: string;
}

/** What a phone was told about one of its answers. */
export interface OwnAnswer {
  step: string;
  round: number;
  counter: number;
  answer: unknown;
  saved: boolean;
}

export class SocketPhone extends SocketClient {
  readonly participant: string;
  readonly name: string;
  readonly answers: OwnAnswer[] = [];

  private constructor(url: string, name: string, { session, participant, token }: Joined) {
    super({ url, session, token });
    this.participant = participant;
    this.name = name;
  }

  static async join(
    url: string,
    { code, name, role, id = crypto.randomUUID() }: Joining,
  ): Promise<SocketPhone> {
    const body = { code, name, id, ...(role !== undefined && { role }) };
    const joined = await askJson<Joined>(`${url}/api/join`, { body });
    const phone = new SocketPhone(url, name, joined);
    await phone.open();
    return phone;
  }

  /** With a personal link's token instead of the code. */
  static async joinByLink(url: string, link: { token: string; name: string }): Promise<SocketPhone> {
    const { token, name } = link;
    const joined = await askJson<Joined>(`${url}/api/join`, {
      token,
      body: { name, id: crypto.randomUUID() },
    });
    const phone = new SocketPhone(url, name, joined);
    await phone.open();
    return phone;
  }

  async answer(step: string, round: number, answer: unknown): Promise<Ack> {
    return await this.#cast(
      { step, round, answer, saved: false, counter: this.answers.length + 1 },
      'answer',
    );
  }

  async pass(step: string, round: number): Promise<Ack> {
    return await this.#cast(
      { step, round, answer: { pass: true }, saved: false, counter: this.answers.length + 1 },
      'pass',
    );
  }

  /** The last answer that the server called saved. */
  saved(step: string, round: number): unknown {
    return this.answers.findLast((one) => one.saved && one.step === step && one.round === round)?.answer;
  }

  /** Waits for the round after this one. */
  async nextRound(step: string, round: number): Promise<void> {
    await until(`round ${round + 1} of ${step}`, () => this.roundsOf(step) > round, 200_000);
  }

  /** How many rounds of a step this phone knows of. */
  roundsOf(step: string): number {
    return this.state.steps.find((one) => one.step.id === step)?.rounds.length ?? 0;
  }

  async #cast(own: OwnAnswer, type: 'answer' | 'pass'): Promise<Ack> {
    this.answers.push(own);
    const { step, round, counter, answer } = own;
    const ack = await this.send(type, { step, round, counter, ...(type === 'answer' && { answer }) });
    own.saved = ack.ok;
    return ack;
  }
}
