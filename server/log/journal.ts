import { constants } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isNoSpace, messageOf } from './database.ts';
import { JournalText, noLines } from './journal-line.ts';
import type { TurnRows } from './journal-line.ts';

/**
 * The files that make "acknowledged" true when the power fails: one for each session, only ever
 * appended to, each write synced before anyone is told.
 */

const suffix = '.ndjson';

/** So many files stay open; beyond it the one unused for longest is closed. */
const openFilesMax = 200;

export interface JournalEntry {
  session: string;
  turn: number;
  rows: TurnRows;
}

/** Where a file ends and which hash its next line continues. */
interface FileEnd {
  size: number;
  hash: string;
}

export interface JournalOptions {
  directory: string;
  /** Ends the process. After it nothing is written any more. */
  fatal(sentence: string): void;
  /** `fdatasync`, which a test lets fail. */
  sync?(handle: FileHandle): Promise<void>;
}

/** What a write came to; after `no-space` every file ends where it did before. */
export type Written = 'written' | 'no-space' | 'failed';

export class Journal {
  private readonly ends = new Map<string, FileEnd>();
  private readonly files = new Map<string, FileHandle>();
  private readonly sync: (handle: FileHandle) => Promise<void>;
  private readonly options: JournalOptions;

  constructor(options: JournalOptions) {
    this.options = options;
    this.sync = options.sync ?? ((handle) => handle.datasync());
  }

  /** What start-up found of a session's file. */
  know(session: string, end: FileEnd): void {
    this.ends.set(session, { size: end.size, hash: end.hash });
  }

  path(session: string): string {
    return join(this.options.directory, session + suffix);
  }

  /** One turn a session at most; all of them are on disk when this resolves to `written`. */
  async write(entries: readonly JournalEntry[]): Promise<Written> {
    const created = entries.some((entry) => !this.ends.has(entry.session));
    const outcomes = await Promise.all(entries.map(async (entry) => await this.writeOne(entry)));
    if (outcomes.includes('failed')) return 'failed';
    if (outcomes.some((outcome) => outcome === 'no-space')) return await this.takeBack(entries);
    if (created) await syncDirectory(this.options.directory);
    entries.forEach((entry, at) => {
      const outcome = outcomes[at];
      if (typeof outcome === 'object') this.ends.set(entry.session, outcome);
    });
    await this.closeUnused();
    return 'written';
  }

  /** Forgets a session and deletes its file. */
  async remove(session: string): Promise<void> {
    await this.files.get(session)?.close();
    this.files.delete(session);
    this.ends.delete(session);
    await rm(this.path(session), { force: true });
    await syncDirectory(this.options.directory);
  }

  async close(): Promise<void> {
    for (const file of this.files.values()) await file.close();
    this.files.clear();
  }

  private async writeOne({ session, turn, rows }: JournalEntry): Promise<FileEnd | Written> {
    const end = this.ends.get(session) ?? { size: 0, hash: noLines };
    const text = new JournalText(end.hash);
    if (end.size === 0) text.begin(session);
    const bytes = text.turn(turn, rows).bytes();
    try {
      const file = await this.file(session);
      const { size } = await file.stat();
      if (size !== end.size) {
        return this.fail(
          `The journal of session ${session} is ${size} bytes long instead of ${end.size}: something else writes to it.`,
        );
      }
      await writeAll(file, bytes, end.size);
      return await this.syncOne(session, file, { size: end.size + bytes.length, hash: text.hash });
    } catch (error) {
      if (isNoSpace(error)) return 'no-space';
      return this.fail(`The journal of session ${session} cannot be written: ${messageOf(error)}`);
    }
  }

  /** After a failed sync the kernel may have dropped the pages, so nothing can be tried again. */
  private async syncOne(session: string, file: FileHandle, end: FileEnd): Promise<FileEnd | Written> {
    try {
      await this.sync(file);
      return end;
    } catch (error) {
      return this.fail(`The journal of session ${session} cannot be synced: ${messageOf(error)}`);
    }
  }

  private fail(sentence: string): Written {
    this.options.fatal(sentence);
    return 'failed';
  }

  private async takeBack(entries: readonly JournalEntry[]): Promise<Written> {
    for (const { session } of entries) {
      try {
        const file = await this.file(session);
        await file.truncate(this.ends.get(session)?.size ?? 0);
      } catch (error) {
        // A file that could not even be made has nothing to take back.
        if (!isNoSpace(error)) return this.fail(`A journal cannot be cut: ${messageOf(error)}`);
      }
    }
    return 'no-space';
  }

  private async file(session: string): Promise<FileHandle> {
    const known = this.files.get(session);
    if (known !== undefined) {
      // Put last: the first of the map is then the one unused for longest.
      this.files.delete(session);
      this.files.set(session, known);
      return known;
    }
    const flags = constants.O_RDWR | constants.O_CREAT;
    const file = await open(this.path(session), flags, 0o600);
    this.files.set(session, file);
    return file;
  }

  private async closeUnused(): Promise<void> {
    for (const [session, file] of this.files) {
      if (this.files.size <= openFilesMax) return;
      this.files.delete(session);
      await file.close();
    }
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, from: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, from + done);
    done += bytesWritten;
  }
}

/** Makes the names in a directory as durable as the files. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** The sessions that have a journal. */
export async function journaledSessions(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  return names
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .sort();
}
