import { css, html, nothing, type TemplateResult } from 'lit';
import type { ColumnAnswer, GroupAnswer, Settings } from '../../events/activity.ts';
import { describeColumns } from '../../events/activities/columns.ts';
import { labelOf } from '../../events/activities/items.ts';
import { bar, barStyles, legend, type Look } from './bar.ts';
import './board.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';
import type { ResultRound } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { spoken } from './rounds.ts';
import { row, rowRungs, rowStyles } from './rows.ts';

type ColumnsSettings = Settings<'columns'>;

const looks: Record<ColumnAnswer, Look> = { left: 'left', mixed: 'mixed', right: 'right', unknown: 'quiet' };
const ways = ['left', 'mixed', 'right', 'unknown'] as const satisfies readonly ColumnAnswer[];

class ColumnsResult extends ResultElement<'columns'> {
  static override styles = [
    ...figureStyles,
    rowStyles,
    barStyles,
    css`
      .rows:not(stage-board) {
        display: grid;
        gap: 4px;
      }
      /* Room for the ring. */
      .rows:not(stage-board) .label {
        padding-block-end: 4px;
      }
      .label small {
        color: var(--accent);
        font-size: var(--small);
        font-weight: 650;
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing } = this.props;
    const round = rounds.at(-1);
    if (!round) return html``;
    const rows = round.groupAnswer.rows.map((one) => this.row(one, round));
    const label = spoken(rounds, ({ groupAnswer, settings }) => describeColumns(groupAnswer, settings));
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${
        this.size === 'stage'
          ? html`<stage-board
              class="rows fill"
              shows="img"
              .label=${label}
              .rungs=${rowRungs}
              .of=${this.props}
              >${rows}</stage-board
            >`
          : html`<div class="rows" role="img" aria-label=${label}>${rows}</div>`
      }
      ${this.size === 'stage' && !leavesOpen(round) ? nothing : legend(ways.map((way) => ({ word: wordOf(way, round.settings), look: looks[way] })))}
      ${numbersTable(
        ['Row', ...ways.map((way) => wordOf(way, round.settings))],
        round.groupAnswer.rows.map(({ id, counts }) => [
          labelOf(round.settings.rows, id),
          ...ways.map((way) => counts[way]),
        ]),
      )}
      ${say(round)}
    </figure>`;
  }

  private row(
    { id, counts, contested }: GroupAnswer<'columns'>['rows'][number],
    { groupAnswer: { n }, settings }: ResultRound<'columns'>,
  ): TemplateResult {
    const mine = this.props.mine?.rows[id];
    const label = labelOf(settings.rows, id);
    const parts = ways.map((way) => ({ count: counts[way], word: wordOf(way, settings), look: looks[way] }));
    return row(
      mine === undefined ? label : html`${label} <small>you: ${wordOf(mine, settings)}</small>`,
      bar(parts, { ringed: contested, of: n }),
    );
  }
}

/** Somebody left each of the rows open, so that none has the width for all its words. */
function leavesOpen({ groupAnswer: { n, rows } }: ResultRound<'columns'>): boolean {
  return rows.every(({ counts }) => ways.reduce((sum, way) => sum + counts[way], 0) < n);
}

/** Words of the parts; a label stands in the middle of a sentence there. */
function wordOf(way: ColumnAnswer, { left, right }: Pick<ColumnsSettings, 'left' | 'right'>): string {
  switch (way) {
    case 'left':
      return within(left);
    case 'right':
      return within(right);
    case 'mixed':
      return 'mixed';
    case 'unknown':
      return 'can’t tell';
  }
}

function within(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** How many rows lean where, and that this is a reason to ask and no grade. */
function say({ groupAnswer: { n, rows, leaning }, settings }: ResultRound<'columns'>): TemplateResult {
  if (n === 0) return html`<p class="say"><b>No answers</b></p>`;
  const [count, side] =
    leaning.left > leaning.right ? [leaning.left, settings.left] : [leaning.right, settings.right];
  const contested = rows.filter((one) => one.contested).length;
  return html`<p class="say">
    <b>${count} of ${rows.length} rows ${count === 1 ? 'leans' : 'lean'} to “${within(side)}”</b>
    <span>${differently(contested)}Not a grade; a reason to ask.</span>
  </p>`;
}

function differently(contested: number): string {
  if (contested === 0) return '';
  return contested === 1
    ? 'One row, ringed, the room sees differently. '
    : `${contested} rows, ringed, the room sees differently. `;
}

declare global {
  interface HTMLElementTagNameMap {
    'columns-result': ColumnsResult;
  }
}

customElements.define('columns-result', ColumnsResult);
