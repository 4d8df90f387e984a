import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ballast } from './ballast.ts';
import { journaledSessions, syncDirectory } from './journal.ts';
import type { Journal } from './journal.ts';
import { scanJournal } from './journal-scan.ts';
import type { JournalState } from './journal-scan.ts';
import type { NotOpened } from './log.ts';
import { openPglite, pgliteMajor } from './pglite-database.ts';
import type { EmbeddedDatabase } from './pglite-database.ts';
import { reconcile } from './reconcile.ts';
import type { Compared } from './reconcile.ts';
import { replayJournals } from './replay.ts';
import { logSchema, migrate } from './schema.ts';
import { readStreams } from './reading.ts';

/** Where the embedded log keeps its things. */
export interface Place {
  directory: string;
  database: string;
  journals: string;
  tombstones: string;
  /** Exists when a read found the database damaged: the next start makes it anew. */
  suspect: string;
  /** A freshly made database directory to copy, which is quicker than making one. */
  pristine: string | null;
  removing(session: string): Promise<void>;
}

interface PlaceOptions {
  pristine?: string;
  removing?(session: string): Promise<void>;
}

export function placeOf(directory: string, { pristine, removing }: PlaceOptions): Place {
  return {
    directory,
    database: join(directory, 'db'),
    journals: join(directory, 'journals'),
    tombstones: join(directory, 'tombstones'),
    suspect: join(directory, 'db.suspect'),
    pristine: pristine ?? null,
    removing: removing ?? (async () => {}),
  };
}

export interface Opened {
  database: EmbeddedDatabase;
}

/** Deletions first, then the journals, then the database, which has to agree with them or is made from them. */
export async function startUp(place: Place, journal: Journal, ballast: Ballast): Promise<Opened | NotOpened> {
  for (const path of [place.journals, place.tombstones]) {
    await mkdir(path, { recursive: true, mode: 0o700 });
  }
  const removed = await finishRemovals(place, journal);
  const journals = await checkJournals(place, journal);
  if ('refused' in journals) return journals;
  const found = await openExisting(place, ballast);
  if (found !== null && 'refused' in found) return found;
  const verdict = found === null ? 'rebuild' : await judge({ database: found, journal, journals, removed });
  if (typeof verdict === 'object') {
    await found?.close();
    return verdict;
  }
  if (found !== null && verdict === 'agrees' && removed.length === 0) return { database: found };
  await found?.close();
  const database = await rebuild(place, removed.length > 0 ? 'delete' : 'move-aside');
  await forgetTombstones(place, removed);
  return { database };
}

/** Removes what is left of sessions whose deletion had begun. Their rows go with the database. */
async function finishRemovals(place: Place, journal: Journal): Promise<string[]> {
  const removed = await readdir(place.tombstones);
  for (const session of removed) {
    await place.removing(session);
    await journal.remove(session);
  }
  return removed;
}

export async function forgetTombstones(place: Place, sessions: readonly string[]): Promise<void> {
  for (const session of sessions) await rm(join(place.tombstones, session), { force: true });
  if (sessions.length > 0) await syncDirectory(place.tombstones);
}

/** Reads every journal from end to end and cuts off what a power cut left half written. */
async function checkJournals(place: Place, journal: Journal): Promise<Map<string, JournalState> | NotOpened> {
  const journals = new Map<string, JournalState>();
  for (const session of await journaledSessions(place.journals)) {
    const path = journal.path(session);
    const { state, trouble } = scanJournal(await readFile(path));
    if (trouble?.trouble === 'damaged') {
      const sentence = `${path} does not hold at line ${trouble.line} (position ${trouble.position}): ${trouble.what}. Nothing was changed; put a good copy in its place, or move it away to have it written anew from the database.`;
      return { refused: 'damaged-journal', sentence };
    }
    if (state.turns === 0) {
      await rm(path);
      continue;
    }
    if (state.session !== session) {
      const sentence = `${path} is the journal of another session, ${state.session}; give it back its name.`;
      return { refused: 'damaged-journal', sentence };
    }
    if (trouble !== null) await truncate(path, state.size);
    journal.know(session, state);
    journals.set(session, state);
  }
  return journals;
}

/** The database as it is; null when there is none that opens. */
async function openExisting(place: Place, ballast: Ballast): Promise<EmbeddedDatabase | NotOpened | null> {
  if (existsSync(place.suspect) || !(await isThisMajor(place.database))) return null;
  // PostgreSQL cannot recover on a full disk, and a directory that fails for that is not a bad one.
  if (!ballast.keep()) ballast.free();
  try {
    const database = await openPglite(place.database);
    const migrated = await migrate(database, 'log', logSchema);
    await readStreams(database);
    if (!('newer' in migrated)) return database;
    await database.close();
    const sentence = `The data directory was written by a newer Parley (its log has schema ${migrated.newer}, this one knows ${logSchema.length}); start that version instead.`;
    return { refused: 'newer-schema', sentence };
  } catch {
    return null;
  }
}

async function isThisMajor(path: string): Promise<boolean> {
  try {
    return (await readFile(join(path, 'PG_VERSION'), 'utf8')).trim() === pgliteMajor;
  } catch {
    return false;
  }
}

/** A database that fails while it is compared is as bad as one that does not open. */
async function judge(compared: Compared): Promise<'agrees' | 'rebuild' | NotOpened> {
  try {
    return await reconcile(compared);
  } catch {
    return 'rebuild';
  }
}

/** Makes the database from the journals. The old directory is moved aside, or deleted when rows in it had to go. */
export async function rebuild(place: Place, old: 'move-aside' | 'delete'): Promise<EmbeddedDatabase> {
  await clearAside(place);
  if (old === 'move-aside') await moveAside(place);
  await rm(place.database, { recursive: true, force: true });
  await copyPristine(place);
  await mkdir(place.database, { recursive: true });
  // PGlite makes its files for everyone to read.
  await chmod(place.database, 0o700);
  const database = await openPglite(place.database);
  await migrate(database, 'log', logSchema);
  await replayJournals(database, place.journals);
  await rm(place.suspect, { force: true });
  return database;
}

/** At most one old directory is kept, and none that a deleted session's rows may be in. */
async function clearAside(place: Place): Promise<void> {
  for (const suffix of ['bad', 'new']) {
    await rm(`${place.database}.${suffix}`, { recursive: true, force: true });
  }
}

async function moveAside(place: Place): Promise<void> {
  if (existsSync(place.database)) await rename(place.database, `${place.database}.bad`);
}

async function copyPristine(place: Place): Promise<void> {
  if (place.pristine === null || !(await isThisMajor(place.pristine))) return;
  // Copied beside and renamed, so that half a copy is never taken for a database.
  const fresh = `${place.database}.new`;
  await cp(place.pristine, fresh, { recursive: true });
  await rename(fresh, place.database);
}

/**
 * Makes the directory that later starts copy. Meant for the build. The template databases are half of
 * its bytes, and nothing here ever makes another database from them.
 */
export async function makePristine(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const database = await openPglite(path);
  await database.query(`update pg_database set datistemplate = false`, []);
  for (const template of ['template0', 'template1']) await database.query(`drop database ${template}`, []);
  await database.query('checkpoint', []);
  await database.close();
}
