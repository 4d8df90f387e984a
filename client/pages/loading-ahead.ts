import type { Kind } from '../../events/activity.ts';
import type { SessionState } from '../../events/session/state.ts';
import { kindNow, loadKind } from '../activities/index.ts';
import type { ClientKind } from '../activities/kind.ts';
import type { Session } from '../session.ts';

/**
 * What later screens need, fetched while there is time and a connection: first the kinds, from the current step on,
 * because a question must not wait for its own code; then the room's answer.
 */
export class LoadingAhead {
  #isLoading = false;
  /** the server no longer has the files of this page, because it was updated */
  #isStale = false;

  /** `arrived` is called after each piece that a screen may be waiting for. */
  async load(session: Session, arrived: () => void): Promise<void> {
    if (this.#isLoading || session.state === null) return;
    this.#isLoading = true;
    try {
      // Asked anew after each piece: the session goes on while it is fetched.
      for (let piece = this.#next(session.state); piece !== null; piece = this.#next(session.state)) {
        await piece();
        arrived();
      }
      this.#isStale = false;
    } catch {
      // What a lost network took is tried again at the next change.
      this.#isStale = session.status === 'online' && navigator.onLine;
      arrived();
    }
    this.#isLoading = false;
  }

  #next(held: SessionState): (() => Promise<unknown>) | null {
    const kind = nextKind(held);
    if (kind !== undefined) return () => loadKind(kind);
    return customElements.get('phone-result') ? null : () => import('./phone-result.ts');
  }

  /**
   * Undefined while it loads, null if this page does not know it. What is drawn was checked by its own kind, so the
   * page may forget which kind it is.
   */
  kind(kind: Kind): ClientKind<never> | null | undefined {
    const now = kindNow(kind) as ClientKind<never> | null | undefined;
    return now === undefined && this.#isStale ? null : now;
  }
}

/** The first kind, from the current step on, whose code is not here yet. */
function nextKind(held: SessionState): Kind | undefined {
  const { steps, current } = held;
  const at = Math.max(
    0,
    steps.findIndex(({ step }) => step.id === current),
  );
  const kinds = [...steps.slice(at), ...steps.slice(0, at)].map(({ step }) => step.kind);
  return kinds.find((kind) => kindNow(kind) === undefined);
}
