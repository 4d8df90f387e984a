import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { examine } from '../../server/keep/examination.ts';
import { keyFilePath } from '../../server/keys/file.ts';
import { journalPath } from '../../server/log/journal-copy.ts';
import { openPglite } from '../../server/log/pglite-database.ts';
import { LiveServer, smallWorkshop } from '../../server/live-server.ts';
import { filesWith, freshPlace, parley, play, removePlaces, shownOf, tells } from './kept-place.ts';
import type { Played, Shown } from './kept-place.ts';

// Real servers, real databases, and a machine that may do much else at once.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const original = freshPlace();
const backup = freshPlace();
let first: Played;
let second: Played;
let shown: Shown;

beforeAll(async () => {
  const live = await LiveServer.on(original);
  [first, second] = [await play(live), await play(live)];
  shown = await shownOf(live, first);
  // While the server runs.
  expect(await parley(original, ['backup', backup])).toMatchObject({
    exit: 0,
    out: expect.stringContaining('2 sessions copied, 0 unchanged'),
  });
  await live.running.close();
});

afterAll(removePlaces);

function copyOf(directory: string): string {
  const there = freshPlace();
  cpSync(directory, there, { recursive: true });
  return there;
}

async function shownIn(directory: string, made = first): Promise<Shown> {
  const live = await LiveServer.on(directory);
  const there = await shownOf(live, made);
  await live.running.close();
  expect(live.faults).toEqual([]);
  return there;
}

async function erase(directory: string, name: string): Promise<void> {
  const erased = await parley(directory, ['erase', first.session, '--participant', name]);
  expect(erased).toMatchObject({ exit: 0, out: expect.stringContaining('the chain holds') });
}

test('a backup holds no box, no host key and nothing in clear, and its keys lie apart', async () => {
  expect(readdirSync(backup).toSorted()).toEqual(['deleted', 'journals', 'keys']);
  const place = freshPlace();
  const [journals, keys] = [join(place, 'journals-only'), join(place, 'keys-only')];
  await parley(original, ['backup', journals, '--keys', keys]);
  expect(readdirSync(journals)).not.toContain('keys');
  expect(readdirSync(keys)).toHaveLength(2);
  expect(filesWith(journals, ['Adalbertine', 'quokkawombat'])).toEqual([]);
  const empty = freshPlace();
  expect((await parley(empty, ['restore', journals, '--keys', keys])).exit).toBe(0);
  expect(await shownIn(empty)).toEqual(shown);
});

test('a lost data directory comes back from its backup as it was', async () => {
  const place = freshPlace();
  expect(await parley(place, ['restore', backup, '--json'])).toMatchObject({
    exit: 0,
    json: { ok: true, erasedAgain: 0, sessions: [{ outcome: 'added' }, { outcome: 'added' }] },
  });
  expect(await shownIn(place)).toEqual(shown);
  expect(await parley(place, ['restore', backup])).toMatchObject({
    exit: 0,
    out: expect.stringContaining('2 sessions here already'),
  });
});

test('an erasure made after the backup stays made when that is restored over the directory', async () => {
  const place = copyOf(original);
  await erase(place, 'Adalbertine');
  rmSync(join(place, 'db'), { recursive: true });
  rmSync(join(place, 'journals'), { recursive: true });
  expect(await parley(place, ['restore', backup, '--json'])).toMatchObject({
    exit: 0,
    json: { erasedAgain: 1 },
  });
  const there = await shownIn(place);
  expect(tells(there, 'Adalbertine')).toBe(false);
  expect(tells(there, 'Balthasar')).toBe(true);
  // It is told again as a fact of the log, so that every screen knows.
  expect(there.events.at(-1)).toMatchObject({ type: 'erased', participant: first.participants[0] });
  expect((await parley(place, ['verify', journalPath(place, first.session)])).exit).toBe(0);
  expect((await parley(place, ['doctor'])).exit).toBe(0);
});

