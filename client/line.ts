import { io, type Socket } from 'socket.io-client';
import type { Command } from '../events/session/command.ts';
import type { Ack, ClientToServer, EventsMessage, Handshake, ServerToClient } from '../events/wire.ts';

/**
 * The line to the server: one websocket that comes back by itself. Waits between tries are random, because after a
 * restart every phone of a room tries at once. A phone that wakes up or changes its network does not wait at all.
 */

export interface LineListener {
  handshake(): Handshake;
  connected(): void;
  /** `refusal` when the server said why and trying again will not help */
  lost(refusal: Refusal | null): void;
  events(message: EventsMessage): void;
}

export interface Refusal {
  code: string;
  message: string;
}

const answerWithinMs = 8_000;
/** The server pings every ten seconds: after this much silence the line is dead, whatever the browser believes. */
const silenceMaxMs = 15_000;
const firstWaitMs = 300;
const lastWaitMs = 5_000;

const final: readonly string[] = [
  'no-token', 'wrong-role', 'unknown-session', 'removed', 'malformed', 'wrong-origin', 'newer-version', 'wrong-protocol',
];

export class Line {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly #listener: LineListener;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #heardAt = 0;
  #closed = false;

  constructor(listener: LineListener) {
    this.#listener = listener;
    this.socket = io({
      transports: ['websocket'],
      autoConnect: false,
      // One way of coming back for every way of losing the line, refusals by the server included.
      reconnection: false,
      forceNew: true,
      timeout: 10_000,
      auth: (give) => give({ ...listener.handshake() }),
    });
    this.socket.on('connect', () => this.#connected());
    this.socket.on('disconnect', () => this.#lost(null));
    this.socket.on('connect_error', (error) => this.#lost(refusalIn(error)));
    this.socket.on('events', (message) => listener.events(message));
    this.socket.onAny(() => this.#heard());
    this.socket.io.on('ping', () => this.#heard());
  }

  open(): void {
    addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#seen);
    this.socket.connect();
  }

  close(): void {
    this.#closed = true;
    removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#seen);
    this.#stopWaiting();
    this.socket.disconnect();
  }

  /** Tries again now, however long the next try would have waited. */
  reconnect(): void {
    if (this.#closed) return;
    this.#stopWaiting();
    if (this.socket.connected) this.socket.disconnect();
    this.#stopWaiting();
    this.socket.connect();
  }

  /** What the server says to a command; null if no answer came. */
  async ask(command: Command): Promise<Ack | null> {
    if (!this.socket.connected) return null;
    try {
      return await this.socket.timeout(answerWithinMs).emitWithAck('command', command);
    } catch {
      return null;
    }
  }

  #connected(): void {
    this.#tries = 0;
    this.#heard();
    this.#listener.connected();
  }

  #lost(refusal: Refusal | null): void {
    if (this.#closed) return;
    const isFinal = refusal !== null && final.includes(refusal.code);
    if (!isFinal) this.#tryLater();
    this.#listener.lost(isFinal ? refusal : null);
  }

  #tryLater(): void {
    this.#stopWaiting();
    const waitMs = Math.min(lastWaitMs, firstWaitMs * 2 ** this.#tries) * (0.5 + Math.random());
    this.#tries += 1;
    this.#timer = setTimeout(() => this.socket.connect(), waitMs);
  }

  #stopWaiting(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #heard(): void {
    this.#heardAt = Date.now();
  }

  readonly #wake = (): void => this.reconnect();

  readonly #seen = (): void => {
    if (document.hidden) return;
    if (!this.socket.connected || Date.now() - this.#heardAt > silenceMaxMs) this.reconnect();
  };
}

/** A refused handshake carries the refusal in `data`; a failed connection carries none. */
function refusalIn(error: Error): Refusal | null {
  const data: unknown = 'data' in error ? error.data : null;
  if (typeof data !== 'object' || data === null || !('code' in data) || typeof data.code !== 'string') return null;
  const message = 'message' in data && typeof data.message === 'string' ? data.message : error.message;
  return { code: data.code, message };
}
