import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Answer } from '../events/activity.ts';
import type { Command, CommandOf } from '../events/session/command.ts';
import type { HiddenRun, SessionEvent } from '../events/session/event.ts';
import { fold } from '../events/session/fold.ts';
import type { SessionState } from '../events/session/state.ts';
import type { DecidingView } from '../events/views/deciding.ts';
import { phoneView, type MergingView, type PhoneQuestion } from '../events/views/phone.ts';
import {
  protocol,
  type Ack,
  type ClientToServer,
  type EventsMessage,
  type ServerToClient,
} from '../events/wire.ts';
import { callInside } from './inside-request.ts';
import { actsFor, type Act } from './pretend-answer.ts';
import type { PretendPerson } from './pretend-people.ts';
import { pretendDecision } from './pretend-words.ts';

/**
 * A phone with nobody behind it: comes in by the same door, holds the same kind of line, folds what it is told and
 * answers what it is asked. It knows nothing that a phone would not know.
 */

export interface PretendPhoneParts {
  /** where this server answers, as seen from this machine */
  address: string;
  code: string;
  /** shows the door that this phone is the server's own */
  key: string;
  person: PretendPerson;
  /** 1 takes as long as people do, 0 no time at all */
  pace: number;
}

interface Joined {
  session: string;
  participant: string;
  token: string;
}

const enoughCards = 2;
const titleMax = 60;
const ackWithinMs = 10_000;

export class PretendPhone {
  /** everything up to here is folded, or not for this phone */
  position = 0;
  private readonly parts: PretendPhoneParts;
  private readonly asked = new Set<string>();
  private readonly answers = new Map<string, { counter: number; answer: Answer }>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private joined: Joined | null = null;
  private socket: Socket<ServerToClient, ClientToServer> | null = null;
  private state: SessionState | null = null;
  private counter = 0;
  private unanswered = 0;
  /** what is due while the session stands still */
  private due: (() => void)[] = [];
  /** messages are folded one after the other, also where one waits for a gap to be read */
  private turn: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(parts: PretendPhoneParts) {
    this.parts = parts;
  }

  /** Done once it has its seat; false when the room would not have it. */
  async come(): Promise<boolean> {
    if (this.stopped) return false;
    const { address, code, key, person } = this.parts;
    const body = { code, name: person.name, role: person.role, pretend: true, id: randomUUID() };
    const { status, text } = await callInside({ url: `${address}/api/join`, bearer: key, body });
    if (status !== 201 || this.stopped) return false;
    this.joined = JSON.parse(text) as Joined;
    this.connect(this.joined);
    return true;
  }

  /** Its seat; null before it has come. */
  get participant(): string | null {
    return this.joined?.participant ?? null;
  }

