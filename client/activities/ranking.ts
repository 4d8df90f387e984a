import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { labelOf } from '../../events/activities/items.ts';
import { concordanceWords, describeRanking } from '../../events/activities/ranking.ts';
import { arranged, dropped, lowered, placed, raised, shuffledBy, type Arrangement } from './arrange.ts';
import { bar, barStyles } from './bar.ts';
import './board.ts';
import { figureStyles } from './figure-styles.ts';
import { InputElement, ResultElement, unseen } from './kind-element.ts';
import type { ClientKind, ResultRound } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { spoken } from './rounds.ts';
import { row, rowRungs, rowStyles } from './rows.ts';

interface Draft {
  order: string[];
}

class RankingInput extends InputElement<'ranking'> {
  static override properties = { dragged: { state: true } };
  declare private dragged: string | null;
  /** the button that keeps the focus when its row moves */
  private focused: { id: string; button: string } | null = null;

  static override styles = [
    unseen,
    css`
      :host {
        display: block;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      * {
        box-sizing: border-box;
      }
      p {
        margin: 0 0 12px;
        color: var(--ink-2);
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) 44px 44px;
        gap: 8px;
        align-items: center;
        min-block-size: 64px;
        margin-block-end: 10px;
        border: 1px solid var(--line);
        border-radius: var(--r-m);
        padding: 6px 8px 6px 0;
        background: var(--card);
        color: var(--ink);
      }
      .rest {
        border-style: dashed;
        background: none;
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      .dragged {
        border-color: var(--accent);
        box-shadow: 0 12px 28px -10px rgb(28 27 34 / 0.35);
      }
      .line {
        display: block;
        min-block-size: 0;
        margin-block: 18px 10px;
        border: 0;
        border-block-start: 1px dashed var(--edge);
        border-radius: 0;
        padding: 14px 0 0;
        background: none;
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      .handle {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 6px;
        min-inline-size: 56px;
        min-block-size: 48px;
        color: var(--accent);
        font-size: 1.25rem;
        font-weight: 700;
        cursor: grab;
        touch-action: none;
        user-select: none;
        -webkit-user-select: none;
      }
      .rest .handle {
        color: var(--ink-3);
      }
      button {
        inline-size: 44px;
        block-size: 44px;
        border: 1px solid var(--edge);
        border-radius: 10px;
        padding: 0;
        background: var(--paper);
        color: var(--ink);
        font: inherit;
        font-size: 1.1rem;
        cursor: pointer;
        touch-action: manipulation;
      }
      button[aria-disabled='true'] {
        border-color: var(--line);
        color: var(--ink-3);
      }
      button:focus-visible {
        outline: 3px solid var(--accent);
        outline-offset: 2px;
      }
      /* On the smallest phones the arrows stand above each other, so that words keep their width. */
      @media (max-width: 360px) {
        li {
          grid-template-columns: auto minmax(0, 1fr) 44px;
          gap: 8px 4px;
        }
        .handle {
          min-inline-size: 44px;
        }
        li:not(.rest) .handle,
        li:not(.rest) .words {
          grid-row: span 2;
        }
        .rest > :last-child {
          display: none;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const now = this.now();
    const top = this.top();
    const ids = [...now.ranked, lineId, ...now.rest];
    return html`<p>Drag by the handle, or use the arrows.${top < this.options().length ? ` Your ${top} stand above the line.` : ''}</p>
      <ol @pointermove=${this.drag} @pointerup=${this.land} @pointercancel=${this.land}>
        ${repeat(ids, (id) => id, (id) => (id === lineId ? this.line(now) : this.row(id, now)))}
      </ol>`;
  }

  private line({ ranked, rest }: Arrangement): TemplateResult {
    if (rest.length === 0) return html`<li class="line unseen" role="presentation"></li>`;
    const words = ranked.length === 0 ? 'Nothing ranked yet' : this.top() < this.options().length ? `Not in my ${this.top()}` : 'Not ranked; these share the last place';
    return html`<li class="line">${words}</li>`;
  }

  private row(id: string, { ranked }: Arrangement): TemplateResult {
    const place = ranked.indexOf(id);
    const label = labelOf(this.options(), id);
    const { disabled } = this.props;
    return html`<li data-id=${id} class="${place === -1 ? 'rest' : ''} ${this.dragged === id ? 'dragged' : ''}" @keydown=${(event: KeyboardEvent) => this.key(event, id)}>
      <span class="handle" aria-hidden="true" @pointerdown=${(event: PointerEvent) => this.grab(event, id)}>⠿${place === -1 ? '' : html`<b>${place + 1}</b>`}</span>
      <span class="words" dir="auto"><span class="unseen">${place === -1 ? 'Not ranked: ' : `Place ${place + 1}: `}</span>${label}</span>
      <button type="button" data-button="up" aria-label="Move up: ${label}" aria-disabled=${disabled || place === 0} @click=${() => this.move(id, 'up')}>↑</button>
      ${place === -1
        ? html`<span></span>`
        : html`<button type="button" data-button="down" aria-label="Move down: ${label}" aria-disabled=${disabled} @click=${() => this.move(id, 'down')}>↓</button>`}
    </li>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.focused) return;
    const row = [...this.renderRoot.querySelectorAll('li')].find((one) => one.dataset['id'] === this.focused?.id);
    const button = row?.querySelector<HTMLButtonElement>(`[data-button=${this.focused.button}]`) ?? row?.querySelector('button');
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
    return arranged(shuffledBy(seed, this.options().map(({ id }) => id)), ranked);
  }

  private key(event: KeyboardEvent, id: string): void {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.move(id, event.key === 'ArrowUp' ? 'up' : 'down');
  }

  private move(id: string, way: 'up' | 'down'): void {
    if (this.props.disabled) return;
    const now = this.now();
    const next = way === 'up' ? raised(now, id, this.top()) : lowered(now, id, this.top());
    this.focused = { id, button: way };
    this.keep(next);
    this.say(id, next);
  }

  private keep({ ranked }: Arrangement): void {
    const order = [...ranked];
    this.props.change(order.length === 0 ? null : { order: order.map((id) => [id]) }, { order } satisfies Draft);
    this.requestUpdate();
  }

  private say(id: string, { ranked }: Arrangement): void {
    const place = ranked.indexOf(id);
    const label = labelOf(this.options(), id);
    this.props.announce(place === -1 ? `${label}, below the line` : `${label}, place ${place + 1} of ${this.top()}`);
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
    const isBelowLine = now.ranked.length > 0 && above.some((one) => one.dataset['id'] === undefined) && !(now.rest.length === 0);
    const next = isBelowLine ? dropped(now, id) : placed(now, id, above.filter((one) => one.dataset['id'] !== undefined).length, this.top());
    if (next.ranked.join(' ') !== now.ranked.join(' ')) this.keep(next);
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
  return typeof draft === 'object' && draft !== null && 'order' in draft && Array.isArray(draft.order) && draft.order.every((id) => typeof id === 'string');
}

