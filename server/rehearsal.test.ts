import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { redact } from '../events/session/audience.ts';
import type { SessionEvent } from '../events/session/event.ts';
import type { SessionState } from '../events/session/state.ts';
import type { Workshop } from '../events/session/workshop.ts';
import { workshopOf } from '../events/workshops/index.ts';
import { LiveServer, type Made, type Peer } from './live-server.ts';
import { pretendPeople } from './pretend-people.ts';
import type { PretendPhone } from './pretend-phone.ts';
import type { Room } from './room.ts';

let server: LiveServer;

beforeAll(async () => {
  server = await LiveServer.start();
}, 60_000);

afterAll(async () => {
  await server.close();
  expect(server.faults).toEqual([]);
});

const waiting = { timeout: 15_000, interval: 25 };

async function rehearse(
  id: string,
  rehearsal: { phones: number; seed?: number },
): Promise<{ made: Made; desk: Peer; room: Room }> {
  const made = await server.create(id, { rehearsal: { ...rehearsal, pace: 0 } });
  const desk = await server.connect(made.session, made.tokens.facilitator);
  await desk.saw('joined', pretendPeople(template(id), rehearsal.phones, 1).length);
  const room = await server.running.sessions.room(made.session);
  if (!room) throw new Error('The session that was just made is there.');
  return { made, desk, room };
}

function template(id: string): Workshop {
  const workshop = workshopOf(id);
  if (!workshop) throw new Error(`There is no template ${id}.`);
  return workshop;
}

type Command = Parameters<Peer['do']>[0];

/** Opens, closes and shows every step in order, as a facilitator would who never stops to talk. */
async function play(id: string, rehearsal: { phones: number; seed?: number }): Promise<SessionState> {
  const { desk, room } = await rehearse(id, rehearsal);
  const does = async (command: Command): Promise<void> => {
    await desk.do(command);
    await phonesAreDone(room);
  };
  await phonesAreDone(room);
  for (const { id: step, hold, rounds = 1 } of room.state.workshop.steps) {
    await does({ type: 'open', step });
    await does({ type: 'close', step });
    if (hold !== true) await does({ type: 'release', step });
    if (rounds === 1) continue;
    await does({ type: 'again', step });
    await does({ type: 'close', step });
    await does({ type: 'release', step });
  }
  await desk.do({ type: 'end' });
  desk.close();
  return room.state;
}

/** Until every phone knows all that it may and has done whatever it means to do about it. */
async function phonesAreDone(room: Room): Promise<void> {
  await vi.waitFor(() => {
    const behind = server.running.rehearsals.of(room.session).filter((phone) => {
      const visible = room.events.findLast((event) => sees(phone, event, room.state));
      return phone.isBusy || phone.position < (visible?.position ?? 0);
    });
    expect(behind.length).toBe(0);
  }, waiting);
}

function sees({ participant }: PretendPhone, event: SessionEvent, state: SessionState): boolean {
  return participant !== null && redact(event, state, { role: 'participant', participant }) !== null;
}

/** What the room said, without the random ids of its cards. */
function said({ steps }: SessionState): string[] {
  const rounds = steps.flatMap((step) =>
    step.rounds.map(({ counts, result }) => ({ counts, moved: result?.moved, tally: result?.tally })),
  );
  return rounds.map((round) =>
    JSON.stringify(round, (_, value: unknown) => (isCards(value) ? wordsOf(value) : value)),
  );
}

function isCards(value: unknown): value is { text: string }[] {
  return (
    Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'text' in one)
  );
}

/** Cards come in the order of their random ids. */
function wordsOf(cards: readonly { text: string }[]): string[] {
  return cards.map(({ text }) => text).toSorted((one, other) => (one < other ? -1 : 1));
}

test.concurrent('S20 a rehearsal runs to its end with phones that only pretend, every round of it shown', async () => {
  const state = await play('calibration-prep', { phones: 11 });
  const phases = state.steps.flatMap((step) => step.rounds.map((round) => round.phase));
  expect(new Set(phases)).toEqual(new Set(['released']));
  expect(state.participants.size).toBe(11);
  expect([...state.participants.values()].filter(({ pretend }) => !pretend)).toEqual([]);
}, 120_000);

test.concurrent('D8 whoever decides among pretend phones does so, once', async () => {
  const state = await play('stuck-project', { phones: 9 });
  const decider = [...state.participants.values()].find(({ role }) => role === 'decider');
  expect(state.decisions).toMatchObject([{ status: 'decided', who: decider?.id }]);
  expect(state.steps.flatMap((step) => step.rounds.map((round) => round.phase))).not.toContain('discarded');
}, 120_000);

test.concurrent('S20 the same seed brings the same people with the same answers, another seed others', async () => {
  const [once, twice, other] = await Promise.all(
    [1, 1, 2].map(async (seed) => await play('real-or-paper', { phones: 9, seed })),
  );
  if (!once || !twice || !other) throw new Error('Three rehearsals were played.');
  const names = (state: SessionState): Set<string | null> =>
    new Set([...state.participants.values()].map(({ name }) => name));
  expect(names(twice)).toEqual(names(once));
  expect(said(twice)).toEqual(said(once));
  expect(said(other)).not.toEqual(said(once));
}, 120_000);

test('S20 a pretend phone from outside is turned away, in a rehearsal and elsewhere', async () => {
  for (const made of [
    await server.create('real-or-paper', { rehearsal: true }),
    await server.create('real-or-paper'),
  ]) {
    const body = { code: made.code, name: 'Nobody', pretend: true };
    const { facilitator } = made.tokens;
    expect(await server.call('POST', '/api/join', { body })).toMatchObject({ status: 401 });
    expect(await server.call('POST', '/api/join', { body, token: facilitator })).toMatchObject({
      status: 401,
    });
    expect(await server.call('POST', '/api/join', { body, token: server.running.hostKey })).toMatchObject({
      status: 401,
    });
    expect((await server.running.sessions.room(made.session))?.state.participants.size).toBe(0);
  }
});

test('S20 not even the server’s own pretend phones come into a session that is no rehearsal', async () => {
  const { code } = await server.create('real-or-paper');
  const body = { code, name: 'Nobody', role: 'engineer', pretend: true };
  const refused = await server.call('POST', '/api/join', { body, token: server.running.rehearsals.key });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('only-rehearsals');
});

test('pretend phones go when their session is deleted', async () => {
  const { made, desk } = await rehearse('real-or-paper', { phones: 3 });
  await server.call('DELETE', `/api/sessions/${made.session}`, { token: server.running.hostKey });
  expect(server.running.rehearsals.of(made.session)).toEqual([]);
  desk.close();
}, 60_000);

test('a workshop with two seats has two pretend phones, and a large one has every role', () => {
  expect(pretendPeople(template('sponsor-check'), 11, 1)).toHaveLength(2);
  const people = pretendPeople(template('calibration-prep'), 11, 1);
  expect(people).toHaveLength(11);
  expect(people.filter(({ role }) => role !== 'panel').map(({ role }) => role)).toEqual([
    'candidate',
    'manager',
  ]);
  expect(new Set(people.map(({ name }) => name)).size).toBe(11);
});