  /** Whether it still means to do something about what it has been asked so far. */
  get isBusy(): boolean {
    return this.timers.size > 0 || this.due.length > 0 || this.unanswered > 0;
  }

  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.due = [];
    this.socket?.disconnect();
  }

  private connect({ session, token }: Joined): void {
    if (this.stopped) return;
    this.socket = io(this.parts.address, {
      transports: ['websocket'],
      forceNew: true,
      // The server's own certificate is for its public name, not for the way inside.
      rejectUnauthorized: false,
      auth: (give) => give({ session, token, after: this.position, protocol }),
    });
    this.socket.on('events', (message) => {
      this.turn = this.turn.then(async () => await this.take(message)).catch(() => this.again());
    });
  }

  /** A new connection asks for everything after what is folded. */
  private again(): void {
    if (!this.stopped) this.socket?.disconnect().connect();
  }

  private async take(message: EventsMessage): Promise<void> {
    if (message.from > this.position + 1) await this.readGap();
    this.learn(message.events, message.to);
    this.look();
  }

  private async readGap(): Promise<void> {
    if (!this.joined) throw new Error('A phone without a seat was told something.');
    const { session, token } = this.joined;
    const url = `${this.parts.address}/api/sessions/${session}/events?after=${this.position}`;
    const { status, text } = await callInside({ url, bearer: token });
    if (status !== 200) throw new Error(`The events after ${this.position} could not be read: ${status}.`);
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const read = JSON.parse(line) as SessionEvent | HiddenRun;
      if (read.type === 'hidden') this.learn([], read.through);
      else this.learn([read], read.position);
    }
  }

  private learn(events: readonly SessionEvent[], through: number): void {
    const fresh = events.filter((event) => event.position > this.position);
    if (fresh.length > 0) this.state = fold(this.state, fresh);
    this.position = Math.max(this.position, through);
  }

  /** What the screen of this phone would show now, and what its owner does about it. */
  private look(): void {
    const view = this.view();
    if (!view) return;
    if (!view.paused) for (const act of this.due.splice(0)) act();
    const { screen } = view;
    if (screen.is === 'question') this.consider(screen.question);
    if (screen.is === 'result' && screen.merging) this.merge(screen.merging);
    if (screen.is === 'result' && screen.deciding) this.decide(screen.deciding);
    if (screen.is === 'ended' || screen.is === 'removed') this.stop();
  }

  private view(): ReturnType<typeof phoneView> {
    return this.state && this.joined && phoneView(this.state, this.joined.participant);
  }

  private consider(question: PhoneQuestion): void {
    const { step, round, before } = question;
    if (!this.first(`${step}/${round.round}`)) return;
    const earlier = (before && this.answers.get(`${before.step}/${before.round}`)?.answer) ?? null;
    for (const act of actsFor(question, this.parts.person, earlier)) {
      this.later(act.afterMs, () => void this.act(question, act, earlier));
    }
  }

  private async act({ step, round }: PhoneQuestion, { does }: Act, earlier: Answer | null): Promise<void> {
    this.counter += 1;
    const { counter } = this;
    const at = { id: randomUUID(), step, round: round.round, counter };
    if (does.type === 'pass') {
      await this.ask({ ...at, type: 'pass' });
      return;
    }
    // Nothing is enclosed beside a name: there the log itself knows who moved.
    const encloses = earlier !== null && (round.mode === 'sealed' || round.mode === 'self');
    const answer = does.answer as CommandOf<'answer'>['answer'];
    const previous = encloses ? (earlier as CommandOf<'answer'>['answer']) : undefined;
    const ack = await this.ask({ ...at, type: 'answer', answer, ...(previous && { previous }) });
    if (ack?.ok === true) this.keep(`${step}/${round.round}`, { counter, answer: does.answer });
  }

  /** The answer that counts is the one changed last, whichever was acknowledged last. */
  private keep(where: string, answer: { counter: number; answer: Answer }): void {
    if ((this.answers.get(where)?.counter ?? 0) < answer.counter) this.answers.set(where, answer);
  }

  /** Whoever groups the cards puts the first two together: enough to see it happen on the wall. */
  private merge({ step, texts, themes }: MergingView): void {
    const cards = texts.filter(({ text }) => text !== null).slice(0, enoughCards);
    const title = cards[0]?.text?.slice(0, titleMax) ?? '';
    if (cards.length < enoughCards || themes.length > 0 || !this.first(`${step}/merge`)) return;
    const merge = {
      type: 'merge-texts',
      id: randomUUID(),
      step,
      texts: cards.map(({ id }) => id),
      title,
    } as const;
    this.later(8_000, () => void this.ask(merge));
  }

  /** Whoever decides lets the room talk first. */
  private decide({ step, decided }: DecidingView): void {
    if (decided.length > 0 || !this.first(`${step}/decide`)) return;
    const decision = { type: 'decide', id: randomUUID(), ...pretendDecision } as const;
    this.later(12_000, () => void this.ask(decision));
  }

  private first(what: string): boolean {
    if (this.asked.has(what)) return false;
    this.asked.add(what);
    return true;
  }

  private later(afterMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (this.view()?.paused === true) this.due.push(act);
      else act();
    }, afterMs * this.parts.pace);
    timer.unref();
    this.timers.add(timer);
  }

  private async ask(command: Command): Promise<Ack | null> {
    this.unanswered += 1;
    try {
      const ack: Ack | undefined = await this.socket?.timeout(ackWithinMs).emitWithAck('command', command);
      return ack ?? null;
    } catch {
      return null;
    } finally {
      this.unanswered -= 1;
    }
  }
}
