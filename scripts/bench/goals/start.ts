import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { figure, type Figure, type Scale } from '../figures.ts';
import { must, Parley, temporaryDirectory, type Joined } from '../parley.ts';
import { startPinned, stopped } from '../program.ts';
import { questions, stepId } from '../workshop.ts';

/** From the start of the process to the first vote that is safe. */

export async function start({ isQuick }: Scale): Promise<Figure[]> {
  const directory = temporaryDirectory();
  const bare = join(directory, 'bare');
  const data = join(directory, 'data');
  await openBare(bare);
  const joined = await prepare(data);
  const warm: number[] = [];
  const there: number[] = [];
  for (let round = 0; round < (isQuick ? 5 : 9); round += 1) {
    warm.push(await startWarm(data, joined, round + 1));
    there.push(await openBare(bare));
  }
  const first: number[] = [];
  for (let round = 0; round < 3; round += 1) first.push(await startFirst(join(directory, `first-${round}`)));
  rmSync(directory, { recursive: true, force: true });
  return [
    figure({
      name: 'start warm',
      unit: 'ms',
      values: warm,
      references: there,
      limit: { ratio: 'at most', is: 2 },
    }),
    figure({
      name: 'start first ever',
      unit: 'ms',
      values: first,
      references: there,
      limit: { value: 'at most', is: 3_000 },
    }),
  ];
}

async function openBare(directory: string): Promise<number> {
  const began = performance.now();
  const child = startPinned({ args: [join(import.meta.dirname, '../references/open.mjs'), directory] });
  await new Promise((opened) => child.once('message', opened));
  const ms = performance.now() - began;
  await stopped(child);
  return ms;
}

async function prepare(directory: string): Promise<Joined> {
  const parley = await Parley.start({ directory });
  const made = await parley.create(questions('sealed', 1));
  const joined = await parley.join(made, 'Ada');
  const desk = await parley.desk(made);
  await must(desk, { type: 'open', step: stepId(0) });
  desk.close();
  await parley.stop();
  return joined;
}

async function startWarm(directory: string, joined: Joined, counter: number): Promise<number> {
  const began = performance.now();
  const parley = await Parley.spawn({ directory });
  await parley.ready();
  await votes(parley, joined, counter);
  const ms = performance.now() - began;
  await parley.stop();
  return ms;
}

/** On a directory that is not there yet: a session, a person, a question and its first answer. */
async function startFirst(directory: string): Promise<number> {
  const began = performance.now();
  const parley = await Parley.spawn({ directory });
  await parley.ready();
  const made = await parley.create(questions('sealed', 1));
  const joined = await parley.join(made, 'Ada');
  const desk = await parley.desk(made);
  await must(desk, { type: 'open', step: stepId(0) });
  await votes(parley, joined, 1);
  const ms = performance.now() - began;
  desk.close();
  await parley.stop();
  return ms;
}

async function votes(parley: Parley, joined: Joined, counter: number): Promise<void> {
  const phone = await parley.line(joined);
  await must(phone, { type: 'answer', step: stepId(0), round: 1, answer: { value: 3 }, counter });
  phone.close();
}
