import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalCopy } from './journal-copy.ts';
import { openPglite, pgliteMajor } from './pglite-database.ts';
import { readKeptEvents, readStreams } from './reading.ts';

/** Compares the embedded database with the journals beside it, as start-up would, and changes neither. */

export type Agreement =
  | { agrees: true; sessions: number }
  /** what the next start puts right by itself */
  | { agrees: false; mends: true; sentence: string }
  | { agrees: false; mends: false; sentence: string };

/** `journals` are those that hold. */
export async function compareDatabase(
  dataDirectory: string,
  journals: ReadonlyMap<string, JournalCopy>,
): Promise<Agreement> {
  const path = join(dataDirectory, 'db');
  if (!existsSync(path)) return mends('There is no database yet.');
  const major = await readFile(join(path, 'PG_VERSION'), 'utf8').catch(() => '');
  if (major.trim() !== pgliteMajor) return mends('The database was made by another version of PGlite.');
  try {
    const database = await openPglite(path);
    try {
      const streams = await readStreams(database);
      const lacking = [...journals.keys()].filter((one) => !streams.some(({ session }) => session === one));
      if (lacking.length > 0) return mends(`The database lacks ${lacking.join(', ')}.`);
      for (const { session } of streams) {
        const events = await readKeptEvents(database, session, 0, null);
        const difference = differenceOf(session, journals.get(session), events);
        if (difference !== null) return difference;
      }
      return { agrees: true, sessions: streams.length };
    } finally {
      await database.close();
    }
  } catch {
    return mends('The database does not open, or what it holds is damaged.');
  }
}

function differenceOf(
  session: string,
  journal: JournalCopy | undefined,
  events: readonly { head: string }[],
): Agreement | null {
  if (journal === undefined) return mends(`Session ${session} has no journal that holds.`);
  const heads = journal.turns.flatMap((turn) => turn.events.map(({ head }) => head));
  const common = Math.min(heads.length, events.length);
  const first = heads.slice(0, common).findIndex((head, at) => head !== events[at]?.head);
  if (first !== -1) {
    const sentence = `Journal and database tell different stories of session ${session} from position ${first + 1} on.`;
    return { agrees: false, mends: false, sentence };
  }
  if (heads.length === events.length) return null;
  const [more, less] = heads.length > events.length ? ['journal', 'database'] : ['database', 'journal'];
  return mends(`Of session ${session} the ${more} holds more than the ${less}.`);
}

function mends(sentence: string): Agreement {
  return { agrees: false, mends: true, sentence };
}
