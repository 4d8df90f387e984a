import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { labelOf } from '../../events/activities/items.ts';
import {
  arranged,
  dropped,
  lowered,
  placed,
  placesOf,
  raised,
  shuffledBy,
  tiedIn,
  type Arrangement,
} from './arrange.ts';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { rankingStyles } from './ranking-styles.ts';

interface Draft {
  order: string[];
  /** those who share the place of the one above them */
  tied?: string[];
}

class RankingInput extends InputElement<'ranking'> {
  static override properties = { dragged: { state: true } };
  declare private dragged: string | null;
  /** the button that keeps the focus when its row moves */
  private focused: { id: string; button: string } | null = null;

  static override styles = rankingStyles;

  override render(): TemplateResult {
    const now = this.now();
    const top = this.top();
    const ids = [...now.ranked, lineId, ...now.rest];
    return html`<p>
        Drag by the handle, or use the
        arrows.${top < this.options().length ? ` Your ${top} stand above the line.` : ''}
      </p>
      <ol @pointermove=${this.drag} @pointerup=${this.land} @pointercancel=${this.land}>
        ${repeat(
          ids,
          (id) => id,
          (id) => (id === lineId ? this.line(now) : this.row(id, now)),
        )}
      </ol>`;
  }

  private line({ ranked, rest }: Arrangement): TemplateResult {
    if (rest.length === 0) return html`<li class="line unseen" role="presentation"></li>`;
    const words =
      ranked.length === 0
        ? 'Nothing ranked yet'
        : this.top() < this.options().length
          ? `Not in my ${this.top()}`
          : 'Not ranked; these share the last place';
    return html`<li class="line">${words}</li>`;
  }

  private row(id: string, { ranked }: Arrangement): TemplateResult {
    const place = this.placeOf(id, ranked);
    const label = labelOf(this.options(), id);
    const { disabled } = this.props;
    return html`<li
      data-id=${id}
      class="${place === -1 ? 'rest' : ''} ${this.dragged === id ? 'dragged' : ''}"
      @keydown=${(event: KeyboardEvent) => this.key(event, id)}
    >
      <span class="handle" aria-hidden="true" @pointerdown=${(event: PointerEvent) => this.grab(event, id)}
        >⠿${place === -1 ? '' : html`<b>${place + 1}</b>`}</span
      >
      <span class="words" dir="auto"
        ><span class="unseen">${place === -1 ? 'Not ranked: ' : `Place ${place + 1}: `}</span>${label}
        ${ranked.indexOf(id) > 0 ? this.tie(id, label) : nothing}</span
      >
      <button
        type="button"
        data-button="up"
        aria-label="Move up: ${label}"
        aria-disabled=${disabled || ranked[0] === id}
        @click=${() => this.move(id, 'up')}
      >
        ↑
      </button>
      ${
        place === -1
          ? html`<span></span>`
          : html`<button
              type="button"
              data-button="down"
              aria-label="Move down: ${label}"
              aria-disabled=${disabled}
              @click=${() => this.move(id, 'down')}
            >
              ↓
            </button>`
      }
    </li>`;
  }

