import type { HiddenRun, SessionEvent } from '../events/session/event.ts';
import { fold } from '../events/session/fold.ts';
import type { SessionState } from '../events/session/state.ts';
import type { EventsMessage } from '../events/wire.ts';

/**
 * Folds what the server tells, each position once and in order. What came twice is dropped; what is missing before
 * a message is read over HTTP first. Messages wait for each other, so reading a gap never lets a later one past.
 */
export class Intake {
  state: SessionState | null = null;
  /** everything up to here is folded, or not for this role */
  position = 0;
  /** the head of the chain at `position`, null where it was not told */
  head: string | null = null;
  readonly #readAfter: (position: number) => Promise<(SessionEvent | HiddenRun)[]>;
  #turn: Promise<void> = Promise.resolve();

  constructor(readAfter: (position: number) => Promise<(SessionEvent | HiddenRun)[]>) {
    this.#readAfter = readAfter;
  }

  /** Done once the message is folded; fails if a gap before it could not be read. */
  take(message: EventsMessage): Promise<void> {
    const turn = this.#turn.then(() => this.#takeNow(message));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Forgets everything, to fold a changed history from its beginning. */
  reset(): void {
    this.state = null;
    this.position = 0;
    this.head = null;
  }

  async #takeNow(message: EventsMessage): Promise<void> {
    if (message.from > this.position + 1) await this.#fillGap();
    if (message.from > this.position + 1) {
      throw new Error(
        `Events ${message.from} to ${message.to} came, but nothing gives those after ${this.position}.`,
      );
    }
    if (message.to < this.position) return;
    this.#fold(message.events, message.to);
    this.head = message.head;
  }

  async #fillGap(): Promise<void> {
    const lines = await this.#readAfter(this.position);
    const last = lines.at(-1);
    if (!last) return;
    const events = lines.filter((line) => line.type !== 'hidden');
    this.#fold(events, last.type === 'hidden' ? last.through : last.position);
    this.head = null;
  }

  #fold(events: readonly SessionEvent[], through: number): void {
    const fresh = events.filter((event) => event.position > this.position);
    if (fresh.length > 0) this.state = fold(this.state, fresh);
    this.position = Math.max(this.position, through);
  }
}

/** One event or hidden run a line. */
export function parseLines(text: string): (SessionEvent | HiddenRun)[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SessionEvent | HiddenRun);
}
