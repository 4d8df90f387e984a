import { io, type Socket } from 'socket.io-client';
import type { HiddenRun, SessionEvent } from '../../../events/session/event.ts';
import { fold } from '../../../events/session/fold.ts';
import type { SessionState } from '../../../events/session/state.ts';
import {
  protocol,
  type Ack,
  type ClientToServer,
  type EventsMessage,
  type Handshake,
  type ProgressMessage,
  type ServerToClient,
} from '../../../events/wire.ts';
import { ask, askJson } from './made-session.ts';
import { until } from './condition.ts';

/**
 * One seat at a server over a plain socket: comes back by itself, resends what was not acknowledged under the same
 * id, and remembers everything: each byte it received, each head, each acknowledgement.
 */

export interface SeatAt {
  url: string;
  session: string;
  token: string;
}

/** A command on its way: what was asked and what the server said to it. */
export interface Sent {
  command: { id: string; type: string; [payload: string]: unknown };
  ack: Ack | null;
}

/** Refusals that say “not now”. */
const passing: readonly string[] = ['too-many', 'read-only'];

export class SocketClient {
  readonly url: string;
  readonly session: string;
  readonly token: string;
  readonly socket: Socket<ServerToClient, ClientToServer>;
  /** every message as it came over the line, socket.io's own included */
  readonly received: string[] = [];
  readonly events: SessionEvent[] = [];
  readonly heads = new Map<number, string>();
  readonly sent: Sent[] = [];
  position = 0;
  progress: ProgressMessage | null = null;
  /** who is connected, as desks are told */
  here: readonly string[] = [];
  connections = 0;
  refusal: { code: string; message: string } | null = null;
  /** what must never happen, found while it happened */
  readonly complaints: string[] = [];
  #turn: Promise<void> = Promise.resolve();
  #folded: { upTo: number; state: SessionState | null } = { upTo: 0, state: null };

