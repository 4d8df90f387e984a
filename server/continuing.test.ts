import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Item } from '../events/activity.ts';
import type { EventOf } from '../events/session/event.ts';
import { LiveServer, smallWorkshop, type Made, type Peer } from './live-server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let live: LiveServer;

beforeAll(async () => {
  live = await LiveServer.start();
});

afterAll(async () => {
  await live.close();
  expect(live.faults).toEqual([]);
});

async function facilitatorOf(made: Made): Promise<Peer> {
  const desk = await live.connect(made.session, made.tokens.facilitator);
  await desk.saw('session-created');
  return desk;
}

function brought(desk: Peer): Item[] {
  const created = desk.events.find(
    (event): event is EventOf<'session-created'> => event.type === 'session-created',
  );
  const [first] = created?.workshop.steps ?? [];
  return first?.id === 'last-time' && first.kind === 'tags' ? (first.settings.items ?? []) : [];
}

test('what a session leaves open is the first step of the one that goes on from it, until it is done or let go', async () => {
  const made = await live.create(smallWorkshop, { subject: 'Billing' });
  const desk = await facilitatorOf(made);
  for (const text of ['Ask the quokkas', 'Write to the numbats', 'Call a bilby'])
    await desk.do({ type: 'take-step', text, by: 'Friday' });
  await desk.saw('step-taken', 3);
  const taken = desk.events.filter((event) => event.type === 'step-taken');
  await desk.do({ type: 'erase', text: taken[2]?.id ?? '' });
  await desk.do({ type: 'end' });

  const next = await live.create(smallWorkshop, { subject: 'Billing', continues: made.session });
  const nextDesk = await facilitatorOf(next);
  const things = brought(nextDesk);
  expect(things.map(({ label }) => label)).toEqual([
    'Ask the quokkas (by Friday)',
    'Write to the numbats (by Friday)',
  ]);

  const phones = [];
  for (const name of ['Ada', 'Ben', 'Cleo']) phones.push(await live.phone(next, name));
  await nextDesk.do({ type: 'open', step: 'last-time' });
  for (const phone of phones) {
    await phone.saw('opened');
    const tags = { [things[0]?.id ?? '']: 'done', [things[1]?.id ?? '']: 'under-way' };
    await phone.do({ type: 'answer', step: 'last-time', round: 1, answer: { tags }, counter: 1 });
  }
  await nextDesk.do({ type: 'close', step: 'last-time' });
  await nextDesk.do({ type: 'release', step: 'last-time' });
  await nextDesk.do({ type: 'end' });
  const path = `/api/sessions/${next.session}/outcome.md`;
  const outcome = await live.call('GET', path, { token: next.tokens.facilitator });
  expect(outcome.text).toContain('Ask the quokkas');

  const third = await live.create(smallWorkshop, { continues: next.session });
  expect(brought(await facilitatorOf(third)).map(({ label }) => label)).toEqual([
    'Write to the numbats (by Friday)',
  ]);
});

test('what is brought along stands under keys of its own, and is erased like any text', async () => {
  const made = await live.create(smallWorkshop);
  const desk = await facilitatorOf(made);
  await desk.do({ type: 'take-step', text: 'Feed the potoroo', by: '' });
  const next = await live.create(smallWorkshop, { continues: made.session });
  const nextDesk = await facilitatorOf(next);
  const [thing] = brought(nextDesk);
  expect(thing?.label).toBe('Feed the potoroo');
  expect(filesWith('potoroo')).toEqual([]);
  await nextDesk.do({ type: 'erase', text: thing?.id ?? '' });
  await nextDesk.saw('erased');
  const told = async (): Promise<string> =>
    (await live.call('GET', `/api/sessions/${next.session}/events`, { token: next.tokens.facilitator })).text;
  expect(await told()).not.toContain('potoroo');
  await live.restart();
  expect(await told()).not.toContain('potoroo');
  expect(await told()).toContain('"last-time"');
  const again = await facilitatorOf(next);
  const phone = await live.phone(next, 'Ada');
  await again.do({ type: 'open', step: 'last-time' });
  await phone.saw('opened');
  const tags = { [thing?.id ?? '']: 'done' };
  await phone.do({ type: 'answer', step: 'last-time', round: 1, answer: { tags }, counter: 1 });
  await again.do({ type: 'close', step: 'last-time' });
  await again.do({ type: 'release', step: 'last-time' });
  const path = `/api/sessions/${next.session}/outcome.md`;
  expect(await live.call('GET', path, { token: next.tokens.facilitator })).toMatchObject({
    status: 200,
    text: expect.stringMatching(/Last time[^]*erased/u),
  });
});

test('a session that is not there leaves nothing to go on from', async () => {
  const made = await live.create(smallWorkshop, { continues: 's-long-gone' });
  expect(brought(await facilitatorOf(made))).toEqual([]);
});

function filesWith(words: string): string[] {
  return readdirSync(live.directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(words));
}
