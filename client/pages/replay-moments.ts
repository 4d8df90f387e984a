import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Reel } from '../../events/views/reel.ts';
import { clockWords } from '../ui/countdown.ts';
import type { Release } from './replay-facts.ts';

/**
 * The moments of a session as words: what the timeline draws, for whoever reads or listens. The list is drawn once;
 * only the mark of where we are moves, because a long session has thousands of lines.
 */
@customElement('parley-moments')
export class Moments extends LitElement {
  @property({ attribute: false }) moments: Reel['moments'] = [];
  @property({ attribute: false }) beganAt = '';
  /** what each release found, by its position */
  @property({ attribute: false }) releases: ReadonlyMap<number, Release> = new Map();
  @property({ type: Number }) position = 0;
  /** keeps the current line in sight */
  @property({ type: Boolean }) follow = false;
  #here: Element | null = null;

  override createRenderRoot(): this {
    return this;
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (changed.has('moments') || changed.has('releases')) return true;
    this.#mark();
    return false;
  }

  override render(): TemplateResult {
    return html`<ol class="moments">
      ${this.moments.map(({ position, what, words, at }) => {
        const since = Math.round((Date.parse(at) - Date.parse(this.beganAt)) / 1000);
        const found = this.releases.get(position)?.words;
        return html`<li>
          <a href="#at=${position}" data-at=${position} class=${what}>
            <span class="when">${clockWords(Math.max(0, since))}</span>
            <span>${words}${found === undefined ? nothing : html`<small>${found}</small>`}</span>
          </a>
        </li>`;
      })}
    </ol>`;
  }

  override updated(): void {
    this.#here = null;
    this.#mark();
  }

  #mark(): void {
    const moment = this.moments.findLast(({ position }) => position <= this.position);
    const here = moment ? this.querySelector(`[data-at="${moment.position}"]`) : null;
    if (here === this.#here) return;
    this.#here?.removeAttribute('aria-current');
    here?.setAttribute('aria-current', 'step');
    this.#here = here;
    const list = this.parentElement;
    if (!this.follow || !here || !list) return;
    const [line, box] = [here.getBoundingClientRect(), list.getBoundingClientRect()];
    if (line.top < box.top || line.bottom > box.bottom) list.scrollTop += line.top - box.top - box.height / 3;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-moments': Moments;
  }
}
