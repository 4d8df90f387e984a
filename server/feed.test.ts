import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { scaleStep } from '../events/session/fixtures.ts';
import type { EventsMessage } from '../events/wire.ts';
import { LiveServer, smallWorkshop, type Made, type Peer } from './live-server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let live: LiveServer;
let made: Made;
let desk: Peer;

beforeAll(async () => {
  live = await LiveServer.start();
  made = await live.create(smallWorkshop);
  desk = await live.connect(made.session, made.tokens.facilitator);
});

afterAll(async () => {
  await live.close();
  expect(live.faults).toEqual([]);
});

function eventsTo(peer: Peer): EventsMessage[] {
  return peer.messages.flatMap(({ name, message }) => (name === 'events' ? [message as EventsMessage] : []));
}

test('a burst reaches phones in slices, walls in frames, and everyone without a gap', async () => {
  const [stage, early] = await Promise.all([
    live.connect(made.session, made.tokens.stage),
    live.phone(made, 'Ada'),
  ]);
  const second = await live.connect(made.session, made.tokens.facilitator);
  const burst = Array.from(
    { length: 60 },
    async (_, place) => await second.ask({ type: 'note', text: `Line ${place}`, record: true }),
  );
  const late = await live.phone(made, 'Ben');
  await Promise.all(burst);
  for (const peer of [stage, early, late]) {
    await peer.saw('noted', 60);
    const told = eventsTo(peer);
    let position = 0;
    for (const { from, to, events } of told) {
      expect(from).toBe(position + 1);
      expect(events.every((event) => event.position >= from && event.position <= to)).toBe(true);
      position = to;
    }
    expect(told.length).toBeLessThan(40);
  }
});

test('who comes back is told what is new, and where both stand', async () => {
  const first = await live.phone(made, 'Cleo');
  await first.until(() => first.position > 0);
  const before = eventsTo(first).at(-1);
  first.close();
  await desk.do({ type: 'note', text: 'Meanwhile', record: true });
  const again = await live.connect(made.session, first.joined.token, before?.to);
  await again.saw('noted');
  expect(eventsTo(again)[0]).toMatchObject({ from: (before?.to ?? 0) + 1, headAfter: before?.head });
  expect(again.events.map(({ type }) => type)).toEqual(['noted']);
});

test('who has nothing to catch up on still learns the head', async () => {
  const peer = await live.connect(made.session, made.tokens.stage, desk.position);
  await peer.until(() => peer.messages.length > 0);
  const [message] = eventsTo(peer);
  expect(message).toMatchObject({
    from: desk.position + 1,
    to: desk.position,
    events: [],
    headAfter: message?.head,
  });
});

test('who remembers more than there is learns that history was changed', async () => {
  const peer = await live.connect(made.session, made.tokens.stage, desk.position + 50);
  await peer.until(() => peer.messages.length > 0);
  expect(eventsTo(peer)[0]).toMatchObject({
    to: desk.position,
    events: [],
    headAfter: expect.stringMatching(/^[0-9a-f]{64}$/u) as unknown,
  });
});

test('presence goes to desks only', async () => {
  const stage = await live.connect(made.session, made.tokens.stage);
  const phone = await live.phone(made, 'Dan');
  await desk.until(() =>
    desk.messages.some(
      ({ name, message }) =>
        name === 'presence' && JSON.stringify(message).includes(phone.joined.participant),
    ),
  );
  expect([...stage.messages, ...phone.messages].filter(({ name }) => name === 'presence')).toEqual([]);
});

test('a message that is too large is refused by name and the socket lives on, and a facilitator’s may be a long list', async () => {
  const long = (signs: number) => ({ type: 'note' as const, text: 'x'.repeat(signs) });
  const phone = await live.phone(made, 'Eve');
  expect(await phone.ask(long(40_000))).toMatchObject({ ok: false, code: 'too-large' });
  expect(await phone.ask({ type: 'rename', name: 'Eva' })).toMatchObject({ ok: true });
  const settings = {
    max: 1,
    options: Array.from({ length: 100 }, (_, place) => ({
      id: `o${place}`,
      label: `Option ${place}`,
      note: 'x'.repeat(600),
    })),
  };
  const step = { ...scaleStep, id: 'long', kind: 'choice' as const, settings };
  expect(await desk.ask({ type: 'add-step', step })).toMatchObject({ ok: true });
  expect(await desk.ask(long(262_200))).toMatchObject({ ok: false, code: 'too-large' });
  expect(await desk.ask({ type: 'note', text: 'Still here' })).toMatchObject({ ok: true });
});

test('a page that asks without end is told to wait, and one that is too old to reload', async () => {
  const broken = await live.connect(made.session, made.tokens.facilitator);
  const asked = await Promise.all(
    Array.from({ length: 600 }, async () => await broken.ask({ type: 'pause' })),
  );
  expect(asked.findIndex((ack) => !ack.ok && ack.code === 'too-many')).toBeGreaterThanOrEqual(400);
  expect(new Set(asked.map((ack) => (ack.ok ? 'ok' : ack.code)))).toEqual(
    new Set(['ok', 'paused-already', 'too-many']),
  );
  const old = await live.connect(made.session, made.tokens.stage, 0, 99);
  expect(old.refusal).toMatchObject({ code: 'wrong-protocol' });
});
