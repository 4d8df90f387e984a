/**
 * Casts on their way into a box. Everything that waits goes in together, one cast a person: so every decision
 * is made on what is durably in the box, and somebody who taps very fast waits only for themselves.
 */
import { Turns } from '../keys/turns.ts';
import type { Cast, CastResult } from './box.ts';
import type { Roll } from './roll.ts';
import type { Entry } from './sealing.ts';

const recordsPerBatchMax = 256;

export interface Arrival {
  cast: Cast;
  settle: (result: CastResult) => void;
  fail: (error: Error) => void;
}

export class Intake {
  private readonly turns: Turns<Arrival>;

  /** `put` settles or fails each arrival itself. */
  constructor(put: (arrivals: Arrival[]) => Promise<void>) {
    this.turns = new Turns(async (arrivals) => {
      const { now, later } = onePerPerson(arrivals);
      await put(now);
      return later;
    });
  }

  add(cast: Cast): Promise<CastResult> {
    if (cast.counter !== null && !(Number.isSafeInteger(cast.counter) && cast.counter >= 0))
      throw new Error('A cast reached the box with a counter that is not a whole number.');
    return new Promise((settle, fail) => {
      this.turns.add({ cast, settle, fail });
    });
  }

  get isIdle(): boolean {
    return this.turns.isIdle;
  }

  idle(): Promise<void> {
    return this.turns.idle();
  }
}

function onePerPerson(arrivals: Arrival[]): { now: Arrival[]; later: Arrival[] } {
  const people = new Set<string>();
  const now: Arrival[] = [];
  const later: Arrival[] = [];
  for (const arrival of arrivals) {
    const fits = now.length < recordsPerBatchMax && !people.has(arrival.cast.participant);
    people.add(arrival.cast.participant);
    (fits ? now : later).push(arrival);
  }
  return { now, later };
}

export interface Draft {
  entries: Entry[];
  /** Whom to answer once the entries are stored, in the same order. */
  writing: Arrival[];
}

/** Settles what needs no writing and returns the rest as entries of one batch. */
export function draft(arrivals: Arrival[], roll: Roll, contentBytesMax: number, batch: number): Draft {
  const entries: Entry[] = [];
  const writing: Arrival[] = [];
  for (const arrival of arrivals) {
    const decision = roll.decide(arrival.cast, contentBytesMax);
    if ('settled' in decision) {
      arrival.settle(decision.settled);
      continue;
    }
    entries.push({ ...decision.write, batch });
    writing.push(arrival);
  }
  return { entries, writing };
}
