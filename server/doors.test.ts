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

test('a stage learns the code and the address to put on the wall, a reader does not', async () => {
  const { session, code, links, tokens } = await live.create(smallWorkshop);
  const door = await live.call('GET', `/api/sessions/${session}/door`, { token: tokens.stage });
  expect(JSON.parse(door.text)).toMatchObject({ code, links: expect.arrayContaining([links.join]) });
  expect((await live.call('GET', `/api/sessions/${session}/door`, { token: tokens.reader })).status).toBe(
    403,
  );
  expect((await live.call('GET', `/api/sessions/${session}/door`)).status).toBe(401);
});

test('a host who has lost a link gets a new one that opens the desk, and nobody else does', async () => {
  const { session, tokens } = await live.create(smallWorkshop);
  const path = `/api/sessions/${session}/links`;
  const made = await live.call('POST', path, { token: live.running.hostKey, body: { role: 'facilitator' } });
  expect(made.status).toBe(201);
  const { link } = JSON.parse(made.text) as { link: string };
  const desk = await live.connect(session, link.split('#')[1] ?? '');
  await desk.do({ type: 'lock', on: true });
  expect((await live.call('POST', path, { token: tokens.facilitator, body: { role: 'stage' } })).status).toBe(
    401,
  );
  const nowhere = await live.call('POST', '/api/sessions/s-none/links', {
    token: live.running.hostKey,
    body: { role: 'stage' },
  });
  expect(nowhere.status).toBe(404);
});
