import type { Store } from './storage.ts';

/**
 * What one seat has answered, on its own phone: a sealed answer never comes back from the server. It is shown to
 * its author after a refresh, marked in the room's answer on request, and enclosed in the next round's answer so
 * that the room learns how many moved. It is forgotten when the session has ended.
 */

export type Counted = Pick<OwnAnswer, 'is' | 'answer'>;

export interface OwnAnswer {
  is: 'answered' | 'passed' | 'withdrawn';
  /** null unless answered */
  answer: unknown;
  /** rises with every change of mind */
  counter: number;
  /** `sent` waits for the server, `saved` was acknowledged, `refused` was not taken */
  state: 'sent' | 'saved' | 'refused';
  /** the ballot box it was saved in, where the server tells */
  epoch?: string | undefined;
  /** what counts meanwhile, and still does if this one is not taken */
  counted: Counted | null;
}

/** What is being typed, chosen or moved about. `answer` is what Send would send, null while it is none yet. */
export interface Draft {
  draft: unknown;
  answer: unknown;
}

interface Kept {
  answers: Record<string, OwnAnswer>;
  drafts: Record<string, Draft>;
}

export class OwnAnswers {
  readonly #store: Store;
  readonly #key: string;

  constructor(store: Store, key: string) {
    this.#store = store;
    this.#key = key;
  }

  of(step: string, round: number): OwnAnswer | null {
    return this.#kept().answers[`${step}/${round}`] ?? null;
  }

  keep(step: string, round: number, own: OwnAnswer): void {
    const { answers, drafts } = this.#kept();
    this.#store.set(this.#key, { answers: { ...answers, [`${step}/${round}`]: own }, drafts });
  }

  draftOf(step: string, round: number): Draft | null {
    return this.#kept().drafts[`${step}/${round}`] ?? null;
  }

  keepDraft(step: string, round: number, draft: Draft | null): void {
    const { answers, drafts } = this.#kept();
    const { [`${step}/${round}`]: _before, ...others } = drafts;
    this.#store.set(this.#key, {
      answers,
      drafts: draft === null ? others : { ...others, [`${step}/${round}`]: draft },
    });
  }

  forget(): void {
    this.#store.remove(this.#key);
  }

  #kept(): Kept {
    const kept = this.#store.get(this.#key);
    return typeof kept === 'object' && kept !== null ? (kept as Kept) : { answers: {}, drafts: {} };
  }
}

const counterMax = 9_000_000_000;

/**
 * The highest counter wins, and a seat may be open on two devices: so a counter is at least the milliseconds since the
 * round was opened, and what is answered later counts even where the other device has changed its mind more often.
 */
export function nextCounter(last: number, openedAt: string, nowMs: number): number {
  const sinceMs = Math.floor(nowMs - Date.parse(openedAt));
  return Math.max(last + 1, Math.min(counterMax, Math.max(1, sinceMs)));
}
