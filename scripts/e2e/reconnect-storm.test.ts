import { afterEach, expect, test } from 'vitest';
import type { SessionEvent } from '../../events/session/event.ts';
import { times } from '../../server/log/times.ts';
import { until } from './harness/condition.ts';
import { makeSession } from './harness/made-session.ts';
import { ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// A full room loses its server and comes back all at once, again and again, while the desk goes on leading and every
// phone has an answer to send. Each is told exactly what it missed, and is asked for nothing a second time.

const phonesInRoom = times(100, 300);
const storms = times(2, 5);
const timeoutMs = times(240_000, 1_200_000);

let server: ServerProcess;
let clients: SocketClient[] = [];

afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await server.remove();
});

test(
  `${phonesInRoom} phones that come back at once, ${storms} times, miss nothing and are told nothing twice`,
  async () => {
    server = await ServerProcess.start();
    const { session, tokens, code } = await makeSession(server.url, testWorkshop);
    const seat = async (token: string): Promise<SocketClient> =>
      await new SocketClient({ url: server.url, session, token }).open();
    const [desk, stage] = await Promise.all([seat(tokens.facilitator), seat(tokens.stage)]);
    const phones = await Promise.all(
      Array.from({ length: phonesInRoom }, (_, at) =>
        SocketPhone.join(server.url, { code, name: `Phone ${at}` }),
      ),
    );
    clients = [desk, stage, ...phones];
    await desk.must('open', { step: 'mood' });
    await desk.must('open', { step: 'estimate' });

    for (let storm = 1; storm <= storms; storm += 1) {
      await server.kill();
      // Asked while nobody listens, and sent as soon as somebody does.
      const asked = [
        desk.must('note', { text: `Storm ${storm}`, record: true }),
        ...phones.flatMap((phone, at) => [
          phone.answer('mood', 1, { value: storm * 1_000 + at }),
          phone.answer('estimate', 1, { value: storm * 1_000 + at }),
        ]),
      ];
      await server.startAgain();
      for (const ack of await Promise.all(asked)) expect(ack).toMatchObject({ ok: true });
      await until('everyone is back', () => clients.every(({ connections }) => connections > storm));
      await until('the desk sees everyone', () => desk.here.length === phonesInRoom);
    }

    await desk.must('close', { step: 'estimate' });
    await desk.must('release', { step: 'estimate' });
    await desk.must('end');
    await until('everyone knows the end', () => clients.every(({ state }) => state.endedAt !== null));
    await expectOneHistory(desk);
    expectAnswers(desk.events, phones);
    // Coming back is one line each time: nobody was turned away and tried again.
    for (const client of clients) expect([client.connections, client.refusal]).toEqual([storms + 1, null]);
    // What a phone is sent grows with what happens in the room, not with how many came back beside it.
    for (const { received } of phones) expect(received.length).toBeLessThan(60 * (storms + 1));
  },
  timeoutMs,
);

/** What each has been told is what the log holds for its seat: no gap, nothing twice, no other head. */
async function expectOneHistory(desk: SocketClient): Promise<void> {
  const { events } = await desk.getJson<{ events: { position: number; head: string }[] }>('log.json');
  const heads = new Map(events.map(({ position, head }) => [position, head]));
  const whole = await told(desk);
  expect(desk.events).toEqual(whole);
  expect(whole.map(({ position }) => position)).toEqual(whole.map((_, at) => at + 1));
  for (const client of clients) {
    expect(client.complaints).toEqual([]);
    const positions = client.events.map(({ position }) => position);
    expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b));
    for (const [position, head] of client.heads)
      expect([position, head]).toEqual([position, heads.get(position)]);
  }
  const some = clients.filter((_, at) => at % 25 === 1);
  for (const client of some)
    expect(client.events.map(({ type }) => type)).toEqual((await told(client)).map(({ type }) => type));
}

async function told(client: SocketClient): Promise<SessionEvent[]> {
  return (await client.readAll()).filter((line): line is SessionEvent => line.type !== 'hidden');
}

function expectAnswers(events: readonly SessionEvent[], phones: readonly SocketPhone[]): void {
  const inStorm = (storm: number): number[] => phones.map((_, at) => storm * 1_000 + at);
  for (const [at, phone] of phones.entries()) {
    const named = events.flatMap((event) =>
      event.type === 'answered' && event.participant === phone.participant ? [event.answer] : [],
    );
    expect(named).toEqual(Array.from({ length: storms }, (_, storm) => ({ value: inStorm(storm + 1)[at] })));
  }
  const released = events.find((event) => event.type === 'released');
  expect(released).toMatchObject({ tally: { n: phones.length, values: inStorm(storms) } });
  expect(events.filter(({ type }) => type === 'noted')).toHaveLength(storms);
}
