import { css, html, nothing, type TemplateResult } from 'lit';
import type { GroupAnswer } from '../../events/activity.ts';
import { describeAllocation } from '../../events/activities/allocation.ts';
import { labelOf, partOf } from '../../events/activities/items.ts';
import './board.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';
import { numbersTable } from './numbers-table.ts';
import { spoken } from './rounds.ts';
import { row, rowRungs, rowStyles } from './rows.ts';

class AllocationResult extends ResultElement<'allocation'> {
  static override styles = [
    ...figureStyles,
    rowStyles,
    css`
      :host {
        --label: 40%;
      }
      /* The words stand beside their track, not between it and what is said below. */
      .line {
        align-items: start;
      }
      .given {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.6em;
        align-items: center;
      }
      .track {
        block-size: 1.1em;
        border-radius: 0.25em;
        background: var(--accent-wash);
      }
      .amount {
        display: block;
        block-size: 100%;
        border-radius: 0.25em;
        background: var(--accent);
      }
      b {
        min-inline-size: 2.2em;
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      .by {
        grid-column: 1 / -1;
        color: var(--ink-2);
        font-size: var(--small);
        line-height: 1.1;
      }
      .you {
        color: var(--accent);
        font-weight: 650;
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing } = this.props;
    const round = rounds.at(-1);
    if (!round) return html``;
    const { groupAnswer, settings } = round;
    const options = groupAnswer.options.toSorted((one, other) => other.total - one.total);
    const most = Math.max(1, ...options.map(({ total }) => total));
    const rows = options.map((one) =>
      row(labelOf(settings.options, one.id), this.given(one, { most, n: groupAnswer.n })),
    );
    const label = spoken(rounds, (one) => describeAllocation(one.groupAnswer, one.settings));
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${
        this.size === 'stage'
          ? html`<stage-board class="fill" shows="img" .label=${label} .rungs=${rowRungs} .of=${this.props}
              >${rows}</stage-board
            >`
          : html`<div role="img" aria-label=${label}>${rows}</div>`
      }
      ${numbersTable(
        ['', 'Points', 'People', 'Median'],
        options.map(({ id, total, people, median }) => [
          labelOf(settings.options, id),
          total,
          people,
          median ?? '',
        ]),
      )}
      ${
        groupAnswer.n === 0
          ? html`<p class="say"><b>No answers</b></p>`
          : html`<p class="say">
              <span
                >${settings.points} points each, all added up. The middle is what half of the room gave at
                least.</span
              >
            </p>`
      }
    </figure>`;
  }

  /** The people behind the points stand beside them: one person can put everything on one thing. */
  private given(
    { id, total, people, median }: GroupAnswer<'allocation'>['options'][number],
    { most, n }: { most: number; n: number },
  ): TemplateResult {
    const mine = this.props.mine === null ? null : (partOf(this.props.mine.points, id) ?? 0);
    return html`<div class="given">
      <span class="track"><i class="amount mark" .style=${`inline-size:${(total / most) * 100}%`}></i></span>
      <b>${total}</b>
      <span class="by">
        from ${people} of
        ${n}${median === null ? '' : `, middle ${Math.round(median)}`}${mine === null ? nothing : html` <span class="you">you: ${mine}</span>`}
      </span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'allocation-result': AllocationResult;
  }
}

customElements.define('allocation-result', AllocationResult);
