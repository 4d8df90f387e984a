import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { Command, CommandOf, CommandType } from '../events/session/command.ts';
import type { SessionEvent } from '../events/session/event.ts';
import {
  protocol,
  type Ack,
  type ClientToServer,
  type ProgressMessage,
  type ServerToClient,
} from '../events/wire.ts';
import { pristineDatabase } from './log/embedded-place.ts';
import { startServer, type Running, type StartOptions } from './start.ts';

/** For tests and drills: a whole server in this process, real sockets, real PGlite, a data directory of its own. */
export class LiveServer {
  readonly directory: string;
  /** what nobody expected and nobody was told */
  readonly faults: string[];
  running: Running;
  private readonly options: Partial<StartOptions>;

  private constructor(
    running: Running,
    from: { directory: string; options: Partial<StartOptions>; faults: string[] },
  ) {
    this.directory = from.directory;
    this.running = running;
    this.options = from.options;
    this.faults = from.faults;
  }

  static async start(options: Partial<StartOptions> = {}): Promise<LiveServer> {
    const directory = mkdtempSync(join(tmpdir(), 'parley-live-'));
    const faults: string[] = [];
    return new LiveServer(await runningIn(directory, options, faults), { directory, options, faults });
  }

  /** On a directory that is there already. */
  static async on(directory: string, options: Partial<StartOptions> = {}): Promise<LiveServer> {
    const faults: string[] = [];
    return new LiveServer(await runningIn(directory, options, faults), { directory, options, faults });
  }

  /** Stops and starts again on the same directory; `between` may harm it meanwhile. */
  async restart(between: (directory: string) => void = () => {}): Promise<void> {
    await this.running.close();
    between(this.directory);
    this.running = await runningIn(this.directory, this.options, this.faults);
  }

  async close(): Promise<void> {
    await this.running.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  get url(): string {
    return this.running.url;
  }

  async call(
    method: string,
    path: string,
    options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
        ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
        ...options.headers,
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    });
    const text = await response.text();
    return { status: response.status, text, headers: response.headers };
  }

  async create(workshop: unknown, more: object = {}): Promise<Made> {
    const { status, text } = await this.call('POST', '/api/sessions', {
      token: this.running.hostKey,
      body: { workshop, title: 'A session', ...more },
    });
    if (status !== 201) throw new Error(`No session was made: ${status} ${text}`);
    return JSON.parse(text) as Made;
  }

  async join(code: string, name: string, more: object = {}): Promise<Joined> {
    const { status, text } = await this.call('POST', '/api/join', { body: { code, name, ...more } });
    if (status !== 201) throw new Error(`${name} could not join: ${status} ${text}`);
    return JSON.parse(text) as Joined;
  }

  async connect(session: string, token: string, after = 0, version: number = protocol): Promise<Peer> {
    const peer = new Peer(this.url, { session, token, after, protocol: version });
    await peer.connected();
    return peer;
  }

  /** Somebody with a phone: joined and connected. */
  async phone({ session, code }: Made, name: string, more: object = {}): Promise<Peer & { joined: Joined }> {
    const joined = await this.join(code, name, more);
    return Object.assign(await this.connect(session, joined.token), { joined });
  }
}

export interface Answer {
  status: number;
  text: string;
  headers: Headers;
}

export interface Made {
  session: string;
  code: string;
  links: { desk: string; join: string; stage: string; replay: string };
  tokens: { facilitator: string; stage: string; reader: string };
}

export interface Joined {
  session: string;
  participant: string;
  token: string;
}

async function runningIn(
  dataDirectory: string,
  options: Partial<StartOptions>,
  faults: string[],
): Promise<Running> {
  const started = await startServer({
    pristine: await pristineDatabase(),
    fatal: (sentence) => void faults.push(sentence),
    complain: (what, error) =>
      void faults.push(`${what} ${error instanceof Error ? error.stack : String(error)}`),
    ...options,
    config: { host: '127.0.0.1', ...options.config, port: 0, dataDirectory },
  });
  if ('refused' in started) throw new Error(started.sentence);
  return started;
}

