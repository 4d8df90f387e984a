import { randomBytes } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BallotBox } from './ballots/box.ts';
import { openFileBallotBox } from './ballots/file.ts';
import { openPostgresBallotBox } from './ballots/postgres.ts';
import type { Config } from './config.ts';
import type { KeyDrawer } from './keys/drawer.ts';
import { openFileKeyDrawer } from './keys/file.ts';
import { openPostgresKeyDrawer } from './keys/postgres.ts';
import { codeOf } from './log/database.ts';
import { addDeletion } from './log/deletions.ts';
import { takeLock } from './log/lock.ts';
import type { Log } from './log/log.ts';
import { openEmbeddedLog } from './log/pglite.ts';
import { openPostgres } from './log/postgres-database.ts';
import { openPostgresLog } from './log/postgres.ts';
import { PresenceNotices, type PresenceExchange } from './log/presence-notices.ts';
import type { NotStarted } from './start.ts';

/** Log, boxes and keys together: in a data directory that one process owns, or in a PostgreSQL that several share. */
export interface Storage {
  isShared: boolean;
  log: Log;
  box: BallotBox;
  keys: KeyDrawer;
  /** where several processes share it */
  presence: PresenceExchange | null;
  close(): Promise<void>;
}

export interface StorageOptions {
  config: Config;
  fatal: (sentence: string) => void;
  pristine?: string;
}

export async function openStorage({
  config,
  fatal,
  pristine,
}: StorageOptions): Promise<Storage | NotStarted> {
  const { dataDirectory: directory, databaseUrl } = config;
  const made = await makeDirectory(directory);
  if (made) return made;
  if (databaseUrl !== null) return await openShared(databaseUrl);
  const lock = await takeLock(directory);
  if ('refused' in lock) return lock;
  const box = await openFileBallotBox({ directory: join(directory, 'boxes'), fatal });
  const keys = await openFileKeyDrawer({ directory: join(directory, 'keys'), fatal });
  const removing = async (session: string): Promise<void> => {
    await addDeletion(directory, session);
    await keys.destroySession(session);
    await box.destroySession(session);
  };
  const log = await openEmbeddedLog({ lock, fatal, removing, ...(pristine !== undefined && { pristine }) });
  if ('refused' in log) {
    await Promise.all([box.stop(), keys.stop()]);
    await lock.release();
    return log;
  }
  return {
    isShared: false,
    log,
    box,
    keys,
    presence: null,
    async close() {
      await Promise.all([box.stop(), keys.stop()]);
      await log.close();
      await lock.release();
    },
  };
}

async function openShared(databaseUrl: string): Promise<Storage | NotStarted> {
  const database = openPostgres(databaseUrl);
  try {
    const box = await openPostgresBallotBox(database);
    const keys = await openPostgresKeyDrawer(database);
    const removing = async (session: string): Promise<void> => {
      await keys.destroySession(session);
      await box.destroySession(session);
    };
    const log = await openPostgresLog({ database, removing });
    if ('refused' in log) {
      await database.close();
      return log;
    }
    const presence = new PresenceNotices(database, randomBytes(8).toString('hex'));
    return {
      isShared: true,
      log,
      box,
      keys,
      presence,
      async close() {
        await presence.close();
        await Promise.all([box.stop(), keys.stop()]);
        await log.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    const why = error instanceof Error ? error.message : String(error);
    return { refused: 'no-database', sentence: `The database at DATABASE_URL cannot be used: ${why}.` };
  }
}

export async function makeDirectory(directory: string): Promise<NotStarted | null> {
  try {
    await makeLevels(directory);
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const sentence = `The data directory ${directory} cannot be made: ${why}; set DATA_DIR to another one.`;
    return { refused: 'not-writable', sentence };
  }
}

/** One by one: asked for all at once, Node 20 tries for ever where a parent takes no directories, as /proc does. */
async function makeLevels(directory: string): Promise<void> {
  if (await isMade(directory)) return;
  const parent = dirname(directory);
  await makeLevels(parent);
  if (!(await isMade(directory))) throw new Error(`${parent} takes no directories`);
}

/** False where the directory it stands in is not there. */
async function isMade(directory: string): Promise<boolean> {
  try {
    await mkdir(directory, { mode: 0o700 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(directory)).isDirectory()) return true;
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
