import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LiveServer, smallWorkshop, type Made, type Peer } from './live-server.ts';
import { times } from './log/times.ts';

/** Two desks press the same button in the same moment, answers get lost on their way, and clocks are wrong. */

vi.setConfig({ testTimeout: times(60_000, 600_000), hookTimeout: 60_000 });

const turns = times(25, 500);

const bothWays = [
  [{ type: 'pause' }, 'paused-already'],
  [{ type: 'resume' }, 'not-paused'],
] as const;

let now = Date.parse('2026-11-24T09:00:00Z');
let live: LiveServer;
let made: Made;

beforeAll(async () => {
  live = await LiveServer.start({ clock: () => now });
});

afterAll(async () => {
  await live.close();
  expect(live.faults).toEqual([]);
});

async function desk(): Promise<Peer> {
  return await live.connect(made.session, made.tokens.facilitator);
}

async function eventTypes(): Promise<string[]> {
  const { text } = await live.call('GET', `/api/sessions/${made.session}/events`, {
    token: made.tokens.facilitator,
  });
  const events = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { position: number; type: string });
  expect(events.map(({ position }) => position)).toEqual(events.map((_, at) => at + 1));
  return events.map(({ type }) => type);
}

test(`of two desks that ask for the same thing at once one is heard, ${turns} times over, and the other is told why`, async () => {
  made = await live.create(smallWorkshop);
  let desks: Peer[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    // A desk may ask sixty times in a row.
    if (turn % 25 === 0) {
      for (const peer of desks) peer.close();
      desks = await Promise.all([desk(), desk()]);
    }
    for (const [command, refusal] of bothWays) {
      const acks = await Promise.all(desks.map(async (peer) => await peer.ask(command)));
      expect(acks.filter((ack) => ack.ok)).toHaveLength(1);
      expect(acks.flatMap((ack) => (ack.ok ? [] : [ack.code]))).toEqual([refusal]);
    }
  }
  const types = await eventTypes();
  expect(types.filter((type) => type === 'paused')).toHaveLength(turns);
  expect(types.filter((type) => type === 'resumed')).toHaveLength(turns);
  for (const peer of desks) peer.close();
});

test('a command whose answer was lost is sent again under its id, by a line that came later, and happened once', async () => {
  made = await live.create(smallWorkshop);
  for (let turn = 0; turn < turns; turn += 1) {
    const command = { id: randomUUID(), type: 'note', text: `Line ${turn}`, record: true } as const;
    const first = await desk();
    // The line is cut after the command has left and before anything can come back.
    first.socket.emit('command', command, () => undefined);
    await new Promise<void>((sent) => first.socket.io.engine.once('drain', sent));
    first.close();
    const second = await desk();
    const [ack, again] = await Promise.all([second.ask(command), second.ask(command)]);
    expect(ack).toMatchObject({ ok: true });
    expect(again).toEqual(ack);
    second.close();
  }
  expect((await eventTypes()).filter((type) => type === 'noted')).toHaveLength(turns);
});

test('a session’s time never goes back, however the clock of the machine jumps, over a restart too', async () => {
  made = await live.create(smallWorkshop);
  const hourMs = 3_600_000;
  const jumps = [0, -hourMs, 10 * 60_000, -400 * 24 * hourMs, 0, 24 * hourMs, -10 * 60_000, 5];
  for (const [at, jump] of jumps.entries()) {
    now += jump;
    if (at === 4) await live.restart();
    const peer = await desk();
    await peer.do({ type: 'note', text: `Jump ${at}`, record: true });
    peer.close();
  }
  const last = await desk();
  await last.saw('noted', jumps.length);
  const moments = last.events.map((event) => event.at);
  expect(moments).toEqual(moments.toSorted());
  const notes = last.events.flatMap((event) => (event.type === 'noted' ? [event.text] : []));
  expect(notes).toEqual(jumps.map((_, at) => `Jump ${at}`));
  last.close();
});
