import type { Command, CommandOf, CommandType } from '../events/session/command.ts';
import type { SessionState } from '../events/session/state.ts';
import {
  protocol,
  type Ack,
  type EventsMessage,
  type Handshake,
  type PresenceMessage,
  type ProgressMessage,
  type ServerToClient,
} from '../events/wire.ts';
import { newId } from './command-id.ts';
import { Intake, parseLines } from './intake.ts';
import { Line, type Refusal } from './line.ts';
import { mayWait, Outbox } from './outbox.ts';
import { deviceStore, type Store } from './storage.ts';
import { words } from './words.ts';

/**
 * One session as one screen sees it: the fold of everything the server has told, and the way to ask for more.
 * Every door uses it. Nothing is optimistic: what is not acknowledged is not there.
 *
 * Fires `change` at most once a frame, and `settled` (a `Settled` in `detail`) for each command of the outbox that
 * has its answer, also for those from before a refresh.
 */

export type SessionRole = 'participant' | 'facilitator' | 'scribe' | 'stage' | 'reader';

export interface SessionOptions {
  session: string;
  token: string;
  role: SessionRole;
  /** where the outbox and the remembered head live; by default this device's storage */
  store?: Store;
}

/** A command before it has an id. */
export type NewCommand = { [T in CommandType]: Omit<CommandOf<T>, 'id'> }[CommandType];

export interface Settled {
  command: Command;
  ack: Ack;
}

/** A message with its name: a union told apart by one word. */
type Told = {
  [N in keyof ServerToClient]: { name: N; message: Parameters<ServerToClient[N]>[0] };
}[keyof ServerToClient];

/** How long a command that may not wait is tried again over a broken line before it counts as not sent. */
const directWithinMs = 15_000;
const tryAgainMs = 2_000;
const slowAfterMs = 3_000;
/** How often a command is asked again that the server failed over, before its failure is the answer. */
const failuresMax = 15;
/** Refusals that say “not now”: the command stays in the outbox. */
const passing: readonly string[] = ['too-many', 'read-only'];

export class Session extends EventTarget {
  readonly session: string;
  readonly token: string;
  readonly role: SessionRole;
  readonly outbox: Outbox;
  status: 'connecting' | 'online' | 'offline' | 'refused' = 'connecting';
  refusal: Refusal | null = null;
  /** the last refusal that passes by itself, as long as it lasts */
  hindrance: Refusal | null = null;
  /** something waits for its acknowledgement longer than it should */
  isSlow = false;
  progress: ProgressMessage | null = null;
  presence: PresenceMessage = { here: [], stages: 0 };
  trouble: string | null = null;
  /** the server's history is not the one this device remembers */
  historyChanged = false;
  /** server's clock minus this one */
  clockOffsetMs = 0;

  readonly #store: Store;
  readonly #intake: Intake;
  readonly #line: Line;
  readonly #waiters = new Map<string, ((ack: Ack) => void)[]>();
  /** direct commands that wait for the line to come back */
  readonly #hopeful = new Set<() => void>();
  readonly #progress = new Map<string, ProgressMessage>();
  #failures = 0;
  #claimed: { position: number; head: string | null } = { position: 0, head: null };
  #isFirst = true;
  #you: string | undefined;
  #roleAt = 0;
  #changeIsDue = false;
  #isFlushing = false;

