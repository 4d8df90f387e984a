import { BarePhone } from '../bare-phone.ts';
import { figure, type Figure, type Scale } from '../figures.ts';
import { Parley } from '../parley.ts';
import { Reference } from '../program.ts';
import { questions } from '../workshop.ts';

/** A thousand people scan the same code at once. */

const rounds = 5;

export async function join({ isQuick }: Scale): Promise<Figure[]> {
  const many = isQuick ? 500 : 1000;
  const parley = await Parley.start();
  const { reference, ready } = await Reference.start<{ port: number }>('socket-server', { store: false });
  const url = `http://127.0.0.1:${ready.port}`;
  const found: { ms: number; messages: number }[] = [];
  const there: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    found.push(await everyoneJoins(parley, many));
    there.push(await everyoneConnects(url, many));
  }
  await Promise.all([parley.stop(), reference.stop()]);
  const values = found.map(({ ms }) => ms);
  const messages = found.map((one) => one.messages);
  return [
    figure({ name: 'join', unit: 'ms', values, references: there, limit: { ratio: 'at most', is: 1.5 } }),
    figure({
      name: 'join time',
      unit: 'ms',
      values,
      references: there,
      limit: { value: 'at most', is: (2_000 * many) / 1000 },
    }),
    figure({
      name: 'join messages',
      unit: 'messages',
      values: messages,
      limit: { value: 'at most', is: 6 * many },
    }),
  ];
}

/** Until every phone has its seat, its line and what has happened so far. */
async function everyoneJoins(parley: Parley, many: number): Promise<{ ms: number; messages: number }> {
  const made = await parley.create(questions('sealed', 3));
  const desk = await parley.desk(made);
  const began = performance.now();
  const phones = await Promise.all(
    Array.from({ length: many }, async (_, place) => {
      const joined = await parley.join(made, `Person ${place + 1}`);
      let told = (): void => {};
      const first = new Promise<void>((done) => (told = done));
      const phone = await parley.line(joined, (name) => name === 'events' && told());
      await first;
      return phone;
    }),
  );
  const ms = performance.now() - began;
  // A call and its answer, the way in and its answer, and what is told.
  const messages = phones.reduce((sum, { received }) => sum + 4 + received, desk.received);
  for (const phone of [desk, ...phones]) phone.close();
  return { ms, messages };
}

async function everyoneConnects(url: string, many: number): Promise<number> {
  const began = performance.now();
  const phones = await Promise.all(
    Array.from({ length: many }, async () => await new BarePhone({ url }).open()),
  );
  const ms = performance.now() - began;
  for (const phone of phones) phone.close();
  return ms;
}
