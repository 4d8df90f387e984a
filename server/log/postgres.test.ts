import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { postgresPrograms, ScratchCluster } from '../keys/scratch-cluster.ts';
import { brokenAt, firstHead } from './chain.ts';
import { logContract } from './contract.ts';
import type { Log } from './log.ts';
import { openPostgres } from './postgres-database.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { openPostgresLog } from './postgres.ts';
import { times } from './times.ts';
import type { PostgresOptions } from './postgres.ts';
import * as reading from './reading.ts';
import { command, event, positions, seatRow, sessionRow, turn } from './samples.ts';
import { addTombstone } from './store.ts';

// Databases open in a second, or in twenty on a busy machine.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

/** A real PostgreSQL of its own; where none is installed there is nothing to test against. */

let cluster: ScratchCluster | null = null;
const opened: { log: Log; database: PostgresDatabase }[] = [];

function theCluster(): ScratchCluster {
  if (cluster === null) throw new Error('The cluster was not started.');
  return cluster;
}

/** One process of several, as far as the database can tell. */
async function openProcess(
  removing?: PostgresOptions['removing'],
): Promise<{ log: Log; database: PostgresDatabase }> {
  const host = encodeURIComponent(theCluster().directory);
  const database = openPostgres(`postgresql://parley@localhost/postgres?host=${host}`);
  const log = await openPostgresLog({ database, ...(removing === undefined ? {} : { removing }) });
  if ('refused' in log) throw new Error(log.sentence);
  const process = { log, database };
  opened.push(process);
  return process;
}

function processAt(at: number): { log: Log; database: PostgresDatabase } {
  const process = opened[at];
  if (process === undefined) throw new Error('The processes were not opened.');
  return process;
}

// Where there is no PostgreSQL, its driver cannot be tried.
describe.skipIf(postgresPrograms === null)('PostgreSQL', () => {
  beforeAll(async () => {
    cluster = await ScratchCluster.start();
    // Together, as two servers that start at once on an empty database.
    await Promise.all([openProcess(), openProcess()]);
  });

  afterAll(async () => {
    for (const { log, database } of opened) {
      await log.close();
      await database.close();
    }
    await cluster?.remove();
  });

  logContract('the log in PostgreSQL', () => processAt(0).log);
  severalProcesses();
  faults();
});

function severalProcesses(): void {
  test('two processes that append to the same sessions leave no gap and double nothing', async () => {
    const sessions = ['both-a', 'both-b', 'both-c'];
    const each = 40;
    await processAt(0).log.append(
      sessions.map((session) => turn(session, 0, command('start', event('start')))),
    );
    const writers = [0, 1].flatMap((at) =>
      sessions.map((session) => appendMany(processAt(at).log, session, { prefix: `p${at}`, count: each })),
    );
    await Promise.all(writers);
    for (const session of sessions) {
      const events = await processAt(1).log.read(session, 0);
      expect(events.map(({ position }) => position)).toEqual(events.map((_, at) => at + 1));
      expect(new Set(events.map(({ command: id }) => id)).size).toBe(1 + 2 * each);
      expect(brokenAt(firstHead(session), 0, events)).toBeNull();
    }
  });

  test('the same command through two processes at once is stored once', async () => {
    const { log } = processAt(0);
    await log.append([turn('twice', 0, command('start', event('start')))]);
    for (let round = 0; round < 20; round += 1) {
      const sent = turn('twice', 1 + round, command(`vote-${round}`, event('yes')));
      const results = await Promise.all([processAt(0).log.append([sent]), processAt(1).log.append([sent])]);
      const kinds = results.flat().map((result) => Object.keys(result)[0]);
      expect(new Set(kinds)).toEqual(new Set(['appended', 'repeated']));
    }
  });

  test('one process hears what another appends, and not what it appends itself', async () => {
    const heard: string[] = [];
    const everything = new Promise<void>((done) => {
      const stop = processAt(1).log.follow((sessions) => {
        heard.push(...sessions);
        // The first call says that it listens now.
        if (sessions.length === 0) void sayFromBoth();
        if (!heard.includes('heard-b')) return;
        stop();
        done();
      });
    });
    async function sayFromBoth(): Promise<void> {
      await processAt(1).log.append([turn('heard-own', 0, command('a', event('own')))]);
      await processAt(0).log.append(
        ['heard-a', 'heard-b'].map((session) => turn(session, 0, command('a', event('other')))),
      );
    }
    await everything;
    expect(heard).toContain('heard-a');
    expect(heard).not.toContain('heard-own');
  });
}

