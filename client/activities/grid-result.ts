import { css, html, nothing, type TemplateResult } from 'lit';
import { describeGrid } from '../../events/activities/grid.ts';
import { labelOf, partOf } from '../../events/activities/items.ts';
import './board.ts';
import type { Rung } from './fitting.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';
import type { ResultRound } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { letterOf, plane, planeStyles } from './plane.ts';
import { spoken } from './rounds.ts';
import { middleWords } from './strip.ts';

const listRungs: readonly Rung[] = [44, 38, 35, 32].map((type) => ({ columns: 1, type }));

class GridResult extends ResultElement<'grid'> {
  static override styles = [
    ...figureStyles,
    planeStyles,
    css`
      :host([size='stage']) {
        --letter: 50px;
        --cross: 12px;
      }
      :host([size='stage']) [role='img'] {
        min-block-size: 0;
      }
      .both {
        display: grid;
        gap: var(--space);
      }
      :host([size='stage']) .both {
        grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr);
        gap: 48px;
      }
      :host([size='page']) .both {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      }
      :host([size='phone']) .plane,
      :host([size='page']) .plane {
        block-size: 260px;
      }
      .item {
        display: flex;
        gap: 0.5em;
        padding-block: 0.2em;
        break-inside: avoid;
      }
      .item b {
        color: var(--accent);
        min-inline-size: 1.2em;
      }
      .item .label {
        flex: 1;
      }
      :host([size='stage']) .label {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: var(--lines, none);
        line-clamp: var(--lines, none);
        overflow: hidden;
      }
      .item small {
        color: var(--ink-2);
        font-size: var(--small);
        white-space: nowrap;
      }
      .item .you {
        color: var(--accent);
        font-weight: 650;
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing } = this.props;
    const round = rounds.at(-1);
    if (!round || round.groupAnswer.n === 0) return html`<p class="say"><b>No answers</b></p>`;
    const { groupAnswer, settings } = round;
    const label = spoken(rounds, (one) => describeGrid(one.groupAnswer, one.settings));
    const items = groupAnswer.options.map((one, place) =>
      this.item(one, { letter: letterOf(place), label: labelOf(settings.options, one.id) }),
    );
    const split = groupAnswer.options.some((one) => one.split);
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      <div class="both fill">
        <div role="img" aria-label=${label}>${drawn(round)}</div>
        ${this.size === 'stage' ? html`<stage-board .rungs=${listRungs} .of=${this.props}>${items}</stage-board>` : html`<div role="list">${items}</div>`}
      </div>
      ${numbersTable(
        ['', 'Across', 'Up'],
        groupAnswer.options.map(({ id, x, y }) => [
          labelOf(settings.options, id),
          middleWords(x.median),
          middleWords(y.median),
        ]),
      )}
      <p class="say">
        <span
          >Crosses show the middle
          half.${split ? ' Hollow: answers at both ends. Talk about these first.' : ''}</span
        >
      </p>
    </figure>`;
  }

  private item({ id, split }: Option, { letter, label }: { letter: string; label: string }): TemplateResult {
    const mine = this.props.mine === null ? undefined : partOf(this.props.mine.points, id);
    return html`<div class="item" role="listitem">
      <b>${letter}</b
      ><span class="label" dir="auto"
        >${label}${split ? html` <small>· split</small>` : nothing}${mine ? html` <small class="you">you: ${mine.x} · ${mine.y}</small>` : nothing}</span
      >
    </div>`;
  }
}

type Option = ResultRound<'grid'>['groupAnswer']['options'][number];

/** Each option where its middles cross; nothing is multiplied. */
function drawn({ groupAnswer, settings }: ResultRound<'grid'>): TemplateResult {
  const placed = groupAnswer.options.flatMap((one, place) => {
    const { x, y, split } = one;
    if (x.median === null || y.median === null) return [];
    const at = { x: (x.median[0] + x.median[1]) / 2, y: (y.median[0] + y.median[1]) / 2 };
    return [{ at, split, letter: letterOf(place), x: x.quartiles, y: y.quartiles }];
  });
  return plane({
    x: settings.x,
    y: settings.y,
    marks: placed.map(({ at, letter, split }) => ({ ...at, letter, look: split ? 'hollow' : '' })),
    crosses: groupAnswer.n < 3 ? [] : placed.flatMap(({ at, x, y }) => (x && y ? [{ at, x, y }] : [])),
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'grid-result': GridResult;
  }
}

customElements.define('grid-result', GridResult);