test('keys copied back by hand are found by the doctor, and a restore takes them away again', async () => {
  const place = copyOf(original);
  await erase(place, 'Adalbertine');
  copyFileSync(
    keyFilePath(join(original, 'keys'), first.session),
    keyFilePath(join(place, 'keys'), first.session),
  );
  expect(await parley(place, ['doctor'])).toMatchObject({
    exit: 1,
    out: expect.stringContaining('NOT OK  erasures'),
  });
  expect((await parley(place, ['restore', backup])).exit).toBe(0);
  expect((await parley(place, ['doctor'])).exit).toBe(0);
  expect(tells(await shownIn(place), 'Adalbertine')).toBe(false);
});

test('an erasure that only a later backup knows is applied to an earlier one', async () => {
  const place = copyOf(original);
  const [later, empty] = [freshPlace(), freshPlace()];
  await erase(place, 'Balthasar');
  await parley(place, ['erase', second.session, '--session']);
  await parley(place, ['backup', later]);
  expect(await parley(empty, ['restore', backup, '--erased', later, '--json'])).toMatchObject({
    exit: 0,
    json: { erasedAgain: 1 },
  });
  expect(readdirSync(join(empty, 'journals'))).toEqual([`${first.session}.ndjson`]);
  expect(tells(await shownIn(empty), 'Balthasar')).toBe(false);
});

test('a backup made again into the same folder follows: what was erased and deleted leaves it', async () => {
  const place = copyOf(original);
  const folder = copyOf(backup);
  await erase(place, 'Adalbertine');
  await parley(place, ['erase', second.session, '--session']);
  expect(await parley(place, ['backup', folder])).toMatchObject({
    exit: 0,
    out: expect.stringContaining('1 session deleted since'),
  });
  expect(readdirSync(join(folder, 'journals'))).toEqual([`${first.session}.ndjson`]);
  expect(readdirSync(join(folder, 'keys'))).toEqual([`${first.session}.keys.json`]);
  const empty = freshPlace();
  expect((await parley(empty, ['restore', folder])).exit).toBe(0);
  expect(tells(await shownIn(empty), 'Adalbertine')).toBe(false);
});

test('a session that was deleted is left out, and comes back only when somebody imports it', async () => {
  const place = copyOf(original);
  expect((await parley(place, ['erase', second.session, '--session'])).exit).toBe(0);
  expect(filesWith(place, [second.session])).toEqual([]);
  expect(await parley(place, ['restore', backup])).toMatchObject({
    exit: 0,
    out: expect.stringContaining('1 session deleted since, and left out'),
  });
  const file = journalPath(backup, second.session);
  const keys = join(backup, 'keys', `${second.session}.keys.json`);
  expect((await parley(place, ['import', file, '--keys', keys])).exit).toBe(0);
  expect(tells(await shownIn(place, second), 'Adalbertine')).toBe(true);
  expect(await parley(place, ['restore', backup])).toMatchObject({
    exit: 0,
    out: expect.stringContaining('2 sessions here already'),
  });
});

test('a damaged journal is mended, a lost key file comes back, and the doctor says both before', async () => {
  const place = copyOf(original);
  const path = journalPath(place, first.session);
  const bytes = readFileSync(path);
  bytes[Math.floor(bytes.length / 2)] = 0x21;
  writeFileSync(path, bytes);
  rmSync(keyFilePath(join(place, 'keys'), second.session));
  const { exit, out } = await parley(place, ['doctor']);
  expect(exit).toBe(1);
  expect(out).toMatch(/NOT OK {2}chains: .* does not hold at position \d+ \(line \d+\)/u);
  expect(out).toContain(`NOT OK  keys: some are missing for ${second.session}`);
  expect(await parley(place, ['export', first.session])).toMatchObject({ exit: 1 });
  expect(await parley(place, ['backup', copyOf(backup)])).toMatchObject({ exit: 1 });
  expect(await parley(place, ['restore', backup])).toMatchObject({
    exit: 0,
    out: expect.stringContaining('1 session damaged here, and mended'),
  });
  expect(await parley(place, ['doctor'])).toMatchObject({ exit: 0 });
  expect(await shownIn(place)).toEqual(shown);
  expect(tells(await shownIn(place, second), 'Adalbertine')).toBe(true);
});

