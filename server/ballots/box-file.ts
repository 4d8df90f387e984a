/**
 * One box as one file: a line of text about the box, then records of one size.
 *
 * What start-up may find at the end of the file. Records are written in batches, each acknowledged after its
 * sync, so only the last batch can be torn; and it can be torn anywhere in it, because a disk may keep its
 * later blocks and lose its earlier ones. Every record therefore names the first record of its batch. An
 * unreadable record followed by readable ones of the same batch was never acknowledged and is cut off with
 * everything behind it; followed by a record of a later batch it had been acknowledged, and is damage: that
 * stops the start with a sentence instead of forgetting somebody's answer.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { isFull, type Disk, type Fatal } from '../keys/disk.ts';
import type { Ballot, Cast, CastResult } from './box.ts';
import { inContentOrder } from './content-order.ts';
import { draft, Intake, type Arrival } from './intake.ts';
import { Roll } from './roll.ts';
import {
  labelCheck,
  openEntry,
  recordBytes,
  sealEntry,
  wipe,
  type BoxLabel,
  type Entry,
  type RoundSecret,
} from './sealing.ts';

const MAGIC = 'parley box 1 ';
const OPEN = 'open';
const SHUT = 'shut';
const LABEL_BYTES_MAX = 4096;

export interface Ground {
  disk: Disk;
  fatal: Fatal;
}

export class BoxFile {
  readonly label: BoxLabel;
  readonly roll: Roll;
  private readonly ground: Ground;
  private readonly secret: RoundSecret;
  private readonly file: FileHandle;
  private readonly labelBytes: number;
  private readonly intake = new Intake((arrivals) => this.put(arrivals));
  private records = 0;
  private shut: boolean;
  private broken: Error | null = null;

  private constructor(ground: Ground, secret: RoundSecret, file: FileHandle, head: Head) {
    this.ground = ground;
    this.secret = secret;
    this.file = file;
    this.label = head.label;
    this.labelBytes = head.bytes;
    this.shut = head.shut;
    this.roll = new Roll(secret);
  }

  /** Makes the file, synced; its name in the directory is the caller's to sync. */
  static async make(path: string, label: BoxLabel, secret: RoundSecret, ground: Ground): Promise<BoxFile> {
    const line = Buffer.from(
      `${MAGIC}${OPEN} ${JSON.stringify({ ...label, check: labelCheck(secret, label) })}\n`,
    );
    if (line.length > LABEL_BYTES_MAX)
      throw new Error('The names of a session and a step do not fit a ballot box.');
    const file = await open(path, 'wx+', 0o600);
    try {
      await ground.disk.write(file, line, 0);
      await ground.disk.sync(file);
    } catch (error) {
      await file.close();
      throw error;
    }
    return new BoxFile(ground, secret, file, { label, bytes: line.length, shut: false });
  }

  /** Null for a file whose making was interrupted: nothing was ever promised about it. */
  static async find(path: string, secret: RoundSecret, ground: Ground): Promise<BoxFile | null> {
    const file = await open(path, 'r+');
    const head = await readHead(file, secret);
    if (head === 'unfinished') {
      await file.close();
      return null;
    }
    if (head === 'damaged') {
      await file.close();
      throw new Error(
        `The ballot box ${path} and its key do not belong together; restore both or remove both.`,
      );
    }
    const box = new BoxFile(ground, secret, file, head);
    await box.recall(path);
    return box;
  }

  get closed(): boolean {
    return this.shut;
  }

  /** Still to be used, and nobody was told that anything in it is kept. */
  get isEmpty(): boolean {
    return !this.shut && this.records === 0 && this.intake.isIdle;
  }

  cast(cast: Cast): Promise<CastResult> {
    if (this.broken !== null) return Promise.reject(this.broken);
    return this.shut ? this.castLate(cast) : this.intake.add(cast);
  }

  /** A phone that missed its acknowledgement asks again after the close, and is told what was true. */
  private async castLate(cast: Cast): Promise<CastResult> {
    await this.intake.idle();
    return this.roll.repeated(cast) ?? { refused: 'box-closed' };
  }

  /** From this call on casts are refused; those before it will still be settled. */
  bar(): void {
    this.shut = true;
  }

  async close(): Promise<void> {
    this.bar();
    await this.intake.idle();
    await this.orFatal('A ballot box could not be closed on disk.', async () => {
      await this.ground.disk.write(this.file, Buffer.from(SHUT), MAGIC.length);
      await this.ground.disk.sync(this.file);
    });
  }

  async take(): Promise<Ballot[]> {
    if (!this.shut) throw new Error('Ballots were asked for before their box was closed.');
    await this.intake.idle();
    const ballots: Ballot[] = [];
    for (const number of this.roll.standing()) {
      const entry = await this.read(number);
      if (entry === null || entry.state === 'withdrawn')
        throw new Error('A sealed ballot that was readable before no longer is; the disk may be failing.');
      ballots.push({ content: entry.content.toString(), state: entry.state });
      entry.content.fill(0);
    }
    return inContentOrder(ballots);
  }

  /** Lets go of file and key; the box is of no use afterwards. */
  async release(): Promise<void> {
    this.bar();
    await this.intake.idle();
    wipe(this.secret);
    await this.file.close();
  }

  private async put(arrivals: Arrival[]): Promise<void> {
    const { entries, writing } = draft(arrivals, this.roll, this.label.contentBytesMax, this.records);
    if (entries.length === 0) return;
    try {
      const stored = await this.orFatal('A sealed ballot could not be stored.', () => this.store(entries));
      if (stored) for (const entry of entries) this.roll.add(entry, this.records++);
      for (const entry of entries) entry.content.fill(0);
      for (const { settle } of writing) settle(stored ? { kept: true } : { refused: 'read-only' });
    } catch (error) {
      for (const { fail } of writing) fail(asError(error));
    }
  }

  private async store(entries: Entry[]): Promise<boolean> {
    const from = this.records;
    const records = entries.map((entry, index) => sealEntry(this.secret, this.label, from + index, entry));
    try {
      await this.ground.disk.write(this.file, Buffer.concat(records), this.offset(from));
    } catch (error) {
      if (!isFull(error)) throw error;
      await this.file.truncate(this.offset(from));
      await this.ground.disk.sync(this.file);
      return false;
    }
    await this.ground.disk.sync(this.file);
    return true;
  }

  /** After one failed write or sync nothing this box says can be trusted: it says nothing more. */
  private async orFatal<Result>(sentence: string, work: () => Promise<Result>): Promise<Result> {
    if (this.broken !== null) throw this.broken;
    try {
      return await work();
    } catch (error) {
      this.broken = new Error(sentence, { cause: error });
      this.ground.fatal(sentence, error);
      throw this.broken;
    }
  }

  private offset(number: number): number {
    return this.labelBytes + number * recordBytes(this.label.contentBytesMax);
  }

  private async read(number: number): Promise<Entry | null> {
    const record = Buffer.alloc(recordBytes(this.label.contentBytesMax));
    const { bytesRead } = await this.file.read(record, 0, record.length, this.offset(number));
    return openEntry(this.secret, this.label, number, record.subarray(0, bytesRead));
  }

  /** Reads the whole box once, cuts off a torn end, and remembers who stands where. */
  private async recall(path: string): Promise<void> {
    const { size } = await this.file.stat();
    const whole = Math.floor((size - this.labelBytes) / recordBytes(this.label.contentBytesMax));
    let torn: number | null = null;
    for (let number = 0; number < whole; number++) {
      const entry = await this.read(number);
      if (entry === null) {
        torn ??= number;
        continue;
      }
      if (torn === null) this.roll.add(entry, number);
      else if (entry.batch > torn)
        throw new Error(`Sealed ballot ${torn + 1} in ${path} is damaged; the disk may be failing.`);
      entry.content.fill(0);
    }
    this.records = torn ?? Math.max(whole, 0);
    if (this.offset(this.records) === size) return;
    await this.file.truncate(this.offset(this.records));
    await this.ground.disk.sync(this.file);
  }
}

