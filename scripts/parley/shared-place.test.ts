import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { postgresPrograms, ScratchCluster } from '../../server/keys/scratch-cluster.ts';
import { LiveServer } from '../../server/live-server.ts';
import { freshPlace, parley, play, removePlaces, shownOf, tells } from './kept-place.ts';
import type { Played, Said, Shown } from './kept-place.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

describe.skipIf(postgresPrograms === null)('with a PostgreSQL (skipped where there is none)', () => {
  const place = freshPlace();
  const files = freshPlace();
  const journal = join(files, 'spring.ndjson');
  const keys = join(files, 'spring.keys.json');
  let clusters: ScratchCluster[] = [];
  let played: Played;
  let shown: Shown;

  beforeAll(async () => {
    clusters = [await ScratchCluster.start(), await ScratchCluster.start()];
    const live = await serve(0);
    played = await play(live);
    shown = await shownOf(live, played);
    await live.running.close();
  });

  afterAll(async () => {
    removePlaces();
    for (const cluster of clusters) await cluster.remove();
  });

  function addressOf(which: number): string {
    const directory = clusters[which]?.directory ?? '';
    return `postgres://parley@localhost/postgres?host=${encodeURIComponent(directory)}`;
  }

  async function serve(which: number): Promise<LiveServer> {
    return await LiveServer.on(place, {
      config: { port: 0, dataDirectory: place, databaseUrl: addressOf(which) },
    });
  }

  async function asked(which: number, ...argv: string[]): Promise<Said> {
    return await parley(place, argv, { DATABASE_URL: addressOf(which) });
  }

  async function shownAt(which: number): Promise<Shown> {
    const live = await serve(which);
    const there = await shownOf(live, played);
    await live.running.close();
    return there;
  }

  test('a session leaves a PostgreSQL as a journal and is the same in a data directory', async () => {
    expect(await asked(0, 'export', played.session, '--out', journal, '--keys', keys)).toMatchObject({
      exit: 0,
      out: expect.stringContaining(shown.head),
    });
    const there = freshPlace();
    expect((await parley(there, ['verify', journal])).exit).toBe(0);
    expect((await parley(there, ['import', journal, '--keys', keys])).exit).toBe(0);
    const live = await LiveServer.on(there);
    expect(await shownOf(live, played)).toEqual(shown);
    await live.running.close();
  });

  test('and in another PostgreSQL, where it is taken once', async () => {
    expect((await asked(1, 'import', journal, '--keys', keys)).exit).toBe(0);
    expect(await shownAt(1)).toEqual(shown);
    expect(await asked(1, 'import', journal)).toMatchObject({
      exit: 1,
      out: expect.stringContaining('is here already'),
    });
  });

  test('a backup of it is restored elsewhere, and erasures made since are made again', async () => {
    const folder = freshPlace();
    expect((await asked(0, 'backup', folder)).exit).toBe(0);
    expect(await asked(1, 'erase', played.session, '--participant', 'Adalbertine')).toMatchObject({
      exit: 0,
    });
    expect(await asked(1, 'restore', folder)).toMatchObject({
      exit: 0,
      out: expect.stringContaining('1 session here already'),
    });
    expect(tells(await shownAt(1), 'Adalbertine')).toBe(false);
    const [empty, later] = [freshPlace(), freshPlace()];
    expect((await asked(1, 'backup', later)).exit).toBe(0);
    expect(await parley(empty, ['restore', folder, '--erased', later, '--json'])).toMatchObject({
      exit: 0,
      json: { erasedAgain: 1 },
    });
  });

  test('the doctor looks at the database, and rebuild says that there is nothing to rebuild', async () => {
    expect(await asked(0, 'doctor')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('1 session with 25 events holds'),
    });
    expect(await asked(0, 'rebuild')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('the database itself is the record'),
    });
    const nowhere = { DATABASE_URL: 'postgres://nobody@localhost:1/nothing' };
    expect(await parley(place, ['doctor'], nowhere)).toMatchObject({
      exit: 1,
      out: expect.stringContaining('NOT OK  sessions'),
    });
    expect((await parley(place, ['export', played.session], nowhere)).exit).toBe(1);
  });
});
