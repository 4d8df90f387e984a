import { css, html, nothing, type TemplateResult } from 'lit';
import type { GroupAnswer, Settings } from '../../events/activity.ts';
import { amountWords, describeNumber } from '../../events/activities/number.ts';
import { amountAt, axisFor, countsAlong, placeAlong, ticksAlong, type Axis } from './axis.ts';
import { heightOf, pileFor, type Pile } from './dots.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';
import type { ResultRound } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { movedLine, spoken } from './rounds.ts';
import { strip, stripStyles } from './strip.ts';

type NumberSettings = Settings<'number'>;
type Round = ResultRound<'number'>;

class NumberResult extends ResultElement<'number'> {
  static override styles = [
    ...figureStyles,
    stripStyles,
    css`
      :host([size='stage']) {
        --rule: 2px;
        --foot: 12px;
        --band: 18px;
        --names: 280px;
      }
      :host([size='page']) {
        --names: 9em;
      }
      /* Half of the first and last amount hang over the ends of the line. */
      .drawing {
        --hang: 1.4em;
        padding-inline: var(--hang);
      }
      .days {
        --hang: 3em;
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
      }
      :host([size='stage']) .named,
      :host([size='page']) .named {
        display: grid;
        grid-template-columns: calc(var(--names) + var(--hang)) minmax(0, 1fr);
        align-items: end;
        margin-inline-start: calc(var(--hang) * -1);
      }
      :host([size='stage']) .indent,
      :host([size='page']) .indent {
        margin-inline-start: var(--names);
      }
      .ticks {
        position: relative;
        block-size: 1.7em;
        color: var(--ink-2);
        font-size: var(--small);
      }
      .ticks span {
        position: absolute;
        inset-block-start: 0.5em;
        transform: translateX(-50%);
        white-space: nowrap;
      }
      :host(:dir(rtl)) .ticks span {
        transform: translateX(50%);
      }
      .you {
        color: var(--accent);
        font-weight: 650;
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing, settings, mine } = this.props;
    const named = rounds.length > 1;
    const axis = this.axis();
    const pile = this.pile(axis);
    const label = spoken(rounds, (round) => describeNumber(round.groupAnswer, round.settings));
    const words = amountWords(settings);
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      <div class="drawing ${settings.date === true ? 'days' : ''}" role="img" aria-label=${label}>
        ${rounds.map((round) => this.round(round, { axis, pile, named }))}
        <div class="ticks ${named ? 'indent' : ''}">
          ${ticksAlong(axis, this.ticksMax()).map(
            (place) =>
              html`<span .style=${`inset-inline-start:${((place + 0.5) / axis.steps) * 100}%`}
                >${words(amountAt(axis, place))}</span
              >`,
          )}
        </div>
      </div>
      ${numbersTable(
        ['', 'Answers'],
        rounds.map((round) => [
          round.label === '' ? 'All' : round.label,
          round.groupAnswer.values.map(words).join(', '),
        ]),
      )}
      ${named ? nothing : say(rounds[0])}
      ${mine === null ? nothing : html`<p class="you">You: ${words(mine.value)}</p>`}
      ${movedLine(rounds, 'Middle half shaded')}
    </figure>`;
  }

  private round(
    { groupAnswer, settings, label }: Round,
    { axis, pile, named }: { axis: Axis; pile: Pile; named: boolean },
  ): TemplateResult {
    const { values, median, middle, n } = groupAnswer;
    const isLast = this.props.rounds.at(-1)?.groupAnswer === groupAnswer;
    const tallest = this.tallest(axis);
    return html`<div class="round ${named ? 'named' : ''}">
      ${named ? html`<p class="name"><b>${label}</b>${median === null ? 'no answers' : middleOf(groupAnswer, settings)}</p>` : nothing}
      ${strip({
        counts: countsAlong(values, axis),
        pile,
        tallest,
        height: heightOf(pile, tallest, this.height(named)),
        band: middle && n > 2 ? [placeAlong(middle[0], axis) - 0.1, placeAlong(middle[1], axis) - 0.9] : null,
        middle: median === null ? null : placeAlong(median, axis),
        hollow: !isLast,
        numbers: pile.as === 'bar' ? 'all' : 'none',
      })}
    </div>`;
  }

  private axis(): Axis {
    const { rounds, settings } = this.props;
    const stepsMax = { stage: 41, phone: 21, page: 31 }[this.size];
    return axisFor(
      rounds.flatMap(({ groupAnswer }) => groupAnswer.values),
      settings,
      { stepsMax, whole: settings.date === true },
    );
  }

  /** As many amounts as stand beside each other without touching. */
  private ticksMax(): number {
    const isDay = this.props.settings.date === true;
    const most = { stage: isDay ? 5 : 11, phone: isDay ? 2 : 5, page: 6 }[this.size];
    return Math.max(2, Math.min(most, Math.floor(this.room.width / (isDay ? 100 : 50))));
  }

  private tallest(axis: Axis): number {
    return Math.max(
      0,
      ...this.props.rounds.flatMap(({ groupAnswer }) => countsAlong(groupAnswer.values, axis)),
    );
  }

  private height(named: boolean): number {
    if (this.size !== 'stage') return 72;
    const strips = (this.room.height - 150) / Math.max(1, this.props.rounds.length);
    return Math.max(60, Math.min(named ? 240 : 320, Math.floor(strips) - 64));
  }

  private pile(axis: Axis): Pile {
    const named = this.props.rounds.length > 1;
    const beside = named ? { stage: 280, phone: 0, page: 140 }[this.size] : 0;
    const hanging =
      { stage: 96, phone: 46, page: 46 }[this.size] * (this.props.settings.date === true ? 2 : 1);
    const width = (this.room.width - beside - hanging) / axis.steps;
    const dots = {
      stage: { dotMin: 8, dotMax: 34 },
      phone: { dotMin: 3, dotMax: 12 },
      page: { dotMin: 3, dotMax: 11 },
    }[this.size];
    return pileFor(this.tallest(axis), { width, height: this.height(named), ...dots });
  }
}

function say(round: Round | undefined): TemplateResult {
  if (!round || round.groupAnswer.median === null) return html`<p class="say"><b>No answers</b></p>`;
  const { middle, n } = round.groupAnswer;
  const words = (value: number) => amountWords(round.settings)(plain(value, round.settings));
  return html`<p class="say">
    <b>Middle: ${middleOf(round.groupAnswer, round.settings)}</b>
    ${middle && n > 2 ? html`<span>Half of the answers lie between ${words(middle[0])} and ${words(middle[1])}, shaded.</span>` : nothing}
  </p>`;
}

/** The middle answer, or the two between which it falls: nobody said what lies halfway. */
function middleOf({ values }: GroupAnswer<'number'>, settings: NumberSettings): string {
  const words = amountWords(settings);
  const lower = values[Math.floor((values.length - 1) / 2)] ?? 0;
  const upper = values[Math.floor(values.length / 2)] ?? 0;
  return lower === upper ? words(lower) : `between ${words(lower)} and ${words(upper)}`;
}

/** An edge of the middle half lies between answers; more digits than the question has would be false. */
function plain(value: number, { min, max }: NumberSettings): number {
  const digits = max - min >= 20 ? 1 : max - min >= 2 ? 10 : 100;
  return Math.round(value * digits) / digits;
}

declare global {
  interface HTMLElementTagNameMap {
    'number-result': NumberResult;
  }
}

customElements.define('number-result', NumberResult);
