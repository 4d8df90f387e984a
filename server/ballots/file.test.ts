import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFile,
  cp,
  mkdir,
  mkdtemp,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { realDisk, type Disk } from '../keys/disk.ts';
import { times } from '../log/times.ts';
import type { BallotBox } from './box.ts';
import { ballotBoxContract, castOf, round } from './contract.ts';
import { openFileBallotBox } from './file.ts';
import { openEntry, roundSecret, type BoxLabel } from './sealing.ts';

const kills = times(8, 60);

const fatal = (sentence: string): void => {
  throw new Error(sentence);
};

const newDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), 'parley-boxes-'));

ballotBoxContract('files', async () => {
  const directory = await newDirectory();
  const opened: BallotBox[] = [await openFileBallotBox({ directory, fatal })];
  const [box] = opened;
  if (box === undefined) throw new Error('unreachable');
  return {
    box,
    again: async () => {
      for (const one of opened) await one.stop();
      const next = await openFileBallotBox({ directory, fatal });
      opened.push(next);
      return next;
    },
    cleanUp: async () => {
      for (const one of opened) await one.stop();
      await rm(directory, { recursive: true });
    },
  };
});

describe('ballot boxes in files', () => {
  let directory: string;
  let box: BallotBox;
  const room = 100;

  const start = async (disk?: Disk): Promise<BallotBox> =>
    openFileBallotBox({ directory, fatal, ...(disk === undefined ? {} : { disk }) });
  const files = async (): Promise<string[]> => (await readdir(directory)).sort();
  const pathOf = async (kind: string): Promise<string> => {
    const found = (await files()).find((file) => file.endsWith(kind));
    if (found === undefined) throw new Error(`no ${kind} file`);
    return join(directory, found);
  };
  const restart = async (): Promise<void> => {
    await box.stop();
    box = await start();
  };

  beforeEach(async () => {
    directory = await newDirectory();
    box = await start();
    await box.open(round, room);
  });

  afterEach(async () => {
    await box.stop();
    await rm(directory, { recursive: true });
  });

  test('an answer, a pass and a withdrawal take the same room on disk', async () => {
    const sizes = [(await stat(await pathOf('.box'))).size];
    for (const cast of [
      castOf('ada', 1, { content: `"${'x'.repeat(room - 2)}"` }),
      castOf('ada', 1, { state: 'passed', content: '{"pass":true}' }),
      castOf('ada', 1, { state: 'withdrawn', content: '{"withdrawn":true}' }),
    ]) {
      await box.cast(round, cast);
      sizes.push((await stat(await pathOf('.box'))).size);
    }
    const grown = sizes.slice(1).map((size, index) => size - (sizes[index] ?? 0));
    expect(new Set(grown).size).toBe(1);
  });

  test('a repeated command and an older counter write nothing', async () => {
    const first = castOf('ada', 1, { counter: 5 });
    await box.cast(round, first);
    const before = await readFile(await pathOf('.box'));
    await box.cast(round, first);
    await box.cast(round, castOf('ada', 2, { counter: 4 }));
    expect(await readFile(await pathOf('.box'))).toEqual(before);
  });

  test('key and box are for their owner alone, and their names say nothing', async () => {
    for (const file of await files()) {
      expect((await stat(join(directory, file))).mode & 0o077).toBe(0);
      expect(file).toMatch(/^[0-9a-f]{40}\.(box|key)$/);
    }
  });

  test('while a box is open no plaintext, participant or command id is on disk', async () => {
    await box.cast(
      round,
      castOf('participant-of-note', 1, { id: 'command-of-note', content: '"a sentence of note"' }),
    );
    await box.cast(round, castOf('participant-of-note', 1, { content: '"a second sentence of note"' }));
    expect(await everything(directory)).not.toContain('of note');
    expect(await everything(directory)).not.toContain('of-note');
  });

  test('given the directory after the destroy and an earlier copy of the box, nothing opens', async () => {
    const people = Array.from({ length: 20 }, (_, index) => `participant-${index}`);
    await Promise.all(people.map((person, index) => box.cast(round, castOf(person, index))));
    const other = { ...round, round: 2 };
    await box.open(other, room);
    await box.cast(other, castOf('participant-1', 1));
    const boxPath = await pathOf('.box');
    const copied = cut(await readFile(boxPath), room);
    const key = await readFile(boxPath.replace('.box', '.key'));
    const ref = copied.label.ref;
    expect(opens(copied, key)).toBe(copied.records.length);
    await box.close(ref);
    await box.take(ref);
    await box.destroy(ref);

    const left = await Promise.all((await files()).map((file) => readFile(join(directory, file))));
    expect(left.length).toBe(2);
    for (const bytes of left) {
      expect(bytes.includes(key)).toBe(false);
      for (let at = 0; at + 32 <= bytes.length; at++)
        expect(opens(copied, bytes.subarray(at, at + 32))).toBe(0);
    }
  });

  test('a torn last record is cut off and what was acknowledged stays', async () => {
    await box.cast(round, castOf('ada', 1));
    const whole = await readFile(await pathOf('.box'));
    await box.cast(round, castOf('ben', 2));
    await box.stop();
    await truncate(await pathOf('.box'), whole.length + 30);
    box = await start();
    expect(await readFile(await pathOf('.box'))).toEqual(whole);
    expect(box.counts(round)).toEqual({ answered: 1, passed: 0 });
    await box.cast(round, castOf('ben', 3));
    await restart();
    expect(box.counts(round)).toEqual({ answered: 2, passed: 0 });
  });

  test('a batch that lost its first block before its sync is cut off whole', async () => {
    await box.cast(round, castOf('ada', 1));
    const { size } = await stat(await pathOf('.box'));
    await Promise.all(['ben', 'cleo', 'dora'].map((person) => box.cast(round, castOf(person, 2))));
    await box.stop();
    await damage(await pathOf('.box'), size + 20);
    box = await start();
    expect(box.counts(round)).toEqual({ answered: 1, passed: 0 });
    expect((await stat(await pathOf('.box'))).size).toBe(size);
  });

  test('a damaged record that had been acknowledged stops the start with a sentence', async () => {
    await box.cast(round, castOf('ada', 1));
    const { size } = await stat(await pathOf('.box'));
    await box.cast(round, castOf('ben', 2));
    await box.cast(round, castOf('cleo', 2));
    await box.stop();
    await damage(await pathOf('.box'), size + 20);
    await expect(start()).rejects.toThrow(/Sealed ballot 2 in .* is damaged/);
  });

  test('a box with another box’s key stops the start with a sentence', async () => {
    await box.stop();
    await writeFile(await pathOf('.key'), randomBytes(32));
    await expect(start()).rejects.toThrow('do not belong together');
  });

  test('an opening that was interrupted at any point leaves nothing', async () => {
    await box.stop();
    const key = await pathOf('.key');
    const whole = await pathOf('.box');
    const label = await readFile(whole);
    for (const left of [null, Buffer.alloc(0), label.subarray(0, 30), Buffer.alloc(label.length)]) {
      await writeFile(key, randomBytes(32));
      if (left === null) await rm(whole);
      else await writeFile(whole, left);
      box = await start();
      expect(await files()).toEqual([]);
      await box.stop();
    }
    await writeFile(key, randomBytes(11));
    await writeFile(whole, label);
    box = await start();
    expect(await files()).toEqual([]);
  });

  test('a destroy that was interrupted at any point is finished at the next start', async () => {
    await box.cast(round, castOf('ada', 1));
    await box.stop();
    const saved = `${directory}-saved`;
    await cp(directory, saved, { recursive: true });
    const key = await pathOf('.key');
    for (const interrupt of [
      async () => rename(key, `${key}.gone`),
      async () => {
        await rename(key, `${key}.gone`);
        await writeFile(`${key}.gone`, Buffer.alloc(32));
      },
      async () => rm(key),
    ]) {
      await rm(directory, { recursive: true });
      await cp(saved, directory, { recursive: true });
      await interrupt();
      box = await start();
      expect(await files()).toEqual([]);
      await box.stop();
    }
    await rm(saved, { recursive: true });
  });

  test('a full disk refuses by name, keeps what was kept, and takes casts again when there is room', async () => {
    await box.cast(round, castOf('ada', 1));
    await box.stop();
    const full = disk({ room: 60 });
    box = await start(full.disk);
    const refused = await Promise.all([
      box.cast(round, castOf('ben', 2)),
      box.cast(round, castOf('cleo', 2)),
    ]);
    expect(refused).toEqual([{ refused: 'read-only' }, { refused: 'read-only' }]);
    expect(box.counts(round)).toEqual({ answered: 1, passed: 0 });
    expect(await box.open({ ...round, round: 2 }, room)).toEqual({ refused: 'read-only' });
    expect((await files()).length).toBe(2);
    full.space.room = Infinity;
    expect(await box.cast(round, castOf('ben', 3))).toEqual({ kept: true });
    expect(await box.open({ ...round, round: 2 }, room)).toEqual({ opened: true });
    await restart();
    expect(box.counts(round)).toEqual({ answered: 2, passed: 0 });
  });

  test('a failed sync is final: the process is told to end and nothing is acknowledged after it', async () => {
    await box.stop();
    const sentences: string[] = [];
    const failing = disk({ room: Infinity });
    box = await openFileBallotBox({
      directory,
      fatal: (sentence) => sentences.push(sentence),
      disk: failing.disk,
    });
    failing.space.syncs = 0;
    await expect(box.cast(round, castOf('ada', 1))).rejects.toThrow('could not be stored');
    failing.space.syncs = Infinity;
    await expect(box.cast(round, castOf('ben', 1))).rejects.toThrow('could not be stored');
    expect(sentences).toEqual(['A sealed ballot could not be stored.']);
  });

  test('casts that arrive together share one sync', async () => {
    await box.stop();
    const counted = disk({ room: Infinity });
    box = await start(counted.disk);
    const before = counted.space.synced;
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => box.cast(round, castOf(`person-${index}`, 1))),
    );
    expect(counted.space.synced - before).toBe(1);
  });

  test(
    `killed ${kills} times while people change their minds, it has every acknowledged cast`,
    { timeout: times(120_000, 600_000) },
    async () => {
      await box.destroy(round);
      await box.stop();
      const acknowledged = new Map<number, number>();
      let total = 0;
      for (let kill = 1; kill <= kills; kill++) {
        const first = Math.max(0, ...acknowledged.values()) + 10;
        total += await castUntilKilled(
          directory,
          { people: 40, first, lines: 30 + (kill % 20) * 17 },
          acknowledged,
        );
        if (kill % 3 === 0) await appendFile(await pathOf('.box'), randomBytes(1 + kill * 31));
        // What is in the box is seen in a copy: closing the box itself would end the round.
        const copy = `${directory}-copy`;
        await mkdir(copy);
        for (const file of await files()) await cp(join(directory, file), join(copy, file));
        const found = await latestCounters(copy);
        // Later than acknowledged is fine: the kill may have cut off the acknowledgement alone.
        expect([...acknowledged].filter(([person, counter]) => (found.get(person) ?? -1) < counter)).toEqual(
          [],
        );
        await rm(copy, { recursive: true });
      }
      expect(total).toBeGreaterThan(kills * 50);
      box = await start();
    },
  );
});

