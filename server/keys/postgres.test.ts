import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../log/database.ts';
import { keyDrawerContract } from './contract.ts';
import { openPostgresKeyDrawer } from './postgres.ts';
import { postgresPrograms, ScratchCluster } from './scratch-cluster.ts';
import { keyDigest } from './seal.ts';

// Skipped where no PostgreSQL is installed: there is nothing to run against.
describe.skipIf(postgresPrograms === null)('key drawers in PostgreSQL', () => {
  const session = 'session-1';
  let cluster: ScratchCluster;
  let database: Database;

  beforeAll(async () => {
    cluster = await ScratchCluster.start();
    database = cluster.database();
  });

  afterAll(() => cluster.remove());

  const empty = () => database.query('truncate erasable_key', []);

  describe('the contract', () => {
    keyDrawerContract('PostgreSQL', async () => {
      const own = cluster.database();
      let drawer = await openPostgresKeyDrawer(own);
      return {
        drawer,
        again: async () => {
          await drawer.stop();
          drawer = await openPostgresKeyDrawer(own);
          return drawer;
        },
        cleanUp: async () => {
          await drawer.stop();
          await empty();
        },
      };
    });
  });

  describe('beside the contract', () => {
    afterEach(async () => {
      await empty();
    });

    test('two processes make one key, and an erasure reaches the other when it reads again', async () => {
      const here = await openPostgresKeyDrawer(database);
      const there = await openPostgresKeyDrawer(database);
      for (const drawer of [here, there]) await drawer.load(session);
      await Promise.all([here.ensure(session, ['ada', 'ben']), there.ensure(session, ['ben', 'ada'])]);
      const ada = here.seal(session, 'ada', 'Ada');
      expect(there.unseal(session, 'ada', ada)).toBe('Ada');
      await here.destroy(session, ['ada']);
      await there.load(session);
      expect(there.unseal(session, 'ada', ada)).toBeNull();
      expect(await there.ensure(session, ['cleo', 'ada'])).toEqual({ refused: 'erased' });
      await here.stop();
      await there.stop();
    });

    test('an erased key is in no table file; the others survive a crash', async () => {
      const drawer = await openPostgresKeyDrawer(database);
      await drawer.load(session);
      await drawer.ensure(session, ['ada', 'ben']);
      const { keys } = await drawer.exportKeys(session);
      const key = Buffer.from(keys[keyDigest(session, 'ada')] ?? '', 'base64url');
      const ben = drawer.seal(session, 'ben', 'Ben');
      const filesWithKey = async (): Promise<number> => {
        await database.query('checkpoint', []);
        const files = await cluster.files('base');
        const found = await Promise.all(files.map(async (file) => (await readFile(file)).includes(key)));
        return found.filter(Boolean).length;
      };
      expect(await filesWithKey()).toBe(1);
      await drawer.destroy(session, ['ada']);
      expect(await filesWithKey()).toBe(0);
      await drawer.stop();
      await cluster.end('immediate');
      await cluster.begin();
      const later = await openPostgresKeyDrawer(database);
      await later.load(session);
      expect(later.unseal(session, 'ben', ben)).toBe('Ben');
      expect(await later.ensure(session, ['ada'])).toEqual({ refused: 'erased' });
      await later.stop();
    });
  });
});
