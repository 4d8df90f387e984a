import { randomUUID } from 'node:crypto';
import type { ProgressMessage } from '../../../events/wire.ts';
import { postgresPrograms, ScratchCluster } from '../../../server/keys/scratch-cluster.ts';
import type { BarePhone } from '../bare-phone.ts';
import { figure, percentile, type Figure, type Scale } from '../figures.ts';
import { must, Parley } from '../parley.ts';
import { processorSeconds } from '../program.ts';
import { questions, stepId } from '../workshop.ts';

/**
 * Three processes on one PostgreSQL: how soon a wall at one of them shows a vote that was committed at another, with
 * hints and with every hint dropped. A wall that ends with another count than there were votes fails the run.
 */

const rounds = 5;
const people = 12;

export async function nodes({ isQuick }: Scale): Promise<Figure[]> {
  if (postgresPrograms === null) throw new Error('There is no PostgreSQL on this machine.');
  const cluster = await ScratchCluster.start();
  try {
    const votes = isQuick ? 24 : 200;
    const told = await measure(await databaseOf(cluster, 'told'), { processes: 3, votes });
    const one = await measure(await databaseOf(cluster, 'one'), { processes: 1, votes });
    const quiet = await databaseOf(cluster, 'quiet');
    await withoutHints(cluster);
    const untold = await measure(quiet, { processes: 3, votes: isQuick ? 6 : 40 });
    return [
      figure({
        name: 'nodes wall p99 after a commit elsewhere',
        unit: 'ms',
        values: told.waits,
        limit: { value: 'at most', is: 100 },
      }),
      figure({
        name: 'nodes wall p99 with every hint dropped',
        unit: 'ms',
        values: untold.waits,
        limit: { value: 'at most', is: 1_500 },
      }),
      figure({
        name: 'nodes processor time of three, beside one',
        unit: 'ms/vote',
        values: told.processor,
        references: one.processor,
        // Each of the three takes in what the other two have written.
        limit: { ratio: 'at most', is: 3 },
      }),
    ];
  } finally {
    await cluster.remove();
  }
}

async function databaseOf(cluster: ScratchCluster, name: string): Promise<string> {
  await cluster.pool.query(`create role ${name} login`);
  await cluster.pool.query(`create database ${name} owner ${name}`);
  return `postgresql://${name}@localhost/${name}?host=${encodeURIComponent(cluster.directory)}`;
}

/** Whoever is not the owner of the whole cluster may then no longer notify; the server takes that as lost hints. */
async function withoutHints(cluster: ScratchCluster): Promise<void> {
  const quiet = cluster.connection('quiet');
  await quiet.connect();
  await quiet.query('revoke execute on function pg_notify(text, text) from public');
  await quiet.end();
}

interface Measured {
  /** of each round the 99th percentile */
  waits: number[];
  processor: number[];
}

async function measure(
  databaseUrl: string,
  { processes, votes }: { processes: number; votes: number },
): Promise<Measured> {
  const hostKey = randomUUID();
  const nodes: Parley[] = [];
  for (let place = 0; place < processes; place += 1) nodes.push(await Parley.start({ databaseUrl, hostKey }));
  const at = (place: number): Parley => {
    const node = nodes[place % processes];
    if (!node) throw new Error('There is no process.');
    return node;
  };
  const made = await at(0).create(questions('named', rounds));
  const desk = await at(0).desk(made);
  const phones = await at(1).phones(made, people);
  let counted = (_answered: number): void => {};
  const wall = await at(2).line({ session: made.session, token: made.tokens.stage }, (name, payload) => {
    if (name === 'progress') counted((JSON.parse(payload) as ProgressMessage).answered);
  });
  const measured: Measured = { waits: [], processor: [] };
  for (let round = 0; round < rounds; round += 1) {
    await must(desk, { type: 'open', step: stepId(round) });
    await isOpenFor(phones[0], stepId(round));
    const before = nodes.reduce((sum, { pid }) => sum + processorSeconds(pid), 0);
    const waits = await oneByOne(phones, { step: stepId(round), votes, listen: (hear) => (counted = hear) });
    const used = nodes.reduce((sum, { pid }) => sum + processorSeconds(pid), 0) - before;
    measured.waits.push(percentile(waits, 99));
    measured.processor.push((used * 1000) / votes);
    await must(desk, { type: 'close', step: stepId(round) });
  }
  for (const line of [desk, wall, ...phones]) line.close();
  for (const node of nodes) await node.stop();
  return measured;
}

/** A phone answers when it has been told; here nobody looks, so it is asked until its process knows. */
async function isOpenFor(phone: BarePhone | undefined, step: string): Promise<void> {
  const command = { id: randomUUID(), type: 'withdraw', step, round: 1, counter: 1 };
  while ((await phone?.ask(command))?.includes('not-open') ?? false)
    await new Promise((done) => setTimeout(done, 20));
}

interface Voting {
  step: string;
  votes: number;
  listen: (hear: (answered: number) => void) => void;
}

/** Each in turn answers, and when all have, each takes it back; gives how long after its own “saved” the wall knew. */
async function oneByOne(phones: readonly BarePhone[], { step, votes, listen }: Voting): Promise<number[]> {
  const waits: number[] = [];
  let counter = 1;
  let expected = 0;
  for (let turn = 0; turn < votes; turn += 1) {
    const phone = phones[turn % phones.length];
    if (!phone) throw new Error('There is no phone.');
    const isAnswer = Math.floor(turn / phones.length) % 2 === 0;
    expected += isAnswer ? 1 : -1;
    counter += 1;
    const wanted = expected;
    const seen = new Promise<number>((known) =>
      listen((answered) => {
        if (answered === wanted) known(performance.now());
      }),
    );
    const payload = isAnswer ? { type: 'answer', answer: { value: 1 + (turn % 5) } } : { type: 'withdraw' };
    await must(phone, { step, round: 1, counter, ...payload });
    const saved = performance.now();
    waits.push(Math.max(0, (await seen) - saved));
    // Not in step with any clock of the server.
    await new Promise((done) => setTimeout(done, 18 + ((turn * 7) % 23)));
  }
  return waits;
}