class RankingResult extends ResultElement<'ranking'> {
  static override styles = [
    ...figureStyles,
    rowStyles,
    barStyles,
    css`
      :host {
        --label: 62%;
      }
      .label {
        font-weight: 500;
      }
      .place {
        color: var(--accent);
        font-weight: 700;
        margin-inline-end: 0.5em;
        font-variant-numeric: tabular-nums;
      }
      .tied {
        color: var(--ink-2);
        font-size: var(--small);
      }
      .out .place,
      .out .label {
        color: var(--ink-2);
        font-weight: 400;
      }
      .row {
        border-block-end: 1px solid var(--line);
      }
      .label small {
        color: var(--accent);
        font-size: var(--small);
        font-weight: 650;
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing, settings } = this.props;
    const round = rounds.at(-1);
    if (!round || round.groupAnswer.n === 0) return html`<p class="say"><b>No answers</b></p>`;
    const { order } = round.groupAnswer;
    const rows = order.flatMap((tied, place) => tied.map((id) => this.row(id, place, round)));
    const label = spoken(rounds, (one) => describeRanking(one.groupAnswer, one.settings));
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${this.size === 'stage'
        ? html`<stage-board class="fill" role="img" aria-label=${label} .rungs=${rowRungs} .of=${this.props}>${rows}</stage-board>`
        : html`<div role="img" aria-label=${label}>${rows}</div>`}
      ${numbersTable(['Place', 'What', 'Borda points'], order.flatMap((tied, place) => tied.map((id) => [placeOf(order, place), labelOf(settings.options, id), round.groupAnswer.borda[id] ?? 0])))}
      ${say(round)}
    </figure>`;
  }

  private row(id: string, place: number, { groupAnswer: { order, pairwise }, settings }: ResultRound<'ranking'>): TemplateResult {
    const { options, top } = settings;
    const tied = order[place] ?? [];
    const next = tied.length === 1 ? order[place + 1]?.[0] : undefined;
    const isOut = top !== undefined && placeOf(order, place) > top;
    const mine = this.props.mine?.order.findIndex((group) => group.includes(id)) ?? -1;
    return row(
      html`<span class="place">${placeOf(order, place)}</span>${labelOf(options, id)}${tied.length > 1 ? html` <span class="tied">tied</span>` : nothing}${mine === -1
          ? nothing
          : html` <small>you: ${mine + 1}</small>`}`,
      next === undefined
        ? html`<span></span>`
        : bar([
            { count: pairwise[id]?.[next] ?? 0, word: 'above', look: 'accent' },
            { count: pairwise[next]?.[id] ?? 0, word: 'below', look: 'quiet' },
          ]),
      isOut ? 'out' : '',
    );
  }
}

/** Places as people count them: after two that share the first comes the third. */
function placeOf(order: readonly string[][], group: number): number {
  return order.slice(0, group).flat().length + 1;
}

function say({ groupAnswer: { cycle, concordance, order } }: ResultRound<'ranking'>): TemplateResult {
  return html`<p class="say">
    ${cycle ? html`<b>No single one beats all others.</b>` : nothing}
    ${order.length > 1 ? html`<span>Bars: how many put it above the next, and below it.</span>` : nothing}
    ${concordance === null ? nothing : html`<span>${concordanceWords[concordance]}</span>`}
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ranking-input': RankingInput;
    'ranking-result': RankingResult;
  }
}

customElements.define('ranking-input', RankingInput);
customElements.define('ranking-result', RankingResult);

export const ranking: ClientKind<'ranking'> = {
  saves: 'send',
  input: (props) => html`<ranking-input .props=${props}></ranking-input>`,
  result: (props) => html`<ranking-result .props=${props} .size=${props.size}></ranking-result>`,
};