  /** Where two weigh the same nobody has to choose. */
  private tie(id: string, label: string): TemplateResult {
    return html`<button
      type="button"
      class="tie"
      data-button="tie"
      aria-label="Same place as the one above: ${label}"
      aria-pressed=${this.tied().includes(id)}
      aria-disabled=${this.props.disabled}
      @click=${() => this.toggle(id)}
    >
      = same place as above
    </button>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.focused) return;
    const row = [...this.renderRoot.querySelectorAll('li')].find(
      (one) => one.dataset['id'] === this.focused?.id,
    );
    const button =
      row?.querySelector<HTMLButtonElement>(`[data-button=${this.focused.button}]`) ??
      row?.querySelector('button');
    button?.focus();
    this.focused = null;
  }

  private options() {
    return this.props.settings.options ?? [];
  }

  private top(): number {
    return this.props.settings.top ?? this.options().length;
  }

  private now(): Arrangement {
    const { draft, value, seed } = this.props;
    const ranked = isDraft(draft) ? draft.order : (value?.order.flat() ?? []);
    return arranged(
      shuffledBy(
        seed,
        this.options().map(({ id }) => id),
      ),
      ranked,
    );
  }

  private tied(): string[] {
    const { draft, value } = this.props;
    return isDraft(draft) ? (draft.tied ?? []) : tiedIn(value?.order ?? []);
  }

  /** From 0, as it is counted where two share a place: first, first, third. Below the line it is -1. */
  private placeOf(id: string, ranked: readonly string[]): number {
    const beside = placesOf(ranked, this.tied()).find((together) => together.includes(id));
    return ranked.indexOf(beside?.[0] ?? id);
  }

  private toggle(id: string): void {
    if (this.props.disabled) return;
    const tied = this.tied();
    const isTied = tied.includes(id);
    this.focused = { id, button: 'tie' };
    this.keep(this.now(), isTied ? tied.filter((one) => one !== id) : [...tied, id]);
    const label = labelOf(this.options(), id);
    this.props.announce(isTied ? `${label}, a place of its own` : `${label}, same place as the one above`);
  }

  private key(event: KeyboardEvent, id: string): void {
    if (event.key === '=' && this.now().ranked.indexOf(id) > 0) return this.toggle(id);
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.move(id, event.key === 'ArrowUp' ? 'up' : 'down');
  }

  private move(id: string, way: 'up' | 'down'): void {
    if (this.props.disabled) return;
    const now = this.now();
    const next = way === 'up' ? raised(now, id, this.top()) : lowered(now, id, this.top());
    this.focused = { id, button: way };
    this.keep(next, this.untied(id));
    this.say(id, next);
  }

  /** Whoever is moved has a place of its own again. */
  private untied(id: string): string[] {
    return this.tied().filter((one) => one !== id);
  }

  private keep({ ranked }: Arrangement, tied: string[]): void {
    const order = [...ranked];
    this.props.change(order.length === 0 ? null : { order: placesOf(order, tied) }, {
      order,
      tied,
    } satisfies Draft);
    this.requestUpdate();
  }

  private say(id: string, { ranked }: Arrangement): void {
    const place = this.placeOf(id, ranked);
    const label = labelOf(this.options(), id);
    this.props.announce(
      place === -1 ? `${label}, below the line` : `${label}, place ${place + 1} of ${this.top()}`,
    );
  }

  /** The list holds the pointer, not the row: a row that is moved in the document would lose it. */
  private grab(event: PointerEvent, id: string): void {
    if (this.props.disabled) return;
    event.preventDefault();
    const list = this.renderRoot.querySelector('ol');
    list?.setPointerCapture(event.pointerId);
    this.dragged = id;
  }

  private drag(event: PointerEvent): void {
    const id = this.dragged;
    if (id === null || id === undefined) return;
    const now = this.now();
    const above = [...this.renderRoot.querySelectorAll('li')].filter((one) => {
      const box = one.getBoundingClientRect();
      return one.dataset['id'] !== id && box.top + box.height / 2 < event.clientY;
    });
    const isBelowLine =
      now.ranked.length > 0 &&
      above.some((one) => one.dataset['id'] === undefined) &&
      !(now.rest.length === 0);
    const next = isBelowLine
      ? dropped(now, id)
      : placed(now, id, above.filter((one) => one.dataset['id'] !== undefined).length, this.top());
    if (next.ranked.join(' ') !== now.ranked.join(' ')) this.keep(next, this.untied(id));
  }

  private land(): void {
    const id = this.dragged;
    if (id === null || id === undefined) return;
    this.dragged = null;
    this.say(id, this.now());
  }
}

const lineId = ' line';

function isDraft(draft: unknown): draft is Draft {
  return (
    typeof draft === 'object' &&
    draft !== null &&
    'order' in draft &&
    Array.isArray(draft.order) &&
    draft.order.every((id) => typeof id === 'string')
  );
}

const drawn = fetched(() => import('./ranking-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'ranking-input': RankingInput;
  }
}

customElements.define('ranking-input', RankingInput);

export const ranking: ClientKind<'ranking'> = {
  saves: 'send',
  input: (props) => html`<ranking-input .props=${props}></ranking-input>`,
  result: (props) => drawn(html`<ranking-result .props=${props} .size=${props.size}></ranking-result>`),
};
