import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LiveServer, smallWorkshop } from './live-server.ts';

let live: LiveServer;
const keptDirectory = mkdtempSync(join(tmpdir(), 'parley-kept-'));

beforeAll(async () => {
  writeFileSync(join(keptDirectory, 'replay.js'), 'globalThis.plays = true;');
  writeFileSync(join(keptDirectory, 'replay.css'), '.replay-top{}');
  live = await LiveServer.start({ keptDirectory });
});

afterAll(async () => {
  await live.close();
  rmSync(keptDirectory, { recursive: true });
});

const formats = ['md', 'json', 'csv', 'html'];

test('readers get every format of the outcome once the session has ended, and not before', async () => {
  const made = await live.create(smallWorkshop);
  const desk = await live.connect(made.session, made.tokens.facilitator);
  const ask = async (extension: string, token: string) =>
    await live.call('GET', `/api/sessions/${made.session}/outcome.${extension}`, { token });
  for (const extension of formats) {
    expect((await ask(extension, made.tokens.reader)).status).toBe(409);
    expect((await ask(extension, made.tokens.facilitator)).status).toBe(200);
    expect((await ask(extension, made.tokens.stage)).status).toBe(403);
  }
  await desk.do({ type: 'end' });
  for (const extension of formats) {
    const got = await ask(extension, made.tokens.reader);
    expect(got.status).toBe(200);
    expect(got.text).toMatch(/[0-9A-F]{4}-[0-9A-F]{4}/u);
  }
});

test('events arrive packed where that is understood, and plain where it is not', async () => {
  const made = await live.create(smallWorkshop);
  const ask = async (encoding: string) =>
    await live.call('GET', `/api/sessions/${made.session}/events?after=0`, {
      token: made.tokens.reader,
      headers: { 'accept-encoding': encoding },
    });
  const [packed, plain] = [await ask('gzip'), await ask('identity')];
  expect([packed.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual([
    'gzip',
    null,
  ]);
  expect(packed.text).toBe(plain.text);
  expect(plain.text).toContain('session-created');
});

test('the short code under the document is the beginning of the log’s head', async () => {
  const made = await live.create(smallWorkshop);
  const desk = await live.connect(made.session, made.tokens.facilitator);
  await desk.do({ type: 'end' });
  const token = made.tokens.facilitator;
  const log = JSON.parse(
    (await live.call('GET', `/api/sessions/${made.session}/log.json`, { token })).text,
  ) as { head: string };
  const outcome = await live.call('GET', `/api/sessions/${made.session}/outcome.html`, { token });
  const code = log.head.slice(0, 8).toUpperCase();
  expect(outcome.text).toContain(`Log ${code.slice(0, 4)}-${code.slice(4)}`);
});

test('A5 the file to keep carries a reader’s events, whoever asks for it, and none with a link for the outcome alone', async () => {
  const made = await live.create(smallWorkshop);
  const desk = await live.connect(made.session, made.tokens.facilitator);
  await live.join(made.code, 'Wilhelmina');
  await desk.do({ type: 'note', text: 'For my eyes alone' });
  await desk.do({ type: 'note', text: 'For everyone', record: true });
  const { link = '' } = await desk.do({ type: 'make-link', role: 'reader', outcomeOnly: true });
  await desk.do({ type: 'end' });
  const fileFor = async (token: string): Promise<string> =>
    (await live.call('GET', `/api/sessions/${made.session}/outcome.html`, { token })).text;
  for (const token of [made.tokens.reader, made.tokens.facilitator]) {
    const text = await fileFor(token);
    expect(text).toContain('globalThis.plays = true;');
    const [, events = ''] = /data-parley="events">(.*?)<\/script>/su.exec(text) ?? [];
    expect(events).toContain('For everyone');
    expect(events).not.toContain('For my eyes alone');
    expect(events).not.toContain('Wilhelmina');
  }
  const token = new URL(link).hash.slice(1);
  const alone = await fileFor(token);
  expect(alone).toContain('For everyone');
  expect(alone).not.toContain('<script');
  const asked = await live.call('GET', `/api/sessions/${made.session}/events?after=0`, { token });
  expect(asked.status).toBe(403);
});
