import type { Command } from './session/command.ts';
import type { SessionEvent } from './session/event.ts';

/** The messages of the socket, both ways. Their bytes are the whole of what a phone pays for. */

export const protocol = 1;

export interface Handshake {
  session: string;
  token: string;
  /** the last position this client has folded, 0 for none */
  after: number;
  /** the head it remembers at that position: another one means that history was changed */
  head?: string | undefined;
  protocol: number;
}

export type Ack =
  | { ok: true; position?: number; link?: string; [extra: string]: unknown }
  | { ok: false; code: string; message: string };

/** Redacted for the role; `from` follows the last `to`, and covers what the role may not see. */
export interface EventsMessage {
  from: number;
  to: number;
  head: string;
  events: readonly SessionEvent[];
  /** the head at the position the client said it had, on the first message of a connection */
  headAfter?: string;
  /** the server's clock in milliseconds, so that countdowns agree */
  now?: number;
  /** on the first message of a phone's connection: whose seat its token is, which a move of seats may have changed */
  you?: string;
}

export interface ProgressMessage {
  step: string;
  round: number;
  present: number;
  answered: number;
  /** which ballot box this is: a phone that was told “saved” under another one casts again by itself */
  epoch?: string;
}

/** To desks only, never stored: who is connected. */
export interface PresenceMessage {
  here: readonly string[];
  /** stages connected */
  stages: number;
}

/** To desks only: what the server itself is in trouble with. */
export interface TroubleMessage {
  reason: string | null;
}

export interface ServerToClient {
  events: (message: EventsMessage) => void;
  progress: (message: ProgressMessage) => void;
  presence: (message: PresenceMessage) => void;
  trouble: (message: TroubleMessage) => void;
}

export interface ClientToServer {
  command: (command: Command, ack: (answer: Ack) => void) => void;
}
