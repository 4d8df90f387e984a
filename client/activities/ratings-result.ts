import { css, html, nothing, type TemplateResult } from 'lit';
import type { Settings } from '../../events/activity.ts';
import { labelOf } from '../../events/activities/items.ts';
import { describeRatings } from '../../events/activities/ratings.ts';
import './board.ts';
import { heightOf, pileFor, type Pile } from './dots.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';
import type { ResultRound } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { spoken } from './rounds.ts';
import { row, rowRungs, rowStyles } from './rows.ts';
import { endsSpoken, endsStyles, stepsOf } from './step-buttons.ts';
import { middleWords, strip, stripStyles } from './strip.ts';

type Round = ResultRound<'ratings'>;

/** A third column has no room for dots beside each other. */
const rungs = rowRungs.filter(({ columns }) => columns < 3);

class RatingsResult extends ResultElement<'ratings'> {
  static override styles = [
    ...figureStyles,
    rowStyles,
    stripStyles,
    endsStyles,
    css`
      :host([size='stage']) {
        --rule: 2px;
        --foot: 8px;
        --band: 14px;
      }
      .rating {
        display: grid;
        grid-template-columns: minmax(0, 1fr) calc(var(--small) * 9);
        gap: 0.1em 0.8em;
        align-items: end;
      }
      .rating + .rating {
        margin-block-start: 0.4em;
      }
      .middle {
        color: var(--ink-2);
        font-size: var(--small);
        line-height: 1.1;
      }
      /* Counts stand beside their dots here: rows are low. */
      .col {
        flex-direction: row;
        align-items: flex-end;
        justify-content: center;
        min-block-size: var(--pile);
        gap: 0.3em;
      }
      .tower {
        inline-size: 40%;
      }
      .steps {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(0, 1fr);
        text-align: center;
        color: var(--ink-2);
        font-size: var(--small);
      }
      :host([size='stage']) .of {
        display: block;
      }
      .you {
        color: var(--accent);
        font-weight: 650;
      }
      @container (max-width: 26em) {
        :host(:not([size='stage'])) .rating {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        :host([size='phone']) .middle {
          grid-column: 1 / -1;
          margin-block-start: 5px;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing, settings } = this.props;
    const last = rounds.at(-1);
    if (!last) return html``;
    const pile = this.pile();
    const label = spoken(rounds, (round) => describeRatings(round.groupAnswer, round.settings));
    const items = settings.items ?? [];
    const rated = items.map(({ id }) =>
      row(
        labelOf(items, id),
        html`<div>${rounds.map((round) => this.rating(round, id, { pile, last: round === last }))}</div>`,
      ),
    );
    // The steps stay with what is rated first, wherever a column ends.
    const rows = [html`<div>${this.head(settings)}${rated.slice(0, 1)}</div>`, ...rated.slice(1)];
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${
        this.size === 'stage'
          ? html`<stage-board class="fill" shows="img" .label=${label} .rungs=${rungs} .of=${this.props}
              >${rows}</stage-board
            >`
          : html`<div role="img" aria-label=${label}>${rows}</div>`
      }
      ${numbersTable(
        ['', ...stepsOf(settings).map(String), 'Middle answer'],
        last.groupAnswer.items.map((item) => [
          labelOf(items, item.id),
          ...item.counts,
          middleWords(item.median),
        ]),
      )}
      <p class="say">
        <span
          >${capital(endsSpoken(settings))}. Middle half
          shaded.${rounds.length > 1 ? ' Before hollow, now filled.' : ''}</span
        >
      </p>
    </figure>`;
  }

  private head(settings: Settings<'ratings'>): TemplateResult {
    const steps = stepsOf(settings);
    return row(
      '',
      html`<div class="rating">
        <div class="steps">${steps.map((step) => html`<span>${step}</span>`)}</div>
        <span class="middle">${this.size === 'phone' ? '' : 'middle'}</span>
      </div>`,
      'head',
    );
  }

  private rating(
    { groupAnswer, settings }: Round,
    id: string,
    { pile, last }: { pile: Pile; last: boolean },
  ): TemplateResult | typeof nothing {
    const item = groupAnswer.items.find((one) => one.id === id);
    if (!item) return nothing;
    const { counts, quartiles, median, n } = item;
    const mine = last ? this.props.mine?.values[id] : undefined;
    return html`<div class="rating">
      ${strip({
        counts,
        pile,
        tallest: this.tallest(),
        height: heightOf(pile, this.tallest(), this.height()),
        band: quartiles && n > 2 ? [quartiles[0] - settings.min, quartiles[1] - settings.min] : null,
        hollow: !last,
        mine: mine === undefined ? null : mine - settings.min,
      })}
      <span class="middle"
        >${median === null ? 'no answers' : `${this.size === 'phone' ? 'middle ' : ''}${middleWords(median)}`}${n === 0 || n === groupAnswer.n ? nothing : html` <span class="of">${n} of ${groupAnswer.n}</span>`}${mine === undefined ? nothing : html` <span class="you">you: ${mine}</span>`}</span
      >
    </div>`;
  }

  private tallest(): number {
    return Math.max(
      0,
      ...this.props.rounds.flatMap(({ groupAnswer }) => groupAnswer.items.flatMap(({ counts }) => counts)),
    );
  }

  /** On a stage few rows grow tall, so that their dots are seen from the back. */
  private height(): number {
    if (this.size !== 'stage') return this.size === 'phone' ? 30 : 26;
    const strips = Math.max(1, (this.props.settings.items?.length ?? 0) * this.props.rounds.length);
    return Math.max(44, Math.min(110, Math.floor((this.room.height - 150) / strips) - 40));
  }

  private pile(): Pile {
    const steps = stepsOf(this.props.settings).length;
    const beside = { stage: 0.48, phone: 0.94, page: 0.42 }[this.size];
    const numbers = { stage: 46, phone: 22, page: 20 }[this.size];
    const width = (this.room.width * beside) / steps - numbers;
    const dots = {
      stage: { dotMin: 9, dotMax: 34 },
      phone: { dotMin: 5, dotMax: 12 },
      page: { dotMin: 4, dotMax: 11 },
    }[this.size];
    return pileFor(this.tallest(), { width, height: this.height(), ...dots });
  }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

declare global {
  interface HTMLElementTagNameMap {
    'ratings-result': RatingsResult;
  }
}

customElements.define('ratings-result', RatingsResult);
