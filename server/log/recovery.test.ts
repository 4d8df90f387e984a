import {
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { command, event, positions, seatRow, sessionRow, turn } from './samples.ts';
import { freshDirectory, openAt, tryOpen } from './embedded-place.ts';
import type { Kept } from './embedded-place.ts';
import type { Log } from './log.ts';
import { openPglite, pgliteMajor } from './pglite-database.ts';
import { verify } from './verify.ts';

// Databases open in a second, or in twenty on a busy machine.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

/**
 * What a start makes of a data directory that something happened to. Each test gets a copy of the
 * same morning: two sessions, `spring` with twelve turns and `winter` with one.
 */

const directories: string[] = [];
let morning = '';
let everythingThen: object = {};

beforeAll(async () => {
  morning = fresh();
  const kept = await openAt(morning);
  await begin(kept.log, 'spring');
  await begin(kept.log, 'winter');
  for (let number = 2; number <= 12; number += 1) await say(kept.log, 'spring', number);
  everythingThen = await everything(kept.log);
  await kept.close();
});

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

function fresh(): string {
  const directory = freshDirectory();
  directories.push(directory);
  return directory;
}

function copyOf(directory: string): string {
  const copy = fresh();
  cpSync(directory, copy, { recursive: true });
  return copy;
}

async function begin(log: Log, session: string): Promise<void> {
  const seats = [seatRow(session, 'desk', { role: 'facilitator' }), seatRow(session, 'p1')];
  const first = turn(session, 0, command('c1', event(`${session} 1`)));
  await log.append([{ ...first, sessionRow: sessionRow(session), seats }]);
}

/** The turn that makes `position`, with one event. */
async function say(log: Log, session: string, position: number): Promise<void> {
  const said = turn(session, position - 1, command(`c${position}`, event(`${session} ${position}`)));
  positions((await log.append([said]))[0]);
}

function journalOf(directory: string, session = 'spring'): string {
  return join(directory, 'journals', `${session}.ndjson`);
}

function databaseOf(directory: string): string {
  return join(directory, 'db');
}

/** The size a journal had after so many lines. */
function sizeAfter(path: string, lines: number): number {
  const text = readFileSync(path, 'utf8').split('\n').slice(0, lines);
  return Buffer.byteLength(text.join('\n')) + 1;
}

/** Everything a log can say, for comparing. */
async function everything(log: Log): Promise<object> {
  const sessions = await log.sessions();
  return await Promise.all(
    sessions.map(async (row) => ({
      row,
      events: await log.read(row.session, 0),
      seats: await log.seats(row.session),
      first: await log.command(row.session, 'anna', 'c1'),
      last: await log.command(row.session, 'anna', 'c12'),
    })),
  );
}

async function everythingIn(directory: string): Promise<object> {
  const kept = await openAt(directory);
  const all = await everything(kept.log);
  await kept.close();
  return all;
}

/** Opens, expects everything of the morning and journals that hold, and appends once more. */
async function expectWhole(directory: string): Promise<void> {
  const kept = await openAt(directory);
  expect(await everything(kept.log)).toEqual(everythingThen);
  for (const session of ['spring', 'winter']) {
    expect(verify({ bytes: readFileSync(journalOf(directory, session)) })).toMatchObject({ holds: true });
  }
  await say(kept.log, 'spring', 13);
  await kept.close();
  const bytes = readFileSync(journalOf(directory));
  expect(verify({ bytes })).toMatchObject({ holds: true, positions: 13 });
}

/** The refusal's sentence; nothing in the journals may have changed. */
async function refusalAt(directory: string): Promise<string> {
  const journals = () =>
    readdirSync(join(directory, 'journals')).map((name) =>
      readFileSync(join(directory, 'journals', name), 'utf8'),
    );
  const before = journals();
  const opened = await tryOpen(directory);
  expect(journals()).toEqual(before);
  if ('refused' in opened) return opened.refused;
  await opened.close();
  throw new Error('The log opened.');
}

/** Opens another database in the data directory's place and lets `work` change it. */
async function inDatabase(directory: string, ...statements: string[]): Promise<void> {
  const database = await openPglite(databaseOf(directory));
  for (const statement of statements) await database.query(statement, []);
  await database.close();
}

describe('a start', () => {
  test('finds everything again after an ordinary end', async () => {
    await expectWhole(copyOf(morning));
  });

  test('makes a deleted database anew from the journals: events, seats, commands', async () => {
    const directory = copyOf(morning);
    rmSync(databaseOf(directory), { recursive: true });
    await expectWhole(directory);
    const kept = await openAt(directory);
    const again = command('c7', event('spring 7'));
    const repeated = { id: 'c7', actor: 'anna', digest: again.digest, position: 7 };
    expect(await kept.log.append([turn('spring', 13, again)])).toEqual([{ repeated: [repeated] }]);
    expect(await kept.log.seatByToken(seatRow('winter', 'p1').tokenHash)).toEqual(seatRow('winter', 'p1'));
    await kept.close();
  });

  test('writes a missing journal anew from the database, seats and commands with it', async () => {
    const directory = copyOf(morning);
    rmSync(journalOf(directory));
    await (await openAt(directory)).close();
    rmSync(databaseOf(directory), { recursive: true });
    await expectWhole(directory);
  });

  test('cuts off a torn last turn and takes it from the database again', async () => {
    const whole = readFileSync(journalOf(morning));
    const last = sizeAfter(journalOf(morning), whole.toString('utf8').split('\n').length - 2);
    for (const size of [last + 1, last + 200, whole.length - 100, whole.length - 1]) {
      const directory = copyOf(morning);
      truncateSync(journalOf(directory), size);
      await expectWhole(directory);
    }
  });

  test('gives the journal whole turns that only the database has', async () => {
    const directory = copyOf(morning);
    // The header, the session, one event and two seats; then one line a turn.
    truncateSync(journalOf(directory), sizeAfter(journalOf(directory), 5 + 5));
    expect(verify({ bytes: readFileSync(journalOf(directory)) })).toMatchObject({
      holds: true,
      positions: 6,
    });
    await expectWhole(directory);
  });

  test('does without a torn last turn when no database knows it, and keeps all before', async () => {
    const directory = copyOf(morning);
    rmSync(databaseOf(directory), { recursive: true });
    truncateSync(journalOf(directory), readFileSync(journalOf(directory)).length - 40);
    const kept = await openAt(directory);
    expect(await kept.log.tip('spring')).toMatchObject({ position: 11 });
    await say(kept.log, 'spring', 12);
    await kept.close();
  });

  test('makes a database anew that lacks what a journal has, whole sessions included', async () => {
    const directory = copyOf(morning);
    const kept = await openAt(directory);
    await say(kept.log, 'spring', 13);
    await begin(kept.log, 'summer');
    await kept.close();
    const all = await everythingIn(directory);
    rmSync(databaseOf(directory), { recursive: true });
    cpSync(databaseOf(morning), databaseOf(directory), { recursive: true });
    expect(await everythingIn(directory)).toEqual(all);
    expect(existsSync(`${databaseOf(directory)}.bad`)).toBe(true);
  });

  test('makes a database anew that lacks only a seat', async () => {
    const directory = copyOf(morning);
    const revoked = seatRow('winter', 'p1', { revoked: true });
    const kept = await openAt(directory);
    await kept.log.append([{ ...turn('winter', 1), seats: [revoked] }]);
    await kept.close();
    rmSync(databaseOf(directory), { recursive: true });
    cpSync(databaseOf(morning), databaseOf(directory), { recursive: true });
    const again = await openAt(directory);
    expect(await again.log.seatByToken(revoked.tokenHash)).toEqual(revoked);
    await again.close();
  });

  test.each<[string, (database: string) => void]>([
    [
      'pg_control zeroed',
      (database) => writeFileSync(join(database, 'global/pg_control'), Buffer.alloc(8192)),
    ],
    ['its write-ahead log deleted', (database) => rmSync(join(database, 'pg_wal'), { recursive: true })],
    ['its tables deleted', (database) => rmSync(join(database, 'base'), { recursive: true })],
    ['the version of an older release', (database) => writeFileSync(join(database, 'PG_VERSION'), '17\n')],
  ])('makes a database anew that does not open: %s', async (_, damage) => {
    const directory = copyOf(morning);
    damage(databaseOf(directory));
    await expectWhole(directory);
    expect(existsSync(`${databaseOf(directory)}.bad`)).toBe(true);
  });

  test('makes a database anew that has lost rows', async () => {
    const directory = copyOf(morning);
    await inDatabase(directory, `delete from event where session = 'spring' and position = 5`);
    await expectWhole(directory);
  });

  test('stops when journal and database tell different stories, and names the position', async () => {
    const directory = copyOf(morning);
    const elsewhere = copyOf(morning);
    truncateSync(journalOf(elsewhere), sizeAfter(journalOf(elsewhere), 5 + 7));
    rmSync(databaseOf(elsewhere), { recursive: true });
    const kept = await openAt(elsewhere);
    await say(kept.log, 'spring', 9);
    await kept.close();
    cpSync(journalOf(elsewhere), journalOf(directory));
    const sentence = await refusalAt(directory);
    expect(sentence).toContain('different stories of session spring from position 9 on');
    // As the sentence says: whichever is moved away, the other is believed.
    rmSync(databaseOf(directory), { recursive: true });
    const believed = await openAt(directory);
    expect(await believed.log.tip('spring')).toMatchObject({ position: 9 });
    await believed.close();
  });

  test('stops at a journal that was changed, names line and position, and goes on once it is moved away', async () => {
    const directory = copyOf(morning);
    const text = readFileSync(journalOf(directory), 'utf8');
    writeFileSync(journalOf(directory), text.replace('spring 4', 'spring 5'));
    expect(await refusalAt(directory)).toMatch(/spring\.ndjson does not hold at line 8 \(position 4\)/u);
    rmSync(journalOf(directory));
    await expectWhole(directory);
  });

  test('stops at a journal under another session’s name', async () => {
    const directory = copyOf(morning);
    cpSync(journalOf(directory), journalOf(directory, 'autumn'));
    expect(await refusalAt(directory)).toContain('is the journal of another session, spring');
  });

  test('stops at a database from a newer Parley', async () => {
    const directory = copyOf(morning);
    await inDatabase(directory, `update schema_version set version = 99 where part = 'log'`);
    expect(await refusalAt(directory)).toContain('written by a newer Parley');
  });

  test('knows the version of the PostgreSQL inside', () => {
    expect(readFileSync(join(databaseOf(morning), 'PG_VERSION'), 'utf8').trim()).toBe(pgliteMajor);
  });
});

describe('a running log', () => {
  test('never serves a row that was changed in the database; the next start repairs it', async () => {
    const directory = copyOf(morning);
    await inDatabase(
      directory,
      `update event set body = '{"text":"winter 9"}' where session = 'spring' and position = 9`,
    );
    const kept = await openAt(directory);
    expect(await kept.log.read('spring', 0, 8)).toHaveLength(8);
    await expect(kept.log.read('spring', 7)).rejects.toThrow('does not hold at position 9');
    expect(kept.sentences).toHaveLength(1);
    await expect(say(kept.log, 'spring', 13)).rejects.toThrow('has failed');
    await kept.close();
    await expectWhole(directory);
  });

  test('ends when its journal is longer than it wrote: something else writes to it', async () => {
    const directory = copyOf(morning);
    const kept = await openAt(directory);
    writeFileSync(journalOf(directory), 'x', { flag: 'a' });
    await expect(say(kept.log, 'spring', 13)).rejects.toThrow('has failed');
    expect(kept.sentences).toEqual([expect.stringContaining('something else writes to it')]);
    expect(kept.log.health()).toMatchObject({ writable: false });
    await kept.close();
  });

  test('ends at the first failed sync, and what it acknowledged before is there afterwards', async () => {
    const directory = copyOf(morning);
    let failing = false;
    const kept = await openAt(directory, {
      sync: async (file) => {
        if (failing) throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
        await file.datasync();
      },
    });
    await say(kept.log, 'spring', 13);
    failing = true;
    await expect(say(kept.log, 'spring', 14)).rejects.toThrow('has failed');
    failing = false;
    await expect(say(kept.log, 'winter', 2)).rejects.toThrow('has failed');
    expect(kept.sentences).toEqual([expect.stringContaining('cannot be synced')]);
    await kept.close();
    const again = await openAt(directory);
    expect((await again.log.read('spring', 12))[0]?.body).toBe(event('spring 13').body);
    expect(await again.log.tip('winter')).toMatchObject({ position: 1 });
    await again.close();
  });
});

describe('removing a session', () => {
  /** Every file of a directory that holds the text. */
  function filesWith(directory: string, text: string): string[] {
    const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    return names.filter((name) => {
      const path = join(directory, name);
      return statSync(path).isFile() && readFileSync(path).includes(text);
    });
  }

  async function expectGone(kept: Kept, directory: string): Promise<void> {
    expect(filesWith(directory, 'spring')).toEqual([]);
    expect(readdirSync(join(directory, 'tombstones'))).toEqual([]);
    expect(await kept.log.tip('spring')).toBeNull();
    expect(await kept.log.tip('winter')).toMatchObject({ position: 1 });
    await say(kept.log, 'winter', 2);
  }

  test('leaves no byte of it in the data directory, not even in the write-ahead log', async () => {
    const directory = copyOf(morning);
    expect(filesWith(directory, 'spring 7').length).toBeGreaterThan(1);
    // A database moved aside earlier goes too.
    cpSync(databaseOf(directory), `${databaseOf(directory)}.bad`, { recursive: true });
    const removed: string[] = [];
    const kept = await openAt(directory, { removing: async (session) => void removed.push(session) });
    const reads = kept.log.read('winter', 0);
    await Promise.all([kept.log.remove('spring'), reads]);
    expect(removed).toEqual(['spring']);
    await expectGone(kept, directory);
    await kept.close();
  });

  test.each<[string, (directory: string) => void]>([
    ['right after the tombstone', () => {}],
    ['after the journal', (directory) => rmSync(journalOf(directory))],
    ['after the database', (directory) => rmSync(databaseOf(directory), { recursive: true })],
  ])('interrupted %s is finished by the next start', async (_, alsoDone) => {
    const directory = copyOf(morning);
    writeFileSync(join(directory, 'tombstones', 'spring'), '');
    alsoDone(directory);
    const removed: string[] = [];
    const kept = await openAt(directory, { removing: async (session) => void removed.push(session) });
    expect(removed).toEqual(['spring']);
    await expectGone(kept, directory);
    await kept.close();
  });
});
