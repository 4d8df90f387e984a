import { css, html, nothing, type TemplateResult } from 'lit';
import { describeFist } from '../../events/activities/fist.ts';
import './board.ts';
import type { Rung } from './fitting.ts';
import { cardStyles, words } from './cards.ts';
import { heightOf, pileFor, type Pile } from './dots.ts';
import { figureStyles } from './figure-styles.ts';
import { fingers, support } from './fingers.ts';
import { ResultElement } from './result-element.ts';
import type { ResultRound } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { movedLine, spoken } from './rounds.ts';
import { strip, stripStyles } from './strip.ts';

/** One column beside the hands. */
const reasonRungs: readonly Rung[] = [38, 35, 32].map((type) => ({ columns: 1, type }));

class FistResult extends ResultElement<'fist'> {
  static override styles = [
    ...figureStyles,
    stripStyles,
    cardStyles,
    css`
      :host([size='stage']) {
        --rule: 2px;
        --foot: 12px;
        --band: 16px;
      }
      .round + .round {
        margin-block-start: var(--space);
      }
      /* On a stage the reasons stand beside the hands: both need height. */
      :host([size='stage']) .split {
        display: grid;
        grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
        gap: 40px;
      }
      :host([size='page']) .split,
      :host([size='phone']) .split {
        display: grid;
        gap: var(--space);
      }
      .hands {
        align-self: center;
      }
      :host([size='page']) .named {
        display: grid;
        grid-template-columns: 6em minmax(0, 1fr);
        align-items: end;
      }
      :host([size='page']) .indent {
        margin-inline-start: 6em;
      }
      .name {
        color: var(--ink-2);
        font-size: var(--small);
        font-weight: 600;
      }
      .steps {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 1fr));
        gap: 0.2em;
        padding-block-start: 0.3em;
        text-align: center;
        font-size: var(--small);
        line-height: 1.15;
      }
      .steps span {
        display: block;
        font-weight: 400;
        color: var(--ink-2);
      }
      .key {
        color: var(--ink-2);
        font-size: var(--small);
      }
      .you {
        color: var(--accent);
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing } = this.props;
    const last = rounds.at(-1);
    if (!last) return html``;
    const label = spoken(rounds, (round) => describeFist(round.groupAnswer, round.settings));
    const cards = last.groupAnswer.reasons.map(
      ({ text }) => html`<div class="card mark" role="listitem">${words(text, true)}</div>`,
    );
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      <div class="fill ${cards.length > 0 ? 'split' : ''}">
        <div class="hands" role="img" aria-label=${label}>
          ${rounds.map((round) => this.round(round, round === last))} ${this.steps(rounds.length > 1)}
        </div>
        ${
          cards.length === 0
            ? nothing
            : this.size === 'stage'
              ? html`<stage-board shows="list" label="Reasons" .rungs=${reasonRungs} .of=${this.props}
                  >${cards}</stage-board
                >`
              : html`<div class="cards" role="list" aria-label="Reasons">${cards}</div>`
        }
      </div>
      ${numbersTable(
        ['Fingers', ...rounds.map((round) => (round.label === '' ? 'People' : round.label))],
        fingers.map((_, value) => [
          value,
          ...rounds.map(({ groupAnswer }) => groupAnswer.counts[value] ?? 0),
        ]),
      )}
      <div class="says">${say(last)} ${movedLine(rounds)}</div>
    </figure>`;
  }

  private steps(indented: boolean): TemplateResult {
    const mine = this.props.mine?.value;
    const isPhone = this.size === 'phone';
    return html`<div class="steps ${indented ? 'indent' : ''}">
        ${fingers.map((word, value) => html`<b class=${mine === value ? 'you' : ''}>${value}${mine === value ? ' · you' : ''}${isPhone ? nothing : html`<span>${word}</span>`}</b>`)}
      </div>
      ${isPhone ? html`<p class="key">${fingers.map((word, value) => `${value} ${word}`).join(', ')}</p>` : nothing}`;
  }

  private round({ groupAnswer, label }: ResultRound<'fist'>, isLast: boolean): TemplateResult {
    const pile = this.pile();
    return html`<div class="round ${label === '' ? '' : 'named'}">
      ${label === '' ? nothing : html`<p class="name">${label}</p>`}
      ${strip({
        counts: groupAnswer.counts,
        pile,
        tallest: this.tallest(),
        height: heightOf(pile, this.tallest(), this.height()),
        band: [support, fingers.length - 1],
        hollow: !isLast,
        mine: isLast ? (this.props.mine?.value ?? null) : null,
      })}
    </div>`;
  }

  private tallest(): number {
    return Math.max(0, ...this.props.rounds.flatMap(({ groupAnswer }) => groupAnswer.counts));
  }

  private height(): number {
    if (this.size !== 'stage') return 64;
    const { rounds } = this.props;
    const words = 190 + rounds.length * (rounds.length > 1 ? 104 : 60);
    return Math.max(44, Math.min(260, Math.floor((this.room.height - words) / rounds.length)));
  }

  private pile(): Pile {
    const { rounds } = this.props;
    const isSplit = this.size === 'stage' && (rounds.at(-1)?.groupAnswer.reasons.length ?? 0) > 0;
    const width = this.room.width * (isSplit ? 0.6 : rounds.length > 1 && this.size === 'page' ? 0.84 : 1);
    const dots = {
      stage: { dotMin: 12, dotMax: 44 },
      phone: { dotMin: 4, dotMax: 14 },
      page: { dotMin: 4, dotMax: 12 },
    }[this.size];
    return pileFor(this.tallest(), {
      width: (width / fingers.length) * 0.86,
      height: this.height(),
      ...dots,
    });
  }
}

/** The lowest hand counts, not the average. */
function say({ groupAnswer: { n, min, below } }: ResultRound<'fist'>): TemplateResult {
  if (n === 0 || min === null) return html`<p class="say"><b>No answers</b></p>`;
  return html`<p class="say">
    <b>${below === 0 ? `Nobody is below ${support}` : `${below} of ${n} below ${support}`}</b>
    <span>Lowest hand: ${min}.</span>
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fist-result': FistResult;
  }
}

customElements.define('fist-result', FistResult);
