/**
 * The sealed ballot box. A round that hides who said what gets a box and a key of its own when it opens;
 * answers go in encrypted, and leave together, unordered and without names, after it has closed.
 * Destroying the key is what makes the answers anonymous: nothing else kept anywhere ties them to people.
 */
import { createHash } from 'node:crypto';

export interface RoundRef {
  session: string;
  step: string;
  round: number;
}

export type CastState = 'answered' | 'passed' | 'withdrawn';

/**
 * What a phone put in. `content` is canonical JSON text: `{answer}`, `{pass:true}` or `{withdrawn:true}`,
 * with `previous`, the phone's own earlier answer, when it enclosed one. `id` is the command's id, unique
 * per participant. `counter` is the phone's own count of its casts in this round; null stands for
 * "after everything this person has cast so far".
 */
export interface Cast {
  participant: string;
  id: string;
  counter: number | null;
  state: CastState;
  content: string;
}

/** An older counter and a repeated id are `kept` too: they change nothing and there is nothing to do again. */
export type CastResult =
  | { kept: true }
  | { refused: 'box-closed' | 'no-box' | 'id-reused' | 'too-large' | 'too-many' | 'read-only' };

export type OpenResult = { opened: true } | { refused: 'read-only' };

export type CloseResult = { closed: true } | { refused: 'no-box' };

export interface Ballot {
  content: string;
  state: 'answered' | 'passed';
}

export interface BallotCounts {
  answered: number;
  passed: number;
}

/** How often one person may change one answer. Each change is a record on disk. */
export const castsPerPersonMax = 200;

export interface BallotBox {
  /** Makes key and box, durable when it resolves; of one that is there and still empty only the size changes. */
  open(ref: RoundRef, contentBytesMax: number): Promise<OpenResult>;
  /** Durable before it resolves. Racing a close it is either in, or refused. */
  cast(ref: RoundRef, cast: Cast): Promise<CastResult>;
  /** The latest of each person; withdrawn counts as neither. Null without a box. */
  counts(ref: RoundRef): BallotCounts | null;
  /** For the server alone, to tell the silent from the present; the answer never leaves it. */
  has(ref: RoundRef, participant: string): CastState | null;
  /** Casting stops, durably; closing twice is closing once. */
  close(ref: RoundRef): Promise<CloseResult>;
  /** The latest of each person, ordered by content (code point), so the order tells nothing. Closed boxes only; null without a box. */
  take(ref: RoundRef): Promise<Ballot[] | null>;
  /** The key goes first, then the box; destroying what is gone is fine. */
  destroy(ref: RoundRef): Promise<void>;
  destroySession(session: string): Promise<void>;
  /** For start-up: boxes whose round the log calls released or discarded are to be destroyed. */
  list(): Promise<{ ref: RoundRef; closed: boolean }[]>;
  /**
   * A random name of this very box, null without one. A phone that was told "saved" under another epoch
   * casts again: its box was lost (PostgreSQL empties unlogged tables after a crash) and opened anew.
   */
  epoch(ref: RoundRef): string | null;
  /** Learns what other processes put in. Where there is one process, there is nothing to learn. */
  refresh(ref: RoundRef): Promise<void>;
  /** Finishes what is under way and lets go of files and keys; nothing is destroyed. */
  stop(): Promise<void>;
}

/** What a box is filed under. The digest keeps names out of file names and fits any step id. */
export function boxName({ session, step, round }: RoundRef): string {
  return createHash('sha256')
    .update(JSON.stringify([session, step, round]))
    .digest('hex')
    .slice(0, 40);
}
