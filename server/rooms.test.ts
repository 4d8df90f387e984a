import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LiveServer, smallWorkshop, type Made, type Peer } from './live-server.ts';

/** A session that nobody uses leaves the memory, and whoever comes finds it as it was. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const hourMs = 60 * 60 * 1000;
let now = Date.parse('2026-11-24T09:00:00Z');
let live: LiveServer;
let made: Made;

beforeAll(async () => {
  // The watch for idle rooms goes once a minute; here a minute is over when a test says so.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  live = await LiveServer.start({ clock: () => now });
  made = await live.create(smallWorkshop);
});

afterAll(async () => {
  await live.close();
  vi.useRealTimers();
  expect(live.faults).toEqual([]);
});

async function isInMemory(): Promise<boolean> {
  return (await live.running.sessions.loadedRoom(made.session)) !== null;
}

function anHourLater(): void {
  now += hourMs;
  vi.advanceTimersByTime(60_000);
}

/** Everyone hangs up, and the server has noticed. */
async function leave(...peers: Peer[]): Promise<void> {
  for (const peer of peers) peer.close();
  const connected = /^parley_sockets\{role="\w+"\} [1-9]/mu;
  while (connected.test((await live.call('GET', '/metrics')).text))
    await new Promise((next) => setImmediate(next));
}

async function enter(): Promise<Peer> {
  return await live.connect(made.session, made.tokens.facilitator);
}

async function heads(): Promise<unknown> {
  const { text } = await live.call('GET', `/api/sessions/${made.session}/log.json`, {
    token: made.tokens.facilitator,
  });
  return JSON.parse(text);
}

test('a room that somebody looks at stays, however long nothing happens', async () => {
  const stage = await live.connect(made.session, made.tokens.stage);
  anHourLater();
  anHourLater();
  expect(await isInMemory()).toBe(true);
  await leave(stage);
  anHourLater();
  expect(await isInMemory()).toBe(false);
});

test('an open round goes on where it was: what was cast counts, a retry is the same answer, and what comes late counts too', async () => {
  const desk = await enter();
  const phones = await Promise.all(['Ada', 'Ben', 'Cleo'].map((name) => live.phone(made, name)));
  const [ada, ben, cleo] = phones;
  if (!ada || !ben || !cleo) throw new Error('Three phones were to join.');
  await desk.do({ type: 'open', step: 'readiness' });
  await desk.do({ type: 'open', step: 'worth' });
  await Promise.all(phones.map((phone) => phone.saw('opened', 2)));
  const cast = (value: number) =>
    ({ type: 'answer', step: 'readiness', round: 1, answer: { value }, counter: 1 }) as const;
  const named = {
    id: randomUUID(),
    type: 'answer',
    step: 'worth',
    round: 1,
    answer: { value: 4 },
    counter: 1,
  } as const;
  await ada.do(cast(1));
  await ben.do(cast(3));
  const first = await ada.ask(named);
  const before = await heads();
  const { position } = ada;
  await leave(desk, ...phones);
  anHourLater();
  expect(await isInMemory()).toBe(false);

  const again = await Promise.all([
    live.connect(made.session, ada.joined.token, position),
    live.connect(made.session, cleo.joined.token, cleo.position),
  ]);
  const [adaAgain, cleoAgain] = again;
  const newDesk = await enter();
  await newDesk.saw('answered');
  expect(await heads()).toEqual(before);
  expect(await adaAgain.ask(named)).toEqual(first);
  expect(await adaAgain.ask({ ...named, answer: { value: 2 } })).toMatchObject({
    ok: false,
    code: 'id-reused',
  });
  await cleoAgain.do(cast(5));
  await newDesk.do({ type: 'close', step: 'readiness' });
  await newDesk.do({ type: 'release', step: 'readiness' });
  const [released] = await newDesk.saw('released');
  expect(released).toMatchObject({ tally: { n: 3, counts: [1, 0, 1, 0, 1] } });
  const positions = newDesk.events.map((event) => event.position);
  expect(positions).toEqual(positions.map((_, place) => place + 1));
  await leave(newDesk, ...again);
});

test('a closed round whose answers are still sealed is shown after all', async () => {
  const desk = await enter();
  await desk.saw('joined', 3);
  const phones = await Promise.all(['Dan', 'Eve', 'Fay'].map((name) => live.phone(made, name)));
  await desk.do({ type: 'open', step: 'obstacles' });
  for (const [place, phone] of phones.entries())
    await phone.do({
      type: 'answer',
      step: 'obstacles',
      round: 1,
      answer: { texts: [`Card ${place}`] },
      counter: 1,
    });
  await desk.do({ type: 'close', step: 'obstacles' });
  await leave(desk, ...phones);
  anHourLater();
  expect(await isInMemory()).toBe(false);
  const again = await enter();
  await again.do({ type: 'release', step: 'obstacles' });
  const [, released] = await again.saw('released', 2);
  const { texts } =
    released?.type === 'released' ? (released.tally as { texts: { text: string }[] }) : { texts: [] };
  expect(texts.map(({ text }) => text).toSorted()).toEqual(['Card 0', 'Card 1', 'Card 2']);
  await leave(again);
});

test('a room full of people that comes in the very moment is one room', async () => {
  anHourLater();
  expect(await isInMemory()).toBe(false);
  const before = now;
  const names = Array.from({ length: 20 }, (_, place) => `Guest ${place}`);
  const [desk, ...guests] = await Promise.all([
    enter(),
    ...names.map(async (name) => {
      const phone = await live.phone(made, name);
      // The minute is over again and again while they come, and the clock is wrong by an hour each time.
      anHourLater();
      const answer = { type: 'answer', step: 'worth', round: 1, answer: { value: 3 }, counter: 1 } as const;
      expect(await phone.ask(answer)).toMatchObject({ ok: false, code: 'not-asked' });
      return phone;
    }),
  ]);
  expect(now).toBeGreaterThan(before);
  await desk.saw('joined', 6 + names.length);
  for (const guest of guests) {
    const own = guest.events.filter((event) => event.type === 'joined');
    expect(own).toMatchObject([{ participant: guest.joined.participant }]);
  }
  const whole = await live.connect(made.session, made.tokens.facilitator);
  await whole.saw('joined', 6 + names.length);
  await desk.until(() => desk.position === whole.position);
  expect(whole.events).toEqual(desk.events);
  await leave(desk, whole, ...guests);
});
