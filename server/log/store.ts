import { brokenAt, firstHead, nextHead } from './chain.ts';
import type { Database, Statements } from './database.ts';
import { isEmptyTurn } from './log.ts';
import type { KnownCommand, SeatRow, SessionRow, StoredEvent, Turn, TurnResult } from './log.ts';

/**
 * The log's SQL, once for both drivers. Lists go in as one JSON text and come apart in the
 * statement, so a batch of three hundred answers costs the same number of round trips as one.
 */

export interface Stream {
  session: string;
  position: number;
  head: string;
  /** How many turns the stream has taken: tells a journal and a database apart even when a turn had no event. */
  turns: number;
}

export interface CommandRow extends KnownCommand {
  session: string;
}

/** Rows to be written together. */
export interface Rows {
  streams: Stream[];
  events: (StoredEvent & { session: string })[];
  commands: CommandRow[];
  sessions: SessionRow[];
  seats: SeatRow[];
}

/** `kept` is what was stored of an appended turn: its number in the stream, and the commands remembered with it. */
export interface Stored {
  result: TurnResult;
  kept: { turn: number; events: StoredEvent[]; commands: KnownCommand[] } | null;
}

/** Decides each turn under the lock on its stream and writes those that stand. Call it in a transaction. */
export async function appendTurns(
  statements: Statements,
  turns: readonly Turn[],
  makeSalt: () => string,
): Promise<Stored[]> {
  const real = turns.filter((turn) => !isEmptyTurn(turn));
  if (real.length === 0) return turns.map(() => nothing);
  const streams = await lockStreams(statements, real);
  const begun = real.filter((turn) => (streams.get(turn.session)?.position ?? 0) > 0);
  const known = await knownCommands(statements, begun);
  const rows: Rows = { streams: [], events: [], commands: [], sessions: [], seats: [] };
  const stored = turns.map((turn): Stored => {
    if (isEmptyTurn(turn)) return nothing;
    const repeated = known.filter((command) => command.session === turn.session);
    if (repeated.length > 0) return { result: { repeated: repeated.map(withoutSession) }, kept: null };
    const stream = streams.get(turn.session) ?? unbegun(turn.session);
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

function withoutSession({ id, actor, digest, position }: CommandRow): KnownCommand {
  return { id, actor, digest, position };
}

/** Gives the turn's events their positions and heads and adds all its rows to `rows`. */
function placeTurn(stream: Stream, turn: Turn, rows: Rows, makeSalt: () => string): Stored {
  const { session } = turn;
  let { position, head } = stream;
  const events: StoredEvent[] = [];
  const commands: KnownCommand[] = [];
  for (const { id, actor, digest, events: caused } of turn.commands) {
    for (const event of caused) {
      const salt = makeSalt();
      position += 1;
      head = nextHead(head, salt, event);
      events.push({ ...event, position, command: id, salt, head });
    }
    if (caused.length > 0) commands.push({ id, actor, digest, position });
  }
  const turns = stream.turns + 1;
  rows.events.push(...events.map((event) => ({ ...event, session })));
  rows.commands.push(...commands.map((command) => ({ ...command, session })));
  rows.streams.push({ session, position, head, turns });
  if (turn.sessionRow !== undefined) rows.sessions.push(turn.sessionRow);
  rows.seats.push(...lastOfEachSeat(turn.seats ?? []));
  return { result: { appended: events }, kept: { turn: turns, events, commands } };
}

/** One statement cannot replace the same row twice. */
function lastOfEachSeat(seats: readonly SeatRow[]): SeatRow[] {
  return [...new Map(seats.map((seat) => [seat.seat, seat])).values()];
}

/** Locks in the order of the names, so that two processes never wait for each other. */
async function lockStreams(statements: Statements, turns: readonly Turn[]): Promise<Map<string, Stream>> {
  const fresh = turns.filter((turn) => turn.expected === 0);
  if (fresh.length > 0)
    await beginStreams(
      statements,
      fresh.map((turn) => turn.session),
    );
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

async function knownCommands(statements: Statements, turns: readonly Turn[]): Promise<CommandRow[]> {
  const asked = turns.flatMap(({ session, commands }) =>
    commands.map(({ actor, id }) => ({ session, actor, id })),
  );
  if (asked.length === 0) return [];
  return await statements.query<CommandRow>(
    `select command.session, command.actor, command.id, command.digest, command.position
     from json_to_recordset($1::text::json) as asked(session text, actor text, id text)
     join command using (session, actor, id)
     order by command.session, command.position`,
    [JSON.stringify(asked)],
  );
}

/** Writes everything in one statement; the streams must exist. */
export async function writeRows(statements: Statements, rows: Rows): Promise<void> {
  await statements.query(writeStatement, [JSON.stringify(rows)]);
}

const writeStatement = `
  with given as (select $1::text::json as rows),
  events as (
    insert into event (session, position, type, v, at, actor, command, salt, head, body)
    select session, position, type, v, at, actor, command, salt, head, body
    from given, json_to_recordset(rows -> 'events') as new_event(
      session text, position integer, type text, v integer, at text, actor text,
      command text, salt text, head text, body text)
  ),
  commands as (
    insert into command (session, actor, id, digest, position)
    select session, actor, id, digest, position
    from given, json_to_recordset(rows -> 'commands') as new_command(
      session text, actor text, id text, digest text, position integer)
  ),
  sessions as (
    insert into session (session, code, title, created_at, rehearsal, details)
    select session, code, title, "createdAt", rehearsal, details
    from given, json_to_recordset(rows -> 'sessions') as new_session(
      session text, code text, title text, "createdAt" text, rehearsal boolean, details text)
    on conflict (session) do update set code = excluded.code, title = excluded.title,
      created_at = excluded.created_at, rehearsal = excluded.rehearsal, details = excluded.details
  ),
  seats as (
    insert into seat (session, seat, token_hash, role, participant, details, revoked)
    select session, seat, "tokenHash", role, participant, details, revoked
    from given, json_to_recordset(rows -> 'seats') as new_seat(
      session text, seat text, "tokenHash" text, role text, participant text, details text, revoked boolean)
    on conflict (session, seat) do update set token_hash = excluded.token_hash, role = excluded.role,
      participant = excluded.participant, details = excluded.details, revoked = excluded.revoked
  )
  update stream set position = moved.position, head = moved.head, turns = moved.turns
  from given, json_to_recordset(rows -> 'streams') as moved(
    session text, position integer, head text, turns integer)
  where stream.session = moved.session`;

/** The database gave back an event that does not follow from the one before it. */
export class BrokenChain extends Error {
  override name = 'BrokenChain';
}

/** Reads on from `after` and checks the chain on the way: a damaged row is never served. */
export async function readEvents(
  database: Statements,
  session: string,
  after: number,
  limit: number | null,
): Promise<StoredEvent[]> {
  // The event before the first is read along, for its head.
  const found = await database.query<StoredEvent>(
    `select type, v, at, actor, body, position, command, salt, head from event
     where session = $1 and position >= $2 order by position limit $3`,
    [session, after, limit === null ? null : limit + (after > 0 ? 1 : 0)],
  );
  const before = after > 0 ? found.shift() : undefined;
  if (found.length === 0) return [];
  const head = after > 0 ? before?.head : firstHead(session);
  const broken = head === undefined ? after : brokenAt(head, after, found);
  if (broken === null) return found;
  throw new BrokenChain(`The database's copy of session ${session} does not hold at position ${broken}.`);
}

export async function readStreams(database: Statements): Promise<Stream[]> {
  return await database.query<Stream>(
    `select session, position, head, turns from stream order by session`,
    [],
  );
}

export async function readStream(database: Statements, session: string): Promise<Stream | null> {
  const found = await database.query<Stream>(
    `select session, position, head, turns from stream where session = $1`,
    [session],
  );
  return found[0] ?? null;
}

export async function readCommand(
  database: Statements,
  asked: { session: string; actor: string; id: string },
): Promise<{ digest: string; position: number } | null> {
  const found = await database.query<{ digest: string; position: number }>(
    `select digest, position from command where session = $1 and actor = $2 and id = $3`,
    [asked.session, asked.actor, asked.id],
  );
  return found[0] ?? null;
}

export async function readCommandsAfter(
  database: Statements,
  session: string,
  after: number,
): Promise<CommandRow[]> {
  return await database.query<CommandRow>(
    `select session, actor, id, digest, position from command
     where session = $1 and position > $2 order by position`,
    [session, after],
  );
}

const sessionColumns = `session, code, title, created_at as "createdAt", rehearsal, details`;
const seatColumns = `session, seat, token_hash as "tokenHash", role, participant, details, revoked`;

export async function readSessions(database: Statements): Promise<SessionRow[]> {
  return await database.query<SessionRow>(
    `select ${sessionColumns} from session order by created_at, session`,
    [],
  );
}

export async function readSession(
  database: Statements,
  by: { code: string } | { session: string },
): Promise<SessionRow | null> {
  // Codes are random and long enough; if two sessions ever share one, it leads to the newer.
  const found = await database.query<SessionRow>(
    `select ${sessionColumns} from session where ${'code' in by ? 'code' : 'session'} = $1
     order by created_at desc, session limit 1`,
    ['code' in by ? by.code : by.session],
  );
  return found[0] ?? null;
}

export async function readSeats(database: Statements, session: string): Promise<SeatRow[]> {
  return await database.query<SeatRow>(`select ${seatColumns} from seat where session = $1 order by seat`, [
    session,
  ]);
}

export async function readSeatByToken(database: Statements, tokenHash: string): Promise<SeatRow | null> {
  const found = await database.query<SeatRow>(
    `select ${seatColumns} from seat where token_hash = $1 order by revoked, session, seat limit 1`,
    [tokenHash],
  );
  return found[0] ?? null;
}

export async function addTombstone(database: Statements, session: string): Promise<void> {
  await database.query(`insert into tombstone (session) values ($1) on conflict do nothing`, [session]);
}

export async function readTombstones(database: Statements): Promise<string[]> {
  const rows = await database.query<{ session: string }>(`select session from tombstone`, []);
  return rows.map(({ session }) => session);
}

/** The stream's row first: whoever appends holds it. */
export async function deleteSession(database: Database, session: string): Promise<void> {
  await database.transaction(async (statements) => {
    for (const table of ['stream', 'event', 'command', 'seat', 'session', 'tombstone']) {
      await statements.query(`delete from ${table} where session = $1`, [session]);
    }
  });
}
