import { css, html, nothing, type TemplateResult } from 'lit';
import type { Settings } from '../../events/activity.ts';
import { describeScale } from '../../events/activities/scale.ts';
import { heightOf, pileFor, type Pile } from './dots.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';
import type { ResultRound } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { movedLine, spoken } from './rounds.ts';
import { ends, endsStyles, stepsOf } from './step-buttons.ts';
import { middleWords, strip, stripStyles } from './strip.ts';

type ScaleSettings = Settings<'scale'>;
type Round = ResultRound<'scale'>;

/** Words of the ends that still fit under one step; longer ones get a line of their own. */
const endShortMax = 12;

class ScaleResult extends ResultElement<'scale'> {
  static override styles = [
    ...figureStyles,
    stripStyles,
    endsStyles,
    css`
      :host([size='stage']) {
        --rule: 2px;
        --foot: 12px;
        --band: 16px;
      }
      .round {
        display: grid;
        gap: 2px;
      }
      .round + .round {
        margin-block-start: var(--space);
      }
      .name {
        color: var(--ink-2);
        font-size: var(--small);
        line-height: 1.2;
      }
      .name b {
        display: block;
        color: var(--ink);
        font-weight: 650;
      }
      :host([size='stage']) .named,
      :host([size='page']) .named {
        grid-template-columns: var(--names) minmax(0, 1fr);
        align-items: end;
      }
      :host([size='stage']) {
        --names: 280px;
      }
      :host([size='page']) {
        --names: 9em;
      }
      .steps {
        display: grid;
        grid-template-columns: repeat(var(--steps), minmax(0, 1fr));
        color: var(--ink-2);
        font-size: var(--small);
        text-align: center;
        padding-block-start: 0.2em;
      }
      .steps small {
        display: block;
        font-size: 0.75rem;
      }
      .steps .you {
        color: var(--accent);
        font-weight: 700;
      }
      :host([size='stage']) .indent,
      :host([size='page']) .indent {
        margin-inline-start: var(--names);
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, settings, landing } = this.props;
    const named = rounds.length > 1;
    const pile = this.pile(named);
    const label = spoken(rounds, (round) => describeScale(round.groupAnswer, round.settings));
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      <div class="drawing" role="img" aria-label=${label}>
        ${rounds.map((round, place) => this.round(round, { pile, named, last: place === rounds.length - 1 }))}
        ${this.axis(settings, named)}
      </div>
      ${numbersTable(
        ['Step', ...rounds.map((round) => (round.label === '' ? 'People' : round.label))],
        stepsOf(settings).map((step, place) => [
          step,
          ...rounds.map(({ groupAnswer }) => groupAnswer.counts[place] ?? 0),
        ]),
      )}
      ${named ? nothing : sayOf(rounds[0])} ${movedLine(rounds, 'Middle half shaded')}
    </figure>`;
  }

  private round(
    round: Round,
    { pile, named, last }: { pile: Pile; named: boolean; last: boolean },
  ): TemplateResult {
    const { groupAnswer, settings, label } = round;
    const { quartiles, median, counts } = groupAnswer;
    const mine = this.props.mine;
    return html`<div class="round ${named ? 'named' : ''}">
      ${named ? html`<p class="name"><b>${label}</b>${middleWords(median) || 'no answers'}</p>` : nothing}
      ${strip({
        counts,
        pile,
        tallest: this.tallest(),
        height: heightOf(pile, this.tallest(), this.pileHeight(named)),
        band:
          quartiles && groupAnswer.n > 2 ? [quartiles[0] - settings.min, quartiles[1] - settings.min] : null,
        hollow: !last,
        mine: last && mine ? mine.value - settings.min : null,
      })}
    </div>`;
  }

  private axis(settings: ScaleSettings, named: boolean): TemplateResult {
    const steps = stepsOf(settings);
    const { min, max, low, high } = settings;
    const short =
      this.size === 'stage' && low.length <= endShortMax && high.length <= endShortMax && steps.length <= 5;
    const end = (step: number) => (step === min ? low : step === max ? high : '');
    const mine = this.props.mine?.value;
    return html`<div class=${named ? 'indent' : ''}>
      <div class="steps" .style=${`--steps:${steps.length}`}>
        ${steps.map((step) => html`<span class=${step === mine ? 'you' : ''}>${step}${short && end(step) !== '' ? ` · ${end(step)}` : ''}${step === mine ? html`<small>you</small>` : nothing}</span>`)}
      </div>
      ${short ? nothing : ends(settings)}
    </div>`;
  }

  private tallest(): number {
    return Math.max(0, ...this.props.rounds.flatMap((round) => round.groupAnswer.counts));
  }

  private pile(named: boolean): Pile {
    const steps = stepsOf(this.props.settings).length;
    const beside = named ? { stage: 280, phone: 0, page: 140 }[this.size] : 0;
    const width = ((this.room.width - beside) / steps) * 0.86;
    const dots = {
      stage: { dotMin: 14, dotMax: named ? 36 : 56 },
      phone: { dotMin: 5, dotMax: 16 },
      page: { dotMin: 5, dotMax: 13 },
    }[this.size];
    return pileFor(this.tallest(), { width, height: this.pileHeight(named), ...dots });
  }

  /** On a stage the strips share what the words leave; elsewhere a pile is as tall as a few lines of text. */
  private pileHeight(named: boolean): number {
    if (this.size !== 'stage') return this.size === 'phone' ? 84 : 72;
    const { low, high } = this.props.settings;
    const words = 56 + 75 + (Math.max(low.length, high.length) > endShortMax ? 44 : 0);
    const strips = (this.room.height - words) / Math.max(1, this.props.rounds.length);
    return Math.max(60, Math.min(named ? 300 : 340, Math.floor(strips) - 64));
  }
}

/** One round alone: where its middle is, and from six people on what shape it has. */
function sayOf(round: Round | undefined): TemplateResult | typeof nothing {
  if (!round || round.groupAnswer.n === 0) return html`<p class="say"><b>No answers</b></p>`;
  const { median, shape, twoEnds, n } = round.groupAnswer;
  return html`<p class="say">
    <b>Middle answer: ${middleWords(median)}</b>
    ${n > 2 ? html`<span>Middle half shaded.</span>` : nothing}
    ${shape === 'together' ? html`<span>Most stand together.</span>` : nothing}
    ${shape === 'apart' && !twoEnds ? html`<span>No single view.</span>` : nothing}
    ${twoEnds ? html`<span>Answers at both ends. Hear one of each.</span>` : nothing}
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'scale-result': ScaleResult;
  }
}

customElements.define('scale-result', ScaleResult);
