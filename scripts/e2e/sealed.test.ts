import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { EventOf, SessionEvent } from '../../events/session/event.ts';
import { until } from './harness/condition.ts';
import { ask, makeSession } from './harness/made-session.ts';
import { ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// Sealed answers are in no log, so nothing but the box can bring them back. What phones called saved comes out,
// whatever became of the database meanwhile.

let server: ServerProcess;
let clients: SocketClient[] = [];

afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await server.remove();
});

test('sealed answers outlive a kill and the loss of the whole database, and every seat is still good', async () => {
  server = await ServerProcess.start();
  const made = await makeSession(server.url, testWorkshop);
  const { session, tokens, code } = made;
  const desk = await new SocketClient({ url: server.url, session, token: tokens.facilitator }).open();
  const phones = await Promise.all(
    Array.from({ length: 12 }, (_, place) => SocketPhone.join(server.url, { code, name: `Voter ${place}` })),
  );
  const absent = await SocketPhone.join(server.url, { code, name: 'Gone' });
  clients = [desk, ...phones, absent];
  absent.close();
  await until('the absent phone is seen to be gone', () => !desk.here.includes(absent.participant));
  for (const step of ['estimate', 'cards']) await desk.must('open', { step });
  await until('every phone has the questions', () => phones.every((phone) => phone.roundsOf('cards') === 1));

  const [silent, passing, withdrawing, ...answering] = phones;
  if (!silent || !passing || !withdrawing) throw new Error('Three phones were expected.');
  await Promise.all(
    answering.map(async (phone, place) => {
      await phone.answer('estimate', 1, { value: place });
      await phone.answer('cards', 1, { texts: [`A first thought of ${place}`] });
      await phone.answer('estimate', 1, { value: 1000 + place });
      await phone.answer('cards', 1, { texts: [`The better thought of ${place}`] });
    }),
  );
  await passing.pass('estimate', 1);
  await withdrawing.answer('estimate', 1, { value: 666 });
  expect((await withdrawing.send('withdraw', { step: 'estimate', round: 1, counter: 2 })).ok).toBe(true);
  const before = await desk.readAll();

  await server.kill();
  const database = join(server.dataDirectory, 'db');
  expect(existsSync(database)).toBe(true);
  rmSync(database, { recursive: true });
  await server.startAgain();

  // One more, after everything was lost: the box goes on.
  const [first] = answering;
  if (!first) throw new Error('Some phones were expected to answer.');
  expect((await first.answer('estimate', 1, { value: 5000 })).ok).toBe(true);
  await until('everyone is back', () =>
    clients.every((client) => client === absent || client.connections === 2),
  );
  expect(await desk.readAll()).toEqual(before);

  for (const step of ['estimate', 'cards']) {
    await desk.must('close', { step });
    await desk.must('release', { step });
  }
  const events = await allEvents(desk);
  const released = (step: string): EventOf<'released'> => lastOf(events, 'released', step);
  const numbers = answering.map((phone) => (phone.saved('estimate', 1) as { value: number }).value);
  expect(released('estimate').tally).toMatchObject({ n: 9, values: numbers.toSorted((a, b) => a - b) });
  const cards = answering.map((phone) => (phone.saved('cards', 1) as { texts: string[] }).texts[0] ?? '');
  const { texts } = released('cards').tally as { texts: { text: string }[] };
  expect(texts.map(({ text }) => text).toSorted()).toEqual(cards.toSorted());

  expect(lastOf(events, 'closed', 'estimate')).toMatchObject({
    answered: 9,
    passed: 1,
    silent: 2,
    absent: 1,
  });
  await expectSeatsGood(made);
});

test('a round that nobody may see is discarded at the end, with its box and its key', async () => {
  server = await ServerProcess.start();
  const { session, tokens, code } = await makeSession(server.url, testWorkshop);
  const desk = await new SocketClient({ url: server.url, session, token: tokens.facilitator }).open();
  const phones = await Promise.all(
    ['Ana', 'Bo', 'Cy', 'Di'].map((name) => SocketPhone.join(server.url, { code, name })),
  );
  clients = [desk, ...phones];
  for (const step of ['estimate', 'cards', 'honest']) await desk.must('open', { step });
  await until('every phone has the questions', () => phones.every((phone) => phone.roundsOf('honest') === 1));
  // Two answers are below the floor of three; four are not, but this round stays open until the end.
  for (const phone of phones.slice(0, 2)) await phone.answer('estimate', 1, { value: 7 });
  for (const phone of phones) await phone.answer('honest', 1, { value: 2 });
  await desk.must('close', { step: 'estimate' });
  expect(await desk.send('release', { step: 'estimate' })).toMatchObject({ ok: false, code: 'discarded' });
  await desk.must('end');

  const events = await allEvents(desk);
  expect(lastOf(events, 'discarded', 'estimate')).toMatchObject({ reason: 'too-few' });
  expect(lastOf(events, 'discarded', 'honest')).toMatchObject({ reason: 'ended' });
  expect(events.filter(({ type }) => type === 'released')).toEqual([]);
  expect(server.filesIn('boxes')).toEqual([]);
  const late = await phones[0]?.answer('honest', 1, { value: 3 });
  expect(late).toMatchObject({ ok: false });
});

async function allEvents(client: SocketClient): Promise<SessionEvent[]> {
  return (await client.readAll()).filter((line): line is SessionEvent => line.type !== 'hidden');
}

function lastOf<T extends 'released' | 'closed' | 'discarded'>(
  events: readonly SessionEvent[],
  type: T,
  step: string,
): EventOf<T> {
  const found = events.findLast(
    (event): event is EventOf<T> => event.type === type && 'step' in event && event.step === step,
  );
  if (!found) throw new Error(`${type} of ${step} was expected.`);
  return found;
}

/** Tokens given out before the loss open the same doors. */
async function expectSeatsGood({
  session,
  tokens,
}: {
  session: string;
  tokens: Record<string, string>;
}): Promise<void> {
  for (const token of Object.values(tokens)) {
    expect((await ask(`${server.url}/api/sessions/${session}/events`, { token })).status).toBe(200);
  }
  for (const phone of clients.filter((client) => client instanceof SocketPhone)) {
    expect((await phone.readAll()).length).toBeGreaterThan(0);
  }
}
