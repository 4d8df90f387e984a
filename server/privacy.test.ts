import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LiveServer, smallWorkshop, type Made, type Peer } from './live-server.ts';

/** What is written down of a session here is every byte that went to every role. */

// A machine that does much else at once takes its time over real sockets and a real database.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let live: LiveServer;
let made: Made;
let phones: Awaited<ReturnType<LiveServer['phone']>>[];
let watchers: Record<'facilitator' | 'scribe' | 'stage' | 'reader', Peer>;

const cards = ['wombat tunnels', 'quokka stamps', 'numbat ladders', 'bilby lanterns', 'dunnart maps'];

beforeAll(async () => {
  live = await LiveServer.start();
  made = await live.create(smallWorkshop);
  const facilitator = await live.connect(made.session, made.tokens.facilitator);
  const { link = '' } = await facilitator.do({ type: 'make-link', role: 'scribe' });
  watchers = {
    facilitator,
    scribe: await live.connect(made.session, link.split('#')[1] ?? ''),
    stage: await live.connect(made.session, made.tokens.stage),
    reader: await live.connect(made.session, made.tokens.reader),
  };
  phones = [];
  for (const place of cards.keys()) phones.push(await live.phone(made, `Person ${place}`));
});

afterAll(async () => {
  await live.close();
  expect(live.faults).toEqual([]);
});

function bytesTo(peer: Peer): string {
  return JSON.stringify(peer.messages);
}

async function overHttp(): Promise<string> {
  const tokens = [...Object.values(made.tokens), ...phones.map(({ joined }) => joined.token)];
  const paths = ['events', 'outcome.md', 'outcome.json', 'log.json'].map(
    (file) => `/api/sessions/${made.session}/${file}`,
  );
  const asked = [...paths, '/metrics', '/readyz', '/api/workshops'].flatMap((path) =>
    tokens.map(async (token) => (await live.call('GET', path, { token })).text),
  );
  return (await Promise.all(asked)).join('\n');
}

function onDisk(folder = ''): string {
  const below = readdirSync(join(live.directory, folder), { withFileTypes: true, recursive: true });
  const files = below.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => readFileSync(file, 'latin1')).join('\n');
}

test('A2 a phone is told nothing while others join, answer, pass, come and go', async () => {
  const [first] = phones;
  if (!first) throw new Error('Five phones were to join.');
  expect(first.messages.map(({ name }) => name)).toEqual(['events']);
  expect(first.events.map(({ type }) => type)).toEqual(['session-created', 'joined']);
  const gone = await live.phone(made, 'Passing by');
  gone.close();
  await watchers.stage.saw('joined', 6);
  await watchers.facilitator.do({ type: 'remove-participant', participant: gone.joined.participant });
  await watchers.stage.saw('removed');
  // Whatever the phones are told next comes after all of that, in one message.
  await watchers.facilitator.do({ type: 'go-to', step: 'obstacles' });
  await first.saw('went-to');
  expect(first.messages).toHaveLength(2);
  expect(bytesTo(first)).not.toMatch(/Passing by|Person 1|pause-asked|link-made/u);
});

test('A3 nothing of a sealed round reaches anyone, or the disk, before its release', async () => {
  const { facilitator, stage } = watchers;
  await facilitator.do({ type: 'open', step: 'obstacles' });
  await Promise.all(phones.map((phone) => phone.saw('opened')));
  for (const [place, phone] of phones.entries()) {
    const text = cards[place] ?? '';
    await phone.do({ type: 'answer', step: 'obstacles', round: 1, answer: { texts: [text] }, counter: 1 });
  }
  await stage.until(() => stage.progress?.answered === 5);
  await facilitator.do({ type: 'close', step: 'obstacles' });
  await Promise.all([...phones, ...Object.values(watchers)].map((peer) => peer.saw('closed')));
  const everything = [
    ...[...phones, ...Object.values(watchers)].map(bytesTo),
    await overHttp(),
    onDisk(),
  ].join('\n');
  for (const card of cards) expect(everything).not.toContain(card);
  expect(everything).not.toMatch(/"tally"|"groupAnswer"|"answered","participant"/u);
});

test('once released, each role reads the cards and nobody their authors', async () => {
  const { facilitator } = watchers;
  await facilitator.do({ type: 'release', step: 'obstacles' });
  for (const peer of [...phones, ...Object.values(watchers)]) {
    const [released] = await peer.saw('released');
    const told = JSON.stringify(released);
    for (const card of cards) expect(told).toContain(card);
    for (const { joined } of phones) expect(told).not.toContain(joined.participant);
  }
});

test('the disk holds the cards as ciphertext, and no box', async () => {
  expect(readdirSync(join(live.directory, 'boxes'))).toEqual([]);
  const written = onDisk();
  for (const card of cards) expect(written).not.toContain(card);
  for (const name of ['Person 0', 'Passing by']) expect(written).not.toContain(name);
});

test('an erased card is gone from every role, live and afterwards', async () => {
  const { facilitator, stage } = watchers;
  const [released] = stage.events.filter(({ type }) => type === 'released');
  const texts =
    released?.type === 'released' ? (released.tally as { texts: { id: string; text: string }[] }).texts : [];
  const erased = texts.find(({ text }) => text === cards[0]);
  await facilitator.do({ type: 'erase', text: erased?.id ?? '' });
  await Promise.all(phones.map((phone) => phone.saw('erased')));
  const told = await overHttp();
  expect(told).not.toContain(cards[0]);
  expect(told).toContain(cards[1]);
});

test('A5 a reader learns roles, never names', async () => {
  const read = await live.call('GET', `/api/sessions/${made.session}/events`, { token: made.tokens.reader });
  expect(read.text).not.toMatch(/Person \d/u);
  expect(bytesTo(watchers.reader)).not.toMatch(/Person \d/u);
});

test('events read over HTTP cover every position, hidden runs included', async () => {
  for (const token of [...Object.values(made.tokens), phones[0]?.joined.token ?? '']) {
    const { text } = await live.call('GET', `/api/sessions/${made.session}/events?after=2`, { token });
    let next = 3;
    for (const line of text.trim().split('\n')) {
      const { position, through = position } = JSON.parse(line) as { position: number; through?: number };
      expect(position).toBe(next);
      next = through + 1;
    }
    expect(next - 1).toBe(watchers.facilitator.position);
  }
});
