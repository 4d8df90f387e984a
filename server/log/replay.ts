import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Statements } from './database.ts';
import { journaledSessions } from './journal.ts';
import { scanJournal } from './journal-scan.ts';
import type { JournalState, JournalTurn } from './journal-scan.ts';
import { readStream } from './reading.ts';
import { beginStreams, lastOfEachSeat, writeRows } from './store.ts';
import type { Rows } from './store.ts';

/** A session as a journal tells it. */
export interface Told {
  state: JournalState;
  turns: readonly JournalTurn[];
}

/** Fills an empty database from the journals, a good thousand events a transaction. */
export async function replayJournals(database: Database, journals: string): Promise<void> {
  for (const session of await journaledSessions(journals)) {
    const bytes = await readFile(join(journals, `${session}.ndjson`));
    const turns: JournalTurn[] = [];
    const { state, trouble } = scanJournal(bytes, (turn) => turns.push(turn));
    if (trouble !== null) {
      throw new Error(`The journal of ${session} changed while the database was made from it.`);
    }
    await database.transaction(async (statements) => await beginStreams(statements, [session]));
    for (const part of parts(turns)) {
      await database.transaction(async (statements) => {
        await writeRows(statements, rowsOf(session, part));
      });
    }
    await database.transaction(async (statements) => await moveStream(statements, state));
  }
}

/** Adds a session that came from elsewhere, whole or not at all, to a database that others may be using. */
export async function adoptSession(
  database: Database,
  { state, turns }: Told,
): Promise<'adopted' | 'already-here'> {
  const { session } = state;
  return await database.transaction(async (statements) => {
    if ((await readStream(statements, session)) !== null) return 'already-here';
    await beginStreams(statements, [session]);
    for (const part of parts(turns)) await writeRows(statements, rowsOf(session, part));
    await moveStream(statements, state);
    return 'adopted';
  });
}

/** Once more at the end: a last part without events knows no head. */
async function moveStream(statements: Statements, state: JournalState): Promise<void> {
  const { session, position, head, turns } = state;
  const streams = [{ session, position, head, turns }];
  await writeRows(statements, { streams, events: [], sessions: [], seats: [] });
}

const eventsInAPart = 1_000;

function parts(turns: readonly JournalTurn[]): JournalTurn[][] {
  const all: JournalTurn[][] = [];
  let part: JournalTurn[] = [];
  let events = 0;
  for (const turn of turns) {
    part.push(turn);
    events += turn.events.length + turn.seats.length;
    if (events < eventsInAPart) continue;
    all.push(part);
    part = [];
    events = 0;
  }
  return part.length > 0 ? [...all, part] : all;
}

function rowsOf(session: string, turns: readonly JournalTurn[]): Rows {
  const seats = turns.flatMap((turn) => turn.seats);
  return {
    // The stream's row moves last, in one step: until then the session counts as not replayed.
    streams: [],
    events: turns.flatMap((turn) => turn.events.map((event) => ({ ...event, session }))),
    sessions: turns.flatMap((turn) => turn.sessions).slice(-1),
    seats: lastOfEachSeat(seats),
  };
}
