import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { postgresPrograms, ScratchCluster } from '../keys/scratch-cluster.ts';
import type { Database } from '../log/database.ts';
import type { BallotBox } from './box.ts';
import { ballotBoxContract, castOf, round } from './contract.ts';
import { openPostgresBallotBox } from './postgres.ts';

// Skipped where no PostgreSQL is installed: there is nothing to run against.
describe.skipIf(postgresPrograms === null)('ballot boxes in PostgreSQL', () => {
  let cluster: ScratchCluster;
  let database: Database;
  const room = 100;

  beforeAll(async () => {
    cluster = await ScratchCluster.start();
    database = cluster.database();
  });

  afterAll(() => cluster.remove());

  const empty = () => database.query('truncate round_key, ballot_box, ballot', []);

  ballotBoxContract('PostgreSQL', async () => {
    let box = await openPostgresBallotBox(database);
    return {
      box,
      again: async () => {
        await box.stop();
        box = await openPostgresBallotBox(database);
        return box;
      },
      cleanUp: async () => {
        await box.stop();
        await empty();
      },
    };
  });

  describe('two processes', () => {
    let here: BallotBox;
    let there: BallotBox;

    beforeEach(async () => {
      here = await openPostgresBallotBox(database);
      there = await openPostgresBallotBox(database);
      await here.open(round, room);
    });

    afterEach(async () => {
      await here.stop();
      await there.stop();
      await empty();
    });

    test('both cast into one box and keep its rules together', async () => {
      const first = castOf('ada', 1, { counter: 5 });
      await here.cast(round, first);
      expect(await there.cast(round, first)).toEqual({ kept: true });
      expect(await there.cast(round, { ...first, content: '{}' })).toEqual({ refused: 'id-reused' });
      expect(await there.cast(round, castOf('ada', 2, { counter: 4 }))).toEqual({ kept: true });
      await there.cast(round, castOf('ben', 3));
      expect(here.counts(round)).toEqual({ answered: 1, passed: 0 });
      await here.refresh(round);
      expect(here.counts(round)).toEqual({ answered: 2, passed: 0 });
      expect(here.has(round, 'ben')).toBe('answered');
      expect(await there.close(round)).toEqual({ closed: true });
      expect(await here.cast(round, castOf('cleo', 1))).toEqual({ refused: 'box-closed' });
      expect(await here.cast(round, first)).toEqual({ kept: true });
      const contents = ['{"answer":{"value":1}}', '{"answer":{"value":3}}'];
      expect((await here.take(round))?.map(({ content }) => content)).toEqual(contents);
      await here.destroy(round);
      expect(await there.cast(round, castOf('dora', 1))).toEqual({ refused: 'no-box' });
      await there.refresh(round);
      expect([there.counts(round), there.epoch(round)]).toEqual([null, null]);
    });

    test('casts of many people on both sides, closed in the middle, are in or refused', async () => {
      const people = Array.from({ length: 40 }, (_, index) => `person-${index}`);
      const castings = people.flatMap((person, index) => {
        const side = index % 2 === 0 ? here : there;
        const other = index % 2 === 0 ? there : here;
        return [
          side.cast(round, castOf(person, 1, { counter: 1 })),
          other.cast(round, castOf(person, 2, { counter: 2 })),
        ];
      });
      await Promise.race(castings);
      const more = people.map((person) => there.cast(round, castOf(`late ${person}`, 1)));
      await here.close(round);
      const results = await Promise.all([...castings, ...more]);
      expect(results.every((result) => 'kept' in result || result.refused === 'box-closed')).toBe(true);
      const keptSecond = people.filter((_, index) => 'kept' in (results[index * 2 + 1] ?? {}));
      const ballots = (await there.take(round)) ?? [];
      const second = ballots.filter(({ content }) => content === '{"answer":{"value":2}}');
      expect(second.length).toBe(keptSecond.length);
      await here.refresh(round);
      expect(here.counts(round)).toEqual(there.counts(round));
      expect(ballots.length).toBe(here.counts(round)?.answered);
    });

    test('opening one box on both sides at once makes one box', async () => {
      const ref = { ...round, step: 'both' };
      await Promise.all([here.open(ref, room), there.open(ref, room)]);
      expect(here.epoch(ref)).toBe(there.epoch(ref));
      expect(here.epoch(ref)).not.toBeNull();
    });

    test('a crash of the database loses the box, is noticed, and the reopened box takes casts again', async () => {
      const first = castOf('ada', 1);
      await here.cast(round, first);
      await there.refresh(round);
      const epoch = here.epoch(round);
      await cluster.end('immediate');
      await cluster.begin();
      await here.refresh(round);
      expect([here.epoch(round), here.counts(round)]).toEqual([null, null]);
      expect(await here.close(round)).toEqual({ refused: 'no-box' });
      await here.open(round, room);
      expect(here.epoch(round)).not.toBe(epoch);
      expect(here.counts(round)).toEqual({ answered: 0, passed: 0 });
      // This process still holds the lost box in memory, and finds out by casting.
      expect(await there.cast(round, first)).toEqual({ kept: true });
      expect(there.epoch(round)).toBe(here.epoch(round));
      await here.close(round);
      expect((await here.take(round))?.length).toBe(1);
    });

    test('a clean restart of the database keeps the box', async () => {
      await here.cast(round, castOf('ada', 1));
      await cluster.end('fast');
      await cluster.begin();
      const later = await openPostgresBallotBox(database);
      expect(later.counts(round)).toEqual({ answered: 1, passed: 0 });
      await later.stop();
    });
  });

  describe('what the disk holds', () => {
    const filesWith = async (bytes: Buffer): Promise<number> => {
      // A checkpoint passes unlogged tables over; a clean stop writes everything that is in memory.
      await cluster.end('fast');
      await cluster.begin();
      const files = await cluster.files('');
      const found = await Promise.all(files.map(async (file) => (await readFile(file)).includes(bytes)));
      return found.filter(Boolean).length;
    };
    const keyOf = async (step: string): Promise<Buffer> => {
      const rows = await database.query<{ key: string }>(
        `select encode(key, 'hex') as key from round_key join ballot_box using (box) where step = $1`,
        [step],
      );
      return Buffer.from(rows[0]?.key ?? '', 'hex');
    };
    let box: BallotBox;

    beforeEach(async () => {
      box = await openPostgresBallotBox(database);
      await box.open(round, room);
    });

    afterEach(async () => {
      await box.stop();
      await empty();
    });

    test('boxes, ballots and round keys are unlogged', async () => {
      const rows = await database.query<{ relpersistence: string }>(
        `select relpersistence from pg_class where relname in ('round_key', 'ballot_box', 'ballot')`,
        [],
      );
      expect(rows.map(({ relpersistence }) => relpersistence)).toEqual(['u', 'u', 'u']);
    });

    test('no plaintext, participant or command id is in the cluster’s files', async () => {
      await box.cast(
        round,
        castOf('participant-of-note', 1, { id: 'command-of-note', content: '"a word of note"' }),
      );
      expect(await filesWith(Buffer.from('of-note'))).toBe(0);
      expect(await filesWith(Buffer.from('of note'))).toBe(0);
    });

    test('after a destroy the round key is nowhere in the cluster’s files, and another round’s still works', async () => {
      const held = { ...round, step: 'held' };
      await box.open(held, room);
      await box.cast(held, castOf('ada', 1));
      await box.cast(round, castOf('ada', 2));
      const key = await keyOf(round.step);
      expect(key.length).toBe(32);
      expect(await filesWith(key)).toBe(1);
      await box.close(round);
      await box.destroy(round);
      expect(await filesWith(key)).toBe(0);
      const later = await openPostgresBallotBox(database);
      await later.close(held);
      expect((await later.take(held))?.length).toBe(1);
      await later.stop();
    });

    test('a long reader delays only the scrubbing, which the next refresh makes up for', async () => {
      const key = await keyOf(round.step);
      expect(await filesWith(key)).toBe(1);
      const reader = await cluster.pool.connect();
      await reader.query('begin');
      await reader.query('select count(*) from round_key');
      await box.destroy(round);
      expect(await box.list()).toEqual([]);
      await reader.query('rollback');
      reader.release();
      expect(await filesWith(key)).toBe(1);
      await box.refresh(round);
      expect(await filesWith(key)).toBe(0);
    });
  });
});
