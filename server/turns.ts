import { isSealed } from '../events/session/decide-answer.ts';
import { refuse, type RefusalCode, type Refused } from '../events/session/refusal.ts';
import { roundOf, stepOf } from '../events/session/state.ts';
import type { CastResult, OpenResult, RoundRef } from './ballots/box.ts';
import { commandDigest, isSameCommand } from './command-digest.ts';
import { ReadOnly, type DecidedCommand, type StoredEvent, type Turn } from './log/log.ts';
import { reopenBoxes } from './reconciliation.ts';
import type { Room } from './room.ts';
import { timeIn, type Rooms } from './rooms.ts';
import { keyIdsErasedBy, keyIdsIn, sealEvent } from './sealing.ts';
import { newId, reissue, type Issued } from './seats.ts';
import { rowAfter } from './session-list.ts';
import type { Listener, Outcome, Parts } from './sessions.ts';
import { draftTurn, type Asked, type Draft, type Drafted } from './turn.ts';

/**
 * One queue a session. Each turn takes everything that waits and decides it in order; the log's writer puts the
 * turns of all sessions into one transaction. Append, then evolve, then answer, then tell; never another order.
 */

interface Waiting extends Asked {
  settle(outcome: Outcome): void;
  fail(error: unknown): void;
}

/** How many commands may wait for one session before the next is turned away. */
const queueLengthMax = 20_000;
const turnLengthMax = 500;
const attemptsMax = 8;

export interface TurnParts extends Parts {
  rooms: Rooms;
  listeners: ReadonlySet<Listener>;
}

export class Turns {
  private readonly session: string;
  private readonly parts: TurnParts;
  private readonly waiting: Waiting[] = [];
  private running: Promise<void> | null = null;
  private isBehind = false;

  constructor(session: string, parts: TurnParts) {
    this.session = session;
    this.parts = parts;
  }

  async ask(asked: Asked): Promise<Outcome> {
    if (this.waiting.length >= queueLengthMax) return refuse('too-many');
    return await new Promise((settle, fail) => {
      this.waiting.push({ ...asked, settle, fail });
      this.running ??= this.drain();
    });
  }

  /** Another process may have appended: that is taken in between two turns, never during one. */
  async refresh(): Promise<void> {
    this.isBehind = true;
    this.running ??= this.drain();
    await this.running;
  }

  /** Makes boxes anew that were lost while their rounds are open; see reconciliation.ts. */
  async reopenBoxes(): Promise<OpenResult> {
    const room = await this.parts.rooms.loaded(this.session);
    if (!room) return { opened: true };
    return await reopenBoxes(room, this.parts.box, async () => {
      await this.refresh();
      return this.parts.rooms.isLoaded(this.session);
    });
  }

  async idle(): Promise<void> {
    await this.running;
  }

  get isIdle(): boolean {
    return this.running === null;
  }

  private async drain(): Promise<void> {
    // What arrives in the same moment goes in the same turn.
    await Promise.resolve();
    while (this.waiting.length > 0 || this.isBehind) {
      const batch = this.waiting.splice(0, turnLengthMax);
      try {
        const room = await this.parts.rooms.room(this.session);
        const isBehind = this.isBehind;
        this.isBehind = false;
        const isThere = room !== null && (!isBehind || (await this.catchUp(room)));
        if (isThere) await this.turn(room, batch);
        else for (const one of batch) one.settle(refuse('unknown-session'));
      } catch (error) {
        for (const one of batch) one.fail(error);
      }
    }
    this.running = null;
  }

  /** False when the session was deleted by another process. */
  private async catchUp(room: Room): Promise<boolean> {
    const count = await this.parts.rooms.refresh(room);
    if (count === null) this.parts.rooms.forget(this.session);
    for (const listener of this.parts.listeners) {
      if (count === null) listener.gone(this.session);
      else if (count > 0) listener.told(room, room.position - count);
    }
    return count !== null;
  }

  private async turn(room: Room, batch: readonly Waiting[]): Promise<void> {
    let fresh = await this.answerRetries(room, batch);
    for (let attempt = 0; fresh.length > 0; attempt += 1) {
      if (attempt === attemptsMax)
        throw new Error(`The session ${room.session} changes faster than it can be decided.`);
      if (await this.attempt(room, fresh, attempt === 0)) return;
      const isThere = await this.catchUp(room);
      if (!isThere) for (const one of fresh) one.settle(refuse('unknown-session'));
      if (!isThere) return;
      // What another process appended in between may be the first try of one of these.
      fresh = await this.answerRetries(room, fresh);
    }
  }

