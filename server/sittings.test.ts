import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { OverTime } from '../events/views/over-time.ts';
import { LiveServer, smallWorkshop, type Made } from './live-server.ts';
import { readProjections } from './log/projections.ts';
import { sittingRows } from './sittings.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let live: LiveServer;
let first: Made;
let second: Made;

beforeAll(async () => {
  live = await LiveServer.start();
  first = await held('Billing', [1, 2, 3]);
  second = await held('billing ', [3, 4, 5, 5]);
  await held('Search', [1, 1, 1]);
});

afterAll(async () => {
  await live.close();
  expect(live.faults).toEqual([]);
});

/** A session on a subject, in which so many people say how ready it is. */
async function held(subject: string, values: readonly number[]): Promise<Made> {
  const made = await live.create(smallWorkshop, { subject });
  const desk = await live.connect(made.session, made.tokens.facilitator);
  const phones = [];
  for (const [at] of values.entries()) phones.push(await live.phone(made, `Person ${at}`));
  await desk.do({ type: 'open', step: 'readiness' });
  for (const [at, phone] of phones.entries()) {
    const answer = { value: values[at] ?? 1 };
    await phone.saw('opened');
    await phone.do({ type: 'answer', step: 'readiness', round: 1, answer, counter: 1 });
  }
  await desk.do({ type: 'close', step: 'readiness' });
  await desk.do({ type: 'release', step: 'readiness' });
  await desk.do({ type: 'end' });
  for (const peer of [desk, ...phones]) peer.close();
  return made;
}

async function asked(query = ''): Promise<OverTime[]> {
  const { status, text } = await live.call('GET', `/api/over-time${query}`, { token: live.running.hostKey });
  expect(status).toBe(200);
  return JSON.parse(text) as OverTime[];
}

test('the host sees the same template on the same subject over time, row by row, with n', async () => {
  const [series, ...others] = await asked('?workshop=small&subject=BILLING');
  expect(others).toEqual([]);
  expect(series?.sittings.map(({ session }) => session)).toEqual([first.session, second.session]);
  expect(series?.steps).toMatchObject([
    {
      step: 'readiness',
      asked: [
        { n: 3, rule: 'scale@1' },
        { n: 4, rule: 'scale@1' },
      ],
      rows: [{ label: 'People', values: [expect.anything(), expect.anything()] }],
    },
  ]);
  const middles = series?.steps[0]?.rows[0]?.values.map((cells) => cells?.at(-1));
  expect(middles).toEqual([
    { column: 'Middle', value: '2' },
    { column: 'Middle', value: '4 to 5' },
  ]);
  expect((await asked()).map(({ subject }) => subject?.trim())).toEqual(['Search', 'billing']);
  expect(await asked('?subject=nothing')).toEqual([]);
  const list = await live.call('GET', '/api/sessions', { token: live.running.hostKey });
  expect(list.text).toContain('"subject":"Billing"');
});

test('asked again it is read, not made; a session that went on is made again; a lost database changes nothing', async () => {
  const before = await asked();
  const { log } = live.running.sessions.parts;
  const kept = await log.ask(readProjections);
  expect(kept).toHaveLength(3);
  // What is kept is what is told: a row that says something else shows that nothing was made.
  await log.ask(
    async (statements) =>
      await statements.query(
        `update projection set body = replace(body, 'How ready', 'Kept') where session = $1`,
        [first.session],
      ),
  );
  expect(JSON.stringify(await asked('?subject=billing'))).not.toBe(JSON.stringify(before[1]));
  const desk = await live.connect(first.session, first.tokens.facilitator);
  await desk.do({ type: 'note', text: 'One more line' });
  desk.close();
  expect(await asked()).toEqual(before);
  const rows = await sittingRows(log);
  await live.restart((directory) => rmSync(join(directory, 'db'), { recursive: true }));
  expect(await sittingRows(live.running.sessions.parts.log)).toEqual(rows);
});

test('a deleted session is gone from it', async () => {
  const { hostKey } = live.running;
  await live.call('DELETE', `/api/sessions/${first.session}`, { token: hostKey });
  expect((await asked('?subject=billing'))[0]?.sittings.map(({ session }) => session)).toEqual([
    second.session,
  ]);
  expect(JSON.stringify(await live.running.sessions.parts.log.ask(readProjections))).not.toContain(
    first.session,
  );
});
