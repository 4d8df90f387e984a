import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JournalText, noLines } from './journal-line.ts';
import { scanJournal } from './journal-scan.ts';
import type { JournalTurn } from './journal-scan.ts';
import type { KeptEvent, SeatRow, SessionRow } from './log.ts';
import type { Told } from './replay.ts';

/** Journals that leave the house or come into it: copied whole from a data directory, or written from rows. */

/** A journal up to its last whole turn, with what it says. */
export interface JournalCopy extends Told {
  bytes: Buffer;
}

/** `position` is the first that does not hold, null where the file is no journal at all. */
export interface NoJournal {
  refused: 'damaged' | 'no-journal';
  position: number | null;
  sentence: string;
}

export function journalPath(dataDirectory: string, session: string): string {
  return join(dataDirectory, 'journals', `${session}.ndjson`);
}

/**
 * Reads a journal that a running server may be writing to, and changes nothing. What is only half there yet
 * belongs to nobody. Null when there is none.
 */
export async function copyJournal(path: string): Promise<JournalCopy | NoJournal | null> {
  if (!existsSync(path)) return null;
  const read = readJournal(await readFile(path), path);
  return 'refused' in read && read.refused === 'no-journal' ? null : read;
}

export function readJournal(bytes: Buffer, name: string): JournalCopy | NoJournal {
  const turns: JournalTurn[] = [];
  const { state, trouble } = scanJournal(bytes, (turn) => turns.push(turn));
  if (trouble?.trouble === 'damaged') {
    const { position, line, what } = trouble;
    const sentence = `${name} does not hold at position ${position} (line ${line}): ${what}.`;
    return { refused: 'damaged', position, sentence };
  }
  if (state.turns === 0)
    return { refused: 'no-journal', position: null, sentence: `${name} is no journal of a session.` };
  return { bytes: bytes.subarray(0, state.size), state, turns };
}

/** The journal of a session that is kept in rows. Its chain is the same; its turns are its commands. */
export function journalOf(row: SessionRow, seats: readonly SeatRow[], events: readonly KeptEvent[]): Buffer {
  const text = new JournalText(noLines).begin(row.session);
  const turns = commandsOf(events);
  turns.forEach((of, at) => {
    const isLast = at === turns.length - 1;
    text.turn(at + 1, { sessions: at === 0 ? [row] : [], seats: isLast ? [...seats] : [], events: of });
  });
  return text.bytes();
}

function commandsOf(events: readonly KeptEvent[]): KeptEvent[][] {
  const all: KeptEvent[][] = [];
  for (const event of events) {
    const last = all.at(-1);
    if (last !== undefined && last[0]?.command === event.command) last.push(event);
    else all.push([event]);
  }
  return all;
}

/** Who a journal belongs to, from its first lines alone: a list need not read on. */
export async function titleIn(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(titleWithin), 0, titleWithin, 0);
    const about = buffer.subarray(0, bytesRead).toString('utf8').split('\n')[1] ?? '';
    const parsed = JSON.parse(about) as { about?: { title?: unknown } };
    return typeof parsed.about?.title === 'string' ? parsed.about.title : '';
  } catch {
    return '';
  } finally {
    await file.close();
  }
}

const titleWithin = 16 * 1024;
