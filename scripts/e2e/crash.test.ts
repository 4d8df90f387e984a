import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SessionEvent } from '../../events/session/event.ts';
import { postgresPrograms, ScratchCluster } from '../../server/keys/scratch-cluster.ts';
import { times } from '../../server/log/times.ts';
import { until } from './harness/condition.ts';
import { dice, pick } from './harness/dice.ts';
import { makeSession, type MadeSession } from './harness/made-session.ts';
import { ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// The server is killed again and again while a room votes. What a phone was told is saved has to be there in the
// end, exactly once; what it was not told may be there or not. Where three processes share a PostgreSQL they are
// killed in turn, with phones, desk and stage at all of them.

const phonesInRoom = times(16, 100);
const kills = times(20, 100);
const killsOfThree = times(6, 60);
const timeoutMs = times(1_200_000, 6_000_000);
/** Every third life the desk closes, shows and asks again while phones vote and the server dies. */
const livesPerRound = 3;

let servers: ServerProcess[] = [];
let clients: SocketClient[] = [];

beforeEach(() => {
  clients = [];
  servers = [];
});

afterEach(async () => {
  for (const client of clients) client.close();
  for (const server of servers) await server.remove();
});

test(
  `nothing acknowledged is lost and nothing is doubled when the server is killed ${kills} times`,
  async () => {
    servers = [await ServerProcess.start()];
    await voteThrough(kills);
  },
  timeoutMs,
);

describe.skipIf(postgresPrograms === null)('on PostgreSQL', () => {
  let cluster: ScratchCluster;

  beforeEach(async () => {
    cluster = await ScratchCluster.start();
  });

  afterEach(async () => {
    await cluster.remove();
  });

  test(
    `nothing acknowledged is lost and nothing is doubled when three processes are killed in turn, ${killsOfThree} times`,
    async () => {
      const environment = {
        DATABASE_URL: `postgresql://parley@localhost/postgres?host=${encodeURIComponent(cluster.directory)}`,
      };
      // One after the other: the first makes the tables.
      for (let place = 0; place < 3; place += 1) servers.push(await ServerProcess.start({ environment }));
      await voteThrough(killsOfThree);
    },
    timeoutMs,
  );
});

async function voteThrough(lives: number): Promise<void> {
  const made = await makeSession(at(0).url, testWorkshop);
  const desk = await enter(made, 'facilitator', at(0));
  const stage = await enter(made, 'stage', at(1));
  const phones = await Promise.all(
    Array.from({ length: phonesInRoom }, (_, place) =>
      SocketPhone.join(at(place).url, { code: made.code, name: `Voter ${place + 1}` }),
    ),
  );
  clients.push(...phones);
  await desk.must('open', { step: 'mood' });
  await desk.must('open', { step: 'estimate' });

  const roll = dice(20);
  for (let life = 1; life <= lives; life += 1) {
    const lead = life % livesPerRound === 0 ? askAgain(desk) : Promise.resolve();
    const killed = killAfter(at(life), 1 + Math.floor(roll() * phonesInRoom));
    const votes = phones.map(async (phone, place) => {
      await vote(phone, { place, life });
      killed.voted();
    });
    const all = Promise.all([...votes, lead]);
    await Promise.race([killed.dead, all.then(() => killed.dead)]);
    await at(life).startAgain();
    await all;
  }

  await close(desk, 'estimate');
  await desk.must('close', { step: 'mood' });
  await desk.must('release', { step: 'mood' });
  await desk.must('end');

  const told = await desk.readAll();
  const events = told.filter((line): line is SessionEvent => line.type !== 'hidden');
  expect(events.map(({ position }) => position)).toEqual(events.map((_, place) => place + 1));
  expectNamedAnswers(events, phones);
  expectEstimates(events, phones, 1 + Math.floor(lives / livesPerRound));
  expectOneEventPerCommand(events, desk);
  await expectOneHistory([desk, stage, ...phones], desk);
  // Each voted in every life of its server, so each came back; a slow one may have missed a life in which others were quick.
  const livesOfEach = lives / servers.length;
  for (const phone of phones) expect(phone.connections).toBeGreaterThan(livesOfEach / 2);
}

/** The server that this place in the room is connected to. */
function at(place: number): ServerProcess {
  const server = servers[place % servers.length];
  if (!server) throw new Error('There is no server.');
  return server;
}

async function enter(
  made: MadeSession,
  role: 'facilitator' | 'stage',
  server: ServerProcess,
): Promise<SocketClient> {
  const client = new SocketClient({ url: server.url, session: made.session, token: made.tokens[role] });
  clients.push(client);
  return await client.open();
}

/** Kills the server in the very moment in which so many phones were told that their vote is saved. */
function killAfter(server: ServerProcess, votes: number): { voted: () => void; dead: Promise<void> } {
  let count = 0;
  let kill: () => void = () => undefined;
  const dead = new Promise<void>((resolve, fail) => {
    kill = () => void server.kill().then(resolve, fail);
  });
  return {
    dead,
    voted: () => {
      count += 1;
      if (count === votes) kill();
    },
  };
}

/** In whichever question is open on this phone; a number that nobody gives a second time. */
async function vote(phone: SocketPhone, { place, life }: { place: number; life: number }): Promise<void> {
  const step = pick(['mood', 'estimate'], dice(place * 1000 + life));
  await until('the question has come', () => phone.roundsOf(step) > 0);
  for (let attempt = 0; ; attempt += 1) {
    const round = phone.roundsOf(step);
    const ack = await phone.answer(step, round, { value: place * 10_000 + life * 100 + attempt });
    if (ack.ok) return;
    // The desk was quicker; the next round comes.
    if (ack.code !== 'round-over' || attempt > 90)
      throw new Error(`A vote was refused: ${ack.code}, ${ack.message}`);
    if (step === 'estimate') await phone.nextRound(step, round);
  }
}

async function close(desk: SocketClient, step: string): Promise<void> {
  await desk.must('close', { step });
  await desk.must('release', { step });
}

async function askAgain(desk: SocketClient): Promise<void> {
  await close(desk, 'estimate');
  await desk.must('again', { step: 'estimate' });
}

/** Every named answer that was acknowledged is one event; every event is an answer that was given, once. */
function expectNamedAnswers(events: readonly SessionEvent[], phones: readonly SocketPhone[]): void {
  for (const phone of phones) {
    const given = phone.answers.filter(({ step }) => step === 'mood');
    const logged = events.flatMap((event) =>
      event.type === 'answered' && event.participant === phone.participant ? [event.answer] : [],
    );
    // Every vote is sent until it is acknowledged, so in the end all are.
    expect(given.every(({ saved }) => saved)).toBe(true);
    expect(logged).toEqual(given.map(({ answer }) => answer));
  }
}

/** Of each phone exactly the last answer that it was told is saved, or one that it gave later, and no second one. */
function expectEstimates(
  events: readonly SessionEvent[],
  phones: readonly SocketPhone[],
  rounds: number,
): void {
  const released = events
    .filter((event) => event.type === 'released')
    .filter(({ step }) => step === 'estimate');
  expect(released.length).toBe(rounds);
  for (const { round, tally } of released) {
    const values = (tally as { values: number[] }).values;
    const expected = phones.flatMap((phone) => {
      const given = phone.answers.filter((one) => one.step === 'estimate' && one.round === round);
      const saved = given.findLast((one) => one.saved);
      const counted = given.filter(({ answer }) => values.includes((answer as { value: number }).value));
      expect(counted.length).toBeLessThanOrEqual(1);
      // The ack of a later answer may have died with the server: then the later one counts.
      if (saved) expect(given.indexOf(counted[0] ?? saved)).toBeGreaterThanOrEqual(given.indexOf(saved));
      if (saved) expect(counted).toHaveLength(1);
      return counted.map(({ answer }) => (answer as { value: number }).value);
    });
    expect(values.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
  }
}

/** The desk resent what was not answered: each command must have happened once. */
function expectOneEventPerCommand(events: readonly SessionEvent[], desk: SocketClient): void {
  const count = (type: string): number => events.filter((event) => event.type === type).length;
  const sent = (...types: string[]): number =>
    desk.sent.filter(({ command }) => types.includes(command.type)).length;
  expect(count('opened')).toBe(sent('open', 'again'));
  expect(count('closed')).toBe(sent('close'));
  expect(count('released')).toBe(sent('release'));
  expect(count('joined')).toBe(phonesInRoom);
}

/** All have folded the history that is there: none was told a position with another head. */
async function expectOneHistory(all: readonly SocketClient[], desk: SocketClient): Promise<void> {
  const { events } = await desk.getJson<{ events: { position: number; head: string }[] }>('log.json');
  const heads = new Map(events.map(({ position, head }) => [position, head]));
  for (const client of all) {
    expect(client.complaints).toEqual([]);
    for (const [position, head] of client.heads)
      expect([position, heads.get(position)]).toEqual([position, head]);
  }
}
