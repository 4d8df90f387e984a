import { cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { times } from '../../server/log/times.ts';
import { verify } from '../../server/log/verify.ts';
import { until } from './harness/condition.ts';
import { dice } from './harness/dice.ts';
import { ask, makeSession, type MadeSession } from './harness/made-session.ts';
import { mustParley, parley } from './harness/parley-command.ts';
import { ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// A session is played, the server is killed, and from then on only files and commands are left: the session is
// moved, damaged, backed up, erased from and restored, and every time it has to be what it was.

const names = ['Adalbertine', 'Balthasar', 'Clementine', 'Dietlinde', 'Eduardine'];
const cardOf = (place: number): string => `quokka${place}wombat`;
const flips = times(200, 2_000);
const place = mkdtempSync(join(tmpdir(), 'parley-moved-'));
const journal = join(place, 'session.ndjson');
const keys = join(place, 'session.keys.json');

let server: ServerProcess;
let made: MadeSession;
let phones: SocketPhone[];
let shown: Shown;
let others: ServerProcess[] = [];

beforeAll(async () => {
  server = await ServerProcess.start();
  made = await makeSession(server.url, testWorkshop, { title: 'Keep and move' });
  phones = await Promise.all(
    names.map(async (name, at) => {
      const role = at === 0 ? { role: 'lead' } : {};
      return await SocketPhone.join(server.url, { code: made.code, name, ...role });
    }),
  );
  await play();
  shown = await shownAt(server);
  await server.kill();
  const { session } = made;
  await mustParley(server.dataDirectory, 'export', session, '--out', journal, '--keys', keys);
}, 600_000);

afterEach(async () => {
  for (const other of others) await other.remove();
  others = [];
});

afterAll(async () => {
  for (const phone of phones) phone.close();
  await server.remove();
  rmSync(place, { recursive: true, force: true });
});

async function play(): Promise<void> {
  const desk = new SocketClient({ url: server.url, session: made.session, token: made.tokens.facilitator });
  await desk.open();
  const answers = [
    ['mood', (at: number) => ({ value: at })],
    ['estimate', (at: number) => ({ value: at * 100 })],
    ['cards', (at: number) => ({ texts: [cardOf(at)] })],
    ['honest', () => ({ value: 4 })],
  ] as const;
  for (const [step, answerOf] of answers) {
    await desk.must('open', { step });
    await until(`everybody is asked ${step}`, () => phones.every((phone) => phone.roundsOf(step) === 1));
    for (const [at, phone] of phones.entries()) await phone.answer(step, 1, answerOf(at));
    await desk.must('close', { step });
    await desk.must('release', { step });
  }
  await desk.must('note', { text: 'Somebody should look into this', record: true });
  await desk.must('decide', { text: 'We go on', why: 'it is enough' });
  await desk.must('end');
  await until('everybody knows the end', () => phones.every(({ state }) => state.endedAt !== null));
  desk.close();
}

interface Shown {
  outcomes: string[];
  replays: object[][];
  head: string;
}

/** The outcome and the replay, as facilitator and reader are given them, and the head of the chain. */
async function shownAt({ url }: ServerProcess): Promise<Shown> {
  const read = async (path: string, token: string): Promise<string> => {
    const { status, text } = await ask(`${url}/api/sessions/${made.session}/${path}`, { token });
    expect([path, status]).toEqual([path, 200]);
    return text;
  };
  const { facilitator, reader } = made.tokens;
  const lines = async (token: string): Promise<object[]> =>
    (await read('events', token))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
  const { head } = JSON.parse(await read('log.json', facilitator)) as { head: string };
  return {
    outcomes: [await read('outcome.md', facilitator), await read('outcome.md', reader)],
    replays: [await lines(facilitator), await lines(reader)],
    head,
  };
}

async function serve(dataDirectory: string): Promise<ServerProcess> {
  const other = await ServerProcess.start({ dataDirectory });
  others.push(other);
  return other;
}

function fresh(): string {
  return mkdtempSync(join(place, 'data-'));
}

function copied(): string {
  const directory = fresh();
  // The socket of the killed server's lock cannot be copied, and need not be.
  const filter = (path: string): boolean => !lstatSync(path).isSocket();
  cpSync(server.dataDirectory, directory, { recursive: true, filter });
  return directory;
}

/** Files in which one of these words stands, as text or as UTF-16. */
function found(directory: string, words: readonly string[]): string[] {
  const forms = words.flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le')]);
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => forms.some((form) => readFileSync(file).includes(form)));
}

test('a played session, moved to another directory after a kill, replays to the same outcome', async () => {
  expect(shown.outcomes[0]).toContain('We go on');
  expect(JSON.stringify(shown.replays[0])).toContain('Adalbertine');
  expect(await mustParley(server.dataDirectory, 'verify', journal)).toContain(shown.head);
  const there = fresh();
  await mustParley(there, 'import', journal, '--keys', keys);
  const other = await serve(there);
  expect(await shownAt(other)).toEqual(shown);
  // Who was there finds the same history under the same link, whoever serves it.
  const [phone] = phones;
  const again = new SocketClient({
    url: other.url,
    session: made.session,
    token: phone?.token ?? '',
  });
  await again.open();
  expect(again.heads.get(again.position)).toBe(phone?.heads.get(phone.position));
  again.close();
});

test(`any of ${flips} random flipped bytes of an exported journal is found, in its line and at its position`, () => {
  const bytes = readFileSync(journal);
  const lastTurn = bytes.lastIndexOf('"turn":', bytes.lastIndexOf('"turn":') - 1);
  const roll = dice(200);
  for (let flip = 0; flip < flips; flip += 1) {
    const at = Math.floor(roll() * bytes.length);
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (1 + Math.floor(roll() * 255));
    const before = bytes.subarray(0, bytes.lastIndexOf(0x0a, at - 1) + 1).toString('utf8');
    const line = before.split('\n').length;
    const position = before.split('\n{"event"').length;
    // What looks like a write that was cut off is told by where its turn begins.
    const isTorn = at > lastTurn && (changed[at] === 0 || at === bytes.length - 1);
    expect({ at, verdict: verify({ bytes: changed }) }).toMatchObject({
      at,
      verdict: { holds: false, line, ...(!isTorn && { position }) },
    });
  }
});

test('what is erased leaves a chain that holds and nothing to find, and a restore does not bring it back', async () => {
  const directory = copied();
  const backup = join(fresh(), 'backup');
  await mustParley(directory, 'backup', backup);
  expect(found(backup, [...names, cardOf(1)])).toEqual([]);
  const listed = await parley(directory, 'erase', made.session, '--json');
  expect(listed.exit).toBe(0);
  const { texts } = JSON.parse(listed.out) as { texts: { id: string; words: string }[] };
  const card = texts.find(({ words }) => words === cardOf(1))?.id ?? '';
  await mustParley(directory, 'erase', made.session, '--participant', 'Adalbertine');
  await mustParley(directory, 'erase', made.session, '--text', card);
  const erased = ['Adalbertine', cardOf(1)];

  const check = async (): Promise<void> => {
    const other = await serve(directory);
    const told = JSON.stringify(await shownAt(other));
    expect(erased.filter((word) => told.includes(word))).toEqual([]);
    expect(['Balthasar', cardOf(2)].filter((word) => !told.includes(word))).toEqual([]);
    await other.stop();
    expect(found(directory, erased)).toEqual([]);
    await mustParley(directory, 'verify', join(directory, 'journals', `${made.session}.ndjson`));
    await mustParley(directory, 'doctor');
  };
  await check();

  // The journal and the database are lost; what was erased since the backup is still known.
  rmSync(join(directory, 'journals'), { recursive: true });
  rmSync(join(directory, 'db'), { recursive: true });
  expect(await mustParley(directory, 'restore', backup)).toContain('2 erasures made since then, made again');
  await check();
}, 600_000);