/** Appends one event a turn; after a lost race it decides again at the new tip. */
async function appendMany(
  log: Log,
  session: string,
  { prefix, count }: { prefix: string; count: number },
): Promise<void> {
  let tip = (await log.tip(session))?.position ?? 0;
  for (let number = 0; number < count;) {
    const sent = command(`${prefix}-${number}`, event(`${prefix} ${number}`));
    const [result] = await log.append([turn(session, tip, sent)]);
    if (result === undefined) throw new Error('An append of one turn gave no result.');
    if ('conflict' in result) tip = result.conflict;
    if ('appended' in result) tip = result.appended.at(-1)?.position ?? tip;
    if (!('conflict' in result)) number += 1;
  }
}

function faults(): void {
  test('nothing acknowledged is lost when the server crashes under it, and the log goes on by itself', async () => {
    const { log } = processAt(0);
    await log.append([turn('crash', 0, command('start', event('start')))]);
    let crashing = true;
    const acknowledged: string[] = [];
    const writing = (async () => {
      for (let number = 0; crashing; number += 1) {
        const sent = command(`n${number}`, event(`${number}`));
        // One writer, so whatever happened in between, the turn lands at its place.
        const [result] = await log.append([turn('crash', number + 1, sent)]);
        expect(positions(result)).toEqual([number + 2]);
        acknowledged.push(sent.id);
      }
    })();
    for (let round = 0; round < times(3, 10); round += 1) {
      const enough = acknowledged.length + 20;
      while (acknowledged.length < enough) await wait(5);
      await theCluster().end('immediate');
      await theCluster().begin();
    }
    crashing = false;
    await writing;
    const events = await log.read('crash', 1);
    expect(events.map(({ command: id }) => id)).toEqual(acknowledged);
    expect(log.health()).toEqual({ writable: true });
  });

  test('connections that are cut cost nothing, and listening begins anew', async () => {
    const { log } = processAt(0);
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = 'parley'`;
    await log.append([turn('cut', 0, command('start', event('start')))]);
    const began = new Promise<void>((done) => {
      let calls = 0;
      const stop = processAt(1).log.follow((sessions) => {
        calls += sessions.length === 0 ? 1 : 0;
        if (calls < 1) return;
        stop();
        done();
      });
    });
    for (let round = 0; round < 10; round += 1) {
      const appending = log.append([turn('cut', 1 + round, command(`n${round}`, event('x')))]);
      await theCluster().pool.query(cut);
      expect(positions((await appending)[0])).toEqual([2 + round]);
    }
    await began;
    expect(await log.tip('cut')).toMatchObject({ position: 11 });
  });

  test('a deletion that was interrupted is finished by the next process to start', async () => {
    const { log, database } = processAt(0);
    const begin = { ...turn('gone', 0, command('a', event('one'))), sessionRow: sessionRow('gone') };
    await log.append([{ ...begin, seats: [seatRow('gone', 'desk')] }]);
    await addTombstone(database, 'gone');
    const removed: string[] = [];
    const next = await openProcess(async (session) => void removed.push(session));
    expect(removed).toEqual(['gone']);
    expect(await next.log.tip('gone')).toBeNull();
    expect(await reading.readTombstones(database)).toEqual([]);
  });

  test('a server that is not there is refused in a sentence', async () => {
    const database = openPostgres('postgresql://nobody@localhost:1/nothing');
    expect(await openPostgresLog({ database })).toMatchObject({
      refused: 'no-database',
      sentence: expect.stringContaining('DATABASE_URL cannot be used'),
    });
    await database.close();
  });
}
