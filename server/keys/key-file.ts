/**
 * One session's keys in one file. Requests that arrive together share one write and one sync. Of a batch that a
 * crash interrupted nothing was promised: what is unreadable at the end of the file is cut off, an empty slot
 * inside is passed over; an unreadable slot with good ones behind it is damage and stops with a sentence.
 */
import { randomBytes } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readCheckpoint, UNFINISHED, writeCheckpoint, type Remembered } from './checkpoint-file.ts';
import { errorCode, isFull, readIfThere, shred, syncDirectory, type Disk, type Fatal } from './disk.ts';
import type { HeldKey, KeyHolder, Outcome, Wanted } from './holder.ts';
import { KEY_BYTES } from './seal.ts';
import { readSlots, SLOT_BYTES, writeSlot } from './slots.ts';
import { Turns } from './turns.ts';

export interface Ground {
  disk: Disk;
  fatal: Fatal;
}

type Request = { settle: (outcome: Outcome) => void; fail: (error: Error) => void } & (
  | { kind: 'add'; wanted: Wanted[] }
  | { kind: 'erase'; digests: string[] }
  | { kind: 'remember'; remembered: Remembered }
);

export class KeyFile implements KeyHolder {
  private readonly path: string;
  private readonly checkpoint: string;
  private readonly ground: Ground;
  private readonly held = new Map<string, { key: Buffer | null; slot: number }>();
  private readonly turns = new Turns<Request>((requests) => this.takeTurn(requests));
  private file: FileHandle | null = null;
  private slots = 0;
  private broken: Error | null = null;

  private constructor(path: string, ground: Ground) {
    this.path = path;
    this.checkpoint = checkpointBeside(path);
    this.ground = ground;
  }

  /** A session without keys has no file until it needs its first. */
  static async find(path: string, ground: Ground): Promise<KeyFile> {
    const keys = new KeyFile(path, ground);
    await keys.recall();
    return keys;
  }

  key(digest: string): Buffer | null | undefined {
    return this.held.get(digest)?.key;
  }

  entries(): HeldKey[] {
    return [...this.held].map(([digest, { key }]) => ({ digest, key }));
  }

  add(wanted: Wanted[]): Promise<Outcome> {
    return new Promise((settle, fail) => {
      this.turns.add({ kind: 'add', wanted, settle, fail });
    });
  }

  erase(digests: string[]): Promise<Outcome> {
    return new Promise((settle, fail) => {
      this.turns.add({ kind: 'erase', digests, settle, fail });
    });
  }

  /** In the same queue as erasures: of two, the later one stands. */
  async remember(remembered: Remembered): Promise<void> {
    await new Promise((settle, fail) => {
      this.turns.add({ kind: 'remember', remembered, settle, fail });
    });
  }

  async remembered(by: string): Promise<string | null> {
    await this.turns.idle();
    return await readCheckpoint(this.checkpoint, by);
  }

  async refresh(): Promise<void> {
    // One process: nobody else writes to the file.
  }

  async release(): Promise<void> {
    await this.turns.idle();
    for (const { key } of this.held.values()) key?.fill(0);
    this.held.clear();
    await this.file?.close();
    this.file = null;
  }

  /** Takes the leading requests of one kind, so that making and erasing keep their order. */
  private async takeTurn(requests: Request[]): Promise<Request[]> {
    const kind = requests[0]?.kind;
    const other = requests.findIndex((request) => request.kind !== kind);
    const now = other < 0 ? requests : requests.slice(0, other);
    try {
      if (this.broken !== null) throw this.broken;
      await this.addAll(now.flatMap((request) => (request.kind === 'add' ? [request] : [])));
      await this.eraseAll(now.flatMap((request) => (request.kind === 'erase' ? [request] : [])));
      await this.rememberLast(now.flatMap((request) => (request.kind === 'remember' ? [request] : [])));
    } catch (error) {
      const failure = this.broken ?? this.breakWith(error);
      for (const request of now) request.fail(failure);
    }
    return other < 0 ? [] : requests.slice(other);
  }

