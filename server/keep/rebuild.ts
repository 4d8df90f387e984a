import { existsSync } from 'node:fs';
import { takeLock } from '../log/lock.ts';
import { clearProjections, readProjections, type ProjectionRow } from '../log/projections.ts';
import { rebuildDatabase, type Rebuilt } from '../log/rebuilding.ts';
import { sittingRows } from '../sittings.ts';
import type { NotStarted } from '../start.ts';
import { openStorage } from '../storage.ts';
import type { Ground } from './arrival.ts';

/**
 * Everything that is made from journals, made from them again: the embedded database, and in either database the
 * rows that answer questions across sessions. What comes out has to be what was there.
 */
export interface MadeAnew {
  /** null where the database itself is the record */
  database: Omit<Rebuilt, 'projections'> | null;
  /** how many rows across sessions there are now, and the sessions whose row came out otherwise */
  projections: { rows: number; different: string[] };
}

export async function makeAnew(ground: Ground): Promise<MadeAnew | NotStarted> {
  const rebuilt = ground.config.databaseUrl === null ? await rebuildIn(ground) : null;
  if (rebuilt !== null && 'refused' in rebuilt) return rebuilt;
  const storage = await openStorage({
    ...ground,
    fatal: (sentence) => {
      throw new Error(sentence);
    },
  });
  if ('refused' in storage) return storage;
  try {
    const { log } = storage;
    const before = rebuilt?.projections ?? (await log.ask(readProjections));
    await log.ask(clearProjections);
    const after = await sittingRows(log);
    const projections = { rows: after.length, different: differences(before, after) };
    if (rebuilt === null) return { database: null, projections };
    const { projections: _before, ...database } = rebuilt;
    return { database, projections };
  } finally {
    await storage.close();
  }
}

async function rebuildIn({ config, pristine }: Ground): Promise<Rebuilt | NotStarted> {
  const { dataDirectory } = config;
  if (!existsSync(dataDirectory))
    return { refused: 'no-directory', sentence: `There is no data directory ${dataDirectory}.` };
  const lock = await takeLock(dataDirectory);
  if ('refused' in lock) return lock;
  try {
    return await rebuildDatabase({ lock, ...(pristine !== undefined && { pristine }) });
  } finally {
    await lock.release();
  }
}

/** A row that was made from less is no difference: nobody had asked since. */
function differences(before: readonly ProjectionRow[], after: readonly ProjectionRow[]): string[] {
  const made = new Map(after.map((row) => [row.session, row]));
  return before.flatMap((row) => {
    const now = made.get(row.session);
    const isSamePlace = now?.position === row.position && now.version === row.version;
    return isSamePlace && now.body !== row.body ? [row.session] : [];
  });
}
