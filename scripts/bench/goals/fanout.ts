import { randomUUID } from 'node:crypto';
import { BarePhone } from '../bare-phone.ts';
import { figure, type Figure, type Scale } from '../figures.ts';
import { Parley } from '../parley.ts';
import { processorSeconds, Reference } from '../program.ts';
import { questions } from '../workshop.ts';

/**
 * What it costs the server's processor to deliver one message. Phones are told in slices, so the thousand sockets
 * are walls: those are told of every line of the record at once.
 */

const rounds = 5;
const bytes = 300;
const hertz = 10;

interface Teller {
  pid: number;
  sockets: BarePhone[];
  tell(isOn: boolean): Promise<void>;
  /** does all that `tell` does, where nobody is to be told */
  write?(isOn: boolean): Promise<void>;
  stop(): Promise<void>;
}

export async function fanout({ isQuick }: Scale): Promise<Figure[]> {
  const many = 1000;
  const seconds = isQuick ? 1.5 : 4;
  const tellers = [await ours(many), await theirs('ws', many), await theirs('socket.io', many)];
  const found: number[][] = tellers.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, teller] of tellers.entries()) found[place]?.push(await perMessage(teller, seconds));
  }
  for (const teller of tellers) {
    for (const socket of teller.sockets) socket.close();
    await teller.stop();
  }
  const [values = [], ws = [], socketIo = []] = found;
  const unit = 'µs/message';
  return [
    figure({ name: 'fanout/ws', unit, values, references: ws, limit: { ratio: 'at most', is: 2.2 } }),
    figure({
      name: 'fanout/socket.io',
      unit,
      values,
      references: socketIo,
      limit: { ratio: 'at most', is: 1.25 },
    }),
  ];
}

/** Writing is another bench: what it takes by itself is measured beside, and taken off. */
async function perMessage(teller: Teller, seconds: number): Promise<number> {
  const received = (): number => teller.sockets.reduce((sum, socket) => sum + socket.received, 0);
  const messages = received();
  const telling = await costOf(teller, teller.tell, seconds);
  const delivered = received() - messages;
  const writing = teller.write ? await costOf(teller, teller.write, seconds) : 0;
  return ((telling - writing) * 1e6) / delivered;
}

/** Processor seconds that a process uses while something goes on. */
async function costOf({ pid }: Teller, act: Teller['tell'], seconds: number): Promise<number> {
  const before = processorSeconds(pid);
  await act(true);
  await new Promise((done) => setTimeout(done, seconds * 1000));
  await act(false);
  return processorSeconds(pid) - before;
}

async function theirs(how: 'ws' | 'socket.io', many: number): Promise<Teller> {
  const { reference, ready } = await Reference.start<{ port: number }>('fanout', { how, bytes, hertz });
  const url = `http://127.0.0.1:${ready.port}`;
  return {
    pid: reference.pid,
    sockets: await connected(many, async () => await new BarePhone({ url }).open()),
    tell: async (isOn) => void (await reference.ask({ sending: isOn })),
    stop: async () => await reference.stop(),
  };
}

async function ours(many: number): Promise<Teller> {
  const parley = await Parley.start();
  const made = await parley.create(questions('sealed', 1));
  const empty = await parley.create(questions('sealed', 1));
  const desks = [await parley.desk(made), await parley.desk(empty)];
  const [told, written] = desks.map((desk) => notes(desk));
  if (!told || !written) throw new Error('There are two desks.');
  const wall = { session: made.session, token: made.tokens.stage };
  return {
    pid: parley.pid,
    sockets: await connected(many, async () => await parley.line(wall)),
    tell: told,
    write: written,
    async stop() {
      for (const desk of desks) desk.close();
      await parley.stop();
    },
  };
}

/** With what stands around it one line of the record is as long as the message of the others. */
function notes(desk: BarePhone): Teller['tell'] {
  let timer: NodeJS.Timeout | undefined;
  const text = 'x'.repeat(bytes - 190);
  return async (isOn) => {
    clearInterval(timer);
    if (isOn)
      timer = setInterval(
        () => void desk.ask({ id: randomUUID(), type: 'note', text, record: true }),
        1000 / hertz,
      );
  };
}

async function connected(many: number, connect: () => Promise<BarePhone>): Promise<BarePhone[]> {
  const sockets: BarePhone[] = [];
  for (let from = 0; from < many; from += 50) {
    sockets.push(...(await Promise.all(Array.from({ length: Math.min(50, many - from) }, connect))));
  }
  return sockets;
}
