import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { SessionEvent } from '../../events/session/event.ts';
import type { Ack } from '../../events/wire.ts';
import { until } from './harness/condition.ts';
import { askJson, makeSession, type MadeSession } from './harness/made-session.ts';
import { ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// Over a bad line a command comes once, twice or three times, and again after a restart. It happens once, and
// whoever asks again is told what the first one was told.

let server: ServerProcess;
let clients: SocketClient[] = [];

afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await server.remove();
});

test('every command sent three times at once happens once, and sent again after a restart it happens no more', async () => {
  server = await ServerProcess.start();
  const once = await play(1);
  const thrice = await play(3);
  const story = thrice.events.map(line);
  expect(story).toEqual(once.events.map(line));
  expect(new Set(thrice.kept.map(({ type }) => type)).size).toBeGreaterThan(30);

  await server.kill();
  await server.startAgain();
  await until('everyone who asked is back', () => thrice.kept.every(({ client }) => client.socket.connected));
  for (const { client, id, type, payload, ack } of thrice.kept) {
    const again = await client.send(type, payload, id);
    expect([type, again.ok, positionIn(again)]).toEqual([type, true, positionIn(ack)]);
  }
  expect((await allEvents(thrice.desk)).map(line)).toEqual(story);
}, 240_000);

interface Kept {
  client: SocketClient;
  id: string;
  type: string;
  payload: Record<string, unknown>;
  ack: Ack;
}

/** A session in which everything happens that a desk and phones can ask for. */
async function play(times: number): Promise<{ desk: SocketClient; events: SessionEvent[]; kept: Kept[] }> {
  const made = await makeSession(server.url, testWorkshop);
  const desk = await new SocketClient({
    url: server.url,
    session: made.session,
    token: made.tokens.facilitator,
  }).open();
  const phones = await Promise.all(
    ['Ana', 'Bo', 'Cy', 'Di'].map((name) => SocketPhone.join(server.url, { code: made.code, name })),
  );
  clients.push(desk, ...phones);
  const [ana, bo, cy, di] = phones;
  if (!ana || !bo || !cy || !di) throw new Error('Four phones were expected.');
  const kept: Kept[] = [];
  const as =
    (client: SocketClient, keeps = true) =>
    async (type: string, payload: Record<string, unknown> = {}): Promise<void> => {
      const id = randomUUID();
      const acks = await Promise.all(Array.from({ length: times }, () => client.send(type, payload, id)));
      const [ack] = acks;
      if (!ack?.ok) throw new Error(`${type} was refused: ${JSON.stringify(ack)}`);
      for (const other of acks)
        expect([type, other.ok, positionIn(other)]).toEqual([type, true, positionIn(ack)]);
      if (keeps) kept.push({ client, id, type, payload, ack });
      if (positionIn(ack) !== undefined)
        await until('the desk knows', () => desk.position >= (positionIn(ack) ?? 0));
    };
  const lead = as(desk);
  const sealed = async (step: string, answer: (at: number) => object): Promise<void> => {
    // What was put into a box that has been emptied cannot be asked about any more.
    for (const [at, phone] of phones.entries())
      await as(phone, false)('answer', { step, round: 1, counter: 1, answer: answer(at) });
  };

  await lead('lock', { on: true });
  await lead('lock', { on: false });
  await lead('blank', { on: true });
  await lead('blank', { on: false });
  await lead('go-to', { step: 'estimate' });
  await lead('open', { step: 'mood' });
  await lead('extend', { seconds: 60 });
  await lead('pause');
  await lead('resume');
  const late = await lateGuest(made, times);
  clients.push(late);
  await until('the guest is known', () => desk.state.participants.has(late.participant));
  await lead('admit', { participant: late.participant });
  await as(ana)('answer', { step: 'mood', round: 1, counter: 1, answer: { value: 1 } });
  await as(ana)('answer', { step: 'mood', round: 1, counter: 2, answer: { value: 2 } });
  await as(bo)('pass', { step: 'mood', round: 1, counter: 1 });
  await as(cy)('answer', { step: 'mood', round: 1, counter: 1, answer: { value: 3 } });
  await as(cy)('withdraw', { step: 'mood', round: 1, counter: 2 });
  await as(di)('rename', { name: 'Dilara' });
  await as(di)('ask-pause');
  await lead('close', { step: 'mood' });
  await lead('release', { step: 'mood' });
  await lead('again', { step: 'mood' });
  await lead('open', { step: 'estimate' });
  await sealed('estimate', (at) => ({ value: at }));
  await lead('close', { step: 'estimate' });
  await lead('release', { step: 'estimate' });
  await lead('open', { step: 'cards' });
  await sealed('cards', (at) => ({ texts: [`card ${at}`] }));
  await lead('close', { step: 'cards' });
  await lead('release', { step: 'cards' });
  await withCards(desk, lead);
  await lead('write', { field: 'why', text: 'Because it was so.', base: 0 });
  await lead('note', { text: 'For the record', record: true });
  await lead('take-step', { text: 'Ask them', owner: ana.participant, by: 'Friday' });
  await lead('decide', { text: 'We do it', why: 'It is time' });
  const step = { ...testWorkshop.steps[1], id: 'extra', title: 'Extra' };
  await lead('add-step', { step });
  await lead('edit-step', { step: { ...step, title: 'Extra, edited' } });
  await lead('move-step', { step: 'extra', before: 'alone' });
  await lead('undo', { position: desk.position });
  await lead('open', { step: 'honest' });
  await lead('enter-count', { step: 'honest', counts: { 5: 1 } });
  await lead('close', { step: 'honest' });
  await lead('skip-step', { step: 'honest' });
  await lead('assign-role', { participant: bo.participant, role: 'lead' });
  await lead('make-link', { role: 'reader' });
  const link = desk.state.links.at(-1)?.id;
  await lead('revoke-link', { link });
  await lead('move-seat', { participant: late.participant });
  await lead('remove-participant', { participant: late.participant });
  await lead('share');
  await lead('erase', { participant: late.participant });
  await lead('end');
  return { desk, events: await allEvents(desk), kept };
}