test('what is further on than the backup stays, and another history is not touched', async () => {
  const place = copyOf(original);
  await erase(place, 'Adalbertine');
  const further = await shownIn(place);
  await parley(place, ['restore', backup]);
  expect(await shownIn(place)).toEqual(further);

  // Somebody wrote on in a restored copy: now there are two histories of one session.
  const other = copyOf(original);
  await erase(other, 'Balthasar');
  const folder = freshPlace();
  await parley(place, ['backup', folder]);
  expect(await parley(other, ['restore', folder])).toMatchObject({
    exit: 1,
    out: expect.stringContaining(`Session ${first.session} is here with another history`),
  });
  expect(await parley(other, ['backup', folder])).toMatchObject({
    exit: 1,
    out: expect.stringContaining('another history of it'),
  });
});

test('a backup made while a session is being written holds whole turns, each continuing the one before', async () => {
  const [place, folder] = [freshPlace(), freshPlace()];
  const live = await LiveServer.on(place);
  const made = await live.create(smallWorkshop);
  const desk = await live.connect(made.session, made.tokens.facilitator);
  let isWriting = true;
  const writing = (async () => {
    for (let at = 0; isWriting; at += 1) {
      const notes = Array.from({ length: 10 }, async (_, line) => {
        // Who asks too much is told so, and asks again in the next turn.
        await desk.ask({ type: 'note', text: `Line ${at}.${line}` });
      });
      await Promise.all(notes);
    }
  })();
  const reached: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    const { exit, json } = await parley(place, ['backup', folder, '--json']);
    const [one] = json['sessions'] as { position: number }[];
    expect({ exit, one }).toMatchObject({ exit: 0, one: { session: made.session } });
    expect((await parley(place, ['verify', journalPath(folder, made.session)])).exit).toBe(0);
    reached.push(one?.position ?? 0);
  }
  isWriting = false;
  await writing;
  desk.close();
  await live.running.close();
  expect(reached).toEqual(reached.toSorted((one, other) => one - other));
  expect(new Set(reached).size).toBeGreaterThan(1);
  const empty = freshPlace();
  expect((await parley(empty, ['restore', folder])).exit).toBe(0);
  expect((await parley(empty, ['doctor'])).exit).toBe(0);
});

test('a directory that is no backup is not restored, and the data directory is not its own backup', async () => {
  expect((await parley(freshPlace(), ['restore', freshPlace()])).exit).toBe(2);
  expect((await parley(original, ['backup', original])).exit).toBe(2);
  expect((await parley(join(freshPlace(), 'none'), ['backup', freshPlace()])).exit).toBe(1);
});

test('rebuilding gives the same database; one that was harmed comes out whole; a lost one is made', async () => {
  const place = copyOf(original);
  expect(await parley(place, ['rebuild', '--json'])).toMatchObject({
    exit: 0,
    json: { database: { sessions: 2, different: [] }, projections: { rows: 2, different: [] } },
  });
  expect(existsSync(join(place, 'db.bad'))).toBe(false);
  const database = await openPglite(join(place, 'db'));
  await database.query(`delete from seat where session = $1 and role = 'reader'`, [first.session]);
  await database.close();
  expect(await parley(place, ['rebuild', '--json'])).toMatchObject({
    exit: 1,
    json: { database: { different: [first.session] } },
  });
  expect((await parley(place, ['rebuild'])).exit).toBe(0);
  rmSync(join(place, 'db'), { recursive: true });
  expect((await parley(place, ['rebuild'])).exit).toBe(0);
  expect(await shownIn(place)).toEqual(shown);
  expect((await parley(join(place, 'none'), ['rebuild'])).exit).toBe(1);
});

