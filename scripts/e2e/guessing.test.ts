import { request, type ClientRequest } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSoak } from '../../server/log/times.ts';
import { until } from './harness/condition.ts';
import { ask, makeSession } from './harness/made-session.ts';
import { ServerProcess } from './harness/server-process.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// Whoever guesses codes gets few tries, from one address or from many, and a room that comes meanwhile gets in.

/** Failures that an address, and all together, may have before they wait; and what is tried beside, see budgets.ts. */
const ofAddressAMinute = 20;
const ofAllASecond = 5;
const laneASecond = 1;
const atOnce = 10;

let server: ServerProcess;
let right: string;
let guesses: Guess[];

beforeEach(async () => {
  guesses = [];
  // Behind a proxy that is said to be one, so that this machine can be many addresses.
  server = await ServerProcess.start({ environment: { TRUST_PROXY: 'on' } });
  right = (await makeSession(server.url, testWorkshop)).code;
});

afterEach(async () => {
  for (const guess of guesses) guess.giveUp();
  await server.remove();
});

test('from one address it is slowed, and a room of sixty behind another gets in meanwhile', async () => {
  const began = performance.now();
  guess(300, () => '203.0.113.9');
  await until('the first twenty guesses are answered', () => statuses().length >= ofAddressAMinute);
  await expectRoomIn();
  const seconds = (performance.now() - began) / 1000;
  // After twenty failures a minute one try a second is let through, beside the ten that had begun.
  expect(tried()).toBeLessThanOrEqual(ofAddressAMinute + atOnce + seconds * laneASecond);
  expectNobodyIn();
});

// Many addresses take half a minute of waiting: one is enough for every run.
test.runIf(isSoak)(
  'from fifty addresses it is slowed for all together, and a room of sixty behind another gets in meanwhile',
  async () => {
    const began = performance.now();
    const each = 100;
    guess(50 * each, (place) => `203.0.113.${place % 50}`);
    await until('the first twenty guesses are answered', () => statuses().length >= ofAddressAMinute);
    await expectRoomIn();
    const seconds = (performance.now() - began) / 1000;
    expect(tried()).toBeLessThanOrEqual((ofAllASecond + laneASecond) * (seconds + 1) + atOnce);
    expectNobodyIn();
  },
);

function guess(count: number, addressOf: (place: number) => string): void {
  guesses = Array.from({ length: count }, (_, place) => new Guess(server.port, place, addressOf(place)));
}

function statuses(): number[] {
  return guesses.flatMap(({ status }) => (status === null ? [] : [status]));
}

/** How many of the codes were looked up at all. */
function tried(): number {
  return statuses().filter((status) => status === 404).length;
}

function expectNobodyIn(): void {
  expect(statuses().filter((status) => status !== 404 && status !== 429)).toEqual([]);
}

/** A whole room comes in at once, a few of them with a slip of the finger. */
async function expectRoomIn(): Promise<void> {
  const tries = Array.from({ length: 68 }, async (_, place) => {
    const code = place % 8 === 7 ? '2222-2222' : right;
    const headers = { 'x-forwarded-for': '198.51.100.7' };
    return (await ask(`${server.url}/api/join`, { body: { code, name: `Guest ${place}` }, headers })).status;
  });
  const came = await Promise.all(tries);
  expect(came.filter((status) => status === 201).length).toBe(60);
  expect(came.filter((status) => status === 404).length).toBe(8);
}

/** A wrong code from another address. */
class Guess {
  status: number | null = null;
  readonly #asked: ClientRequest;

  constructor(port: number, place: number, address: string) {
    const code = String(22_222_222 + place).replaceAll(/[01]/gu, '9');
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
    const where = { host: '127.0.0.1', port, path: '/api/join', method: 'POST' };
    this.#asked = request({ ...where, headers }, (answer) => {
      this.status = answer.statusCode ?? 0;
      answer.resume();
    });
    this.#asked.on('error', () => undefined);
    this.#asked.end(JSON.stringify({ code, name: 'Eve' }));
  }

  giveUp(): void {
    this.#asked.destroy();
  }
}