type NewCommand = { [T in CommandType]: Omit<CommandOf<T>, 'id'> }[CommandType];

/** One socket, with everything it was ever sent. */
export class Peer {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly events: SessionEvent[] = [];
  readonly messages: { name: string; message: unknown }[] = [];
  progress: ProgressMessage | null = null;
  position = 0;
  refusal: { code: string } | null = null;
  isClosed = false;
  private readonly watchers = new Set<() => void>();

  constructor(url: string, auth: object) {
    this.socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth });
    this.socket.onAny((name: string, message: unknown) => this.messages.push({ name, message }));
    this.socket.on('events', ({ events, to }) => {
      this.events.push(...events.filter(({ position }) => position > this.position));
      this.position = Math.max(this.position, to);
      this.changed();
    });
    this.socket.on('progress', (progress) => {
      this.progress = progress;
      this.changed();
    });
    this.socket.on('presence', () => this.changed());
    this.socket.on('trouble', () => this.changed());
    this.socket.on('disconnect', () => {
      this.isClosed = true;
      this.changed();
    });
    this.socket.on('connect_error', (error) => {
      this.refusal = ('data' in error ? error.data : null) as { code: string } | null;
      this.isClosed = true;
      this.changed();
    });
  }

  async connected(): Promise<this> {
    await this.until(() => this.socket.connected || this.isClosed);
    return this;
  }

  async ask(command: NewCommand | Command): Promise<Ack> {
    const whole = { id: randomUUID(), ...command } as Command;
    return (await this.socket.timeout(30_000).emitWithAck('command', whole)) as Ack;
  }

  /** Asks, and takes nothing but a yes. */
  async do(command: NewCommand): Promise<Extract<Ack, { ok: true }>> {
    const ack = await this.ask(command);
    if (!ack.ok) throw new Error(`${command.type} was refused: ${ack.code}, ${ack.message}`);
    return ack;
  }

  async saw(type: SessionEvent['type'], times = 1): Promise<SessionEvent[]> {
    const seen = (): SessionEvent[] => this.events.filter((event) => event.type === type);
    await this.until(() => seen().length >= times);
    return seen();
  }

  async until(isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((done, failed) => {
      const timer = setTimeout(() => failed(new Error(`Waited in vain for ${isSo.toString()}`)), 30_000);
      const look = (): void => {
        if (!isSo()) return;
        clearTimeout(timer);
        this.watchers.delete(look);
        done();
      };
      this.watchers.add(look);
      this.socket.once('connect', look);
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  private changed(): void {
    for (const watcher of this.watchers) watcher();
  }
}

/** Three questions: a sealed scale, a named one, and sealed cards. */
export const smallWorkshop = {
  id: 'small',
  title: 'A small workshop',
  minutes: 20,
  purpose: 'To try the server',
  topic: 'project',
  roles: [
    { id: 'peer', label: 'Peer' },
    { id: 'candidate', label: 'Candidate', max: 1 },
  ],
  joinAs: 'peer',
  steps: [
    {
      id: 'readiness',
      title: 'How ready',
      minutes: 3,
      say: 'Only the facilitator reads this.',
      kind: 'scale',
      prompt: 'How ready is it?',
      mode: 'sealed',
      settings: { min: 1, max: 5, low: 'not at all', high: 'fully' },
    },
    {
      id: 'worth',
      title: 'What is it worth',
      minutes: 3,
      say: '',
      kind: 'scale',
      prompt: 'What is it worth?',
      mode: 'named',
      settings: { min: 1, max: 5, low: 'nothing', high: 'all' },
    },
    {
      id: 'obstacles',
      title: 'What stands in the way',
      minutes: 5,
      say: '',
      kind: 'texts',
      prompt: 'What stands in the way?',
      mode: 'sealed',
      settings: { max: 1, length: 140 },
    },
  ],
};
