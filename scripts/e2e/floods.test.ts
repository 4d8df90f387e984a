import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSoak, times } from '../../server/log/times.ts';
import { until } from './harness/condition.ts';
import { dice, pick } from './harness/dice.ts';
import { ask, makeSession, type MadeSession } from './harness/made-session.ts';
import { mutated } from './harness/mutated.ts';
import { RawSocket } from './harness/raw-socket.ts';
import { ServerProcess } from './harness/server-process.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// Requests that are broken, that never end, and sockets that never say who they are: the server outlives them and
// lets a phone in meanwhile.

const broken = times(300, 10_000);
const halves = times(100, 500);
const silent = 2_000;
const grownBytesMax = 120_000_000;

let server: ServerProcess;
let made: MadeSession;
let sockets: Socket[];
let raws: RawSocket[];

beforeEach(async () => {
  sockets = [];
  raws = [];
  server = await ServerProcess.start();
  made = await makeSession(server.url, testWorkshop);
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  for (const raw of raws) raw.close();
  await server.remove();
});

test(
  `${broken} broken requests crash nothing and are nobody's complaint`,
  { timeout: times(120_000, 1_200_000) },
  async () => {
    const { pid } = server;
    const before = server.output.length;
    const roll = dice(80);
    for (let count = 0; count < broken; count += 1)
      await sendOnce(mutated(Buffer.from(pick(nearlyRight(), roll)), roll));
    // First what it has said: should it ever end, that says why.
    expect(server.output.slice(before)).toBe('');
    await expectRoomForOne();
    expect(server.pid).toBe(pid);
    expect(server.output.slice(before)).toBe('');
  },
);

test(`${halves} requests that never end keep nobody out`, { timeout: 240_000 }, async () => {
  const body = JSON.stringify({ code: made.code, name: 'Half' });
  const starts = [
    'GET / HT',
    'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ',
    head(body).slice(0, -2),
    head(body) + body.slice(0, 9),
  ];
  for (let count = 0; count < halves; count += 1) opened().write(starts[count % starts.length] ?? '');
  await expectRoomForOne();
  // The server gives them half a minute and looks for such every half a minute.
  if (isSoak) await until('they are all closed', () => sockets.every(({ closed }) => closed), 120_000);
});

// It is half a minute before they are told.
test.runIf(isSoak)(
  `${silent} sockets that never say who they are keep nobody out, and are closed`,
  async () => {
    const before = await memoryBytes();
    while (raws.length < silent) {
      const some = Array.from({ length: 100 }, async () => await RawSocket.open({ port: server.port }));
      raws.push(...(await Promise.all(some)));
    }
    expect(raws.every(({ status }) => status === 101)).toBe(true);
    await expectRoomForOne();
    expect(await memoryBytes()).toBeLessThan(before + grownBytesMax);
    // They are told so, and a polite one would close; what the server lets go is what it would have kept for them.
    await until('they are told to go', () =>
      raws.every(({ heard, isClosed }) => isClosed || heard.includes('\u0088')),
    );
  },
);

/** Somebody joins, connects and is answered. */
async function expectRoomForOne(): Promise<void> {
  const phone = await SocketPhone.join(server.url, { code: made.code, name: 'Ana' });
  expect(await phone.send('rename', { name: 'Ana Maria' })).toMatchObject({ ok: true });
  phone.close();
}

function opened(): Socket {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  sockets.push(socket);
  return socket;
}

/** Sends all of it and waits until the server has said all it has to say. */
async function sendOnce(bytes: Buffer): Promise<void> {
  const socket = opened();
  socket.end(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
  sockets.pop();
}

function head(body: string): string {
  const lines = [
    'POST /api/join HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  return `${[...lines, '', ''].join('\r\n')}`;
}

function nearlyRight(): string[] {
  const { session, tokens, code } = made;
  const body = JSON.stringify({ code: `${code.slice(0, 8)}2`, name: 'Eve' });
  const get = (path: string, token: string): string =>
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`;
  return [
    head(body) + body,
    `${head('').replace('Content-Length: 0', 'Transfer-Encoding: chunked')}5\r\n{"cod\r\n0\r\n\r\n`,
    get(`/api/sessions/${session}/events?after=3`, tokens.reader),
    get(`/api/sessions/${session}/outcome.html`, tokens.facilitator),
    get('//api/sessions/../../etc/passwd', tokens.stage),
    get('/%2e%2e/%00/assets/..%5c', tokens.stage),
    get('/join/%E0%A4%A', tokens.stage),
    get('/socket.io/?EIO=4&transport=polling', tokens.stage),
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n`,
    `DELETE /api/sessions/${session} HTTP/1.1\r\nHost: x\r\nOrigin: null\r\nConnection: close\r\n\r\n`,
  ];
}

async function memoryBytes(): Promise<number> {
  const { text } = await ask(`${server.url}/metrics`);
  return Number(/^parley_process_resident_memory_bytes (\S+)$/mu.exec(text)?.[1]);
}
