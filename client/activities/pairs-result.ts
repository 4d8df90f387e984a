import { css, html, nothing, type TemplateResult } from 'lit';
import type { GroupAnswer, Settings } from '../../events/activity.ts';
import { labelOf } from '../../events/activities/items.ts';
import { describePairs, isGap } from '../../events/activities/pairs.ts';
import './board.ts';
import { cardStyles, rungsForCards } from './cards.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';

class PairsResult extends ResultElement<'pairs'> {
  static override styles = [
    ...figureStyles,
    cardStyles,
    css`
      .left {
        color: var(--ink-2);
        font-size: max(var(--small), 0.86em);
      }
      .right {
        font-weight: 650;
        margin-block: 0.15em;
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing } = this.props;
    const round = rounds.at(-1);
    if (!round || round.groupAnswer.pairs.length === 0) return html`<p class="say"><b>No pairs</b></p>`;
    const { groupAnswer, settings } = round;
    const cards = groupAnswer.pairs.map((pair) => pairCard(pair, settings));
    const label = describePairs(groupAnswer, settings);
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${
        this.size === 'stage'
          ? html`<stage-board
              class="fill"
              shows="list"
              flow="across"
              .label=${label}
              .rungs=${rungsForCards(cards.length)}
              .of=${this.props}
              >${cards}</stage-board
            >`
          : html`<div class="cards" role="list" aria-label=${label}>${cards}</div>`
      }
    </figure>`;
  }
}

const gap = 'Gap';

function pairCard(
  pair: GroupAnswer<'pairs'>['pairs'][number],
  { left, right }: Settings<'pairs'>,
): TemplateResult {
  // Erasing leaves null where the words were, whatever the type of a pair says.
  const [from, to] = [pair.left as string | null, pair.right as string | null];
  const answer = to === null ? 'Erased.' : right ? labelOf(right, to) : isGap(to) ? gap : `“${to}”`;
  return html`<div class="card mark" role="listitem">
    <p class="left" dir="auto">${from === null ? 'Erased.' : labelOf(left, from)}</p>
    <p class="right" dir="auto">${answer}</p>
    ${pair.fact == null ? nothing : html`<p class="under" dir="auto">${isGap(pair.fact) ? gap : pair.fact}</p>`}
    ${pair.who == null ? nothing : html`<small dir="auto">${pair.who}</small>`}
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'pairs-result': PairsResult;
  }
}

customElements.define('pairs-result', PairsResult);
