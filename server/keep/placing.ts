import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstHead } from '../log/chain.ts';
import { copyJournal, journalPath } from '../log/journal-copy.ts';
import type { JournalCopy } from '../log/journal-copy.ts';
import { scanJournal } from '../log/journal-scan.ts';

/** Puts a journal that came from elsewhere where it belongs; what is there already is never made shorter. */

/** `added` was not there, `kept` was there as far or further, `completed` was shorter, `mended` was damaged. */
export type Placed = { placed: 'added' | 'kept' | 'completed' | 'mended'; copy: JournalCopy } | NotPlaced;

export interface NotPlaced {
  refused: 'already-here' | 'other-history' | 'being-deleted' | 'differs';
  sentence: string;
}

/** Compares first and writes nothing; `write` is what then has to be called. */
export async function compareWithPlace(directory: string, copy: JournalCopy): Promise<Placed> {
  const { session } = copy.state;
  if (existsSync(join(directory, 'tombstones', session))) {
    const sentence = `Session ${session} is being deleted here; start the server once to finish that.`;
    return { refused: 'being-deleted', sentence };
  }
  const path = journalPath(directory, session);
  const present = await copyJournal(path);
  if (present === null) return { placed: 'added', copy };
  return 'refused' in present ? await compareWithDamaged(path, copy) : compareCopies(present, copy);
}

/** `present` is what is here, `copy` what came. */
export function compareCopies(present: JournalCopy, copy: JournalCopy): Placed {
  if (headAt(present, copy.state.position) === copy.state.head) return { placed: 'kept', copy: present };
  if (headAt(copy, present.state.position) === present.state.head) return { placed: 'completed', copy };
  return otherHistory(copy, firstDifference(present, copy));
}

async function compareWithDamaged(path: string, copy: JournalCopy): Promise<Placed> {
  const { state } = scanJournal(await readFile(path));
  if (headAt(copy, state.position) === (state.position === 0 ? headAt(copy, 0) : state.head))
    return { placed: 'mended', copy };
  if (state.position <= copy.state.position) return otherHistory(copy, null);
  const sentence = `The damaged journal of session ${copy.state.session} is whole up to position ${state.position}, the copy only up to ${copy.state.position}; nothing was changed.`;
  return { refused: 'other-history', sentence };
}

function otherHistory({ state: { session } }: JournalCopy, from: number | null): NotPlaced {
  const where = from === null ? '' : ` from position ${from} on`;
  const sentence = `Session ${session} is here with another history${where}; nothing was changed.`;
  return { refused: 'other-history', sentence };
}

function firstDifference(one: JournalCopy, other: JournalCopy): number {
  const heads = headsOf(other);
  return headsOf(one).findIndex((head, at) => head !== heads[at]) + 1;
}

function headsOf({ turns }: JournalCopy): string[] {
  return turns.flatMap(({ events }) => events.map(({ head }) => head));
}

/** Null where the journal does not reach. */
function headAt(copy: JournalCopy, position: number): string | null {
  return position === 0 ? firstHead(copy.state.session) : (headsOf(copy)[position - 1] ?? null);
}
