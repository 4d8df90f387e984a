import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SessionState } from '../../events/session/state.ts';
import { Session, type SessionRole } from '../session.ts';
import { words } from '../words.ts';
import type { Door } from './door.ts';

/** A session that draws its host anew whenever something was told, and a view that is made once a state. */
export class WatchedSession<View> implements ReactiveController {
  readonly session: Session;
  readonly #host: ReactiveControllerHost;
  readonly #look: (state: SessionState) => View;
  #seen: { state: SessionState; view: View } | null = null;

  constructor(
    host: ReactiveControllerHost,
    { door, role, look }: { door: Door; role: SessionRole; look: (state: SessionState) => View },
  ) {
    this.#host = host;
    this.#look = look;
    this.session = new Session({ ...door, role });
    host.addController(this);
  }

  hostConnected(): void {
    this.session.addEventListener('change', this.#changed);
    this.session.open();
  }

  hostDisconnected(): void {
    this.session.removeEventListener('change', this.#changed);
    this.session.close();
  }

  /** null until the server has told the first events */
  get view(): View | null {
    const { state } = this.session;
    if (!state) return null;
    if (this.#seen?.state !== state) this.#seen = { state, view: this.#look(state) };
    return this.#seen.view;
  }

  /** What is wrong with the line or the server, in a sentence, or null. */
  get trouble(): string | null {
    const { session } = this;
    if (session.historyChanged) return words.historyChanged;
    switch (session.status) {
      case 'refused':
        return session.refusal?.message ?? words.offline;
      case 'offline':
        return words.offline;
      case 'connecting':
      case 'online':
        return session.trouble;
    }
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}
