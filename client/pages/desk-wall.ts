import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { StageView } from '../../events/views/stage.ts';
import type { ProgressMessage } from '../../events/wire.ts';
import { announce } from '../ui/live-region.ts';
import { Chime } from './chime.ts';
import './stage.ts';
import { WallWatch } from './wall-watch.ts';
import type { JoinDoor } from './stage-parts.ts';

/**
 * “Present here”: the desk's own window is the wall, for one laptop on one projector. Leaving full screen does not
 * show the desk: the wall stays until somebody asks for the desk a second time.
 */
@customElement('desk-wall')
export class DeskWall extends LitElement {
  @property({ attribute: false }) view: StageView | null = null;
  @property({ attribute: false }) progress: ProgressMessage | null = null;
  @property({ attribute: false }) join: JoinDoor | null = null;
  @property({ type: Number }) now = 0;
  @property() trouble: string | null = null;
  /** a line under the wall: what the next press will do that cannot be taken back */
  @property() warning: string | null = null;
  @state() private isFull = false;
  @state() private isStill = false;
  readonly #chime = new Chime();
  readonly #watch = new WallWatch(this.#chime, announce);
  #stillTimer: ReturnType<typeof setTimeout> | undefined;

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('fullscreenchange', this.#changed);
    addEventListener('keydown', this.#key);
    addEventListener('pointermove', this.#moved);
    void this.#chime.allow();
    void this.#fill();
    this.#moved();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('fullscreenchange', this.#changed);
    removeEventListener('keydown', this.#key);
    removeEventListener('pointermove', this.#moved);
    clearTimeout(this.#stillTimer);
    if (document.fullscreenElement !== null) void document.exitFullscreen();
  }

  override render(): TemplateResult {
    if (this.view) this.#watch.look(this.view, this.now);
    return html`<parley-stage
        class="dark ${this.isStill ? 'still' : ''}"
        .view=${this.view}
        .progress=${this.progress}
        .join=${this.join}
        .now=${this.now}
        .landing=${this.#watch.landing}
        .trouble=${this.trouble}
      ></parley-stage>
      ${this.warning === null ? nothing : html`<p class="stage-hint" role="alert">${this.warning}</p>`}
      ${
        this.isFull || this.warning !== null
          ? nothing
          : html`<p class="stage-hint asks">
              This window is the wall. <button class="button slim" @click=${this.#fill}>Full screen</button>
              <button class="button slim" @click=${this.#leave}>Back to the desk <kbd>Esc</kbd></button>
            </p>`
      }`;
  }

  readonly #fill = async (): Promise<void> => {
    // Where a browser refuses, the window is the wall.
    await this.requestFullscreen().catch(() => undefined);
  };

  readonly #changed = (): void => {
    this.isFull = document.fullscreenElement === this;
  };

  /** The first Escape is the browser's and leaves full screen; only the next one, in the window, opens the desk. */
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !this.isFull) this.#leave();
    if (event.key.toLowerCase() === 'm') this.#chime.muted = !this.#chime.muted;
    if (event.key.toLowerCase() === 'f') void this.#fill();
  };

  readonly #leave = (): void => {
    this.dispatchEvent(new Event('wall-left', { bubbles: true }));
  };

  readonly #moved = (): void => {
    this.isStill = false;
    clearTimeout(this.#stillTimer);
    this.#stillTimer = setTimeout(() => {
      this.isStill = true;
    }, 1500);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-wall': DeskWall;
  }
}
