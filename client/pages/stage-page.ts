import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { stageView } from '../../events/views/stage.ts';
import { announce } from '../ui/live-region.ts';
import { Chime } from './chime.ts';
import { Clock } from './clock.ts';
import { doorFrom, type Door } from './door.ts';
import { readJoinDoor } from './join-door.ts';
import './stage.ts';
import type { JoinDoor } from './stage-parts.ts';
import { WallWatch } from './wall-watch.ts';
import { WatchedSession } from './watched-session.ts';

/** The wall of one session in a window of its own: full screen on a click, a chime at the end of each beat. */
@customElement('parley-stage-page')
export class StagePage extends LitElement {
  readonly #door: Door | null = doorFrom(location);
  readonly #watched =
    this.#door &&
    new WatchedSession(this, {
      door: this.#door,
      role: 'stage',
      look: (state) => stageView(state, { role: 'stage' }),
    });
  readonly #chime = new Chime();
  @state() private join: JoinDoor | null = null;
  /** nobody has moved the mouse for a while */
  @state() private isStill = true;
  readonly #watch = new WallWatch(this.#chime, announce);
  #stillTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new Clock(this, () => this.#now());
  }

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#key);
    addEventListener('pointermove', this.#moved);
    if (this.#door) void this.#readJoin(this.#door);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#key);
    removeEventListener('pointermove', this.#moved);
  }

  override render(): TemplateResult {
    if (!this.#watched) return shut('This link has no key');
    const { view, session, trouble } = this.#watched;
    if (session.refusal?.code === 'no-token') return shut('This wall’s link no longer opens');
    if (view) this.#watch.look(view, this.#now());
    return html`<parley-stage
        class="dark ${this.isStill ? 'still' : ''}"
        .view=${view}
        .progress=${session.progress}
        .join=${this.join}
        .now=${this.#now()}
        .landing=${this.#watch.landing}
        .trouble=${trouble}
        @click=${this.#clicked}
      ></parley-stage>
      ${trouble === null ? this.#hint(view?.screen.is === 'lobby') : nothing}`;
  }

  /** Before the session there is room for it; later it would cover what the room reads, unless somebody looks for it. */
  #hint(isLobby: boolean): TemplateResult | typeof nothing {
    if (this.isStill && (!isLobby || this.#chime.isAllowed)) return nothing;
    if (!this.#chime.isAllowed)
      return html`<aside class="stage-hint" aria-label="Keys">
        Click once: full screen, and sound for the chime
      </aside>`;
    return html`<aside class="stage-hint" aria-label="Keys">
      <kbd>F</kbd> full screen <kbd>M</kbd> ${this.#chime.muted ? 'chime on' : 'chime off'}
    </aside>`;
  }

  #now(): number {
    return this.#watched?.session.now() ?? Date.now();
  }

  readonly #clicked = (): void => {
    void this.#chime.allow().then(() => this.requestUpdate());
    void this.#fill();
  };

  async #fill(): Promise<void> {
    if (document.fullscreenElement !== null) return;
    // A browser may refuse: the window is the wall then.
    await document.documentElement.requestFullscreen().catch(() => undefined);
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    void this.#chime.allow().then(() => this.requestUpdate());
    const key = event.key.toLowerCase();
    if (key === 'm') this.#chime.muted = !this.#chime.muted;
    if (key === 'f' && document.fullscreenElement !== null) void document.exitFullscreen();
    else if (key === 'f' || key === 'enter') void this.#fill();
    this.#moved();
    this.requestUpdate();
  };

  /** The mouse and the hint are gone when nobody has moved for a while. */
  readonly #moved = (): void => {
    this.isStill = false;
    clearTimeout(this.#stillTimer);
    this.#stillTimer = setTimeout(() => {
      this.isStill = true;
    }, 3000);
  };

  async #readJoin({ session, token }: Door): Promise<void> {
    this.join = (await readJoinDoor(session, token))[0] ?? null;
  }
}

/** Whoever stands at the laptop of this wall cannot open it: the desk can. */
function shut(why: string): TemplateResult {
  return html`<main class="stage-shut">
    <h1>${why}</h1>
    <p>The facilitator opens a new one from the desk, with “Open stage”.</p>
  </main>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-stage-page': StagePage;
  }
}
