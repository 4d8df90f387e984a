import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { nextHead } from '../../server/log/chain.ts';
import { readJournal } from '../../server/log/journal-copy.ts';
import { JournalText, noLines } from '../../server/log/journal-line.ts';
import { LiveServer } from '../../server/live-server.ts';
import {
  cards,
  filesWith,
  freshPlace,
  parley,
  people,
  play,
  removePlaces,
  shownOf,
  tells,
} from './kept-place.ts';
import type { Played } from './kept-place.ts';

// Real servers, real databases, and a machine that may do much else at once.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const home = freshPlace();
const away = freshPlace();
const journal = join(away, 'spring.ndjson');
const keys = join(away, 'spring.keys.json');
let played: Played;
let shown: Awaited<ReturnType<typeof shownOf>>;

beforeAll(async () => {
  const live = await LiveServer.on(home);
  played = await play(live);
  shown = await shownOf(live, played);
  await live.running.close();
  const { session } = played;
  const exported = await parley(home, ['export', session, '--out', journal, '--keys', keys, '--json']);
  expect(exported).toMatchObject({ exit: 0, json: { ok: true, session, head: shown.head } });
});

afterAll(removePlaces);

async function shownIn(directory: string): Promise<Awaited<ReturnType<typeof shownOf>>> {
  const live = await LiveServer.on(directory);
  const there = await shownOf(live, played);
  await live.running.close();
  expect(live.faults).toEqual([]);
  return there;
}

test('an export is a journal that verifies, and tells no name and no card without its keys', async () => {
  expect(await parley(home, ['verify', journal])).toMatchObject({
    exit: 0,
    out: expect.stringContaining(shown.head),
  });
  expect(filesWith(away, [...people, ...cards])).toEqual([]);
  const piped = await parley(home, ['export', played.session, '--out', '-']);
  expect(piped).toMatchObject({ exit: 0, out: '' });
  expect(piped.bytes.equals(readFileSync(journal))).toBe(true);
});

test('an export is taken while a server runs, and an import says who is in the way', async () => {
  const live = await LiveServer.on(home);
  const again = await parley(home, ['export', played.session, '--out', journal]);
  const blocked = await parley(home, ['import', journal]);
  await live.running.close();
  expect(again.exit).toBe(0);
  expect(blocked).toMatchObject({
    exit: 1,
    out: expect.stringContaining(`in use by process ${process.pid}`),
  });
});

test('an export never overwrites what belongs to something else', async () => {
  const file = join(away, 'letter.txt');
  writeFileSync(file, 'Dear Ada');
  const { session } = played;
  for (const options of [
    ['--out', file],
    ['--out', journal, '--keys', file],
  ]) {
    expect(await parley(home, ['export', session, ...options])).toMatchObject({
      exit: 1,
      out: expect.stringContaining('choose another name'),
    });
  }
  expect(readFileSync(file, 'utf8')).toBe('Dear Ada');
  expect(await parley(home, ['export', 's-nobody'])).toMatchObject({
    exit: 1,
    out: expect.stringContaining(session),
  });
  expect((await parley(home, ['export', '../etc'])).exit).toBe(2);
});

test('imported elsewhere it is the same session: outcome, every event, head, and the same links', async () => {
  const there = freshPlace();
  expect(await parley(there, ['import', journal, '--keys', keys, '--json'])).toMatchObject({
    exit: 0,
    json: { session: played.session, head: shown.head, newer: null },
  });
  expect(await shownIn(there)).toEqual(shown);
  expect(tells(shown, 'Adalbertine')).toBe(true);
  const again = await parley(there, ['export', played.session, '--out', '-']);
  expect(again.bytes.equals(readFileSync(journal))).toBe(true);
});

test('what a facilitator took along over HTTP is imported like an export', async () => {
  const [there, source] = [freshPlace(), await LiveServer.on(home)];
  const files = ['journal.ndjson', 'keys.json'].map(async (name) => {
    const path = `/api/sessions/${played.session}/${name}`;
    const { text } = await source.call('GET', path, { token: played.tokens.facilitator });
    writeFileSync(join(there, name), text);
    return join(there, name);
  });
  const [taken = '', opening = ''] = await Promise.all(files);
  await source.running.close();
  const place = freshPlace();
  expect((await parley(place, ['import', taken, '--keys', opening])).exit).toBe(0);
  expect(await shownIn(place)).toEqual(shown);
});

test('without keys names read as erased, until the keys come after', async () => {
  const there = freshPlace();
  expect(await parley(there, ['import', journal])).toMatchObject({
    exit: 0,
    out: expect.stringContaining('read as erased'),
  });
  const sealed = await shownIn(there);
  expect(['Adalbertine', 'quokkawombat'].filter((word) => tells(sealed, word))).toEqual([]);
  expect(await parley(there, ['import', keys])).toMatchObject({ exit: 0 });
  expect(await shownIn(there)).toEqual(shown);
});

