import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { SessionKeys } from '../keys/drawer.ts';
import { keysDirectory, keysInDrawer, readKeys } from '../keys/exported.ts';
import { readKeys as readKeyRows } from '../log/ballot-store.ts';
import { readDeletions } from '../log/deletions.ts';
import { copyJournal, journalOf, journalPath, readJournal, titleIn } from '../log/journal-copy.ts';
import type { JournalCopy, NoJournal } from '../log/journal-copy.ts';
import { journaledSessions } from '../log/journal.ts';
import { openPostgres } from '../log/postgres-database.ts';
import { BrokenChain, readKeptEvents, readSeats, readSession, readSessions } from '../log/reading.ts';

/**
 * Where sessions can be read from without opening anything: a data directory (also while a server runs on it), a
 * PostgreSQL, or a backup. Nothing here takes a lock or changes a byte.
 */
export interface Source {
  /** for sentences */
  name: string;
  sessions(): Promise<{ session: string; title: string }[]>;
  /** null when there is no such session */
  journal(session: string): Promise<JournalCopy | NoJournal | null>;
  keys(session: string): Promise<SessionKeys>;
  /** digests of the sessions that were deleted there */
  deletions(): Promise<Set<string>>;
  close(): Promise<void>;
}

export function openSource({ dataDirectory, databaseUrl }: Config): Source {
  return databaseUrl === null ? directorySource(dataDirectory) : databaseSource(databaseUrl);
}

export function directorySource(directory: string): Source {
  return {
    ...journalFolder(directory),
    name: `the data directory ${directory}`,
    keys: async (session) => await keysInDrawer(keysDirectory(directory), session),
  };
}

/** Where a backup keeps a session's keys, in the form of an export. */
export function backupKeysPath(keysFolder: string, session: string): string {
  return join(keysFolder, `${session}.keys.json`);
}

export function backupSource(folder: string, keysFolder: string): Source {
  return {
    ...journalFolder(folder),
    name: `the backup ${folder}`,
    async keys(session) {
      const path = backupKeysPath(keysFolder, session);
      if (!existsSync(path)) return noKeys;
      const read = readKeys(await readFile(path));
      if (read?.session !== session) throw new Error(`${path} does not hold the keys of ${session}.`);
      return read.keys;
    },
  };
}

const noKeys: SessionKeys = { keys: {}, erased: [] };

function journalFolder(folder: string): Omit<Source, 'name' | 'keys'> {
  return {
    async sessions() {
      const path = join(folder, 'journals');
      const names = existsSync(path) ? await journaledSessions(path) : [];
      return await Promise.all(
        names.map(async (session) => ({ session, title: await titleIn(journalPath(folder, session)) })),
      );
    },
    async journal(session) {
      const path = journalPath(folder, session);
      const copy = await copyJournal(path);
      if (copy === null || 'refused' in copy || copy.state.session === session) return copy;
      const sentence = `${path} is the journal of another session, ${copy.state.session}; give it back its name.`;
      return { refused: 'damaged', position: null, sentence };
    },
    deletions: async () => await readDeletions(folder),
    close: async () => {},
  };
}

function databaseSource(databaseUrl: string): Source {
  const database = openPostgres(databaseUrl);
  return {
    name: 'the database at DATABASE_URL',
    sessions: async () => await readSessions(database),
    async journal(session) {
      try {
        return await database.transaction(async (statements) => {
          // One picture of all tables, whatever others write meanwhile.
          await statements.query('set transaction isolation level repeatable read read only', []);
          const row = await readSession(statements, { session });
          if (row === null) return null;
          const events = await readKeptEvents(statements, session, 0, null);
          const seats = await readSeats(statements, session);
          return readJournal(journalOf(row, seats, events), `Session ${session} in the database`);
        });
      } catch (error) {
        if (!(error instanceof BrokenChain)) throw error;
        return { refused: 'damaged', position: null, sentence: error.message };
      }
    },
    async keys(session) {
      const rows = await readKeyRows(database, session);
      const live = rows.flatMap(({ digest, key }) =>
        key === null ? [] : [[digest, Buffer.from(key, 'base64').toString('base64url')] as const],
      );
      return {
        keys: Object.fromEntries(live),
        erased: rows.filter(({ key }) => key === null).map(({ digest }) => digest),
      };
    },
    // A deleted session leaves no row: what PostgreSQL's own backups bring back is PostgreSQL's own.
    deletions: async () => new Set(),
    close: async () => await database.close(),
  };
}
