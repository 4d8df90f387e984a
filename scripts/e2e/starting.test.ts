import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { times } from '../../server/log/times.ts';
import { until } from './harness/condition.ts';
import { ask, makeSession } from './harness/made-session.ts';
import { freePort, hostKey, runServer, ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// How a process begins and ends, and what it says in one sentence when it can't begin.

const startersAtOnce = times(4, 10);
const rounds = times(2, 10);

const running: ServerProcess[] = [];
const folders: string[] = [];
const clients: SocketClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const server of running.splice(0)) await server.remove();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  folders.push(folder);
  return folder;
}

async function startServer(options: Parameters<typeof ServerProcess.start>[0] = {}): Promise<ServerProcess> {
  const server = await ServerProcess.start(options);
  running.push(server);
  return server;
}

/** One sentence on one line, and nothing else. */
function expectOneSentence(output: string): void {
  expect(output.trim()).toMatch(/^Parley: [^\n]+[.!]$/u);
}

describe('a wrong environment value stops the start with one sentence that names the variable', () => {
  const wrong: [variable: string, value: string][] = [
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PUBLIC_URL', 'rooms.test'],
    ['PUBLIC_URL', 'https://rooms.test/parley'],
    ['TRUST_PROXY', 'perhaps'],
    ['DATABASE_URL', 'mysql://somebody:s3cret@somewhere/parley'],
    ['HOST_KEY', 'short'],
    ['HOST_KEY', 'a key with some spaces in it'],
    ['LOG_LEVEL', 'loud'],
    ['RETENTION_DAYS', '0'],
    ['RETENTION_DAYS', 'a week'],
  ];

  test.each(wrong)('%s=%s', async (variable, value) => {
    const { code, output } = await runServer({ [variable]: value, DATA_DIR: temporaryFolder() });
    expectOneSentence(output);
    expect(output).toContain(variable);
    // Whoever reads the log of a start must not find a password in it.
    expect(output).not.toContain(value);
    expect(code).toBe(2);
  });

  test('TLS_CERT without TLS_KEY', async () => {
    const { code, output } = await runServer({ TLS_CERT: '/nowhere/cert.pem', DATA_DIR: temporaryFolder() });
    expectOneSentence(output);
    expect(output).toContain('TLS_KEY');
    expect(code).toBe(2);
  });

  test('a certificate that is not there', async () => {
    const { code, output } = await runServer({
      TLS_CERT: '/nowhere/cert.pem',
      TLS_KEY: '/nowhere/key.pem',
      DATA_DIR: temporaryFolder(),
    });
    expectOneSentence(output);
    expect(output).toContain('TLS_CERT');
    expect(code).not.toBe(0);
  });
});

test('a second start on the same directory is refused with a sentence, and the first goes on', async () => {
  const first = await startServer();
  const { code, output } = await runServer({ DATA_DIR: first.dataDirectory });
  expectOneSentence(output);
  expect(output).toContain(String(first.pid));
  expect(code).toBe(1);
  await makeSession(first.url, testWorkshop);
});

test(`of several that start on one directory at once one serves and the others say which, ${rounds} times over`, async () => {
  const dataDirectory = temporaryFolder();
  for (let round = 1; round <= rounds; round += 1) {
    const starts = Array.from(
      { length: startersAtOnce },
      async () => await ServerProcess.start({ dataDirectory }),
    );
    const ended = await Promise.allSettled(starts);
    const [winner, ...others] = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    for (const one of [winner, ...others]) if (one) running.push(one);
    if (!winner) throw new Error('Nobody serves the directory.');
    expect(others).toEqual([]);
    const refusals = ended.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    for (const refusal of refusals) {
      expect(refusal).toContain('"code":1');
      expect(refusal).toContain(`in use by process ${winner.pid}`);
    }
    // What each of them was told is saved is there for the next.
    await makeSession(winner.url, testWorkshop, { title: `Round ${round}` });
    const { text } = await ask(`${winner.url}/api/sessions`, { token: hostKey });
    expect(text.match(/Round \d+/gu)).toHaveLength(round);
    await winner.kill();
  }
});

test('a port in use is one sentence that says which', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '0.0.0.0');
  await once(other, 'listening');
  const { code, output } = await runServer({ PORT: String(port), DATA_DIR: temporaryFolder() });
  other.close();
  expectOneSentence(output);
  expect(output).toContain(String(port));
  expect(code).toBe(1);
});

test('a directory that can’t be made or written is one sentence that names it', async () => {
  const file = join(temporaryFolder(), 'a-file');
  writeFileSync(file, 'not a directory');
  const { code, output } = await runServer({ DATA_DIR: join(file, 'data') });
  expectOneSentence(output);
  expect(output).toContain(join(file, 'data'));
  expect(code).toBe(1);
});

test('asked to stop, the server answers what it has taken, ends with 0 and has lost nothing', async () => {
  const server = await startServer();
  const made = await makeSession(server.url, testWorkshop);
  const desk = await new SocketClient({
    url: server.url,
    session: made.session,
    token: made.tokens.facilitator,
  }).open();
  clients.push(desk);
  const phones = await Promise.all(
    Array.from({ length: 12 }, (_, place) =>
      SocketPhone.join(server.url, { code: made.code, name: `Voter ${place}` }),
    ),
  );
  clients.push(...phones);
  await desk.must('open', { step: 'mood' });
  await until('every phone has the question', () => phones.every((phone) => phone.roundsOf('mood') === 1));

  const votes = phones.map((phone, place) => phone.answer('mood', 1, { value: place }));
  await Promise.race(votes);
  const { code, output } = await server.stop();
  expect(code).toBe(0);
  expect(output).not.toMatch(/error/iu);

  // Those whose answer was not acknowledged before the end ask again by themselves.
  await server.startAgain();
  const acks = await Promise.all(votes);
  expect(acks.map(({ ok }) => ok)).toEqual(phones.map(() => true));
  const events = await desk.readAll();
  const answered = events.flatMap((event) => (event.type === 'answered' ? [event.participant] : []));
  expect(answered.toSorted()).toEqual(phones.map(({ participant }) => participant).toSorted());
});

test('without a host key one is made, printed as a link, and still opens after a restart', async () => {
  const server = await startServer({ environment: { HOST_KEY: '' } });
  const key = /#key=([\w-]+)/u.exec(server.output)?.[1] ?? '';
  expect(key).not.toBe(hostKey);
  expect((await ask(`${server.url}/api/sessions`, { token: key })).status).toBe(200);
  await server.kill();
  await server.startAgain();
  expect((await ask(`${server.url}/api/sessions`, { token: key })).status).toBe(200);
  expect((await ask(`${server.url}/api/sessions`, { token: `${key}x` })).status).toBe(401);
});

test('what a start prints points nobody at localhost', async () => {
  const server = await startServer();
  const links = server.output.match(/https?:\/\/\S+/gu) ?? [];
  const hasSquare = server.output.includes('██');
  if (hasSquare) expect(links.some((link) => /localhost|127\.0\.0\.1/u.test(link))).toBe(false);
});
