import type { Command } from '../events/session/command.ts';
import type { Ack, Handshake, ServerToClient } from '../events/wire.ts';
import { hello, pong, question, readPacket, type Packet } from './packet.ts';

/**
 * The line to the server: one websocket that comes back by itself. Waits between tries are random, because after a
 * restart every phone of a room tries at once. A phone that wakes up or changes its network does not wait at all.
 */

export interface LineListener {
  handshake(): Handshake;
  connected(): void;
  /** `refusal` when the server said why and trying again will not help */
  lost(refusal: Refusal | null): void;
  told<N extends keyof ServerToClient>(name: N, message: Parameters<ServerToClient[N]>[0]): void;
}

export interface Refusal {
  code: string;
  message: string;
}

const welcomeWithinMs = 10_000;
const answerWithinMs = 8_000;
/** The server pings every ten seconds: a page that wakes up after more silence than this need not wait for the next. */
const staleAfterMs = 12_000;
const firstWaitMs = 300;
const lastWaitMs = 5_000;

/** Refusals that will be the same next time. */
const final: readonly string[] = [
  'no-token',
  'wrong-role',
  'unknown-session',
  'removed',
  'malformed',
  'wrong-origin',
  'newer-version',
  'wrong-protocol',
];

export class Line {
  isConnected = false;
  readonly #listener: LineListener;
  readonly #asked = new Map<number, (ack: Ack | null) => void>();
  #socket: WebSocket | null = null;
  #questions = 0;
  #tries = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #heardAt = 0;
  #silenceMaxMs = welcomeWithinMs;

  constructor(listener: LineListener) {
    this.#listener = listener;
  }

  open(): void {
    addEventListener('online', this.#wake);
    addEventListener('offline', this.#cut);
    document.addEventListener('visibilitychange', this.#seen);
    this.#connect();
  }

  close(): void {
    removeEventListener('online', this.#wake);
    removeEventListener('offline', this.#cut);
    document.removeEventListener('visibilitychange', this.#seen);
    clearTimeout(this.#retry);
    this.#hangUp();
  }

  /** Tries again now, however long the next try would have waited. */
  reconnect(): void {
    const wasConnected = this.isConnected;
    this.#hangUp();
    if (wasConnected) this.#listener.lost(null);
    this.#connect();
  }

  /** What the server says to a command; null if no answer came. */
  ask(command: Command): Promise<Ack | null> {
    const socket = this.#socket;
    if (!socket || !this.isConnected) return Promise.resolve(null);
    const id = this.#questions;
    this.#questions += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(() => answered(null), answerWithinMs);
      const answered = (ack: Ack | null) => {
        clearTimeout(timer);
        this.#asked.delete(id);
        resolve(ack);
      };
      this.#asked.set(id, answered);
      socket.send(question(id, 'command', command));
    });
  }

  #connect(): void {
    clearTimeout(this.#retry);
    const socket = new WebSocket(
      `${location.origin.replace(/^http/u, 'ws')}/socket.io/?EIO=4&transport=websocket`,
    );
    this.#socket = socket;
    this.#silenceMaxMs = welcomeWithinMs;
    this.#heard();
    socket.addEventListener('message', ({ data }) => {
      if (socket === this.#socket && typeof data === 'string') this.#take(readPacket(data));
    });
    socket.addEventListener('close', () => {
      if (socket === this.#socket) this.#lost(null);
    });
  }

  #take(packet: Packet): void {
    this.#heard();
    switch (packet.is) {
      case 'open':
        this.#silenceMaxMs = packet.silenceMaxMs;
        this.#socket?.send(hello(this.#listener.handshake()));
        return;
      case 'ping':
        this.#socket?.send(pong);
        return;
      case 'welcome':
        this.#tries = 0;
        this.isConnected = true;
        this.#listener.connected();
        return;
      case 'event':
        // The names and shapes are the server's own (`wire.ts`); a name of a newer one is passed on and not known.
        this.#listener.told(packet.name as keyof ServerToClient, packet.message as never);
        return;
      case 'answer':
        this.#asked.get(packet.id)?.(packet.answer as Ack);
        return;
      case 'refused':
        this.#lost(refusalIn(packet.why));
        return;
      case 'goodbye':
        // Whoever is sent away learns why at the next try: before that nobody can say that the line is broken.
        this.#hangUp();
        this.#tryLater();
        return;
      case 'nothing':
        return;
    }
  }

  #lost(refusal: Refusal | null): void {
    this.#hangUp();
    const isFinal = refusal !== null && final.includes(refusal.code);
    if (!isFinal) this.#tryLater();
    this.#listener.lost(isFinal ? refusal : null);
  }

  #tryLater(): void {
    clearTimeout(this.#retry);
    const waitMs = Math.min(lastWaitMs, firstWaitMs * 2 ** this.#tries) * (0.5 + Math.random());
    this.#tries += 1;
    this.#retry = setTimeout(() => this.#connect(), waitMs);
  }

  /** Whatever still comes over the old socket comes too late; whoever waits for an answer learns that none will come. */
  #hangUp(): void {
    clearTimeout(this.#watch);
    this.isConnected = false;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    for (const answered of this.#asked.values()) answered(null);
  }

  #heard(): void {
    this.#heardAt = Date.now();
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#lost(null), this.#silenceMaxMs);
  }

  /** A websocket may take minutes to notice what the device knows already. */
  readonly #cut = (): void => {
    if (this.isConnected) this.#lost(null);
  };

  readonly #wake = (): void => this.reconnect();

  readonly #seen = (): void => {
    if (document.hidden) return;
    if (!this.isConnected || Date.now() - this.#heardAt > staleAfterMs) this.reconnect();
  };
}

/** A refused handshake says why in `data`. */
function refusalIn(why: unknown): Refusal | null {
  const data: unknown = typeof why === 'object' && why !== null && 'data' in why ? why.data : null;
  if (typeof data !== 'object' || data === null || !('code' in data) || !('message' in data)) return null;
  return { code: String(data.code), message: String(data.message) };
}