  /** Decides and appends; false when somebody else appended in between, or may have, and everything is to be decided again. */
  private async attempt(room: Room, batch: readonly Waiting[], isFirst: boolean): Promise<boolean> {
    const { box, clock } = this.parts;
    const around = { box, at: timeIn(room, clock), newId, reopen: async () => await this.reopenBoxes() };
    const draft = await draftTurn(room, batch, around);
    // What is refused here may be right by what another process has appended since.
    const refuses = draft.decided.some((drafted) => 'refused' in drafted);
    if (isFirst && refuses && this.parts.isShared) return false;
    const kept = await this.keep(room, batch, draft);
    if (kept === 'again') return false;
    if (kept === 'singly') {
      for (const one of batch) await this.turn(room, [one]);
      return true;
    }
    // Whoever is told of a release is also told that the single answers are no more.
    if (kept === 'kept') await Promise.all(draft.events.flatMap((event) => this.doneBox(room, event)));
    this.settle(room, batch, draft, kept === 'kept' ? null : kept);
    if (kept !== 'kept' || draft.events.length === 0) return true;
    for (const listener of this.parts.listeners) listener.told(room, room.position - draft.events.length);
    return true;
  }

  /** Keys first, then the log; afterwards the room knows. */
  private async keep(
    room: Room,
    batch: readonly Waiting[],
    draft: Draft,
  ): Promise<'kept' | 'again' | 'singly' | Refused> {
    if (draft.events.length === 0) return 'kept';
    const ready = await this.prepareKeys(room.session, draft);
    if (ready !== 'ready')
      return ready === 'erased' ? (batch.length > 1 ? 'singly' : refuse('removed')) : refuse('read-only');
    const turn = this.turnOf(room, batch, draft);
    const destroyed = await this.destroyKeys(room.session, draft);
    if (!destroyed) return refuse('read-only');
    const stored = await this.append(turn);
    if (!Array.isArray(stored)) return stored;
    room.book.keep(turn.seats ?? []);
    if (turn.sessionRow) {
      room.row = turn.sessionRow;
      this.parts.rooms.keepRow(turn.sessionRow);
    }
    room.learn(stored, draft.events);
    return 'kept';
  }

  private async append(turn: Turn): Promise<StoredEvent[] | 'again' | Refused> {
    const began = performance.now();
    try {
      const [result] = await this.parts.log.append([turn]);
      if (!result || !('appended' in result)) return 'again';
      this.parts.measured?.(result.appended.length, (performance.now() - began) / 1000);
      return result.appended;
    } catch (error) {
      if (error instanceof ReadOnly) return refuse('read-only');
      throw error;
    }
  }

  private turnOf(room: Room, batch: readonly Waiting[], { decided, events }: Draft): Turn {
    const { keys } = this.parts;
    const seal = (keyId: string, plain: string): string => keys.seal(room.session, keyId, plain);
    const commands: DecidedCommand[] = decided.flatMap((drafted, place) => {
      const asked = batch[place];
      if (!asked || !('events' in drafted) || drafted.events.length === 0) return [];
      const digest = commandDigest(asked.command, drafted.events.flatMap(keyIdsIn)[0], seal);
      const sealed = drafted.events.map((event) => sealEvent(event, seal));
      return [{ id: asked.id, actor: asked.actor.seat, digest, events: sealed }];
    });
    const seats = decided.flatMap((drafted) => ('issued' in drafted ? drafted.issued.rows : []));
    const sessionRow = rowAfter(room.row, room.state, events);
    return {
      session: room.session,
      expected: room.position,
      commands,
      seats,
      ...(sessionRow && { sessionRow }),
    };
  }

  private async prepareKeys(session: string, { events }: Draft): Promise<'ready' | 'erased' | 'read-only'> {
    const keyIds = [...new Set(events.flatMap(keyIdsIn))];
    if (keyIds.length === 0) return 'ready';
    const ensured = await this.parts.keys.ensure(session, keyIds);
    return 'refused' in ensured ? ensured.refused : 'ready';
  }

  /** Before the fact is told: a stop in between leaves an erasure done and unsaid, never one said and undone. */
  private async destroyKeys(session: string, { events }: Draft): Promise<boolean> {
    const keyIds = events.flatMap(keyIdsErasedBy);
    if (keyIds.length === 0) return true;
    return 'destroyed' in (await this.parts.keys.destroy(session, keyIds));
  }

