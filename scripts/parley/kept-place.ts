import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smallWorkshop, type LiveServer, type Made, type Peer } from '../../server/live-server.ts';
import { runParley } from './program.ts';

/** For tests: a data directory with a session that was played on a real server, and the commands that work on it. */

export interface Said {
  exit: number | null;
  out: string;
  err: string;
  /** what `--json` answered */
  json: Record<string, unknown>;
  bytes: Buffer;
}

export async function parley(
  directory: string,
  argv: readonly string[],
  environment: Record<string, string> = {},
): Promise<Said> {
  const said: Said = { exit: null, out: '', err: '', json: {}, bytes: Buffer.alloc(0) };
  await runParley(argv, {
    environment: { DATA_DIR: directory, PORT: '0', HOST: '127.0.0.1', ...environment },
    say: (line) => (said.out += `${line}\n`),
    complain: (line) => (said.err += `${line}\n`),
    write: (bytes) => (said.bytes = Buffer.concat([said.bytes, bytes])),
    end: (exit) => (said.exit = exit),
  });
  if (argv.includes('--json')) said.json = JSON.parse(said.out) as Record<string, unknown>;
  return said;
}

export const people = ['Adalbertine', 'Balthasar', 'Clementine', 'Dietlinde'];
export const cards = ['quokkawombat', 'numbatbilby', 'potorooquoll', 'dunnartbettong'];

export interface Played extends Made {
  participants: string[];
}

/** All of the small workshop, by four people, to its end. */
export async function play(live: LiveServer): Promise<Played> {
  const made = await live.create(smallWorkshop, { title: 'Spring' });
  const desk = await live.connect(made.session, made.tokens.facilitator);
  const phones: (Peer & { joined: { participant: string } })[] = [];
  for (const name of people) phones.push(await live.phone(made, name));
  const answers = [
    ['readiness', (at: number) => ({ value: at + 1 })],
    ['worth', (at: number) => ({ value: 5 - at })],
    ['obstacles', (at: number) => ({ texts: [cards[at] ?? ''] })],
  ] as const;
  for (const [step, answerOf] of answers) {
    await desk.do({ type: 'open', step });
    await Promise.all(phones.map(async (phone) => await phone.until(() => isOpen(phone, step))));
    for (const [at, phone] of phones.entries())
      await phone.do({ type: 'answer', step, round: 1, answer: answerOf(at), counter: 1 });
    await desk.do({ type: 'close', step });
    await desk.do({ type: 'release', step });
  }
  await desk.do({ type: 'decide', text: 'We go on', why: 'it is ready enough' });
  await desk.do({ type: 'end' });
  for (const peer of [desk, ...phones]) peer.close();
  return { ...made, participants: phones.map(({ joined }) => joined.participant) };
}

function isOpen(phone: Peer, step: string): boolean {
  return phone.events.some((event) => event.type === 'opened' && event.step === step);
}

export type Shown = Awaited<ReturnType<typeof shownOf>>;

/** What a reader of the outcome is given, and what the facilitator's replay is made of. */
export async function shownOf(live: LiveServer, { session, tokens }: Made) {
  const token = tokens.facilitator;
  const outcome = await live.call('GET', `/api/sessions/${session}/outcome.md`, { token });
  const events = await live.call('GET', `/api/sessions/${session}/events`, { token });
  const log = await live.call('GET', `/api/sessions/${session}/log.json`, { token });
  const { head } = JSON.parse(log.text) as { head: string };
  const lines = events.text.trimEnd().split('\n');
  return {
    outcome: outcome.text,
    events: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    head,
  };
}

const directories: string[] = [];

export function freshPlace(): string {
  const directory = mkdtempSync(join(tmpdir(), 'parley-kept-'));
  directories.push(directory);
  return directory;
}

export function removePlaces(): void {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
}

/** Whether somebody is still to be read by name. */
export function tells({ events }: { events: readonly object[] }, word: string): boolean {
  return JSON.stringify(events).includes(word);
}

/** Files in which these words stand in clear. */
export function filesWith(directory: string, words: readonly string[]): string[] {
  const files = readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return files.filter((file) => {
    if (!existsSync(file)) return false;
    const bytes = readFileSync(file);
    return words.some((word) => bytes.includes(word));
  });
}
