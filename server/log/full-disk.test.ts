import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openAt } from './embedded-place.ts';
import { ReadOnly } from './log.ts';
import type { Log } from './log.ts';
import { command, event, positions, turn } from './samples.ts';
import { SmallDisk } from './small-disk.ts';
import { verify } from './verify.ts';

// Databases open in a second, or in twenty on a busy machine.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let disk: SmallDisk;

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
describe.skipIf(!SmallDisk.isPossible)('on a full disk', () => {
  beforeEach(() => {
    disk = new SmallDisk();
    mkdirSync(join(disk.path, 'data'));
  });

  afterEach(() => {
    disk.remove();
  });

  test.each([
    ['small answers, for which only the journal needs room', 10],
    ['long answers, for which the database needs room too', 100_000],
  ])('the log turns read-only, loses nothing, opens again and recovers: %s', async (_, length) => {
    const data = join(disk.path, 'data');
    const kept = await openAt(data);
    const [first] = await kept.log.append([turn('spring', 0, command('start', event('start')))]);
    expect(positions(first)).toEqual([1]);
    disk.fill();
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
    disk.empty();
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
