import type { SessionKeys } from '../keys/drawer.ts';
import { readKeys } from '../keys/exported.ts';
import { readJournal, type JournalCopy } from '../log/journal-copy.ts';

/** What a file that somebody hands in is: a session's journal, or its keys. */
export type SessionFile =
  | { journal: JournalCopy }
  | { keysOf: string; keys: SessionKeys }
  | { refused: 'damaged' | 'no-session'; position: number | null; sentence: string };

export function readSessionFile(bytes: Buffer, name: string): SessionFile {
  const keys = readKeys(bytes);
  if (keys !== null) return { keysOf: keys.session, keys: keys.keys };
  const journal = readJournal(bytes, name);
  if ('refused' in journal) {
    const { position, sentence } = journal;
    return { refused: journal.refused === 'damaged' ? 'damaged' : 'no-session', position, sentence };
  }
  if (journal.bytes.length === bytes.length) return { journal };
  const position = journal.state.position + 1;
  const sentence = `${name} ends in the middle of position ${position}: it was cut off. Export it again.`;
  return { refused: 'damaged', position, sentence };
}