  private async addAll(requests: (Request & { kind: 'add' })[]): Promise<void> {
    const fine = requests.filter(({ wanted }) => wanted.every(({ digest }) => this.key(digest) !== null));
    const missing = new Map<string, HeldKey>();
    for (const { wanted } of fine)
      for (const { digest, key } of wanted)
        if (!this.held.has(digest) && !missing.has(digest))
          missing.set(digest, { digest, key: key ?? randomBytes(KEY_BYTES) });
    const outcome = (await this.append([...missing.values()])) ? 'done' : 'read-only';
    for (const request of requests) request.settle(fine.includes(request) ? outcome : 'erased');
  }

  /** What is in the file is overwritten first; that needs no room, so a full disk never keeps a key alive. */
  private async eraseAll(requests: (Request & { kind: 'erase' })[]): Promise<void> {
    const digests = [...new Set(requests.flatMap((request) => request.digests))];
    if (digests.length > 0) await shred(this.checkpoint, this.ground.disk);
    const live = digests.filter((digest) => this.held.get(digest)?.key);
    for (const digest of live) await this.overwrite(digest);
    if (live.length > 0) await this.ground.disk.sync(await this.opened());
    for (const digest of live) this.forget(digest);
    const unknown = digests.filter((digest) => !this.held.has(digest));
    const outcome = (await this.append(unknown.map((digest) => ({ digest, key: null }))))
      ? 'done'
      : 'read-only';
    for (const request of requests) request.settle(outcome);
  }

  /** Nothing depends on it: where it can't be written there is none. */
  private async rememberLast(requests: (Request & { kind: 'remember' })[]): Promise<void> {
    const last = requests.at(-1);
    if (last === undefined) return;
    await shred(this.checkpoint, this.ground.disk);
    try {
      await writeCheckpoint(this.checkpoint, last.remembered, this.ground.disk);
    } catch {
      await shred(this.checkpoint + UNFINISHED, this.ground.disk);
    }
    for (const { settle } of requests) settle('done');
  }

  private async overwrite(digest: string): Promise<void> {
    const held = this.held.get(digest);
    if (held === undefined) throw new Error('A key was to be erased that is not held.');
    await this.ground.disk.write(
      await this.opened(),
      writeSlot({ digest, key: null }),
      held.slot * SLOT_BYTES,
    );
  }

  private forget(digest: string): void {
    const held = this.held.get(digest);
    held?.key?.fill(0);
    if (held !== undefined) held.key = null;
  }

  /** True once the slots are durable; false when there is no room, and then nothing has changed. */
  private async append(added: HeldKey[]): Promise<boolean> {
    if (added.length === 0) return true;
    const from = this.slots;
    try {
      const file = await this.opened();
      await this.ground.disk.write(file, Buffer.concat(added.map(writeSlot)), from * SLOT_BYTES);
    } catch (error) {
      if (!isFull(error)) throw error;
      await this.file?.truncate(from * SLOT_BYTES);
      return false;
    }
    await this.ground.disk.sync(await this.opened());
    added.forEach(({ digest, key }, index) => this.held.set(digest, { key, slot: from + index }));
    this.slots = from + added.length;
    return true;
  }

  private async opened(): Promise<FileHandle> {
    if (this.file !== null) return this.file;
    try {
      this.file = await open(this.path, 'r+');
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      this.file = await open(this.path, 'wx+', 0o600);
      await syncDirectory(dirname(this.path));
    }
    return this.file;
  }

  private breakWith(error: unknown): Error {
    this.broken = new Error('The keys of a session could not be stored.', { cause: error });
    this.ground.fatal(this.broken.message, error);
    return this.broken;
  }

  private async recall(): Promise<void> {
    const bytes = await readIfThere(this.path);
    const { held, damaged } = readSlots(bytes);
    if (damaged !== null)
      throw new Error(`Key ${damaged + 1} in ${this.path} is damaged; the disk may be failing.`);
    for (const { digest, key, slot } of held) this.held.set(digest, { key, slot });
    this.slots = (held.at(-1)?.slot ?? -1) + 1;
    bytes.fill(0);
    if (bytes.length === this.slots * SLOT_BYTES) return;
    const file = await this.opened();
    await file.truncate(this.slots * SLOT_BYTES);
    await this.ground.disk.sync(file);
  }
}

export function checkpointBeside(path: string): string {
  return `${path.slice(0, path.lastIndexOf('.'))}.checkpoint`;
}
