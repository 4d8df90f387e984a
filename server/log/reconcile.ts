import { readFile } from 'node:fs/promises';
import type { Database } from './database.ts';
import type { Journal } from './journal.ts';
import { scanJournal } from './journal-scan.ts';
import type { JournalState } from './journal-scan.ts';
import type { KeptEvent, NotOpened } from './log.ts';
import { BrokenChain, readKeptEvents, readSeats, readSession } from './reading.ts';
import type { Stream } from './store.ts';

/**
 * Compares database and journals session by session.
 *
 * The database is ahead whenever the process ended between commit and journal: its tail is then
 * appended to the journal. It is never behind by itself, since it commits first; if it is, pages were
 * lost with the power, and its files may disagree in ways that show only later. So whatever is
 * missing in it, it is made anew from the journals rather than patched.
 */
export interface Compared {
  database: Database;
  journal: Journal;
  journals: ReadonlyMap<string, JournalState>;
  /** Sessions being deleted: their rows count as gone. */
  removed: readonly string[];
}

export async function reconcile(compared: Compared): Promise<'agrees' | 'rebuild' | NotOpened> {
  const streams = await readCheckedStreams(compared.database);
  const kept = streams.filter(({ session }) => !compared.removed.includes(session));
  const present = new Set(kept.map(({ session }) => session));
  let lacking = [...compared.journals.keys()].some((session) => !present.has(session));
  for (const stream of kept) {
    const verdict = await compareOne(compared, stream);
    if (typeof verdict === 'object') return verdict;
    if (verdict === 'behind') lacking = true;
  }
  return lacking ? 'rebuild' : 'agrees';
}

interface CheckedStream extends Stream {
  events: number;
  lastHead: string | null;
}

async function readCheckedStreams(database: Database): Promise<CheckedStream[]> {
  return await database.query<CheckedStream>(
    `select stream.session, stream.position, stream.head, stream.turns,
       (select count(*)::integer from event where event.session = stream.session) as events,
       (select event.head from event where event.session = stream.session
         and event.position = stream.position) as "lastHead"
     from stream order by stream.session`,
    [],
  );
}

async function compareOne(
  compared: Compared,
  stream: CheckedStream,
): Promise<'agrees' | 'behind' | NotOpened> {
  const state = compared.journals.get(stream.session);
  const whole = stream.events === stream.position;
  const headed = stream.position === 0 || stream.lastHead === stream.head;
  if (!whole || !headed) return state === undefined ? onlyCopyBroken(stream) : 'behind';
  if (state === undefined) return await writeTail(compared, stream, 0);
  const common = Math.min(state.position, stream.position);
  if (!(await headsAgree(compared, stream, state, common))) {
    return await contradiction(compared, stream.session, common);
  }
  if (stream.position < state.position || stream.turns < state.turns) return 'behind';
  if (stream.turns === state.turns && stream.position === state.position) return 'agrees';
  return await writeTail(compared, stream, state.position);
}

function onlyCopyBroken(stream: CheckedStream): NotOpened {
  const sentence = `Session ${stream.session} has no journal, and the database's copy of it is damaged; put its journal back.`;
  return { refused: 'contradiction', sentence };
}

/** Equal heads mean equal histories up to there. */
async function headsAgree(
  compared: Compared,
  stream: CheckedStream,
  state: JournalState,
  common: number,
): Promise<boolean> {
  if (common === 0) return true;
  const inJournal =
    common === state.position ? state.head : (await journalHeads(compared, stream.session))[common - 1];
  const inDatabase =
    common === stream.position
      ? stream.head
      : (await databaseHeads(compared.database, stream.session, common))[common - 1];
  return inJournal === inDatabase;
}

async function contradiction(compared: Compared, session: string, common: number): Promise<NotOpened> {
  const inJournal = await journalHeads(compared, session);
  const inDatabase = await databaseHeads(compared.database, session, common);
  const first = inDatabase.findIndex((head, at) => head !== inJournal[at]) + 1;
  const sentence = `The journal and the database tell different stories of session ${session} from position ${first} on. Nothing was changed; move the file journals/${session}.ndjson away to believe the database, or the directory db to believe the journals.`;
  return { refused: 'contradiction', sentence };
}

async function journalHeads({ journal }: Compared, session: string): Promise<string[]> {
  const heads: string[] = [];
  scanJournal(await readFile(journal.path(session)), (turn) => {
    heads.push(...turn.events.map((event) => event.head));
  });
  return heads;
}

async function databaseHeads(database: Database, session: string, through: number): Promise<string[]> {
  const rows = await database.query<{ head: string }>(
    `select head from event where session = $1 and position <= $2 order by position`,
    [session, through],
  );
  return rows.map(({ head }) => head);
}

/** Gives the journal what the database had committed before the process ended. */
async function writeTail(
  { database, journal }: Compared,
  stream: CheckedStream,
  after: number,
): Promise<'agrees' | 'behind' | NotOpened> {
  const { session, turns } = stream;
  const row = await readSession(database, { session });
  const events = await readWhole(database, session, after);
  // Nobody was told of a tail that only the database had.
  if (events === null) return after === 0 ? onlyCopyBroken(stream) : 'behind';
  const rows = {
    sessions: row === null ? [] : [row],
    seats: await readSeats(database, session),
    events,
  };
  const written = await journal.write([{ session, turn: turns, rows }]);
  if (written === 'written') return 'agrees';
  const sentence = `There is no room to write down the end of session ${session}; free some and start again.`;
  return { refused: 'no-database', sentence };
}

async function readWhole(database: Database, session: string, after: number): Promise<KeptEvent[] | null> {
  try {
    return await readKeptEvents(database, session, after, null);
  } catch (error) {
    if (error instanceof BrokenChain) return null;
    throw error;
  }
}