test('every command that writes says who holds the data directory', async () => {
  const place = copyOf(original);
  const live = await LiveServer.on(place);
  const commands = [
    ['restore', backup],
    ['rebuild'],
    ['erase', first.session],
    ['import', journalPath(backup, first.session)],
  ];
  for (const argv of commands) {
    const said = await parley(place, argv);
    expect(said).toMatchObject({ exit: 1, out: expect.stringContaining(`in use by process ${process.pid}`) });
  }
  const port = String(new URL(live.url).port);
  const doctor = await parley(place, ['doctor'], { PORT: port });
  await live.running.close();
  expect(doctor).toMatchObject({ exit: 0, out: expect.stringContaining('by the server that runs') });
});

test('erasing follows the rules of the desk: by name, by id, a text; twice is once', async () => {
  const place = copyOf(original);
  const { session } = first;
  const listed = await parley(place, ['erase', session, '--json']);
  expect(listed).toMatchObject({ exit: 0, json: { participants: { length: 4 }, texts: { length: 4 } } });
  const texts = listed.json['texts'] as { id: string; words: string }[];
  const card = texts.find(({ words }) => words === 'quokkawombat');
  await erase(place, 'Clementine');
  expect((await parley(place, ['erase', session, '--text', card?.id ?? ''])).exit).toBe(0);
  const id = first.participants[3] ?? '';
  expect((await parley(place, ['erase', session, '--participant', id])).exit).toBe(0);
  for (const wrong of [
    ['--participant', 'Nobody'],
    ['--text', 't-nosuchtext'],
  ]) {
    expect(await parley(place, ['erase', session, ...wrong])).toMatchObject({ exit: 1 });
  }
  expect((await parley(place, ['erase', 's-nobody', '--session'])).exit).toBe(1);
  expect((await parley(place, ['erase', session, '--session', '--text', 't-x'])).exit).toBe(2);

  const there = await shownIn(place);
  const words = ['Clementine', 'Dietlinde', 'quokkawombat'];
  expect(words.filter((word) => tells(there, word) || there.outcome.includes(word))).toEqual([]);
  expect(['Adalbertine', 'numbatbilby'].every((word) => tells(there, word))).toBe(true);
  expect(filesWith(place, words)).toEqual([]);
  expect((await parley(place, ['verify', journalPath(place, session)])).exit).toBe(0);
});

test('the doctor finds an old Node.js, a full port, a clock that is behind, and a database that tells another story', async () => {
  const place = copyOf(original);
  const live = await LiveServer.on(freshPlace());
  const busy = await parley(place, ['doctor', '--json'], { PORT: new URL(live.url).port });
  await live.running.close();
  expect(notOk(busy)).toEqual(['port']);

  const read = readConfig({ DATA_DIR: place, PORT: '0' });
  if ('problem' in read) throw new Error(read.problem);
  const examined = { ...read, now: 0, nodeVersion: 'v18.19.0', progress: () => {} };
  const findings = await examine(examined);
  expect(findings.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['Node.js', 'clock']);

  const other = copyOf(original);
  await erase(other, 'Adalbertine');
  await erase(place, 'Balthasar');
  copyFileSync(journalPath(other, first.session), journalPath(place, first.session));
  expect(notOk(await parley(place, ['doctor', '--json']))).toContain('database');

  const torn = copyOf(original);
  appendFileSync(journalPath(torn, first.session), '{"event":');
  expect(notOk(await parley(torn, ['doctor', '--json']))).toEqual([]);
  expect(await parley(torn, ['doctor'], { PORT: 'many' })).toMatchObject({
    exit: 2,
    err: expect.stringContaining('PORT must be'),
  });
});

function notOk({ json }: { json: Record<string, unknown> }): string[] {
  const findings = json['findings'] as { name: string; ok: boolean; next?: string }[];
  const bad = findings.filter(({ ok }) => !ok);
  expect(bad.every(({ next }) => next !== undefined)).toBe(true);
  return bad.map(({ name }) => name);
}
