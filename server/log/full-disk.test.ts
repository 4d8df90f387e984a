import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { codeOf } from './database.ts';
import { freshDirectory, openAt } from './embedded-place.ts';
import { ReadOnly } from './log.ts';
import type { Log } from './log.ts';
import { command, event, positions, turn } from './samples.ts';
import { verify } from './verify.ts';

// Databases open in a second, or in twenty on a busy machine.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

/** A small file system of its own, really full. Only root may mount one. */
const mountable = process.platform === 'linux' && process.getuid?.() === 0 && canMount();

function canMount(): boolean {
  const place = freshDirectory();
  try {
    mount(place);
    unmount(place);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function mount(place: string): void {
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=0700', 'tmpfs', place], {
    stdio: 'ignore',
  });
}

function unmount(place: string): void {
  execFileSync('/bin/umount', ['-l', place], { stdio: 'ignore' });
}

let place = '';

/** Takes all room there is, to the last byte. */
function fill(name: string): void {
  const file = openSync(join(place, name), 'w');
  try {
    for (let size = 1 << 20; size >= 1;) {
      try {
        writeSync(file, Buffer.alloc(size, 1));
      } catch (error) {
        if (codeOf(error) !== 'ENOSPC') throw error;
        size >>= 1;
      }
    }
  } finally {
    closeSync(file);
  }
}

function empty(name: string): void {
  rmSync(join(place, name));
}

/** Appends until the log takes no more; the number of what it took. */
async function appendUntilFull(log: Log, length: number): Promise<number> {
  for (let taken = 0; ; taken += 1) {
    const position = (await log.tip('spring'))?.position ?? 0;
    try {
      const sent = command(`c${position}`, event('x'.repeat(length)));
      positions((await log.append([turn('spring', position, sent)]))[0]);
    } catch (error) {
      expect(error).toBeInstanceOf(ReadOnly);
      return taken;
    }
  }
}

// Needs the right to mount a file system, which most people who run the tests do not have.
describe.skipIf(!mountable)('on a full disk', () => {
  beforeEach(() => {
    place = freshDirectory();
    mount(place);
    mkdirSync(join(place, 'data'));
  });

  afterEach(() => {
    unmount(place);
    rmSync(place, { recursive: true, force: true });
  });

  test.each([
    ['small answers, for which only the journal needs room', 10],
    ['long answers, for which the database needs room too', 100_000],
  ])('the log turns read-only, loses nothing, opens again and recovers: %s', async (_, length) => {
    const data = join(place, 'data');
    const kept = await openAt(data);
    const [first] = await kept.log.append([turn('spring', 0, command('start', event('start')))]);
    expect(positions(first)).toEqual([1]);
    fill('filler');
    const taken = await appendUntilFull(kept.log, length);
    expect(kept.log.health()).toEqual({ writable: false, reason: 'the disk is full' });
    expect(existsSync(join(data, 'ballast'))).toBe(false);
    expect(await kept.log.read('spring', 0)).toHaveLength(1 + taken);
    expect(kept.sentences).toEqual([]);
    await kept.close();

    const again = await openAt(data);
    expect(again.log.health()).toMatchObject({ writable: false });
    expect(await again.log.read('spring', 0)).toHaveLength(1 + taken);
    await expect(again.log.append([turn('spring', 1 + taken, command('no', event('no')))])).rejects.toThrow(
      ReadOnly,
    );
    empty('filler');
    expect(again.log.health()).toEqual({ writable: true });
    const [last] = await again.log.append([turn('spring', 1 + taken, command('yes', event('yes')))]);
    expect(positions(last)).toEqual([2 + taken]);
    expect(existsSync(join(data, 'ballast'))).toBe(true);
    await again.close();
    expect(readdirSync(join(data, 'journals'))).toEqual(['spring.ndjson']);
    const bytes = readFileSync(join(data, 'journals/spring.ndjson'));
    expect(verify({ bytes })).toMatchObject({ holds: true, positions: 2 + taken });
  });
});
