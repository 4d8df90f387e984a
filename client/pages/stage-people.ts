import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { StageScreen } from '../../events/views/stage.ts';

/** More names than any wall has room for. */
const drawnMax = 48;

/** More than any wall shows with their roles beside them. */
const wideMax = 40;

/**
 * Who is here: whoever came last, as many as this wall holds, and how many more. What fits is measured, because
 * names differ tenfold in length; a name on a wall is never half a name.
 */
@customElement('stage-people')
export class StagePeople extends LitElement {
  @property({ attribute: false }) people: Extract<StageScreen, { is: 'lobby' }>['people'] = [];
  /** there is more than one role to say */
  @property({ type: Boolean }) several = false;
  readonly #watch = new ResizeObserver(() => this.#fit());

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.disconnect();
  }

  override render(): TemplateResult {
    return html`<ul class="people">
      ${repeat(
        this.people.slice(-drawnMax),
        (one) => one.id,
        (one) =>
          html`<li>
            <b dir="auto">${one.name}</b>${this.several ? html`<small>${one.role}</small>` : nothing}
          </li>`,
      )}
      <li class="more"></li>
    </ul>`;
  }

  protected override updated(_changed: PropertyValues): void {
    this.#fit();
  }

  /** The wall is laid out four times at most: a search by trying takes longer than a frame of a replay has. */
  #fit(): void {
    const list = this.querySelector('ul');
    const more = list?.querySelector<HTMLElement>('.more');
    if (!list || !more) return;
    const names = [...list.querySelectorAll<HTMLElement>('li:not(.more)')];
    const hides = (count: number): boolean => {
      for (const [at, name] of names.entries()) name.hidden = at < count;
      const left = this.people.length - names.length + count;
      more.hidden = left === 0;
      more.textContent = `and ${left} more`;
      return list.offsetHeight <= this.clientHeight;
    };
    // Before anybody is left out names stand closer, then without their roles.
    for (const look of this.people.length <= wideMax ? ['', 'close'] : []) {
      list.className = `people ${look}`;
      if (hides(0)) return;
    }
    list.className = 'people close bare';
    for (const name of names) name.hidden = false;
    more.hidden = false;
    more.textContent = `and ${this.people.length} more`;
    if (this.clientHeight === 0) return;
    const gap = Number.parseFloat(getComputedStyle(list).columnGap) || 0;
    const rowsMax = Math.floor((this.clientHeight + gap) / (more.offsetHeight + gap));
    const widths = names.map(({ offsetWidth }) => offsetWidth + gap);
    const said = more.offsetWidth + gap;
    const width = list.clientWidth + gap;
    const holdsAll = this.people.length === names.length && rowsOf(widths, width) <= rowsMax;
    let count = 0;
    while (!holdsAll && count < names.length && rowsOf([...widths.slice(count), said], width) > rowsMax)
      count += 1;
    while (!hides(count) && count < names.length) count += 1;
  }
}

/** How many rows things fill that stand one after the other. */
function rowsOf(widths: readonly number[], width: number): number {
  let [rows, filled] = [1, 0];
  for (const one of widths) {
    if (filled + one > width && filled > 0) [rows, filled] = [rows + 1, 0];
    filled += one;
  }
  return rows;
}

declare global {
  interface HTMLElementTagNameMap {
    'stage-people': StagePeople;
  }
}