  constructor({ session, token, role, store = deviceStore() }: SessionOptions) {
    super();
    this.session = session;
    this.token = token;
    this.role = role;
    this.#store = store;
    this.outbox = new Outbox(store, `parley:outbox:${session}:${token.slice(-12)}`);
    this.#intake = new Intake((after) => this.#readAfter(after));
    this.#line = new Line({
      handshake: () => this.#handshake(),
      connected: () => this.#connected(),
      lost: (refusal) => this.#lost(refusal),
      told: (name, message) => this.#told({ name, message } as Told),
    });
  }

  /** null until the server has told the first events */
  get state(): SessionState | null {
    return this.#intake.state;
  }

  get position(): number {
    return this.#intake.position;
  }

  /** How many have answered an open round, once the server has told. */
  progressOf(step: string, round: number): ProgressMessage | null {
    return this.#progress.get(`${step}/${round}`) ?? null;
  }

  open(): this {
    this.#line.open();
    return this;
  }

  close(): void {
    this.#line.close();
  }

  reconnect(): void {
    this.#line.reconnect();
  }

  /** The server's time in milliseconds. */
  now(): number {
    return Date.now() + this.clockOffsetMs;
  }

  /**
   * Gives the server's answer. A participant's answer waits in the outbox for as long as it takes; a newer answer
   * to the same round takes its place, and its acknowledgement. Anything else is answered within seconds, with
   * `offline` if the server could not be reached.
   */
  send(command: NewCommand): Promise<Ack> {
    const whole = { ...command, id: newId() } as Command;
    return this.role === 'participant' && mayWait(command.type) ? this.#post(whole) : this.#askNow(whole);
  }

  #post(command: Command): Promise<Ack> {
    const replaced = this.outbox.add(command);
    const answered = new Promise<Ack>((resolve) => {
      const earlier = replaced.flatMap((id) => this.#waiters.get(id) ?? []);
      for (const id of replaced) this.#waiters.delete(id);
      this.#waiters.set(command.id, [...earlier, resolve]);
    });
    this.#changed();
    void this.#flush();
    return answered;
  }

  async #askNow(command: Command): Promise<Ack> {
    const until = Date.now() + directWithinMs;
    while (Date.now() < until) {
      const ack = await this.#line.ask(command);
      if (ack) return ack;
      if (!this.#line.isConnected) await this.#nextConnection(until);
    }
    return { ok: false, code: 'offline', message: words.notSent };
  }

  #nextConnection(until: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#hopeful.delete(done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, until - Date.now()));
      this.#hopeful.add(done);
    });
  }

  /** Sends what waits, one after the other, until the outbox is empty or the line is gone. */
  async #flush(): Promise<void> {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    for (let command = this.outbox.next(); command && this.#line.isConnected; command = this.outbox.next()) {
      this.outbox.markSent(command.id);
      const slow = setTimeout(() => this.#changed({ isSlow: true }), slowAfterMs);
      const ack = await this.#line.ask(command);
      clearTimeout(slow);
      this.isSlow = false;
      // No answer: either the line is gone and this ends, or it is asked again under the same id.
      if (!ack) continue;
      const isPassing = !ack.ok && this.#passes(ack.code);
      this.hindrance = isPassing ? { code: ack.code, message: ack.message } : null;
      if (!isPassing) this.#settle(command, ack);
      this.#changed();
      if (isPassing) await new Promise((resolve) => setTimeout(resolve, tryAgainMs * (0.5 + Math.random())));
    }
    this.#isFlushing = false;
  }

  /** “Not now” is asked again; a failure of the server itself a few times, so that it never holds up the rest for good. */
  #passes(code: string): boolean {
    this.#failures = code === 'failed' ? this.#failures + 1 : 0;
    return passing.includes(code) || (code === 'failed' && this.#failures < failuresMax);
  }

  #settle(command: Command, ack: Ack): void {
    this.outbox.settle(command.id);
    const waiters = this.#waiters.get(command.id) ?? [];
    this.#waiters.delete(command.id);
    this.dispatchEvent(new CustomEvent<Settled>('settled', { detail: { command, ack } }));
    for (const resolve of waiters) resolve(ack);
  }

  #handshake(): Handshake {
    const { position, head } = this.#intake;
    this.#claimed = { position, head };
    this.#isFirst = true;
    return {
      session: this.session,
      token: this.token,
      after: position,
      ...(head !== null && { head }),
      protocol,
    };
  }

  #connected(): void {
    this.#changed({ status: 'online', refusal: null });
    for (const goOn of this.#hopeful) goOn();
    void this.#flush();
  }

  #lost(refusal: Refusal | null): void {
    if (refusal) this.#changed({ status: 'refused', refusal });
    else if (this.status !== 'refused') this.#changed({ status: 'offline' });
  }

  #told({ name, message }: Told): void {
    switch (name) {
      case 'events':
        void this.#take(message);
        return;
      case 'progress':
        this.#progress.set(`${message.step}/${message.round}`, message);
        this.#changed({ progress: message });
        return;
      case 'presence':
        this.#changed({ presence: message });
        return;
      case 'trouble':
        this.#changed({ trouble: message.reason });
        return;
    }
  }

  async #take(message: EventsMessage): Promise<void> {
    if (message.now !== undefined) this.clockOffsetMs = message.now - Date.now();
    if (this.#isChanged(message)) {
      this.#changed({ historyChanged: true });
      return this.#startOver();
    }
    const isSomebodyElse = this.#isSomebodyElse(message);
    this.#isFirst = false;
    if (isSomebodyElse) return this.#startOver();
    try {
      await this.#intake.take(message);
    } catch {
      // The gap could not be read: the next connection asks for everything after what is folded.
      return this.reconnect();
    }
    this.#remember();
    this.#changed();
  }

  /** Whether the server's history differs from the one this device has folded, now or before a refresh. */
  #isChanged(message: EventsMessage): boolean {
    const { position, head } = this.#claimed;
    if (this.#isFirst && position > 0 && head !== null && message.headAfter !== undefined)
      return message.headAfter !== head;
    const kept = this.#store.get(this.#headKey);
    if (typeof kept !== 'object' || kept === null || !('head' in kept) || !('position' in kept)) return false;
    if (kept.position === message.to && kept.head !== message.head) this.historyChanged = true;
    return false;
  }

  /** Another seat or another role may see more, and less, of what has already happened. */
  #isSomebodyElse({ events, you = this.#you }: EventsMessage): boolean {
    const role = events.findLast(({ type }) => type === 'role-assigned')?.position ?? 0;
    const isKnown = this.#isFirst && this.#claimed.position === 0;
    const isElse = you !== this.#you || (this.role === 'participant' && role > this.#roleAt);
    this.#you = you;
    this.#roleAt = Math.max(this.#roleAt, role);
    return isElse && !isKnown && (this.state?.steps.some(({ rounds }) => rounds.length > 0) ?? false);
  }

  #startOver(): void {
    this.#intake.reset();
    this.reconnect();
  }

  #remember(): void {
    const { position, head } = this.#intake;
    if (head !== null) this.#store.set(this.#headKey, { position, head });
  }

  get #headKey(): string {
    return `parley:head:${this.session}`;
  }

  async #readAfter(after: number): ReturnType<ConstructorParameters<typeof Intake>[0]> {
    const response = await fetch(`/api/sessions/${encodeURIComponent(this.session)}/events?after=${after}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (!response.ok) throw new Error(`The events after ${after} could not be read: ${response.status}.`);
    return parseLines(await response.text());
  }

  #changed(
    change: Partial<
      Pick<Session, 'status' | 'refusal' | 'isSlow' | 'progress' | 'presence' | 'trouble' | 'historyChanged'>
    > = {},
  ): void {
    Object.assign(this, change);
    if (this.#changeIsDue) return;
    this.#changeIsDue = true;
    const tell = () => {
      this.#changeIsDue = false;
      this.dispatchEvent(new Event('change'));
    };
    // A hidden page gets no frames, but a sound or a title may still depend on the change.
    if (document.hidden) setTimeout(tell, 50);
    else requestAnimationFrame(tell);
  }
}
