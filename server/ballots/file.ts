/**
 * Ballot boxes in a directory: `<name>.box` and `<name>.key`, where the name is a digest of session, step and
 * round and says nothing. The key is durable before the first cast and destroyed before the box; so a key
 * without a box was never in use, and a box without a key can never be read: start-up removes both kinds.
 * Backups leave this directory out. One process at a time (the data directory's lock sees to that).
 */
import { randomBytes } from 'node:crypto';
import { open, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  GONE,
  isFull,
  makeDirectory,
  realDisk,
  shred,
  syncDirectory,
  unlinkIfThere,
  type Disk,
  type Fatal,
} from '../keys/disk.ts';
import { Lanes } from '../keys/lanes.ts';
import {
  boxName,
  type Ballot,
  type BallotBox,
  type BallotCounts,
  type Cast,
  type CastResult,
  type CastState,
  type CloseResult,
  type OpenResult,
  type RoundRef,
} from './box.ts';
import { BoxFile, type Ground } from './box-file.ts';
import { ROUND_KEY_BYTES, roundSecret, type BoxLabel } from './sealing.ts';

const BOX = '.box';
const KEY = '.key';

export interface FileBallotBoxOptions {
  /** DATA_DIR/boxes */
  directory: string;
  fatal: Fatal;
  disk?: Disk;
}

export async function openFileBallotBox(options: FileBallotBoxOptions): Promise<BallotBox> {
  const shelf = new Shelf(options.directory, { fatal: options.fatal, disk: options.disk ?? realDisk });
  await shelf.recall();
  return shelf;
}

class Shelf implements BallotBox {
  private readonly directory: string;
  private readonly ground: Ground;
  private readonly boxes = new Map<string, BoxFile>();
  /** Opening and destroying one box wait for each other; different boxes don't. */
  private readonly lanes = new Lanes();

  constructor(directory: string, ground: Ground) {
    this.directory = directory;
    this.ground = ground;
  }

  open(ref: RoundRef, contentBytesMax: number): Promise<OpenResult> {
    const name = boxName(ref);
    return this.lanes.in(name, async () => {
      const there = this.boxes.get(name);
      if (there?.isEmpty && there.label.contentBytesMax !== contentBytesMax) await this.discard(name);
      else if (there) return { opened: true };
      const label = { ref, epoch: randomBytes(8).toString('hex'), contentBytesMax };
      return this.make(name, label);
    });
  }

  async cast(ref: RoundRef, cast: Cast): Promise<CastResult> {
    const box = this.boxes.get(boxName(ref));
    return box === undefined ? { refused: 'no-box' } : box.cast(cast);
  }

  counts(ref: RoundRef): BallotCounts | null {
    return this.boxes.get(boxName(ref))?.roll.counts() ?? null;
  }

  has(ref: RoundRef, participant: string): CastState | null {
    return this.boxes.get(boxName(ref))?.roll.has(participant) ?? null;
  }

  epoch(ref: RoundRef): string | null {
    return this.boxes.get(boxName(ref))?.label.epoch ?? null;
  }

  async close(ref: RoundRef): Promise<CloseResult> {
    const name = boxName(ref);
    // Not only in its lane's turn but at once: a cast after this call is refused.
    this.boxes.get(name)?.bar();
    return this.lanes.in(name, async () => {
      const box = this.boxes.get(name);
      if (box === undefined) return { refused: 'no-box' };
      await box.close();
      return { closed: true };
    });
  }

  async take(ref: RoundRef): Promise<Ballot[] | null> {
    const name = boxName(ref);
    return this.lanes.in(name, async () => (await this.boxes.get(name)?.take()) ?? null);
  }

  async destroy(ref: RoundRef): Promise<void> {
    const name = boxName(ref);
    await this.lanes.in(name, async () => await this.discard(name));
  }

  async destroySession(session: string): Promise<void> {
    // Waiting for every lane catches a box that is being made right now.
    await this.lanes.idle();
    const labels = [...this.boxes.values()].map((box) => box.label);
    const own = labels.filter(({ ref }) => ref.session === session);
    await Promise.all(own.map(({ ref }) => this.destroy(ref)));
  }

  async list(): Promise<{ ref: RoundRef; closed: boolean }[]> {
    return [...this.boxes.values()].map((box) => ({ ref: box.label.ref, closed: box.closed }));
  }

  async refresh(): Promise<void> {
    // One process: everything that was cast was cast here.
  }

  async stop(): Promise<void> {
    await this.lanes.idle();
    await Promise.all([...this.boxes.values()].map((box) => box.release()));
    this.boxes.clear();
  }

  /** Start-up: finishes what a crash interrupted, then reads every box. */
  async recall(): Promise<void> {
    await makeDirectory(this.directory);
    const files = await readdir(this.directory);
    for (const file of files) if (file.endsWith(GONE)) await shred(this.path(file), this.ground.disk);
    const names = new Set(
      files.filter((file) => /\.(box|key)$/.test(file)).map((file) => file.slice(0, -BOX.length)),
    );
    for (const name of names) {
      const whole = files.includes(name + BOX) && files.includes(name + KEY);
      const box = whole ? await this.find(name) : null;
      if (box === null) await this.remove(name);
      else this.boxes.set(name, box);
    }
  }

  private async find(name: string): Promise<BoxFile | null> {
    const key = await readFile(this.path(name + KEY));
    if (key.length !== ROUND_KEY_BYTES) return null;
    const secret = roundSecret(key);
    key.fill(0);
    return BoxFile.find(this.path(name + BOX), secret, this.ground);
  }

  private async make(name: string, label: BoxLabel): Promise<OpenResult> {
    const key = randomBytes(ROUND_KEY_BYTES);
    const secret = roundSecret(key);
    try {
      await this.makeKey(name, key);
      const box = await BoxFile.make(this.path(name + BOX), label, secret, this.ground);
      await syncDirectory(this.directory);
      this.boxes.set(name, box);
      return { opened: true };
    } catch (error) {
      if (!isFull(error)) return this.fail('A ballot box could not be made.', error);
      await this.remove(name);
      return { refused: 'read-only' };
    } finally {
      key.fill(0);
    }
  }

  private async makeKey(name: string, key: Buffer): Promise<void> {
    const file = await open(this.path(name + KEY), 'wx', 0o600);
    try {
      await this.ground.disk.write(file, key, 0);
      await this.ground.disk.sync(file);
    } finally {
      await file.close();
    }
  }

  private async discard(name: string): Promise<void> {
    const box = this.boxes.get(name);
    this.boxes.delete(name);
    await box?.release();
    await this.remove(name);
  }

  private async remove(name: string): Promise<void> {
    try {
      await shred(this.path(name + KEY), this.ground.disk);
      await unlinkIfThere(this.path(name + BOX));
      await syncDirectory(this.directory);
    } catch (error) {
      this.fail('A ballot box could not be destroyed.', error);
    }
  }

  private fail(sentence: string, error: unknown): never {
    this.ground.fatal(sentence, error);
    throw new Error(sentence, { cause: error });
  }

  private path(file: string): string {
    return join(this.directory, file);
  }
}