async function everything(directory: string): Promise<string> {
  const files = await readdir(directory);
  const bytes = await Promise.all(files.map((file) => readFile(join(directory, file), 'latin1')));
  return [...files, ...bytes].join('\n');
}

async function damage(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(16), 0, 16, at);
  await file.close();
}

/** A disk with little room, or whose syncs fail from some point on. */
function disk(space: { room: number; syncs?: number }): {
  disk: Disk;
  space: { room: number; syncs: number; synced: number };
} {
  const state = { syncs: Infinity, synced: 0, ...space };
  const port: Disk = {
    async write(file, bytes, position) {
      await realDisk.write(file, bytes.subarray(0, Math.min(state.room, bytes.length)), position);
      if (bytes.length > state.room)
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    },
    async sync(file) {
      if (state.synced >= state.syncs) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
      state.synced++;
      await realDisk.sync(file);
    },
  };
  return { disk: port, space: state };
}

interface CopiedBox {
  label: BoxLabel;
  records: Buffer[];
}

function cut(bytes: Buffer, room: number): CopiedBox {
  const end = bytes.indexOf('\n') + 1;
  const label = JSON.parse(bytes.toString('utf8', bytes.indexOf('{'), end)) as BoxLabel;
  const size = room + 78;
  const records = Array.from({ length: (bytes.length - end) / size }, (_, n) =>
    bytes.subarray(end + n * size, end + (n + 1) * size),
  );
  return { label, records };
}

