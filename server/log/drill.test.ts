import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Said } from './drill-child.ts';
import { freshDirectory, pristineDatabase } from './embedded-place.ts';
import { takeLock } from './lock.ts';
import { times } from './times.ts';

// Databases open in a second, or in twenty on a busy machine.
vi.setConfig({ testTimeout: times(600_000, 3_600_000), hookTimeout: 600_000 });

const starts = times(3, 25);
const rounds = times(12, 60);

/** Real processes, really killed. */

const house = join(import.meta.dirname, '../..');
const built = join(house, 'node_modules/.cache/parley-drill', String(process.pid));
const directories: string[] = [];
const children = new Set<ChildProcess>();

beforeAll(async () => {
  // Built once: starting twenty processes that each translate TypeScript takes longer than the drills.
  await build({
    configFile: false,
    logLevel: 'error',
    root: house,
    build: { ssr: join(import.meta.dirname, 'drill-child.ts'), outDir: built, target: 'node20' },
  });
});

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const directory of [built, ...directories]) rmSync(directory, { recursive: true, force: true });
});

function fresh(): string {
  const directory = freshDirectory();
  directories.push(directory);
  return directory;
}

interface Child {
  process: ChildProcess;
  lines: AsyncIterableIterator<string>;
  ended: Promise<void>;
}

