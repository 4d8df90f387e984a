import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { StageScreen } from '../../events/views/stage.ts';

/** More names than any wall has room for. */
const drawnMax = 80;

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
          html`<li><b>${one.name}</b>${this.several ? html`<small>${one.role}</small>` : nothing}</li>`,
      )}
      <li class="more"></li>
    </ul>`;
  }

  protected override updated(_changed: PropertyValues): void {
    this.#fit();
  }

  #fit(): void {
    const { clientHeight: room } = this;
    const list = this.querySelector('ul');
    const more = list?.querySelector<HTMLElement>('.more');
    if (!list || !more || room === 0) return;
    const names = [...list.querySelectorAll<HTMLElement>('li:not(.more)')];
    const hides = (count: number): boolean => {
      for (const [at, name] of names.entries()) name.hidden = at < count;
      const left = this.people.length - names.length + count;
      more.hidden = left === 0;
      more.textContent = `and ${left} more`;
      return list.offsetHeight <= room;
    };
    // Before anybody is left out names stand closer, and without their roles.
    list.classList.remove('close');
    if (hides(0)) return;
    list.classList.add('close');
    let [fewest, most] = [0, names.length];
    while (fewest < most) {
      const middle = Math.floor((fewest + most) / 2);
      if (hides(middle)) most = middle;
      else fewest = middle + 1;
    }
    hides(fewest);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stage-people': StagePeople;
  }
}
