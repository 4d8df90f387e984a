import { css, html, nothing, type TemplateResult } from 'lit';
import { labelOf } from '../../events/activities/items.ts';
import { concordanceWords, describeRanking } from '../../events/activities/ranking.ts';
import { bar, barStyles } from './bar.ts';
import './board.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';
import type { ResultRound } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { spoken } from './rounds.ts';
import { row, rowRungs, rowStyles } from './rows.ts';

class RankingResult extends ResultElement<'ranking'> {
  static override styles = [
    ...figureStyles,
    rowStyles,
    barStyles,
    css`
      :host {
        --label: 62%;
      }
      /* What takes a second line goes on beneath its own words, not beneath its place. */
      .label {
        --place: 1.5em;
        padding-inline-start: var(--place);
        font-weight: 500;
        text-indent: calc(-1 * var(--place));
      }
      .place {
        display: inline-block;
        min-inline-size: var(--place);
        color: var(--accent);
        font-weight: 700;
        text-indent: 0;
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
      /* Where nothing is drawn beside them, words have the row. */
      .alone .line {
        grid-template-columns: minmax(0, 1fr);
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
      ${
        this.size === 'stage'
          ? html`<stage-board class="fill" shows="img" .label=${label} .rungs=${rowRungs} .of=${this.props}
              >${rows}</stage-board
            >`
          : html`<div role="img" aria-label=${label}>${rows}</div>`
      }
      ${numbersTable(
        ['Place', 'What', 'Borda points'],
        order.flatMap((tied, place) =>
          tied.map((id) => [
            placeOf(order, place),
            labelOf(settings.options, id),
            round.groupAnswer.borda[id] ?? 0,
          ]),
        ),
      )}
      ${say(round)}
    </figure>`;
  }

  private row(
    id: string,
    place: number,
    { groupAnswer: { order, pairwise }, settings }: ResultRound<'ranking'>,
  ): TemplateResult {
    const { options, top } = settings;
    const tied = order[place] ?? [];
    const next = nextOf(order, place);
    const isOut = top !== undefined && placeOf(order, place) > top;
    const mine = this.props.mine?.order.findIndex((group) => group.includes(id)) ?? -1;
    return row(
      html`<span class="place">${placeOf(order, place)}</span
        >${labelOf(options, id)}${tied.length > 1 ? html` <span class="tied">tied</span>` : nothing}${
          mine === -1 ? nothing : html` <small>you: ${mine + 1}</small>`
        }`,
      next === undefined
        ? html``
        : bar([
            { count: pairwise[id]?.[next] ?? 0, word: 'above', look: 'accent' },
            { count: pairwise[next]?.[id] ?? 0, word: 'below', look: 'quiet' },
          ]),
      `${isOut ? 'out' : ''} ${next === undefined ? 'alone' : ''}`,
    );
  }
}

/** What a thing is drawn against: the first one below it, unless it shares its place. */
function nextOf(order: readonly string[][], place: number): string | undefined {
  return order[place]?.length === 1 ? order[place + 1]?.[0] : undefined;
}

/** Places as people count them: after two that share the first comes the third. */
function placeOf(order: readonly string[][], group: number): number {
  return order.slice(0, group).flat().length + 1;
}

function say({ groupAnswer: { cycle, concordance, order } }: ResultRound<'ranking'>): TemplateResult {
  const hasBars = order.some((_, place) => nextOf(order, place) !== undefined);
  return html`<p class="say">
    ${cycle ? html`<b>No single one beats all others.</b>` : nothing}
    ${hasBars ? html`<span>Bars: how many put it above the next, and below it.</span>` : nothing}
    ${concordance === null ? nothing : html`<span>${concordanceWords[concordance]}</span>`}
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ranking-result': RankingResult;
  }
}

customElements.define('ranking-result', RankingResult);
