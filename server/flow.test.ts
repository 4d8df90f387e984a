import { afterAll, beforeAll, expect, test } from 'vitest';
import { LiveServer, smallWorkshop } from './live-server.ts';

let live: LiveServer;

beforeAll(async () => {
  live = await LiveServer.start();
});

afterAll(async () => {
  await live.close();
  expect(live.faults).toEqual([]);
});

test('a session goes from its making to its outcome', async () => {
  const made = await live.create(smallWorkshop);
  expect(made.code).toMatch(/^[2-9A-HJKMNP-X]{4}-[2-9A-HJKMNP-X]{4}$/u);
  const desk = await live.connect(made.session, made.tokens.facilitator);
  const stage = await live.connect(made.session, made.tokens.stage);
  const phones = await Promise.all(['Ada', 'Ben', 'Cleo', 'Dan'].map((name) => live.phone(made, name)));
  await stage.saw('joined', 4);
  await desk.do({ type: 'open', step: 'readiness' });
  await Promise.all(phones.map((phone) => phone.saw('opened')));
  const acks = await Promise.all(
    phones.slice(0, 3).map((phone, place) => phone.ask({ type: 'answer', step: 'readiness', round: 1, answer: { value: 3 + (place % 2) } })),
  );
  expect(acks).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
  await stage.until(() => stage.progress?.answered === 3);
  expect(stage.progress).toEqual({ step: 'readiness', round: 1, present: 4, answered: 3 });
  await desk.do({ type: 'close', step: 'readiness' });
  expect(await stage.saw('closed')).toMatchObject([{ present: 4, answered: 3, passed: 0, silent: 1, absent: 0 }]);
  expect(await phones[0]?.ask({ type: 'answer', step: 'readiness', round: 1, answer: { value: 1 } })).toMatchObject({ code: 'round-over' });
  await desk.do({ type: 'release', step: 'readiness' });
  expect(await stage.saw('released')).toMatchObject([{ tally: { n: 3, counts: [0, 0, 2, 1, 0] } }]);
  await desk.do({ type: 'end' });
  const outcome = await live.call('GET', `/api/sessions/${made.session}/outcome.json`, { token: made.tokens.reader });
  expect(outcome.status).toBe(200);
  expect(outcome.text).toContain('"counts": [');
  const markdown = await live.call('GET', `/api/sessions/${made.session}/outcome.md`, { token: made.tokens.facilitator });
  expect(markdown.text).toContain('How ready');
});
