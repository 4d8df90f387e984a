import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { writeKeys } from '../keys/exported.ts';
import { deletionOf, readDeletions, writeDeletions } from '../log/deletions.ts';
import { copyJournal, journalPath } from '../log/journal-copy.ts';
import type { JournalCopy } from '../log/journal-copy.ts';
import { writeWhole } from '../log/whole-file.ts';
import { compareCopies } from './placing.ts';
import { backupKeysPath, backupSource, type Source } from './source.ts';

/**
 * A folder that holds what sessions need to come back: their journals, their keys apart, and which were deleted.
 * Boxes of open rounds and the host's key stay out of it. Made again into the same folder it follows: what was
 * erased or deleted in between leaves it too. A journal there is only ever replaced by one that continues it.
 */

export interface BackupPlace {
  folder: string;
  keysFolder: string;
}

export type BackedUp =
  | { session: string; outcome: 'copied' | 'unchanged'; position: number; head: string }
  | { session: string; outcome: 'refused'; sentence: string };

export async function backUp(
  source: Source,
  { folder, keysFolder }: BackupPlace,
  progress: (done: number, all: number, what: string) => void,
): Promise<{ sessions: BackedUp[]; removed: number }> {
  const listed = await source.sessions();
  const sessions: BackedUp[] = [];
  for (const { session } of listed) {
    progress(sessions.length, listed.length, session);
    sessions.push(await backUpOne(source, session, { folder, keysFolder }));
  }
  const deleted = new Set([...(await readDeletions(folder)), ...(await source.deletions())]);
  for (const { session } of listed) deleted.delete(deletionOf(session));
  await writeDeletions(folder, [...deleted]);
  return { sessions, removed: await removeDeleted({ folder, keysFolder }, deleted) };
}

/** The journal first: whatever key its lines need was there before them. */
async function backUpOne(
  source: Source,
  session: string,
  { folder, keysFolder }: BackupPlace,
): Promise<BackedUp> {
  const copy = await source.journal(session);
  const missing = `Session ${session} went away meanwhile.`;
  if (copy === null) return { session, outcome: 'refused', sentence: missing };
  if ('refused' in copy) return { session, outcome: 'refused', sentence: copy.sentence };
  const path = journalPath(folder, session);
  const conflict = await conflictWith(path, copy);
  if (conflict !== null) return { session, outcome: 'refused', sentence: conflict };
  const { position, head } = copy.state;
  const isSame = existsSync(path) && (await readFile(path)).equals(copy.bytes);
  if (!isSame) await writeWhole(path, copy.bytes);
  await writeWhole(backupKeysPath(keysFolder, session), writeKeys(session, await source.keys(session)));
  return { session, outcome: isSame ? 'unchanged' : 'copied', position, head };
}

/** A good copy is never replaced by a worse one; a damaged copy is. */
async function conflictWith(path: string, copy: JournalCopy): Promise<string | null> {
  const there = await copyJournal(path);
  if (there === null || 'refused' in there) return null;
  // The rows of a database make a journal of another cut; what counts is the history.
  if (there.state.head === copy.state.head) return null;
  const compared = compareCopies(there, copy);
  if ('placed' in compared && compared.placed === 'completed') return null;
  return `The backup holds more of session ${copy.state.session}, or another history of it; its copy was left as it is.`;
}

async function removeDeleted({ folder, keysFolder }: BackupPlace, deleted: Set<string>): Promise<number> {
  let removed = 0;
  for (const { session } of await backupSource(folder, keysFolder).sessions()) {
    if (!deleted.has(deletionOf(session))) continue;
    await rm(backupKeysPath(keysFolder, session), { force: true });
    await rm(journalPath(folder, session), { force: true });
    removed += 1;
  }
  return removed;
}