function start(...argv: string[]): Child {
  const child = spawn(process.execPath, [join(built, 'drill-child.js'), ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  return { process: child, lines: createInterface(child.stdout)[Symbol.asyncIterator](), ended };
}

/** The next thing the child says; null when it has ended. */
async function next(child: Child): Promise<Said | null> {
  const { value, done } = await child.lines.next();
  if (done === true) return null;
  const said: Said = JSON.parse(value);
  return said;
}

async function kill(child: Child): Promise<void> {
  child.process.kill('SIGKILL');
  await child.ended;
}

describe('the lock', () => {
  async function twentyStart(directory: string): Promise<Child> {
    const starters = Array.from({ length: 20 }, () => start('lock', directory));
    const said = await Promise.all(starters.map(next));
    const owners = starters.filter((_, at) => Object.hasOwn(said[at] ?? {}, 'owner'));
    expect(owners).toHaveLength(1);
    const [owner] = owners;
    if (owner === undefined) throw new Error('Nobody became the owner.');
    const refusals = said.flatMap((one) => (one !== null && 'refused' in one ? [one.refused] : []));
    expect(refusals).toEqual(Array.from({ length: 19 }, () => owner.process.pid));
    return owner;
  }

  test('has exactly one owner among twenty starters, round after round of kill -9', async () => {
    const directory = fresh();
    for (let round = 1; round <= starts; round += 1) {
      const owner = await twentyStart(directory);
      expect(readdirSync(directory).filter((name) => name.startsWith('lock.'))).toEqual([`lock.${round}`]);
      await kill(owner);
    }
    const names = readdirSync(directory).filter(
      (name) => name !== `lock.${starts}` && !/^\.l-[0-9a-f]+$/u.test(name),
    );
    expect(names).toEqual([]);
  });

  test('stays with an owner that does not answer because it is stopped', async () => {
    const directory = fresh();
    const owner = start('lock', directory);
    expect(await next(owner)).toEqual({ owner: owner.process.pid });
    owner.process.kill('SIGSTOP');
    const refused = await takeLock(directory);
    expect(refused).toMatchObject({ refused: 'in-use', pid: owner.process.pid });
    expect(refused).toMatchObject({
      sentence: expect.stringContaining(`in use by process ${owner.process.pid}`),
    });
    await kill(owner);
    const taken = await takeLock(directory);
    if ('refused' in taken) throw new Error(taken.sentence);
    await taken.release();
  });

  test('is free again after it was released, and survives being asked for', async () => {
    const directory = fresh();
    for (let round = 0; round < 3; round += 1) {
      const lock = await takeLock(directory);
      if ('refused' in lock) throw new Error(lock.sentence);
      const asked = await Promise.all(Array.from({ length: 10 }, () => takeLock(directory)));
      expect(asked.map((one) => ('refused' in one ? one.pid : null))).toEqual(asked.map(() => process.pid));
      await lock.release();
    }
  });

  test('works where the directory’s path is too long for a socket', async () => {
    const directory = join(fresh(), 'a-directory-with-a-long-name'.repeat(5), 'another'.repeat(10));
    mkdirSync(directory, { recursive: true });
    const lock = await takeLock(directory);
    if ('refused' in lock) throw new Error(lock.sentence);
    expect(await takeLock(directory)).toMatchObject({ refused: 'in-use', pid: process.pid });
    await lock.release();
    const child = start('lock', directory);
    expect(await next(child)).toEqual({ owner: child.process.pid });
    expect(await takeLock(directory)).toMatchObject({ refused: 'in-use', pid: child.process.pid });
    await kill(child);
  });

  test('says in a sentence that a directory cannot be used', async () => {
    const missing = join(fresh(), 'missing');
    const file = join(fresh(), 'file');
    writeFileSync(file, '');
    for (const path of [missing, file]) {
      expect(await takeLock(path)).toMatchObject({
        refused: 'not-writable',
        sentence: expect.stringContaining(`${basename(path)} cannot be used`),
      });
    }
  });
});

describe('a killed log', () => {
  /** Numbers that are the same in every run. */
  let state = 20_260_302;
  function below(limit: number): number {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  }

  function walFiles(directory: string): string[] {
    const wal = join(directory, 'db/pg_wal');
    return readdirSync(wal)
      .filter((name) => /^[0-9A-F]{24}$/u.test(name))
      .sort()
      .map((name) => join(wal, name));
  }

  const damages: [name: string, damage: (directory: string) => void][] = [
    ['nothing', () => {}],
    [
      'the write-ahead log’s tail zeroed',
      (directory) => {
        const file = walFiles(directory).at(-1) ?? '';
        const bytes = readFileSync(file);
        const end = bytes.findLastIndex((byte) => byte !== 0);
        writeFileSync(file, bytes.fill(0, Math.max(0, end - 1000 - below(40_000)), end));
      },
    ],
    [
      'pg_control zeroed',
      (directory) => writeFileSync(join(directory, 'db/global/pg_control'), Buffer.alloc(8192)),
    ],
    ['the write-ahead log deleted', (directory) => walFiles(directory).forEach((file) => rmSync(file))],
    [
      'a journal line torn',
      (directory) => {
        const file = join(directory, 'journals/spring.ndjson');
        const line = readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) ?? '';
        appendFileSync(file, line.slice(0, 1 + below(line.length)));
      },
    ],
    [
      'a journal’s last pages never written, and the database gone',
      (directory) => {
        appendFileSync(join(directory, 'journals/winter.ndjson'), Buffer.alloc(1 + below(9000)));
        rmSync(join(directory, 'db'), { recursive: true });
      },
    ],
  ];

  test('has lost nothing it acknowledged and doubled nothing, whatever was damaged', async () => {
    const directory = fresh();
    const pristine = await pristineDatabase();
    const acknowledged = new Map<string, string>();
    for (let round = 0; round < rounds; round += 1) {
      const child = start('append', directory, pristine);
      expect(await next(child)).toEqual({ owner: child.process.pid });
      await expectAll(child, acknowledged);
      await collect(child, acknowledged, 40 + below(400));
      child.process.kill('SIGKILL');
      // What was said before the kill is still in the pipe, and counts.
      await collect(child, acknowledged, Infinity);
      await child.ended;
      damages[round % damages.length]?.[1](directory);
    }
    const last = start('append', directory, pristine);
    await next(last);
    await expectAll(last, acknowledged);
    await kill(last);
    expect(acknowledged.size).toBeGreaterThan(rounds * 40);
  });

  /** What the child found must hold everything acknowledged so far, each at its position. */
  async function expectAll(child: Child, acknowledged: ReadonlyMap<string, string>): Promise<void> {
    const found = new Map<string, string>();
    for (let sessions = 0; sessions < 2; sessions += 1) {
      const said = await next(child);
      if (said === null || !('has' in said)) throw new Error(`The child said ${JSON.stringify(said)}`);
      expect(said.has.map(([, position]) => position)).toEqual(said.has.map((_, at) => at + 1));
      expect(new Set(said.has.map(([, , id]) => id)).size).toBe(said.has.length);
      for (const [session, position, id] of said.has) found.set(`${session} ${position}`, id);
    }
    const lost = [...acknowledged].filter(([place, id]) => found.get(place) !== id);
    expect(lost).toEqual([]);
  }

  async function collect(child: Child, acknowledged: Map<string, string>, enough: number): Promise<void> {
    for (let count = 0; count < enough; count += 1) {
      const said = await next(child);
      if (said === null) return;
      if (!('acknowledged' in said)) throw new Error(`The child said ${JSON.stringify(said)}`);
      const [session, position, id] = said.acknowledged;
      acknowledged.set(`${session} ${position}`, id);
    }
  }
});
