import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { Kind } from '../../events/activity.ts';
import type { StageView } from '../../events/views/stage.ts';
import type { ProgressMessage } from '../../events/wire.ts';
import { kindNow, loadKind } from '../activities/index.ts';
import { kindOf, timerOf, type JoinDoor } from './stage-parts.ts';
import { stageScreen, type Scene } from './stage-screens.ts';
import { stageStyles } from './stage-styles.ts';
import { lobbyStyles } from './stage-lobby.ts';
import { resultProps } from './result-rounds.ts';

/**
 * The wall as a picture: plain data in, nothing fired, no socket. The stage fills a screen with it, the desk shows
 * it small and the replay scrubs it. It is laid out 1600 pixels wide whatever its size, then scaled, so that the
 * small one is the big one.
 */
@customElement('parley-stage')
export class Stage extends LitElement {
  static override styles = [stageStyles, lobbyStyles];

  @property({ attribute: false }) view: StageView | null = null;
  @property({ attribute: false }) progress: ProgressMessage | null = null;
  @property({ attribute: false }) join: JoinDoor | null = null;
  /** the time on this wall, in milliseconds */
  @property({ type: Number }) now = 0;
  /** the marks of a result land, all at once; false draws them as landed */
  @property({ type: Boolean }) landing = false;
  /** what is wrong with the line, in a sentence, or null */
  @property() trouble: string | null = null;
  @state() private room = { width: 1600, height: 900 };
  #drawn: Scene['result'] = null;
  readonly #watch = new ResizeObserver(() => this.#measure());

  override connectedCallback(): void {
    super.connectedCallback();
    this.classList.add('dark');
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.disconnect();
  }

  /** A kind's drawing is made anew when what it draws changes, not each second with the clock. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const kind = this.view && kindOf(this.view);
    if (kind !== null && kindNow(kind) === undefined) void this.#load(kind);
    if (changed.has('view') || changed.has('landing')) this.#drawn = this.#draw();
  }

  override render(): TemplateResult {
    const { view } = this;
    const { width, height, scale } = this.#layout();
    const size = `width:${width}px;height:${height}px;transform:scale(${scale})`;
    if (!view)
      return html`<div class="wall empty" .style=${size}>
        <p class="hush">Connecting …</p>
        ${this.#banner()}
      </div>`;
    if (view.screen.is === 'blank')
      return html`<div class="wall empty" .style=${size}>
        <i class="spot" role="img" aria-label="The wall is blank"></i>
      </div>`;
    const scene = { view, progress: this.progress, join: this.join, result: this.#drawn };
    return html`<div class=${classMap({ wall: true, [view.screen.is]: true })} .style=${size}>
      ${this.#top(view)} ${stageScreen(scene)} ${this.#banner()}
    </div>`;
  }

  #top(view: StageView): TemplateResult {
    const { place, screen } = view;
    const timer = timerOf(view, this.now);
    const hasBadge = view.rehearsal || view.advisory;
    return html`<header class=${classMap({ top: true, full: hasBadge })}>
      ${
        place.number > 0 && screen.is !== 'ended'
          ? html`<div class="dashes" aria-hidden="true">
                ${Array.from({ length: place.of }, (_, at) => html`<i class=${at < place.number ? 'done' : ''}></i>`)}
              </div>
              <p class="place">${place.number} of ${place.of} · ${place.phase}</p>`
          : html`<p class="place">${place.of > 0 ? view.title : ''}</p>`
      }
      ${view.rehearsal ? html`<p class="badge">Rehearsal</p>` : nothing}
      ${view.advisory ? html`<p class="badge">Advice: nobody here decides</p>` : nothing}
      ${timer ? html`<p class=${classMap({ timer: true, over: timer.over })} role="timer">${timer.words}</p>` : nothing}
    </header>`;
  }

  #banner(): TemplateResult | typeof nothing {
    return this.trouble === null ? nothing : html`<p class="banner" role="status">${this.trouble}</p>`;
  }

  /** A wall that is wider than a screen gets more room beside, a taller one below; letters never shrink below reading. */
  #layout(): { width: number; height: number; scale: number } {
    const scale = Math.min(this.room.width / 1600, this.room.height / 800) || 1;
    return {
      width: Math.round(this.room.width / scale),
      height: Math.round(this.room.height / scale),
      scale,
    };
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this;
    if (width > 0 && height > 0) this.room = { width, height };
  }

  #draw(): Scene['result'] {
    const screen = this.view?.screen;
    if (screen?.is !== 'released') return null;
    const { rounds, names, page } = screen;
    return resultProps({ rounds, size: 'stage', names, landing: this.landing, page });
  }

  async #load(kind: Kind): Promise<void> {
    await loadKind(kind);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-stage': Stage;
  }
}
