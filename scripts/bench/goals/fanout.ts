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
  /** processor seconds a second that are needed without anyone to tell */
  besides: number;
  sockets: BarePhone[];
  tell(isOn: boolean): Promise<void>;
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
  return [
    figure({
      name: 'fanout/ws',
      unit: 'µs/message',
      values,
      references: ws,
      limit: { ratio: 'at most', is: 2.2 },
    }),
    figure({
      name: 'fanout/socket.io',
      unit: 'µs/message',
      values,
      references: socketIo,
      limit: { ratio: 'at most', is: 1.25 },
    }),
  ];
}

async function perMessage({ pid, besides, sockets, tell }: Teller, seconds: number): Promise<number> {
  const received = (): number => sockets.reduce((sum, socket) => sum + socket.received, 0);
  await tell(true);
  const [before, messages] = [processorSeconds(pid), received()];
  await passed(seconds);
  const used = processorSeconds(pid) - before - besides * seconds;
  const delivered = received() - messages;
  await tell(false);
  return (used * 1e6) / delivered;
}

async function theirs(how: 'ws' | 'socket.io', many: number): Promise<Teller> {
  const { reference, ready } = await Reference.start<{ port: number }>('fanout', { how, bytes, hertz });
  const sockets = await connected(
    many,
    async () => await new BarePhone({ url: `http://127.0.0.1:${ready.port}` }).open(),
  );
  return {
    pid: reference.pid,
    besides: 0,
    sockets,
    tell: async (isOn) => void (await reference.ask({ sending: isOn })),
    stop: async () => await reference.stop(),
  };
}

async function ours(many: number): Promise<Teller> {
  const parley = await Parley.start();
  const made = await parley.create(questions('sealed', 1));
  const desk = await parley.desk(made);
  const line = notes(desk);
  const besides = await costOf(parley.pid, line);
  const walls = await connected(
    many,
    async () => await parley.line({ session: made.session, token: made.tokens.stage }),
  );
  return {
    pid: parley.pid,
    besides,
    sockets: walls,
    tell: async (isOn) => line(isOn),
    async stop() {
      desk.close();
      await parley.stop();
    },
  };
}

/** With what stands around it one line of the record is as long as the message of the others. */
function notes(desk: BarePhone): (isOn: boolean) => void {
  let timer: NodeJS.Timeout | undefined;
  const note = (): void =>
    void desk.ask({ id: randomUUID(), type: 'note', text: 'x'.repeat(bytes - 190), record: true });
  return (isOn) => {
    clearInterval(timer);
    if (isOn) timer = setInterval(note, 1000 / hertz);
  };
}

/** Writing is another bench: what it takes is measured without walls, and taken off. */
async function costOf(pid: number, line: (isOn: boolean) => void): Promise<number> {
  const seconds = 3;
  line(true);
  await passed(1);
  const before = processorSeconds(pid);
  await passed(seconds);
  line(false);
  return (processorSeconds(pid) - before) / seconds;
}

async function passed(seconds: number): Promise<void> {
  await new Promise((done) => setTimeout(done, seconds * 1000));
}

async function connected(many: number, connect: () => Promise<BarePhone>): Promise<BarePhone[]> {
  const sockets: BarePhone[] = [];
  for (let from = 0; from < many; from += 50) {
    sockets.push(...(await Promise.all(Array.from({ length: Math.min(50, many - from) }, connect))));
  }
  return sockets;
}
