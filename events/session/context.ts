import { versionNow, type EventOf, type EventType, type NewEvent } from './event.ts';
import type { Refused } from './refusal.ts';

/** What a decision is made from beyond command and state, and what it can be. */

export interface Actor {
  /** the seat the handshake proved; a participant's seat is the participant */
  seat: string;
  role: 'facilitator' | 'scribe' | 'stage' | 'reader' | 'participant';
  participant: string | null;
}

export interface Context {
  at: string;
  actor: Actor;
  /** random lower-case letters and digits, different each time */
  newId: () => string;
  facts: Facts;
}

/** What a decision needs to know beyond the log; `needs` says for which round. */
export interface Facts {
  /** for closing: who of the electorate was ever connected while the round was open, and the box's count */
  counts?: { present: readonly string[]; answered: number; passed: number } | undefined;
  /** for releasing: what lay in each box, in an order that tells nothing */
  ballots?: readonly BoxContent[] | undefined;
}

export interface BoxContent {
  step: string;
  round: number;
  ballots: readonly Ballot[];
}

/** A sealed answer as it lies in the box. */
export type Ballot = { answer: unknown; previous?: unknown } | { pass: true; previous?: unknown };

/** A sealed answer goes into the box and never into the log. */
export interface Cast {
  step: string;
  round: number;
  state: 'answered' | 'passed' | 'withdrawn';
  ballot: Ballot | { withdrawn: true };
  counter: number | null;
}

export type Decision = { events: NewEvent[] } | { cast: Cast } | Refused;

/** An event of this moment by this actor. */
export function tell<T extends EventType>(
  context: Pick<Context, 'at' | 'actor'>,
  type: T,
  payload: Omit<EventOf<T>, 'type' | 'v' | 'at' | 'actor' | 'position'>,
): NewEvent {
  return {
    type,
    v: versionNow,
    at: context.at,
    actor: context.actor.seat,
    ...payload,
  } as unknown as NewEvent;
}
