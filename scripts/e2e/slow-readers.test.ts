import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSoak } from '../../server/log/times.ts';
import { until } from './harness/condition.ts';
import { ask, makeSession, type MadeSession } from './harness/made-session.ts';
import { frameOf, RawSocket } from './harness/raw-socket.ts';
import { ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// A page that hangs goes on being told. What it does not take waits in the server's memory, so it is dropped at a
// limit; it comes back and goes on from where it was, and nobody else notices anything.

/** Desks that write; so many that none writes faster than one desk may. */
const desksWriting = 12;
const words = '界'.repeat(1_990);
const slowOfEach = 10;
/** Lines that are written after the slow ones were dropped, while they still do not read. */
const linesAfter = 2_000;
const grownBytesMax = 150_000_000;

let server: ServerProcess;
let made: MadeSession;
let clients: SocketClient[];
let raws: RawSocket[];

beforeEach(async () => {
  clients = [];
  raws = [];
  server = await ServerProcess.start();
  made = await makeSession(server.url, testWorkshop);
});

afterEach(async () => {
  for (const one of [...clients, ...raws]) one.close();
  await server.remove();
});

// Whoever reads nothing and is sent little is let go by the ping, which takes its time.
test.runIf(isSoak)(
  'a wall, a reader and a desk that stop reading are dropped, find everything when they read again, and nobody else notices',
  async () => {
    const reading = await Promise.all([enter('facilitator'), enter('stage'), enter('reader'), join('Ana')]);
    const slow = await Promise.all(
      Array.from(
        { length: slowOfEach },
        async () => await Promise.all([enter('facilitator'), enter('stage'), enter('reader')]),
      ),
    );
    const slowPhones = await Promise.all(
      Array.from({ length: slowOfEach }, async (_, at) => await join(`Slow ${at}`)),
    );
    const stuck = [...slow.flat(), ...slowPhones];
    const desks = await Promise.all(
      Array.from({ length: desksWriting }, async () => await enter('facilitator')),
    );
    const before = await memoryBytes();
    for (const one of stuck) one.stopReading();

    let written = 0;
    const lineOf = (number: number): string => `${number} ${words}`;
    const write = async (): Promise<void> => {
      const desk = desks[written % desksWriting];
      written += 1;
      await desk?.must('note', { text: lineOf(written), record: true });
    };
    // At the limit, or because they answer no ping: whichever is sooner.
    while (await areConnected({ stage: 2, reader: 2, facilitator: desksWriting + 2 }))
      for (let some = 0; some < 50; some += 1) await write();
    for (let some = 0; some < linesAfter; some += 1) await write();
    expect(await memoryBytes()).toBeLessThan(before + grownBytesMax);

    for (const one of stuck) one.readAgain();
    const notes = (client: SocketClient): unknown[] =>
      client.events.flatMap((event) => (event.type === 'noted' ? [event.text] : []));
    const all = [...reading, ...stuck];
    await until(
      'everyone has been told everything',
      () => all.every((client) => notes(client).length === written),
      200_000,
    );
    for (const client of all) {
      expect(client.complaints).toEqual([]);
      expect(notes(client)).toEqual(Array.from({ length: written }, (_, at) => lineOf(at + 1)));
    }
    for (const client of [...reading, ...desks]) expect(client.connections).toBe(1);
    for (const client of slow.flat()) expect(client.connections).toBeGreaterThan(1);
  },
  1_200_000,
);

const floods: [what: string, message: string][] = [
  ['answers', `420${JSON.stringify(['command', { id: randomUUID(), type: 'fly' }])}`],
  ['refusals of the library’s own', `40/${'x'.repeat(9_000)},{}`],
];

test.each(floods)('whoever asks for %s without end and reads none is dropped', async (_, message) => {
  const ana = await join('Ana');
  const mallory = await RawSocket.open({ port: server.port });
  raws.push(mallory);
  const phone = await join('Mallory');
  phone.close();
  mallory.send(
    Buffer.from(`40${JSON.stringify({ session: made.session, token: phone.token, after: 0, protocol: 1 })}`),
  );
  await until('the socket is in', () => mallory.heard.includes('42["events"'));
  mallory.stopReading();
  const before = await memoryBytes();
  const some = Buffer.concat(Array.from({ length: 100 }, () => frameOf(Buffer.from(message), 1)));
  for (let turn = 0; (await dropped()) === 0; turn += 1) {
    expect(turn).toBeLessThan(5_000);
    mallory.write(some);
    await mallory.sent();
  }
  expect(await memoryBytes()).toBeLessThan(before + grownBytesMax);
  expect(await areConnected({ participant: 2 })).toBe(false);
  expect(await ana.send('rename', { name: 'Ana Maria' })).toMatchObject({ ok: true });
  expect(ana.connections).toBe(1);
});

async function enter(role: 'facilitator' | 'stage' | 'reader'): Promise<SocketClient> {
  const client = new SocketClient({ url: server.url, session: made.session, token: made.tokens[role] });
  clients.push(client);
  return await client.open();
}

async function join(name: string): Promise<SocketPhone> {
  const phone = await SocketPhone.join(server.url, { code: made.code, name });
  clients.push(phone);
  return phone;
}

/** Whether of any of these roles there are at least so many. */
async function areConnected(atLeast: Record<string, number>): Promise<boolean> {
  const counts = Object.keys(atLeast).map(
    async (role) => await measured(`parley_sockets\\{role="${role}"\\}`),
  );
  return (await Promise.all(counts)).some((count, at) => count >= (Object.values(atLeast)[at] ?? 0));
}

async function dropped(): Promise<number> {
  return await measured('parley_slow_sockets_total');
}

async function memoryBytes(): Promise<number> {
  return await measured('parley_process_resident_memory_bytes');
}

async function measured(name: string): Promise<number> {
  const { text } = await ask(`${server.url}/metrics`);
  const [, value] = new RegExp(`^${name} (\\S+)$`, 'mu').exec(text) ?? [];
  if (value === undefined) throw new Error(`${name} is not measured.`);
  return Number(value);
}
