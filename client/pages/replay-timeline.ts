import { css, html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { elapsedAt, momentBefore, type Reel } from '../../events/views/reel.ts';
import { clockWords } from '../ui/countdown.ts';

/** Somebody wants to be at this time of the reel. */
class SeekEvent extends CustomEvent<{ timeMs: number }> {
  constructor(timeMs: number) {
    super('reel-seek', { detail: { timeMs }, bubbles: true, composed: true });
  }
}

/**
 * The whole session as a line: phases as segments, how much happened as a hill above them, moments as marks. The one
 * thing that is dragged, touched and reached by keyboard is a plain range input that lies over all of it.
 */
@customElement('parley-timeline')
export class Timeline extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      container-type: inline-size;
    }
    @container (max-width: 640px) {
      .mark.open,
      .mark.close {
        display: none;
      }
    }
    .track {
      position: relative;
      height: 76px;
      margin-inline: 8px;
    }
    .hill {
      position: absolute;
      inset: 0 0 auto;
      width: 100%;
      height: 36px;
      fill: var(--accent);
      opacity: 0.22;
    }
    .segment {
      position: absolute;
      top: 38px;
      height: 12px;
      border-radius: 6px;
      background: var(--accent-wash);
      overflow: hidden;
    }
    .segment i {
      position: absolute;
      inset: 0 auto 0 0;
      background: var(--accent);
    }
    .name {
      position: absolute;
      top: 55px;
      overflow: hidden;
      color: var(--ink-3);
      font-size: 0.75rem;
      font-weight: 500;
      line-height: 1.3;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .name.here {
      color: var(--ink);
      font-weight: 700;
    }
    .mark {
      position: absolute;
      top: 26px;
      width: 8px;
      height: 8px;
      margin-left: -4px;
      border: 1.5px solid var(--accent);
      border-radius: 50%;
      background: var(--card);
      box-sizing: border-box;
    }
    .mark.close {
      width: 2px;
      margin-left: -1px;
      border: 0;
      border-radius: 1px;
      background: var(--ink-3);
    }
    .mark.release {
      background: var(--accent);
    }
    .mark.discard {
      border-color: var(--alert);
      border-radius: 1px;
    }
    .mark.decision {
      top: 24px;
      width: 11px;
      height: 11px;
      margin-left: -5.5px;
      border: 0;
      border-radius: 1px;
      background: var(--right);
      transform: rotate(45deg);
    }
    .mark.record {
      top: 24px;
      width: 3px;
      height: 11px;
      margin-left: -1.5px;
      border: 0;
      border-radius: 1px;
      background: var(--ink-2);
    }
    .head {
      position: absolute;
      top: 4px;
      width: 2px;
      height: 52px;
      margin-left: -1px;
      background: var(--ink);
      pointer-events: none;
    }
    .clock {
      position: absolute;
      top: -3px;
      left: 6px;
      padding-inline: 3px;
      border-radius: 4px;
      background: var(--card);
      font-size: 0.8rem;
      font-weight: 700;
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    .clock.left {
      right: 6px;
      left: auto;
    }
    input {
      position: absolute;
      inset: 0 -8px;
      width: calc(100% + 16px);
      height: 100%;
      margin: 0;
      opacity: 0;
      cursor: pointer;
      touch-action: pan-y;
    }
    .track:has(input:focus-visible) {
      outline: 3px solid var(--accent);
      outline-offset: 4px;
      border-radius: 4px;
    }
  `;

  @property({ attribute: false }) reel: Reel | null = null;
  @property({ type: Number }) timeMs = 0;
  #still: { reel: Reel; drawn: TemplateResult } | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('reel') && this.reel && this.#still?.reel !== this.reel)
      this.#still = { reel: this.reel, drawn: marks(this.reel) };
  }

  override render(): TemplateResult | typeof nothing {
    const { reel } = this;
    if (!reel) return nothing;
    const part = this.timeMs / reel.lengthMs;
    const elapsed = clockWords(Math.round(elapsedAt(reel, this.timeMs) / 1000));
    const moment = momentBefore(reel, this.timeMs);
    return html`<div class="track">
      ${this.#still?.drawn} ${reel.segments.map((segment) => this.#segment(segment, reel))}
      <div class="head" .style=${`left:${percent(part)}`}>
        <span class="clock ${part > 0.85 ? 'left' : ''}">${elapsed}</span>
      </div>
      <input
        type="range"
        min="0"
        max=${reel.lengthMs}
        step="1"
        .value=${String(Math.round(this.timeMs))}
        aria-label="Time in the session"
        aria-valuetext=${`${elapsed}. ${moment?.words ?? ''}`}
        @input=${this.#dragged}
        @keydown=${this.#key}
      />
    </div>`;
  }

  #segment({ title, fromMs, toMs }: Reel['segments'][number], reel: Reel): TemplateResult {
    const wide = (toMs - fromMs) / reel.lengthMs;
    const done = Math.max(0, Math.min(1, (this.timeMs - fromMs) / (toMs - fromMs)));
    const isHere = this.timeMs >= fromMs && (this.timeMs < toMs || toMs === reel.lengthMs);
    const place = `left:${percent(fromMs / reel.lengthMs)};width:calc(${percent(wide)} - 4px)`;
    return html`<div class="segment" .style=${place}><i .style=${`width:${percent(done)}`}></i></div>
      ${wide > 0.04 ? html`<span class="name ${isHere ? 'here' : ''}" .style=${place} aria-hidden="true">${title}</span>` : nothing}`;
  }

  readonly #dragged = (event: Event): void => {
    if (event.target instanceof HTMLInputElement)
      this.dispatchEvent(new SeekEvent(Number(event.target.value)));
  };

  /** The page's keys mean the same here as anywhere on it, so the input's own steps stay out of their way. */
  readonly #key = (event: KeyboardEvent): void => {
    if (['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', ' '].includes(event.key))
      event.preventDefault();
  };
}

function percent(part: number): string {
  return `${Math.round(part * 100_000) / 1000}%`;
}

/** Drawn once: the hill of activity and the marks of what opened, closed, was shown, decided and noted. */
function marks(reel: Reel): TemplateResult {
  const { density, moments, lengthMs } = reel;
  const wide = 1000 / density.length;
  const line = density.map(
    (part, at) => `L${((at + 0.5) * wide).toFixed(1)} ${(36 - 32 * Math.sqrt(part)).toFixed(1)}`,
  );
  const shown = distinct(
    moments.filter(({ what }) => marked.includes(what)),
    lengthMs,
  );
  return html`<svg class="hill" viewBox="0 0 1000 36" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<path d=${`M0 36 ${line.join(' ')} L1000 36Z`}></path>`}
    </svg>
    ${shown.map(
      ({ what, timeMs, words }) =>
        html`<i class="mark ${what}" title=${words} .style=${`left:${percent(timeMs / lengthMs)}`}></i>`,
    )}`;
}

/** Marks that would lie on each other are drawn once: a session may have thousands. */
function distinct(moments: Reel['moments'], lengthMs: number): Reel['moments'] {
  const places = new Set<string>();
  return moments.filter(({ what, timeMs }) => {
    const place = `${what} ${Math.round((timeMs / lengthMs) * marksAcross)}`;
    return places.has(place) ? false : places.add(place);
  });
}

const marksAcross = 400;
const marked: readonly string[] = ['open', 'close', 'release', 'discard', 'decision', 'record'];

declare global {
  interface HTMLElementTagNameMap {
    'parley-timeline': Timeline;
  }
  interface HTMLElementEventMap {
    'reel-seek': SeekEvent;
  }
}
