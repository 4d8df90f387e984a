import type { HiddenRun, SessionEvent } from '../events/session/event.ts';
import { fold } from '../events/session/fold.ts';
import type { SessionState } from '../events/session/state.ts';

/**
 * A session that can be looked at anywhere: all its events, and a snapshot of what they fold to every so often, so
 * that no look back folds more than a few hundred of them. Playing on folds only what is new.
 */
const stride = 200;

export class Recording {
  readonly events: SessionEvent[] = [];
  /** everything up to here has come, or is not for this reader */
  through = 0;
  #tip: SessionState | null = null;
  /** the state before the event of each stride */
  readonly #snapshots: (SessionState | null)[] = [];
  #looked: { count: number; state: SessionState | null } = { count: 0, state: null };

  /** null until the first event has come */
  get tip(): SessionState | null {
    return this.#tip;
  }

  take(lines: readonly (SessionEvent | HiddenRun)[]): void {
    let batch: SessionEvent[] = [];
    for (const line of lines) {
      if (line.type === 'hidden') this.through = line.through;
      else batch.push(line);
      if ((this.events.length + batch.length) % stride === 0) batch = this.#keep(batch);
    }
    this.#keep(batch);
  }

  /** Folds a batch at once, because folding event by event copies every map each time. */
  #keep(batch: readonly SessionEvent[]): [] {
    const last = batch.at(-1);
    if (!last) return [];
    if (this.events.length % stride === 0) this.#snapshots.push(this.#tip);
    this.events.push(...batch);
    this.#tip = fold(this.#tip, batch);
    this.through = Math.max(this.through, last.position);
    return [];
  }

  /** The session after this position, as far as it has come in. */
  stateAt(position: number): SessionState | null {
    const count = this.#countUpTo(position);
    const near = this.#looked;
    const isNear = near.count <= count && count - near.count < stride && near.count > 0;
    const stretch = Math.floor(count / stride) * stride;
    const from = isNear
      ? near
      : { count: stretch, state: this.#snapshots[stretch / stride] ?? this.#tipAt(stretch) };
    const state = fold(from.state, this.events.slice(from.count, count));
    this.#looked = { count, state };
    return state;
  }

  /** The last stride may just have ended, with nothing after it that would have kept its snapshot. */
  #tipAt(count: number): SessionState | null {
    return count === this.events.length ? this.#tip : null;
  }

  #countUpTo(position: number): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.events[middle]?.position ?? Infinity) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