async function withCards(
  desk: SocketClient,
  lead: (type: string, payload: Record<string, unknown>) => Promise<void>,
): Promise<void> {
  const released = desk.events.findLast((event) => event.type === 'released');
  const texts = (released?.tally as { texts: { id: string }[] } | undefined)?.texts ?? [];
  const [one, two, three] = texts.map(({ id }) => id);
  await lead('merge-texts', { step: 'cards', texts: [one, two], title: 'Both' });
  const theme = desk.state.steps.find((step) => step.step.id === 'cards')?.themes.at(-1)?.id;
  await lead('rename-theme', { step: 'cards', theme, title: 'Both of them' });
  await lead('split-theme', { step: 'cards', theme });
  await lead('hide-text', { step: 'cards', text: three, reason: 'names somebody' });
  await lead('erase', { text: three });
}

/** Joining is asked as often, under one id: it is one person. */
async function lateGuest(made: MadeSession, times: number): Promise<SocketPhone> {
  const id = randomUUID();
  const body = { code: made.code, name: 'Late', id };
  const seats: { participant: string }[] = [];
  for (let time = 0; time < times - 1; time += 1)
    seats.push(await askJson(`${server.url}/api/join`, { body }));
  const guest = await SocketPhone.join(server.url, { code: made.code, name: 'Late', id });
  for (const { participant } of seats) expect(participant).toBe(guest.participant);
  return guest;
}

async function allEvents(desk: SocketClient): Promise<SessionEvent[]> {
  return (await desk.readAll()).filter((event): event is SessionEvent => event.type !== 'hidden');
}

/** An event without what differs from session to session. */
function line(event: SessionEvent): string {
  return `${event.position} ${event.type} ${'step' in event ? event.step : ''}`;
}

function positionIn(ack: Ack): number | undefined {
  return ack.ok ? ack.position : undefined;
}
