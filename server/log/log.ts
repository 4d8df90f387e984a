import type { Statements } from './database.ts';

/**
 * What a log promises, whichever database keeps it. Positions of a session run 1, 2, 3 … without
 * gaps; a command id is remembered per session and actor; `append` resolves only when what it was
 * given would survive the end of the process, and in the embedded default also a power cut.
 */

/** An event as the log keeps it: `body` is canonical JSON text (sorted keys); everything erasable in it is already ciphertext. */
export interface NewEvent {
  type: string;
  v: number;
  at: string;
  actor: string | null;
  body: string;
}

/** `salt` and `head` are hex; `command` is the id of the command that caused the event. */
export interface StoredEvent extends NewEvent {
  position: number;
  command: string | null;
  salt: string;
  head: string;
}

/** An event with what is remembered of its command; both are null on all but the command's last event. */
export interface KeptEvent extends StoredEvent {
  askedBy: string | null;
  digest: string | null;
}

/** A session as lists and doors need it; everything else about it is in its events. `details` is JSON text. */
export interface SessionRow {
  session: string;
  code: string;
  title: string;
  createdAt: string;
  rehearsal: boolean;
  details: string;
}

/** A way into a session. Written again under the same (session, seat) it replaces the earlier row. */
export interface SeatRow {
  session: string;
  seat: string;
  tokenHash: string;
  role: string;
  participant: string | null;
  details: string;
  revoked: boolean;
}

/** A command that was decided: its events, and the digest that tells a retry from another payload under the same id. */
export interface DecidedCommand {
  id: string;
  actor: string;
  digest: string;
  events: NewEvent[];
}

/** Everything of one session that is decided against the same tip; it lands whole or not at all. */
export interface Turn {
  session: string;
  /** The position the turn was decided at. */
  expected: number;
  commands: DecidedCommand[];
  sessionRow?: SessionRow;
  seats?: SeatRow[];
}

/** What the log remembers of a command; `position` is that of its last event. */
export interface KnownCommand {
  id: string;
  actor: string;
  digest: string;
  position: number;
}

/**
 * `conflict` carries the tip as it is now, `repeated` the commands of the turn that the log already
 * knows (the caller compares digests). After either, nothing of that turn was stored; the other
 * turns of the same `append` are not touched by it.
 */
export type TurnResult = { appended: StoredEvent[] } | { conflict: number } | { repeated: KnownCommand[] };

export interface Log {
  /** All turns, at most one a session, in one transaction. Throws `ReadOnly` when there is no room to write. */
  append(turns: Turn[]): Promise<TurnResult[]>;
  read(session: string, after: number, limit?: number): Promise<StoredEvent[]>;
  /** All of it, for a copy that goes elsewhere. */
  history(session: string): Promise<KeptEvent[]>;
  tip(session: string): Promise<{ position: number; head: string } | null>;
  command(session: string, actor: string, id: string): Promise<{ digest: string; position: number } | null>;
  sessions(): Promise<SessionRow[]>;
  sessionByCode(code: string): Promise<SessionRow | null>;
  seats(session: string): Promise<SeatRow[]>;
  /** A revoked seat is found too: the row says so. */
  seatByToken(tokenHash: string): Promise<SeatRow | null>;
  /** Afterwards nothing of the session is left, whatever happens in between. */
  remove(session: string): Promise<void>;
  /** The database behind it, for `projections.ts` and nobody else. */
  ask<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result>;
  /** Calls back when another process may have appended; only ever a hint, so poll as well. */
  follow(changed: (sessions: string[]) => void): () => void;
  health(): Health;
  close(): Promise<void>;
}

export interface Health {
  writable: boolean;
  reason?: string;
}

/** There is no room to write: nothing was stored, nothing earlier is lost, and the same turns may be sent again. */
export class ReadOnly extends Error {
  override name = 'ReadOnly';
}

/** Why a log could not be opened: a name for programs and one sentence for the person who started it. */
export interface NotOpened {
  refused: 'damaged-journal' | 'contradiction' | 'newer-schema' | 'no-database';
  sentence: string;
}

export const limits = {
  sessionLength: 64,
  /** a release of a thousand cards, sealed one by one, takes half a million characters */
  bodyLength: 2_097_152,
  eventsInATurn: 2_000,
} as const;

const sessionPattern = /^[A-Za-z0-9_-]+$/;

/**
 * Throws when a turn cannot be stored as it is. PostgreSQL silently turns half a surrogate pair into
 * U+FFFD and refuses NUL, so either would break the chain or the whole transaction; the edge should
 * have refused them long before.
 */
export function assertStorable(turns: readonly Turn[]): void {
  const sessions = new Set<string>();
  for (const turn of turns) {
    assertSessionName(turn.session);
    if (sessions.has(turn.session)) {
      throw new Error(`One append was given two turns of the session ${turn.session}.`);
    }
    sessions.add(turn.session);
    assertCommands(turn);
    for (const row of [turn.sessionRow, ...(turn.seats ?? [])]) {
      if (row === undefined) continue;
      if (row.session !== turn.session) {
        throw new Error(`A turn of ${turn.session} was given a row of ${row.session}.`);
      }
      Object.values(row).forEach(assertText);
    }
  }
}

/** Session ids name files, so they are plain. */
export function assertSessionName(session: string): void {
  if (session.length > limits.sessionLength || !sessionPattern.test(session)) {
    throw new Error(`The log was given a session id that cannot name a file.`);
  }
}

function assertCommands(turn: Turn): void {
  const ids = new Set<string>();
  let events = 0;
  for (const command of turn.commands) {
    const id = JSON.stringify([command.actor, command.id]);
    if (ids.has(id)) throw new Error(`A turn of ${turn.session} holds the command ${id} twice.`);
    ids.add(id);
    [command.id, command.actor, command.digest].forEach(assertText);
    events += command.events.length;
    command.events.forEach(assertEvent);
  }
  if (events > limits.eventsInATurn) {
    throw new Error(`A turn of ${turn.session} holds ${events} events, more than the log takes.`);
  }
}

function assertEvent(event: NewEvent): void {
  [event.type, event.at, event.actor, event.body].forEach(assertText);
  if (event.body.length > limits.bodyLength) {
    throw new Error(`An event "${event.type}" has a body longer than the log takes.`);
  }
}

function assertText(value: string | boolean | null): void {
  if (typeof value !== 'string') return;
  if (value.isWellFormed() && !value.includes('\0')) return;
  throw new Error('The log was given text that is ill-formed or holds NUL.');
}

/** A turn that would change nothing: it must not even touch the stream's row. */
export function isEmptyTurn(turn: Turn): boolean {
  return (
    turn.sessionRow === undefined &&
    (turn.seats ?? []).length === 0 &&
    turn.commands.every((command) => command.events.length === 0)
  );
}