function opens({ label, records }: CopiedBox, key: Buffer): number {
  const secret = roundSecret(key);
  return records.filter((record, number) => openEntry(secret, label, number, record) !== null).length;
}

interface Casting {
  people: number;
  first: number;
  lines: number;
}

/** Kills after a number of acknowledgements, not after a time; counts those that still came out. */
async function castUntilKilled(
  directory: string,
  casting: Casting,
  acknowledged: Map<number, number>,
): Promise<number> {
  const script = fileURLToPath(new URL('./casting-process.ts', import.meta.url));
  const argv = ['--import', 'tsx', script, directory, String(casting.people), String(casting.first)];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (++lines === casting.lines) child.kill('SIGKILL');
    const [person, counter] = line.split(' ').map(Number);
    if (person !== undefined && counter !== undefined) acknowledged.set(person, counter);
  }
  await exited;
  return lines;
}

async function latestCounters(directory: string): Promise<Map<number, number>> {
  const box = await openFileBallotBox({ directory, fatal });
  await box.close(round);
  const texts = ((await box.take(round)) ?? []).map(
    ({ content }) => (JSON.parse(content) as { answer: { text: string } }).answer.text,
  );
  await box.stop();
  const latest = new Map(texts.map((text) => [Number(text.split(' ')[1]), Number(text.split(' ')[3])]));
  expect(latest.size).toBe(texts.length);
  return latest;
}
