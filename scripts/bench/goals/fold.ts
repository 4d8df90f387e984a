import { rmSync } from 'node:fs';
import { figure, percentile, type Figure, type Scale } from '../figures.ts';
import { lookAt, type Seen } from '../long-replay.ts';
import { must, Parley, temporaryDirectory } from '../parley.ts';
import { Reference } from '../program.ts';
import { questions, stepId } from '../workshop.ts';

/** How fast events become what they mean, and how soon a long session is there again. */

const rounds = 5;
/** times that the replay is looked at */
const looks = 3;
const long = 10_000;
const people = 100;

export async function fold({ isQuick }: Scale): Promise<Figure[]> {
  const events = isQuick ? 50_000 : 1_000_000;
  const { reference } = await Reference.start<object>('folding');
  const values: number[] = [];
  const references: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    values.push(1e6 / (await reference.ask<{ perSecond: number }>({ how: 'folded', events })).perSecond);
    references.push(1e6 / (await reference.ask<{ perSecond: number }>({ how: 'counted', events })).perSecond);
  }
  await reference.stop();
  const { ready, seen } = await longSessions();
  return [
    figure({
      name: 'fold events',
      unit: 'µs/event',
      values,
      references,
      limit: { ratio: 'at most', is: 2.5 },
    }),
    figure({
      name: 'fold session of 10,000 events ready',
      unit: 'ms',
      values: ready,
      limit: { value: 'at most', is: 60 },
    }),
    figure({
      // The last one in a hundred belongs to whatever else the machine was doing.
      name: 'fold seek in a replay of 10,000 events, p99',
      unit: 'ms',
      values: [percentile(seen.seekMs, 99)],
      limit: { value: 'at most', is: 16 },
    }),
    figure({
      name: 'fold first picture of 10,000 events at 10 Mbit/s',
      unit: 'ms',
      values: seen.firstPictureMs,
      limit: { value: 'at most', is: 1_500 },
    }),
  ];
}

/**
 * The first question about each session after a start, less the second one: what reading and folding it takes. Then
 * the facilitator's replay of one, who is sent every answer.
 */
async function longSessions(): Promise<{ ready: number[]; seen: Seen }> {
  const directory = temporaryDirectory();
  const sessions = await makeLong(directory);
  const parley = await Parley.start({ directory });
  const ready: number[] = [];
  for (const session of sessions) {
    const first = await asked(parley, session);
    ready.push(first - (await asked(parley, session)));
  }
  await parley.stop();
  const again = await Parley.start({ directory });
  const [{ session, token } = missing()] = sessions;
  const seen = await lookAt(`${again.url}/replay/${session}#${token}`, looks);
  await again.stop();
  rmSync(directory, { recursive: true, force: true });
  return { ready, seen };
}

interface Long {
  session: string;
  token: string;
}

async function asked(parley: Parley, { session, token }: Long): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${parley.url}/api/sessions/${session}/events?after=${long}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await response.text();
  return performance.now() - began;
}

/** As many sessions as there are rounds, in a server that is stopped when they are there. */
async function makeLong(directory: string): Promise<Long[]> {
  const parley = await Parley.start({ directory });
  const made = await Promise.all(Array.from({ length: rounds }, async () => await makeOne(parley)));
  await parley.stop();
  return made;
}

async function makeOne(parley: Parley): Promise<Long> {
  const made = await parley.create(questions('named', 1));
  const phones = await parley.phones(made, people);
  const desk = await parley.desk(made);
  await must(desk, { type: 'open', step: stepId(0) });
  await Promise.all(
    phones.map(async (phone) => {
      for (let turn = 0; turn < long / people; turn += 1) {
        await must(phone, { type: 'answer', step: stepId(0), round: 1, answer: { value: 1 + (turn % 5) } });
        // Below what one phone may send in a second.
        await new Promise((done) => setTimeout(done, 55));
      }
    }),
  );
  for (const phone of [desk, ...phones]) phone.close();
  return { session: made.session, token: made.tokens.facilitator };
}

function missing(): never {
  throw new Error('No long session was made.');
}
