import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { figure, type Figure, type Scale } from '../figures.ts';
import { Parley, must, temporaryDirectory } from '../parley.ts';
import { memoryBytes, startPinned, stopped } from '../program.ts';
import { questions, stepId } from '../workshop.ts';

/** What the server holds: with a thousand phones after a warm start, and after many more events. */

const megabyte = 1024 * 1024;
const beyondMegabytes = 80;
const kilobytesAPhone = 60;
const flatMegabytes = 20;
const inFlight = 100;

export async function memory({ isQuick }: Scale): Promise<Figure[]> {
  const many = 1000;
  const events = isQuick ? 10_000 : 100_000;
  const directory = temporaryDirectory();
  const bare = await bareMegabytes(join(directory, 'bare'));
  const data = { directory: join(directory, 'data') };
  await (await Parley.start(data)).stop();
  const parley = await Parley.start(data);
  const made = await parley.create(questions('named', 60));
  const phones = await parley.phones(made, many);
  await settled();
  const full = memoryBytes(parley.pid) / megabyte;
  const desk = await parley.desk(made);
  let asked = 0;
  const lane = async (): Promise<void> => {
    while (asked < events) {
      const turn = (asked += 1);
      const phone = phones[turn % many];
      if (phone)
        await must(phone, { type: 'answer', step: stepId(0), round: 1, answer: { value: 1 + (turn % 5) } });
    }
  };
  await must(desk, { type: 'open', step: stepId(0) });
  await Promise.all(Array.from({ length: inFlight }, lane));
  await settled();
  const later = memoryBytes(parley.pid) / megabyte;
  for (const phone of [desk, ...phones]) phone.close();
  await parley.stop();
  rmSync(directory, { recursive: true, force: true });
  const most = Math.round(bare + beyondMegabytes + (many * kilobytesAPhone) / 1024);
  const growth = ((later - full) * 100_000) / events;
  return [
    figure({
      name: 'memory 1000 phones',
      unit: 'MB',
      values: [full],
      references: [bare],
      limit: { value: 'at most', is: most },
    }),
    figure({
      name: 'memory growth in 100,000 events',
      unit: 'MB',
      values: [growth],
      limit: { value: 'at most', is: flatMegabytes },
    }),
  ];
}

async function bareMegabytes(directory: string): Promise<number> {
  const args = [join(import.meta.dirname, '../references/open.mjs'), directory];
  // The first time makes the database, which takes memory of its own.
  for (const isWarm of [false, true]) {
    const child = startPinned({ args });
    await new Promise((opened) => child.once('message', opened));
    const bytes = memoryBytes(child.pid ?? 0);
    await stopped(child);
    if (isWarm) return bytes / megabyte;
  }
  throw new Error('The second start is the warm one.');
}

/** Garbage goes when there is time for it. */
async function settled(): Promise<void> {
  await new Promise((done) => setTimeout(done, 3_000));
}
