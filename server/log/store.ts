import { firstHead, nextHead } from './chain.ts';
import { codeOf } from './database.ts';
import type { Database, Statements } from './database.ts';
import { isEmptyTurn } from './log.ts';
import type { KeptEvent, KnownCommand, SeatRow, SessionRow, StoredEvent, Turn, TurnResult } from './log.ts';

/**
 * The log's writing SQL, once for both drivers. Lists go in as one JSON text and come apart in the
 * statement, so a batch of three hundred answers costs the same number of round trips as one.
 */

export interface Stream {
  session: string;
  position: number;
  head: string;
  /** How many turns the stream has taken: tells a journal and a database apart even when a turn had no event. */
  turns: number;
}

/** Rows to be written together. */
export interface Rows {
  streams: Stream[];
  events: (KeptEvent & { session: string })[];
  sessions: SessionRow[];
  seats: SeatRow[];
}

/** `kept` is what was stored of an appended turn, and the number it got in its stream. */
export interface Stored {
  result: TurnResult;
  kept: { turn: number; events: KeptEvent[] } | null;
}

const uniqueViolation = '23505';

/** Decides each turn under the lock on its stream and writes those that stand, in one transaction. */
export async function appendTurns(
  database: Database,
  turns: readonly Turn[],
  makeSalt: () => string,
): Promise<Stored[]> {
  if (turns.every(isEmptyTurn)) return turns.map(() => nothing);
  try {
    return await database.transaction((statements) => decide(statements, { turns, makeSalt, ask: 'late' }));
  } catch (error) {
    // A command came again. That is rare, so nobody asks beforehand; now the whole batch does.
    if (codeOf(error) !== uniqueViolation) throw error;
    return await database.transaction((statements) => decide(statements, { turns, makeSalt, ask: 'all' }));
  }
}

interface Batch {
  turns: readonly Turn[];
  makeSalt: () => string;
  /** Whose commands are looked up: those of turns decided at another tip, or everyone's. */
  ask: 'late' | 'all';
}

async function decide(statements: Statements, { turns, makeSalt, ask }: Batch): Promise<Stored[]> {
  const real = turns.filter((turn) => !isEmptyTurn(turn));
  const streams = await lockStreams(statements, real);
  const streamOf = (turn: Turn) => streams.get(turn.session) ?? unbegun(turn.session);
  const asked = real.filter((turn) => ask === 'all' || streamOf(turn).position !== turn.expected);
  const known = await knownCommands(statements, asked);
  const rows: Rows = { streams: [], events: [], sessions: [], seats: [] };
  const stored = turns.map((turn): Stored => {
    if (isEmptyTurn(turn)) return nothing;
    const stream = streamOf(turn);
    const repeated = known.get(turn.session);
    if (repeated !== undefined) return { result: { repeated }, kept: null };
    if (stream.position !== turn.expected) return { result: { conflict: stream.position }, kept: null };
    return placeTurn(stream, turn, rows, makeSalt);
  });
  if (rows.streams.length > 0) await writeRows(statements, rows);
  return stored;
}

const nothing: Stored = { result: { appended: [] }, kept: null };

function unbegun(session: string): Stream {
  return { session, position: 0, head: firstHead(session), turns: 0 };
}

/** Gives the turn's events their positions and heads and adds all its rows to `rows`. */
function placeTurn(stream: Stream, turn: Turn, rows: Rows, makeSalt: () => string): Stored {
  const { session } = turn;
  let { position, head } = stream;
  const appended: StoredEvent[] = [];
  const events: Rows['events'] = [];
  for (const { id, actor: askedBy, digest, events: caused } of turn.commands) {
    for (const [at, { type, v, at: time, actor, body }] of caused.entries()) {
      const salt = makeSalt();
      const event = { type, v, at: time, actor, body };
      position += 1;
      head = nextHead(head, salt, event);
      const stored = { ...event, position, command: id, salt, head };
      const isLast = at === caused.length - 1;
      appended.push(stored);
      const asked = isLast ? { askedBy, digest } : { askedBy: null, digest: null };
      events.push({ session, ...stored, ...asked });
    }
  }
  const turns = stream.turns + 1;
  for (const event of events) rows.events.push(event);
  rows.streams.push({ session, position, head, turns });
  if (turn.sessionRow !== undefined) rows.sessions.push(turn.sessionRow);
  rows.seats.push(...lastOfEachSeat(turn.seats ?? []));
  return { result: { appended }, kept: { turn: turns, events } };
}

/** One statement cannot replace the same row twice. */
export function lastOfEachSeat(seats: readonly SeatRow[]): SeatRow[] {
  return [...new Map(seats.map((seat) => [seat.seat, seat])).values()];
}

