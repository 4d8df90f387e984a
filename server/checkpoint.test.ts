import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LiveServer, smallWorkshop, type Joined, type Made } from './live-server.ts';

// A long session is there at once after a start, and what is erased is nowhere.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const events = 1_100;

let live: LiveServer;
let made: Made;
let ada: Joined;

beforeAll(async () => {
  live = await LiveServer.start({ build: 'this build' });
  ({ made, ada } = await longSession());
  await live.restart();
});

afterAll(async () => {
  await live.close();
  expect(live.faults).toEqual([]);
});

async function longSession(): Promise<{ made: Made; ada: Joined }> {
  const begun = await live.create(smallWorkshop);
  const joined = await live.join(begun.code, 'Adalbertine');
  const actor = { seat: 'facilitator', role: 'facilitator', participant: null } as const;
  await Promise.all(
    Array.from({ length: events }, async (_, line) => {
      const command = { id: `line-${line}`, type: 'note', text: `Line ${line}` } as const;
      await live.running.sessions.ask(begun.session, { id: command.id, actor, command });
    }),
  );
  return { made: begun, ada: joined };
}

function files(directory = live.directory): string[] {
  const keys = join(directory, 'keys');
  return readdirSync(keys).flatMap((file) => (file.endsWith('.keys') ? [] : [join(keys, file)]));
}

async function told(server = live, of = made): Promise<unknown[]> {
  const { text } = await server.call('GET', `/api/sessions/${of.session}/events`, {
    token: of.tokens.facilitator,
  });
  return text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

async function rememberedIn(server = live): Promise<number> {
  return (await server.running.sessions.loadedRoom(made.session))?.remembered ?? 0;
}

/** What a server of a build tells that starts on a copy of the directory. */
async function toldBy(
  build: string,
  harm: (directory: string) => void = () => {},
): Promise<[unknown[], number]> {
  const directory = mkdtempSync(join(tmpdir(), 'parley-copy-'));
  cpSync(live.directory, directory, { recursive: true });
  harm(directory);
  const other = await LiveServer.on(directory, { build });
  const result: [unknown[], number] = [await told(other), await rememberedIn(other)];
  await other.close();
  expect(other.faults).toEqual([]);
  return result;
}

test('a start goes on from where the last one was, with the same history and nobody’s name in the file', async () => {
  const before = await told();
  expect(await rememberedIn()).toBeGreaterThan(events);
  expect(files()).toHaveLength(1);
  expect(readFileSync(files()[0] ?? '').includes('Adalbertine')).toBe(false);
  const desk = await live.connect(made.session, made.tokens.facilitator);
  await desk.do({ type: 'note', text: 'One more' });
  await live.restart();
  const after = await told();
  // Had it been made anew from the log, it would hold the last line too.
  expect(await rememberedIn()).toBe(before.length);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.slice(before.length)).toMatchObject([{ type: 'noted', text: 'One more' }]);
  const again = await live.connect(made.session, made.tokens.facilitator);
  expect(await again.ask({ type: 'note', text: 'And one' })).toMatchObject({ ok: true });
  expect(again.position).toBe((await told()).length);
});

test('another build reads the log, and a file that is damaged or that the log contradicts is passed over', async () => {
  const whole = await told();
  await live.running.close();
  expect((await toldBy('this build'))[1]).toBeLessThan(whole.length);
  expect(await toldBy('another build')).toEqual([whole, whole.length]);
  expect(await toldBy('this build', (directory) => truncateSync(files(directory)[0] ?? '', 5_000))).toEqual([
    whole,
    expect.any(Number),
  ]);
  const [shorter] = await toldBy('this build', (directory) => {
    rmSync(join(directory, 'db'), { recursive: true });
    const journal = join(directory, 'journals', `${made.session}.ndjson`);
    truncateSync(journal, readFileSync(journal).lastIndexOf('\n', -2) + 1);
  });
  expect(shorter).toEqual(whole.slice(0, -1));
  await live.restart();
});

test('whoever is erased leaves the file, and comes back with no copy of it', async () => {
  const desk = await live.connect(made.session, made.tokens.facilitator);
  const kept = readFileSync(files()[0] ?? '');
  await desk.do({ type: 'erase', participant: ada.participant });
  expect(files()).toEqual([]);
  await live.restart();
  expect(JSON.stringify(await told())).not.toContain('Adalbertine');
  const [file = ''] = files();
  expect(readFileSync(file).equals(kept)).toBe(false);
});

test('what was erased and never said to be is not remembered from the copy in memory', async () => {
  const before = files();
  const { made: other, ada: erased } = await longSession();
  // As when there is room to destroy a key, and none to say so in the log.
  await live.running.sessions.parts.keys.destroy(other.session, [erased.participant]);
  await live.restart(() => expect(files()).toEqual(before));
  expect(JSON.stringify(await told(live, other))).not.toContain('Adalbertine');
});
