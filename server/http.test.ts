import { request } from 'node:http';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { protocol } from '../events/wire.ts';
import { Budgets } from './budgets.ts';
import { LiveServer, smallWorkshop } from './live-server.ts';

// A machine that does much else at once takes its time over real sockets and a real database.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let live: LiveServer;

beforeAll(async () => {
  const clientDirectory = mkdtempSync(join(tmpdir(), 'parley-client-'));
  writeFileSync(join(clientDirectory, 'phone.html'), '<!doctype html><title>Phone</title>');
  writeFileSync(
    join(clientDirectory, 'phone.html.gz'),
    gzipSync('<!doctype html><title>Phone, packed</title>'),
  );
  const budgets = new Budgets({
    failuresPerMinute: 20,
    wrongTokensPerMinute: 300,
    failuresPerSecondOfAll: 1_000,
    slowLaneLength: 3,
  });
  live = await LiveServer.start({ clientDirectory, budgets });
});

afterAll(async () => {
  await live.close();
  expect(live.faults).toEqual([]);
});

interface Raw {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** As bytes on the wire: fetch would not send another Host, or a foreign Origin. */
async function raw({
  method = 'GET',
  path,
  headers = {},
  body,
}: Raw): Promise<{ status: number; text: string }> {
  return await new Promise((done, failed) => {
    const { hostname, port } = new URL(live.url);
    const asked = request({ hostname, port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => done({ status: response.statusCode ?? 0, text }));
    });
    asked.on('error', failed);
    asked.end(body);
  });
}

const host = (): string => new URL(live.url).host;

test('a join from a page of somebody else’s is refused, from here or from a program it is read', async () => {
  const body = JSON.stringify({ code: 'AAAA-AAAA', name: 'Ada' });
  const json = { 'content-type': 'application/json' };
  const from = async (headers: Record<string, string>): Promise<number> =>
    (await raw({ method: 'POST', path: '/api/join', headers: { ...json, ...headers }, body })).status;
  expect(await from({})).toBe(404);
  expect(await from({ origin: `http://${host()}` })).toBe(404);
  for (const origin of [
    'http://evil.example',
    'null',
    `http://evil.${host()}`,
    `http://${host()}1`,
    'file://',
  ]) {
    expect([origin, await from({ origin })]).toEqual([origin, 403]);
  }
  // A name of somebody else's that was pointed at this address.
  expect(await from({ origin: 'http://rebound.example', host: 'rebound.example' })).toBe(403);
  expect(await from({ 'sec-fetch-site': 'cross-site' })).toBe(403);
});

test('what a form can send is no command', async () => {
  const headers = { 'content-type': 'text/plain' };
  const answer = await raw({
    method: 'POST',
    path: '/api/join',
    headers,
    body: '{"code":"AAAA-AAAA","name":"Ada"}',
  });
  expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('malformed') as unknown });
});

test('a socket from a page of somebody else’s is not even opened', async () => {
  const made = await live.create(smallWorkshop);
  for (const [origin, isIn] of [
    [`http://${host()}`, true],
    ['http://evil.example', false],
    ['null', false],
  ] as const) {
    const socket = io(live.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { origin },
      auth: { session: made.session, token: made.tokens.stage, after: 0, protocol },
    });
    const connected = await new Promise<boolean>((done) => {
      socket.on('connect', () => done(true));
      socket.on('connect_error', () => done(false));
    });
    socket.disconnect();
    expect([origin, connected]).toEqual([origin, isIn]);
  }
});

test('a body that is too large is refused and the connection lives on', async () => {
  const name = 'a'.repeat(1_000_000);
  const answer = await live.call('POST', '/api/join', { body: { code: 'AAAA-AAAA', name } });
  expect(answer).toMatchObject({ status: 413, text: expect.stringContaining('too-large') as unknown });
  const long = await live.call('POST', '/api/join', {
    body: { code: 'AAAA-AAAA', name: 'a'.repeat(10_000) },
  });
  expect(long).toMatchObject({ status: 422, text: expect.stringContaining('name') as unknown });
});

test('doors are served packed and never kept, missing ones are named', async () => {
  const phone = await live.call('GET', '/j/ABCD-2345', { headers: { 'accept-encoding': 'gzip' } });
  expect(phone.text).toContain('Phone, packed');
  expect(phone.headers.get('cache-control')).toBe('no-store');
  expect(phone.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const paths = [
    '/stage/s-1',
    '/assets/nothing.js',
    '/../package.json',
    '/%2e%2e/package.json',
    '//etc/passwd',
    '/phone.html',
  ];
  for (const path of paths) expect([path, (await raw({ path })).status]).toEqual([path, 404]);
});

test('odd names and odd keys are either refused or kept as they are', async () => {
  const made = await live.create(smallWorkshop);
  const join = async (name: unknown): Promise<number> =>
    (
      await raw({
        method: 'POST',
        path: '/api/join',
        headers: { 'content-type': 'application/json' },
        body: `{"code":${JSON.stringify(made.code)},"name":${typeof name === 'string' ? `"${name}"` : JSON.stringify(name)},"__proto__":{"role":"candidate"}}`,
      })
    ).status;
  expect(await join('\\ud800')).toBe(422);
  expect(await join('a\\u0000b')).toBe(422);
  expect(await join('   ')).toBe(422);
  expect(await join(7)).toBe(422);
  const kept = ['Zoë 👩‍👩‍👧', '<img src=x onerror=alert(1)>', '=1+1', 'עברית', 'a'.repeat(60)];
  for (const name of kept)
    expect((await live.join(made.code.toLowerCase().replace('-', ' '), name)).session).toBe(made.session);
  const { text } = await live.call('GET', `/api/sessions/${made.session}/events`, {
    token: made.tokens.facilitator,
  });
  const told = text
    .trim()
    .split('\n')
    .flatMap((line) => (JSON.parse(line) as { name?: string }).name ?? []);
  expect(told).toEqual(kept);
});

test('wrong codes get slower and slower to try, while a right one is never turned away', async () => {
  const made = await live.create(smallWorkshop);
  const guesses = await Promise.all(
    Array.from(
      { length: 80 },
      async () => await live.call('POST', '/api/join', { body: { code: 'AAAA-AAAA', name: 'M' } }),
    ),
  );
  const statuses = new Set(guesses.map(({ status }) => status));
  expect(statuses).toEqual(new Set([404, 429]));
  expect((await live.join(made.code, 'Ada')).session).toBe(made.session);
});

test('the list says of each session how far it is', async () => {
  const made = await live.create(smallWorkshop);
  const desk = await live.connect(made.session, made.tokens.facilitator);
  const entry = async (): Promise<unknown> => {
    const { text } = await live.call('GET', '/api/sessions', { token: live.running.hostKey });
    return (JSON.parse(text) as { session: string }[]).find(({ session }) => session === made.session);
  };
  expect(await entry()).toMatchObject({ state: 'new', participants: 0 });
  await live.join(made.code, 'Ada');
  await desk.do({ type: 'go-to', step: smallWorkshop.steps[0]?.id ?? '' });
  expect(await entry()).toMatchObject({ state: 'running', participants: 1 });
  await desk.do({ type: 'end' });
  expect(await entry()).toMatchObject({ state: 'ended', participants: 1 });
});