  private settle(room: Room, batch: readonly Waiting[], { decided }: Draft, instead: Refused | null): void {
    let position =
      room.position - decided.reduce((sum, one) => sum + ('events' in one ? one.events.length : 0), 0);
    batch.forEach((one, place) => {
      const drafted = decided[place];
      if (!drafted) throw new Error('A command was left undecided.');
      if ('events' in drafted) position += drafted.events.length;
      this.answer(room, one, drafted, { position, instead });
    });
  }

  private answer(
    room: Room,
    one: Waiting,
    drafted: Drafted,
    { position, instead }: { position: number; instead: Refused | null },
  ): void {
    if ('refused' in drafted) one.settle(drafted);
    else if ('cast' in drafted) void this.answerCast(room, one, drafted.cast);
    else if (instead && drafted.events.length > 0) one.settle(instead);
    else one.settle({ ok: true, position, ...(drafted.issued.token && { token: drafted.issued.token }) });
  }

  private async answerCast(room: Room, one: Waiting, cast: Promise<CastResult>): Promise<void> {
    try {
      const result = await cast;
      one.settle('kept' in result ? { ok: true } : refuse(castRefusals[result.refused]));
      if ('kept' in result) for (const listener of this.parts.listeners) listener.answered(room);
    } catch (error) {
      one.fail(error);
    }
  }

  /** Once the room's answer is out, or given up, nothing of the single answers is left. */
  private doneBox(room: Room, event: Draft['events'][number]): Promise<void>[] {
    if (event.type !== 'released' && event.type !== 'discarded') return [];
    const step = stepOf(room.state, event.step);
    const round = step && roundOf(step, event.round);
    if (!round || !isSealed(round)) return [];
    const ref: RoundRef = { session: room.session, step: event.step, round: event.round };
    return [this.parts.box.destroy(ref)];
  }

  /** Answers what the log already knows, and returns the rest. */
  private async answerRetries(room: Room, batch: readonly Waiting[]): Promise<Waiting[]> {
    const fresh = new Map<string, Waiting>();
    for (const one of batch) {
      const name = `${one.actor.seat} ${one.id}`;
      const twin = fresh.get(name);
      if (twin) fresh.set(name, follow(twin, one));
      else if (!room.commandIds.has(one.id) || !(await this.answerRetry(room, one))) fresh.set(name, one);
    }
    return [...fresh.values()];
  }

  private async answerRetry(room: Room, one: Waiting): Promise<boolean> {
    const { log, keys } = this.parts;
    const known = await log.command(room.session, one.actor.seat, one.id);
    if (!known) return false;
    const unseal = (keyId: string, sealed: string): string | null => keys.unseal(room.session, keyId, sealed);
    if (!isSameCommand(one.command, known.digest, unseal)) {
      one.settle(refuse('id-reused'));
      return true;
    }
    const token = await this.tokenAgain(room, known.position);
    one.settle({ ok: true, position: known.position, ...(token && { token }) });
    return true;
  }

  /** Only a digest of the first answer's token was kept, so a retry is given a new one for the same seat. */
  private async tokenAgain(room: Room, position: number): Promise<Issued['token']> {
    const event = room.events[position - 1];
    const seat =
      event?.type === 'joined' ? event.participant : event?.type === 'link-made' ? event.link : null;
    const row = seat === null ? null : room.book.seat(seat);
    if (!row || row.revoked) return undefined;
    const { rows, token } = reissue(row);
    const stored = await this.append({
      session: room.session,
      expected: room.position,
      commands: [],
      seats: rows,
    });
    if (!Array.isArray(stored)) return undefined;
    room.book.keep(rows);
    return token;
  }
}

/** The same command twice in one turn: both get the one answer. */
function follow(first: Waiting, second: Waiting): Waiting {
  if (!isSameCommand(second.command, commandDigest(first.command, undefined, unneeded), () => null)) {
    second.settle(refuse('id-reused'));
    return first;
  }
  return {
    ...first,
    settle(outcome) {
      first.settle(outcome);
      second.settle(outcome);
    },
    fail(error) {
      first.fail(error);
      second.fail(error);
    },
  };
}

function unneeded(): never {
  throw new Error('An event that holds nothing erasable was to be sealed.');
}

const castRefusals: Record<Extract<CastResult, { refused: string }>['refused'], RefusalCode> = {
  'box-closed': 'round-over',
  'no-box': 'round-over',
  'id-reused': 'id-reused',
  'too-large': 'too-large',
  'too-many': 'too-many',
  'read-only': 'read-only',
};
