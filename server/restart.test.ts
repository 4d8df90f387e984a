import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Ack } from '../events/wire.ts';
import { LiveServer, smallWorkshop, type Peer } from './live-server.ts';

// A machine that does much else at once takes its time over real sockets and a real database.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let live: LiveServer;

beforeAll(async () => {
  live = await LiveServer.start();
});

afterAll(async () => {
  await live.close();
  expect(live.faults).toEqual([]);
});

const names = ['Ada', 'Ben', 'Cleo', 'Dan'];

async function answer(phone: Peer, step: string, value: number): Promise<Ack> {
  return await phone.ask({ type: 'answer', step, round: 1, answer: { value } });
}

async function room() {
  const made = await live.create(smallWorkshop);
  const desk = await live.connect(made.session, made.tokens.facilitator);
  const phones = await Promise.all(names.map((name) => live.phone(made, name)));
  const [ada] = phones;
  if (!ada) throw new Error('Four phones were to join.');
  return { made, desk, phones, ada };
}

test('what phones called saved is released after a restart without the database', async () => {
  const { made, desk, phones } = await room();
  await desk.do({ type: 'open', step: 'readiness' });
  const acks = await Promise.all(phones.map((phone, place) => answer(phone, 'readiness', place + 1)));
  expect(acks.every((ack) => ack.ok)).toBe(true);
  await phones[3]?.ask({ type: 'answer', step: 'readiness', round: 1, answer: { value: 1 } });
  await live.restart((directory) => rmSync(join(directory, 'db'), { recursive: true }));
  const back = await live.connect(made.session, made.tokens.facilitator);
  expect(back.progress).toMatchObject({ step: 'readiness', round: 1, present: 4, answered: 4 });
  await back.do({ type: 'close', step: 'readiness' });
  expect(await back.saw('closed')).toMatchObject([{ present: 4, answered: 4, silent: 0, absent: 0 }]);
  await live.restart();
  const third = await live.connect(made.session, made.tokens.facilitator);
  await third.do({ type: 'release', step: 'readiness' });
  expect(await third.saw('released')).toMatchObject([{ tally: { n: 4, counts: [2, 1, 1, 0, 0] } }]);
  expect(readdirSync(join(live.directory, 'boxes'))).toEqual([]);
});

test('a seat, a code and a token outlive the process', async () => {
  const { made, ada } = await room();
  await live.restart((directory) => rmSync(join(directory, 'db'), { recursive: true }));
  const again = await live.connect(made.session, ada.joined.token);
  expect(await again.saw('joined')).toMatchObject([{ name: 'Ada' }]);
  expect((await live.join(made.code, 'Eve')).session).toBe(made.session);
});

test('an open round whose box is gone gets a new one, and what is cast again counts', async () => {
  const { made, desk, phones } = await room();
  await desk.do({ type: 'open', step: 'readiness' });
  await Promise.all(phones.map((phone) => answer(phone, 'readiness', 3)));
  const before = await live.connect(made.session, made.tokens.facilitator);
  await live.restart((directory) => rmSync(join(directory, 'boxes'), { recursive: true }));
  const back = await live.connect(made.session, made.tokens.facilitator);
  expect(back.progress).toMatchObject({ step: 'readiness', round: 1, answered: 0 });
  expect(back.progress?.epoch).not.toBe(before.progress?.epoch);
  const again = await Promise.all(phones.map(({ joined }) => live.connect(made.session, joined.token)));
  const acks = await Promise.all(again.map((phone) => answer(phone, 'readiness', 2)));
  expect(acks.every((ack) => ack.ok)).toBe(true);
  await back.do({ type: 'close', step: 'readiness' });
  await back.do({ type: 'release', step: 'readiness' });
  expect(await back.saw('released')).toMatchObject([{ tally: { counts: [0, phones.length, 0, 0, 0] } }]);
});

test('a closed round whose box is gone is given up, and everyone is told', async () => {
  const { made, desk, phones } = await room();
  await desk.do({ type: 'open', step: 'readiness' });
  await Promise.all(phones.map((phone) => answer(phone, 'readiness', 3)));
  await desk.do({ type: 'close', step: 'readiness' });
  await live.restart((directory) => rmSync(join(directory, 'boxes'), { recursive: true }));
  const back = await live.connect(made.session, made.tokens.facilitator);
  expect(await back.saw('discarded')).toMatchObject([{ step: 'readiness', reason: 'lost' }]);
  await back.do({ type: 'again', step: 'readiness' });
});

test('a command that was answered before the restart is answered alike after it', async () => {
  const { made, desk, ada } = await room();
  const id = '6f1a3f0e-0000-4000-8000-000000000001';
  const first = await desk.ask({ id, type: 'note', text: 'Once' });
  const renamed = await ada.ask({ id, type: 'rename', name: 'Ada the first' });
  await live.restart();
  const back = await live.connect(made.session, made.tokens.facilitator);
  expect(await back.ask({ id, type: 'note', text: 'Once' })).toEqual(first);
  expect(await back.ask({ id, type: 'note', text: 'Twice' })).toMatchObject({ code: 'id-reused' });
  const phone = await live.connect(made.session, ada.joined.token);
  expect(await phone.ask({ id, type: 'rename', name: 'Ada the first' })).toEqual(renamed);
  expect(await phone.ask({ id, type: 'rename', name: 'Ada the second' })).toMatchObject({
    code: 'id-reused',
  });
});

test('a name and its answers are erased everywhere, and a new start does not bring them back', async () => {
  const { made, desk, ada } = await room();
  await desk.do({ type: 'open', step: 'worth' });
  await answer(ada, 'worth', 4);
  await ada.do({ type: 'rename', name: 'Adalbertine' });
  await desk.do({ type: 'erase', participant: ada.joined.participant });
  await ada.until(() => ada.isClosed);
  const told = async (): Promise<string> =>
    (await live.call('GET', `/api/sessions/${made.session}/events`, { token: made.tokens.facilitator })).text;
  expect(await told()).not.toMatch(/Adalbertine|"name":"Ada"/u);
  expect(await told()).toContain('"name":"Ben"');
  await live.restart((directory) => rmSync(join(directory, 'db'), { recursive: true }));
  expect(await told()).not.toMatch(/Adalbertine|"name":"Ada"/u);
  expect(await told()).toContain('"name":"Ben"');
  for (const file of filesBelow(live.directory)) {
    expect(readFileSync(file).includes('Adalbertine'), file).toBe(false);
  }
});

test('a deleted session is gone from every door and from the disk', async () => {
  const { made, desk, phones } = await room();
  await desk.do({ type: 'note', text: 'Something nobody else would say: xylotomous' });
  const { hostKey } = live.running;
  expect(await live.call('DELETE', `/api/sessions/${made.session}`, { token: hostKey })).toMatchObject({
    status: 200,
  });
  await Promise.all([desk, ...phones].map((peer) => peer.until(() => peer.isClosed)));
  expect((await live.connect(made.session, made.tokens.facilitator)).refusal).toMatchObject({
    code: 'unknown-session',
  });
  expect(await live.call('POST', '/api/join', { body: { code: made.code, name: 'Eve' } })).toMatchObject({
    status: 404,
  });
  expect((await live.call('GET', '/api/sessions', { token: hostKey })).text).not.toContain(made.session);
  await live.restart();
  for (const file of filesBelow(live.directory)) {
    expect(readFileSync(file).includes('xylotomous'), file).toBe(false);
  }
});

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