  constructor({ url, session, token }: SeatAt) {
    this.url = url;
    this.session = session;
    this.token = token;
    this.socket = io(url, {
      transports: ['websocket'],
      autoConnect: false,
      forceNew: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 600,
      auth: (give) => give({ ...this.#handshake() }),
    });
    this.socket.io.on('open', () => this.#record());
    this.socket.on('connect', () => (this.connections += 1));
    this.socket.on('connect_error', (error) => this.#refused(error));
    this.socket.on(
      'events',
      (message) => (this.#turn = this.#turn.then(() => this.#take(message)).catch(() => this.#startOver())),
    );
    this.socket.on('presence', ({ here }) => (this.here = here));
    this.socket.on('progress', (progress) => (this.progress = progress));
  }

  /** Connected, and told the first events. */
  async open(): Promise<this> {
    this.socket.connect();
    await until('the first events have come', () => this.position > 0 || this.refusal !== null);
    return this;
  }

  close(): void {
    this.socket.disconnect();
  }

  /** From here on nothing is taken off the line, as by a page that hangs; what this client asks still goes out. */
  stopReading(): void {
    this.socket.io.reconnection(false);
    this.#line().pause();
  }

  /** Comes back if it has been dropped meanwhile, which it may only hear of now. */
  readAgain(): void {
    this.socket.io.reconnection(true);
    if (!this.socket.connected) {
      this.socket.connect();
      return;
    }
    // For the break that it is about to hear of, the library has forgotten to come back.
    this.socket.once('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.socket.connect();
    });
    this.#line().resume();
  }

  get state(): SessionState {
    const { upTo, state } = this.#folded;
    if (upTo < this.events.length)
      this.#folded = { upTo: this.events.length, state: fold(state, this.events.slice(upTo)) };
    if (this.#folded.state === null) throw new Error('Nothing has been told yet.');
    return this.#folded.state;
  }

  /** Asked again under the same id until there is an answer that lasts, however often the line breaks. */
  async send(
    type: string,
    payload: Record<string, unknown> = {},
    id: string = crypto.randomUUID(),
  ): Promise<Ack> {
    const sent: Sent = { command: { id, type, ...payload }, ack: null };
    this.sent.push(sent);
    for (;;) {
      await until(`the line of ${this.token.slice(0, 9)} is there`, () => this.socket.connected, 150_000);
      const ack = await this.askOnce(sent.command);
      if (ack === null || (!ack.ok && passing.includes(ack.code))) continue;
      sent.ack = ack;
      return ack;
    }
  }

  /** Like `send`, where nothing but yes is expected. */
  async must(type: string, payload: Record<string, unknown> = {}): Promise<Ack> {
    const ack = await this.send(type, payload);
    if (!ack.ok)
      throw new Error(`${type} ${JSON.stringify(payload)} was refused: ${ack.code}, ${ack.message}`);
    return ack;
  }

  /** Null when the line broke before an answer came. */
  async askOnce(command: Sent['command']): Promise<Ack | null> {
    try {
      return (await this.socket.timeout(10_000).emitWithAck('command', command as never)) as Ack;
    } catch {
      return null;
    }
  }

  /** All events as HTTP gives them to this seat. */
  async readAll(after = 0): Promise<(SessionEvent | HiddenRun)[]> {
    const { status, text } = await ask(`${this.url}/api/sessions/${this.session}/events?after=${after}`, {
      token: this.token,
    });
    if (status !== 200) throw new Error(`The events could not be read: ${status} ${text}`);
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as SessionEvent | HiddenRun);
  }

  async getJson<T>(path: string): Promise<T> {
    return await askJson<T>(`${this.url}/api/sessions/${this.session}/${path}`, { token: this.token });
  }

  #line(): { pause(): void; resume(): void } {
    // The library gives its websocket no public name.
    return Reflect.get(this.socket.io.engine.transport, 'ws') as { pause(): void; resume(): void };
  }

  #handshake(): Handshake {
    const head = this.heads.get(this.position);
    return {
      session: this.session,
      token: this.token,
      after: this.position,
      ...(head !== undefined && { head }),
      protocol,
    };
  }

  /** A gap could not be read because the line broke: the next connection asks for what is missing. */
  #startOver(): void {
    if (this.socket.connected) this.socket.disconnect().connect();
  }

  #record(): void {
    this.socket.io.engine.on('packet', ({ type, data }) => {
      if (type === 'message') this.received.push(String(data));
    });
  }

  #refused(error: Error): void {
    const { data } = error as { data?: { code: string; message: string } };
    if (!data) return;
    this.refusal = data;
    // A handshake that is refused ends the library's own coming back.
    if (data.code === 'failed' || data.code === 'too-many') setTimeout(() => this.socket.connect(), 300);
  }

  async #take(message: EventsMessage): Promise<void> {
    const known = this.heads.get(this.position);
    if (
      message.headAfter !== undefined &&
      known !== undefined &&
      message.from === this.position + 1 &&
      message.headAfter !== known
    ) {
      this.complaints.push(`The head at ${this.position} was ${known} and became ${message.headAfter}.`);
    }
    if (message.from > this.position + 1) this.#takeRun(await this.readAll(this.position));
    if (message.from > this.position + 1)
      this.complaints.push(`Nothing gives the events between ${this.position} and ${message.from}.`);
    if (message.to < this.position) return;
    this.#takeEvents(message.events);
    this.position = Math.max(this.position, message.to);
    this.heads.set(message.to, message.head);
  }

  #takeRun(lines: readonly (SessionEvent | HiddenRun)[]): void {
    this.#takeEvents(lines.filter((line) => line.type !== 'hidden'));
    const last = lines.at(-1);
    if (last) this.position = Math.max(this.position, last.type === 'hidden' ? last.through : last.position);
  }

  #takeEvents(events: readonly SessionEvent[]): void {
    for (const event of events) {
      if (event.position <= this.position) continue;
      this.events.push(event);
      this.position = event.position;
    }
  }
}