/** Locks in the order of the names, so that two processes never wait for each other. */
async function lockStreams(statements: Statements, turns: readonly Turn[]): Promise<Map<string, Stream>> {
  const fresh = turns.filter((turn) => turn.expected === 0).map((turn) => turn.session);
  if (fresh.length > 0) await beginStreams(statements, fresh);
  const streams = await statements.query<Stream>(
    `select session, position, head, turns from stream
     where session in (select session from json_to_recordset($1::text::json) as asked(session text))
     order by session for update`,
    [JSON.stringify(turns.map(({ session }) => ({ session })))],
  );
  return new Map(streams.map((stream) => [stream.session, stream]));
}

export async function beginStreams(statements: Statements, sessions: string[]): Promise<void> {
  await statements.query(
    `insert into stream (session, position, head, turns)
     select session, 0, head, 0 from json_to_recordset($1::text::json) as fresh(session text, head text)
     order by session on conflict (session) do nothing`,
    [JSON.stringify(sessions.map((session) => ({ session, head: firstHead(session) })))],
  );
}

/** By session; sessions of which no command is known are left out. */
async function knownCommands(
  statements: Statements,
  turns: readonly Turn[],
): Promise<Map<string, KnownCommand[]>> {
  const asked = turns.flatMap(({ session, commands }) =>
    commands.map(({ actor, id }) => ({ session, actor, id })),
  );
  if (asked.length === 0) return new Map();
  // `offset 0` keeps it a loop over the index; a join would read the whole table.
  const rows = await statements.query<KnownCommand & { session: string }>(
    `select asked.session, asked.actor, asked.id, known.digest, known.position
     from json_to_recordset($1::text::json) as asked(session text, actor text, id text)
     cross join lateral (
       select digest, position from event
       where event.session = asked.session and event.asked_by = asked.actor
         and event.command = asked.id and event.digest is not null offset 0
     ) as known order by asked.session, known.position`,
    [JSON.stringify(asked)],
  );
  const known = new Map<string, KnownCommand[]>();
  for (const { session, ...command } of rows) {
    known.set(session, [...(known.get(session) ?? []), command]);
  }
  return known;
}

/** Writes everything; the streams must exist. */
export async function writeRows(statements: Statements, rows: Rows): Promise<void> {
  await statements.query(writeEvents, [JSON.stringify(rows.events), JSON.stringify(rows.streams)]);
  if (rows.sessions.length > 0) await statements.query(writeSessions, [JSON.stringify(rows.sessions)]);
  if (rows.seats.length > 0) await statements.query(writeSeats, [JSON.stringify(rows.seats)]);
}

const writeEvents = `
  with events as (
    insert into event (session, position, type, v, at, actor, command, asked_by, digest, salt, head, body)
    select session, position, type, v, at, actor, command, "askedBy", digest, salt, head, body
    from json_to_recordset($1::text::json) as new_event(
      session text, position integer, type text, v integer, at text, actor text, command text,
      "askedBy" text, digest text, salt text, head text, body text)
  )
  update stream set position = moved.position, head = moved.head, turns = moved.turns
  from json_to_recordset($2::text::json) as moved(session text, position integer, head text, turns integer)
  where stream.session = moved.session`;

const writeSessions = `
  insert into session (session, code, title, created_at, rehearsal, details)
  select session, code, title, "createdAt", rehearsal, details
  from json_to_recordset($1::text::json) as new_session(
    session text, code text, title text, "createdAt" text, rehearsal boolean, details text)
  on conflict (session) do update set code = excluded.code, title = excluded.title,
    created_at = excluded.created_at, rehearsal = excluded.rehearsal, details = excluded.details`;

const writeSeats = `
  insert into seat (session, seat, token_hash, role, participant, details, revoked)
  select session, seat, "tokenHash", role, participant, details, revoked
  from json_to_recordset($1::text::json) as new_seat(
    session text, seat text, "tokenHash" text, role text, participant text, details text, revoked boolean)
  on conflict (session, seat) do update set token_hash = excluded.token_hash, role = excluded.role,
    participant = excluded.participant, details = excluded.details, revoked = excluded.revoked`;

export async function addTombstone(database: Statements, session: string): Promise<void> {
  await database.query(`insert into tombstone (session) values ($1) on conflict do nothing`, [session]);
}

/** The stream's row first: whoever appends holds it. */
export async function deleteSession(database: Database, session: string): Promise<void> {
  await database.transaction(async (statements) => {
    for (const table of ['stream', 'event', 'seat', 'session', 'projection', 'tombstone']) {
      await statements.query(`delete from ${table} where session = $1`, [session]);
    }
  });
}