interface Head {
  label: BoxLabel;
  bytes: number;
  shut: boolean;
}

async function readHead(file: FileHandle, secret: RoundSecret): Promise<Head | 'unfinished' | 'damaged'> {
  const { size } = await file.stat();
  const start = Buffer.alloc(Math.min(LABEL_BYTES_MAX, size));
  await file.read(start, 0, start.length, 0);
  const end = start.indexOf('\n');
  const nothing = start.every((byte) => byte === 0);
  if (end < 0 || nothing) return nothing || size < LABEL_BYTES_MAX ? 'unfinished' : 'damaged';
  const stated = parseLabel(start.toString('utf8', MAGIC.length + OPEN.length + 1, end));
  if (stated === null || stated.check !== labelCheck(secret, stated.label)) return 'damaged';
  // Anything but "open" is shut: a half-written mark means that closing had begun.
  const shut = start.toString('latin1', MAGIC.length, MAGIC.length + OPEN.length) !== OPEN;
  return { label: stated.label, bytes: end + 1, shut };
}

function parseLabel(text: string): { label: BoxLabel; check: string } | null {
  try {
    // Our own file, and its check proves below that these are the words we wrote.
    const { check, ...label } = JSON.parse(text) as BoxLabel & { check: string };
    return { label, check };
  } catch {
    return null;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