test('what is here already is not imported, nor keys of another session, nor keys of nothing', async () => {
  expect(await parley(home, ['import', journal])).toMatchObject({
    exit: 1,
    out: expect.stringContaining('is here already'),
  });
  const others = join(away, 'others.keys.json');
  writeFileSync(others, readFileSync(keys, 'utf8').replace(played.session, 's-another'));
  const there = freshPlace();
  const wrong = await parley(there, ['import', journal, '--keys', others]);
  expect(wrong).toMatchObject({ exit: 1, out: expect.stringContaining('s-another') });
  expect(await parley(there, ['import', keys])).toMatchObject({
    exit: 1,
    out: expect.stringContaining('import its journal first'),
  });
  expect((await parley(there, ['import', join(away, 'none')])).exit).toBe(2);
  expect(await shownIn(home)).toEqual(shown);
});

test('a changed byte, a cut end and a stranger are refused, with the place', async () => {
  const there = freshPlace();
  const bytes = readFileSync(journal);
  const changed = join(away, 'changed.ndjson');
  const refusal = async (content: Buffer | string) => {
    writeFileSync(changed, content);
    return await parley(there, ['import', changed, '--json']);
  };
  const middle = bytes.indexOf('"type":"closed"');
  const flipped = Buffer.from(bytes);
  flipped[middle + 10] = 0x58;
  const position = bytes.subarray(0, middle).toString('utf8').split('\n{"event"').length - 1;
  expect(await refusal(flipped)).toMatchObject({ exit: 1, json: { position } });
  expect(await refusal(bytes.subarray(0, bytes.length - 20))).toMatchObject({
    exit: 1,
    json: { message: expect.stringContaining('cut off') },
  });
  expect(await refusal('Dear Ada')).toMatchObject({ exit: 1 });
});

test('a session that a newer Parley wrote is let in, says so, and can be read up to there only', async () => {
  const newer = join(away, 'newer.ndjson');
  writeFileSync(newer, withOneMore('painted', '{"colour":"blue"}'));
  const there = freshPlace();
  expect((await parley(there, ['verify', newer])).exit).toBe(0);
  expect(await parley(there, ['import', newer, '--keys', keys])).toMatchObject({
    exit: 0,
    out: expect.stringContaining('A newer Parley wrote it (this one does not know “painted”)'),
  });
  const live = await LiveServer.on(there);
  const { outcome } = await shownOf(live, played);
  const desk = await live.connect(played.session, played.tokens.facilitator);
  const refused = await desk.ask({ type: 'note', text: 'Something more' });
  await live.running.close();
  expect(outcome.split('\n').slice(0, 5)).toEqual(shown.outcome.split('\n').slice(0, 5));
  expect(refused).toMatchObject({ ok: false, code: 'newer-version' });
});

/** The journal again, with one more event at its end, whose chain holds. */
function withOneMore(type: string, body: string): Buffer {
  const read = readJournal(readFileSync(journal), 'it');
  if ('refused' in read) throw new Error(read.sentence);
  const text = new JournalText(noLines).begin(played.session);
  for (const { turn, ...rows } of read.turns) text.turn(turn, rows);
  const { head: before, position, turns } = read.state;
  const salt = '0'.repeat(32);
  const later = { type, v: 1, at: '2030-01-01T00:00:00.000Z', actor: 'host', body };
  const head = nextHead(before, salt, later);
  const event = { ...later, position: position + 1, command: null, askedBy: null, digest: null, salt, head };
  return text.turn(turns + 1, { sessions: [], seats: [], events: [event] }).bytes();
}

test('a chain that holds but tells of what cannot have happened is refused, with the place', async () => {
  const forged = join(away, 'forged.ndjson');
  writeFileSync(forged, withOneMore('decided', '{"status":"perhaps"}'));
  const there = freshPlace();
  expect((await parley(there, ['verify', forged])).exit).toBe(0);
  expect(await parley(there, ['import', forged])).toMatchObject({
    exit: 1,
    out: expect.stringMatching(/^Position \d+ of session \S+ is no event that Parley can have written\.\n$/u),
  });
});

test('what was erased here before stays erased when the session comes in again with its old keys', async () => {
  const there = freshPlace();
  cpSync(home, there, { recursive: true });
  const erased = await parley(there, ['erase', played.session, '--participant', 'Adalbertine']);
  expect(erased.exit).toBe(0);
  const later = join(away, 'later.ndjson');
  expect((await parley(there, ['export', played.session, '--out', later])).exit).toBe(0);
  const elsewhere = freshPlace();
  // The history itself says what its old keys must not open.
  expect(await parley(elsewhere, ['import', later, '--keys', keys])).toMatchObject({ exit: 0 });
  const after = await shownIn(elsewhere);
  expect(tells(after, 'Adalbertine')).toBe(false);
  expect(tells(after, 'Balthasar')).toBe(true);
});
