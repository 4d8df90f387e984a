import { brokenAt, firstHead } from './chain.ts';
import type { Statements } from './database.ts';
import type { KeptEvent, SeatRow, SessionRow, StoredEvent } from './log.ts';
import type { Stream } from './store.ts';

/** The log's reading SQL, once for both drivers. */

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
  const kept = await readKeptEvents(database, session, after, limit);
  return kept.map(({ askedBy: _askedBy, digest: _digest, ...event }) => event);
}

type Columns = [
  position: number,
  type: string,
  v: number,
  at: string,
  actor: string | null,
  command: string | null,
  askedBy: string | null,
  digest: string | null,
  salt: string,
  head: string,
  body: string,
];

export async function readKeptEvents(
  database: Statements,
  session: string,
  after: number,
  limit: number | null,
): Promise<KeptEvent[]> {
  // As one JSON text, which is four times as quick as rows. The event before the first is read along, for its head.
  const [row] = await database.query<{ events: string | null }>(
    `select json_agg(json_build_array(position, type, v, at, actor, command, asked_by, digest, salt, head, body)
       order by position)::text as events
     from (select * from event where session = $1 and position >= $2 order by position limit $3) as found`,
    [session, after, limit === null ? null : limit + (after > 0 ? 1 : 0)],
  );
  const columns: Columns[] = JSON.parse(row?.events ?? '[]');
  const found = columns.map(eventOf);
  const before = after > 0 ? found.shift() : undefined;
  if (found.length === 0) return [];
  const head = after > 0 ? before?.head : firstHead(session);
  const broken = head === undefined ? after : brokenAt(head, after, found);
  if (broken === null) return found;
  throw new BrokenChain(`The database's copy of session ${session} does not hold at position ${broken}.`);
}

function eventOf(columns: Columns): KeptEvent {
  const [position, type, v, at, actor, command, askedBy, digest, salt, head, body] = columns;
  return { position, type, v, at, actor, command, askedBy, digest, salt, head, body };
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
    `select digest, position from event
     where session = $1 and asked_by = $2 and command = $3 and digest is not null`,
    [asked.session, asked.actor, asked.id],
  );
  return found[0] ?? null;
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
  // Of a full room there are hundreds; see `readKeptEvents`.
  const [row] = await database.query<{ seats: string | null }>(
    `select json_agg(found)::text as seats from (select ${seatColumns} from seat where session = $1 order by seat) as found`,
    [session],
  );
  return JSON.parse(row?.seats ?? '[]') as SeatRow[];
}

export async function readSeatByToken(database: Statements, tokenHash: string): Promise<SeatRow | null> {
  const found = await database.query<SeatRow>(
    `select ${seatColumns} from seat where token_hash = $1 order by revoked, session, seat limit 1`,
    [tokenHash],
  );
  return found[0] ?? null;
}

export async function readTombstones(database: Statements): Promise<string[]> {
  const rows = await database.query<{ session: string }>(`select session from tombstone`, []);
  return rows.map(({ session }) => session);
}
