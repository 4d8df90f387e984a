import { isSealed } from '../events/session/decide-answer.ts';
import { refuse, type Refused } from '../events/session/refusal.ts';
import type { BallotBox } from './ballots/box.ts';
import type { KeyDrawer } from './keys/drawer.ts';
import { ReadOnly, type Log, type SessionRow, type Turn } from './log/log.ts';
import { openRounds } from './presence.ts';
import { staleBoxes } from './reconciliation.ts';
import type { Room } from './room.ts';
import { Rooms } from './rooms.ts';
import type { Issued } from './seats.ts';
import type { Asked } from './turn.ts';
import { Turns } from './turns.ts';

/**
 * The one door for writes. What is asked waits in its session's queue, becomes events in the log, and only then is
 * answered and told. A sealed answer goes into its box instead and leaves no trace here.
 */

export type Outcome = { ok: true; position?: number; token?: NonNullable<Issued['token']> } | Refused;

export interface Listener {
  /** events after `from` are in the log */
  told(room: Room, from: number): void;
  /** somebody answered where the answer itself is no event */
  answered(room: Room): void;
  /** the session is being deleted */
  gone(session: string): void;
  /** whether anyone is connected */
  isWatching?(session: string): boolean;
}

export interface Parts {
  log: Log;
  box: BallotBox;
  keys: KeyDrawer;
  /** milliseconds since 1970 */
  clock: () => number;
  /** whether other processes append to the same log */
  isShared?: boolean;
  /** names this build of Parley to what it keeps for its next start; null keeps nothing */
  build?: string | null;
  /** told after each append, for whoever watches the server */
  measured?: (events: number, seconds: number) => void;
}

const lookForIdleEveryMs = 60_000;
const lookForOthersEveryMs = 1_000;

export class Sessions {
  readonly parts: Parts;
  private readonly rooms: Rooms;
  private readonly turns = new Map<string, Turns>();
  private readonly listeners = new Set<Listener>();
  private readonly removing = new Set<string>();
  private readonly idleWatch: NodeJS.Timeout;
  private poll: NodeJS.Timeout | null = null;
  private unfollow = (): void => {};
  private closed = false;

  constructor(parts: Parts) {
    this.parts = parts;
    this.rooms = new Rooms(parts);
    this.idleWatch = setInterval(() => this.dropIdle(), lookForIdleEveryMs).unref();
  }

  /** Finishes what a stop in the middle left over: boxes whose answers are out, or were given up. */
  async start(): Promise<void> {
    await this.rooms.readRows();
    await staleBoxes(this.parts.box, async (session) => await this.room(session));
    this.unfollow = this.parts.log.follow((sessions) => {
      for (const session of sessions) if (this.rooms.isLoaded(session)) void this.catchUp(session);
    });
    if (this.parts.isShared)
      this.poll = setInterval(() => this.lookForOthers(), lookForOthersEveryMs).unref();
  }

  /** Reads what other processes have appended; where there is only this one, there is nothing to read. */
  async catchUp(session: string): Promise<void> {
    if (this.parts.isShared && !this.removing.has(session) && !this.closed)
      await this.turnsOf(session).refresh();
  }

  /** A hint may be lost, and answers in a box give none. */
  private lookForOthers(): void {
    for (const { session } of this.rooms.list()) {
      if (this.isWatched(session)) void this.learnAnswers(session);
    }
  }

  private async learnAnswers(session: string): Promise<void> {
    await this.catchUp(session);
    const room = await this.rooms.loaded(session);
    if (!room) return;
    const sealed = openRounds(room.state).filter(({ round }) => isSealed(round));
    if (sealed.length === 0) return;
    await this.turnsOf(session).reopenBoxes();
    for (const listener of this.listeners) listener.answered(room);
  }

  listen(listener: Listener): void {
    this.listeners.add(listener);
  }

  async room(session: string): Promise<Room | null> {
    return this.removing.has(session) ? null : await this.rooms.room(session);
  }

  async roomByCode(code: string): Promise<Room | null> {
    const room = await this.rooms.byCode(code);
    return room && !this.removing.has(room.session) ? room : null;
  }

  sessionRows(): readonly SessionRow[] {
    return this.rooms.list();
  }

  /** A room that someone uses already, without reading one from the log. */
  async loadedRoom(session: string): Promise<Room | null> {
    return await this.rooms.loaded(session);
  }

  async ask(session: string, asked: Asked): Promise<Outcome> {
    if (this.removing.has(session)) return refuse('unknown-session');
    // Whoever asks while this process stops gets no answer from it, and asks the next one again.
    if (this.closed) return await new Promise<never>(() => {});
    return await this.turnsOf(session).ask(asked);
  }

  private turnsOf(session: string): Turns {
    const { rooms, listeners } = this;
    const turns = this.turns.get(session) ?? new Turns(session, { ...this.parts, rooms, listeners });
    this.turns.set(session, turns);
    return turns;
  }

  /** Puts the first turn of a new session into the log. */
  async begin(turn: Turn): Promise<Room | Refused> {
    const row = turn.sessionRow;
    if (!row) throw new Error('A session was to begin without a row of its own.');
    try {
      const [result] = await this.parts.log.append([turn]);
      if (!result || !('appended' in result))
        throw new Error(`The session ${turn.session} was there before it began.`);
    } catch (error) {
      if (error instanceof ReadOnly) return refuse('read-only');
      throw error;
    }
    this.rooms.keepRow(row);
    const room = await this.room(row.session);
    if (!room) throw new Error(`The session ${row.session} has begun and is not there.`);
    return room;
  }

  async remove(session: string): Promise<boolean> {
    if (!(await this.rooms.known(session)) || this.removing.has(session)) return false;
    this.removing.add(session);
    for (const listener of this.listeners) listener.gone(session);
    await this.turns.get(session)?.idle();
    await this.parts.log.remove(session);
    this.rooms.forget(session);
    this.turns.delete(session);
    this.removing.delete(session);
    return true;
  }

  /** Takes nothing more, and waits for what is on its way. */
  async close(): Promise<void> {
    this.closed = true;
    this.unfollow();
    clearInterval(this.idleWatch);
    if (this.poll !== null) clearInterval(this.poll);
    await Promise.all([...this.turns.values()].map(async (turns) => await turns.idle()));
    await this.rooms.remember();
  }

  private dropIdle(): void {
    const isInUse = (session: string): boolean =>
      this.turns.get(session)?.isIdle === false || this.isWatched(session);
    for (const session of this.rooms.dropIdle(isInUse)) this.turns.delete(session);
  }

  private isWatched(session: string): boolean {
    return [...this.listeners].some((listener) => listener.isWatching?.(session) === true);
  }
}
