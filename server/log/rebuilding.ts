import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Database } from './database.ts';
import type { Lock } from './lock.ts';
import type { NotOpened } from './log.ts';
import { openEmbeddedLog } from './pglite.ts';
import { openPglite } from './pglite-database.ts';
import { readProjections, type ProjectionRow } from './projections.ts';
import { readKeptEvents, readSeats, readSession, readStreams } from './reading.ts';
import { placeOf, rebuild } from './startup.ts';

/** The embedded database made anew from the journals, and compared with the one that was there. */

export interface Rebuilt {
  sessions: number;
  events: number;
  /** what was made from events before, to be made again and compared */
  projections: ProjectionRow[];
  /** sessions whose rows came out otherwise; null when the database that was there could not be read */
  different: string[] | null;
}

export interface Rebuilding {
  lock: Lock;
  pristine?: string;
}

export async function rebuildDatabase({ lock, pristine }: Rebuilding): Promise<Rebuilt | NotOpened> {
  const options = pristine === undefined ? {} : { pristine };
  // Journals may lack the last thing the database took before a crash; opening the log gives it to them.
  const log = await openEmbeddedLog({ lock, fatal, ...options });
  if ('refused' in log) return log;
  await log.close();
  const place = placeOf(lock.directory, options);
  const { before, projections } = await readOld(place.database);
  const database = await rebuild(place, 'move-aside');
  const after = await fingerprints(database);
  await database.close();
  const different = before === null ? null : differences(before, after);
  // The old one is kept only where there is something to find out from it.
  if (different?.length === 0) await rm(`${place.database}.bad`, { recursive: true, force: true });
  const events = [...after.values()].reduce((sum, { position }) => sum + position, 0);
  return { sessions: after.size, events, different, projections };
}

interface Fingerprint {
  position: number;
  digest: string;
}

/** The log has just been opened, so the tables are there; their pages may be harmed all the same. */
async function readOld(
  path: string,
): Promise<{ before: Map<string, Fingerprint> | null; projections: ProjectionRow[] }> {
  const database = await openPglite(path);
  try {
    return { before: await fingerprints(database), projections: await readProjections(database) };
  } catch {
    return { before: null, projections: [] };
  } finally {
    await database.close();
  }
}

/** Every row of every session, in a digest. */
async function fingerprints(database: Database): Promise<Map<string, Fingerprint>> {
  const found = new Map<string, Fingerprint>();
  for (const stream of await readStreams(database)) {
    const { session, position } = stream;
    const rows = [
      stream,
      await readSession(database, { session }),
      await readSeats(database, session),
      await readKeptEvents(database, session, 0, null),
    ];
    const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
    found.set(session, { position, digest });
  }
  return found;
}

function differences(before: Map<string, Fingerprint>, after: Map<string, Fingerprint>): string[] {
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((session) => before.get(session)?.digest !== after.get(session)?.digest).sort();
}

function fatal(sentence: string): never {
  throw new Error(sentence);
}
