import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { GroupAnswer, Settings } from '../../events/activity.ts';
import { dayNumber, dayWords } from '../../events/activities/calendar.ts';
import { amountWords, describeNumber, rounded } from '../../events/activities/number.ts';
import { amountAt, axisFor, countsAlong, placeAlong, ticksAlong, type Axis } from './axis.ts';
import { heightOf, pileFor, type Pile } from './dots.ts';
import { figureStyles } from './figure-styles.ts';
import { InputElement, ResultElement } from './kind-element.ts';
import type { ClientKind, ResultRound } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { movedLine, spoken } from './rounds.ts';
import { stepperStyles } from './stepper.ts';
import { strip, stripStyles } from './strip.ts';
import { writingStyles, writtenIn } from './writing.ts';

type NumberSettings = Settings<'number'>;
type Round = ResultRound<'number'>;

/** What stands in the box, a number or not. */
interface Draft {
  text: string;
}

class NumberInput extends InputElement<'number'> {
  static override styles = [
    ...writingStyles,
    stepperStyles,
    css`
      .amount {
        display: flex;
        align-items: center;
        gap: 10px;
        font-size: 1.125rem;
      }
      .stepper input {
        inline-size: 7ch;
        min-inline-size: 110px;
        font-size: 1.25rem;
      }
      input[type='range'] {
        inline-size: 100%;
        block-size: 44px;
        margin: 12px 0 0;
        accent-color: var(--accent);
      }
      .ends {
        display: flex;
        justify-content: space-between;
        margin: 0;
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      .wrong {
        margin: 8px 0 0;
        color: var(--alert);
        font-size: 0.875rem;
      }
    `,
  ];

  override render(): TemplateResult {
    return this.props.settings.date === true ? this.day() : this.amount();
  }

  private day(): TemplateResult {
    const { settings, disabled } = this.props;
    return html`<label class="card">
        <span class="name">Your day</span>
        <input
          class="line"
          type="date"
          min=${dayWords(settings.min)}
          max=${dayWords(settings.max)}
          ?disabled=${disabled}
          .value=${live(this.text())}
          @change=${(event: Event) => this.write(writtenIn(event))}
        />
      </label>
      ${this.wrong()}`;
  }

  private amount(): TemplateResult {
    const { settings, disabled } = this.props;
    const { min, max, unit } = settings;
    const step = stepOf(settings);
    const value = valueOf(this.text(), settings);
    const by = (steps: number) => this.write(String(rounded(Math.max(min, Math.min(max, value === null ? (min + max) / 2 : value + steps * step)))));
    return html`<div class="amount">
        <span class="stepper">
          <button type="button" aria-label="Less" aria-disabled=${disabled} @click=${() => disabled || by(-1)}>−</button>
          <input
            inputmode=${Number.isInteger(step) && min >= 0 ? 'numeric' : 'text'}
            autocomplete="off"
            aria-label=${unit === '' ? 'Your estimate' : `Your estimate, ${unit}`}
            ?disabled=${disabled}
            .value=${live(this.text())}
            @input=${(event: Event) => this.write(writtenIn(event))}
          />
          <button type="button" aria-label="More" aria-disabled=${disabled} @click=${() => disabled || by(1)}>+</button>
        </span>
        <span dir="auto">${unit}</span>
      </div>
      <input
        type="range"
        aria-label="Your estimate, by sliding"
        min=${min}
        max=${max}
        step=${step}
        ?disabled=${disabled}
        .value=${live(String(value ?? (min + max) / 2))}
        @input=${(event: Event) => this.write(writtenIn(event))}
      />
      <p class="ends"><span>${amountWords(settings)(min)}</span><span>${amountWords(settings)(max)}</span></p>
      ${this.wrong()}`;
  }

  private wrong(): TemplateResult | typeof nothing {
    const { settings } = this.props;
    if (this.text() === '' || valueOf(this.text(), settings) !== null) return nothing;
    const words = amountWords(settings);
    return html`<p class="wrong">Give a value from ${words(settings.min)} to ${words(settings.max)}.</p>`;
  }

  private text(): string {
    const { draft, value, settings } = this.props;
    if (typeof draft === 'object' && draft !== null && 'text' in draft && typeof draft.text === 'string') return draft.text;
    if (value === null) return '';
    return settings.date === true ? dayWords(value.value) : String(value.value);
  }

  private write(text: string): void {
    const value = valueOf(text, this.props.settings);
    this.props.change(value === null ? null : { value }, { text } satisfies Draft);
  }
}

/** The number or day that a text stands for, or null. A comma is a decimal point where somebody's keyboard says so. */
function valueOf(text: string, { date, min, max }: NumberSettings): number | null {
  const value = date === true ? dayNumber(text) : text.trim() === '' ? null : rounded(Number(text.trim().replace(',', '.')));
  return value === null || Number.isNaN(value) || value < min || value > max ? null : value;
}

/** About a hundred steps from end to end. */
function stepOf({ min, max }: NumberSettings): number {
  const least = (max - min) / 200;
  const power = 10 ** Math.floor(Math.log10(least));
  return rounded([1, 5, 10].map((times) => times * power).find((one) => one >= least) ?? least) || 0.001;
}

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
        padding-inline: 1.4em;
      }
      .days {
        padding-inline: 3em;
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
        grid-template-columns: var(--names) minmax(0, 1fr);
        align-items: end;
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
          ${ticksAlong(axis, { stage: settings.date === true ? 5 : 11, phone: settings.date === true ? 2 : 5, page: 6 }[this.size]).map(
            (place) => html`<span .style=${`inset-inline-start:${((place + 0.5) / axis.steps) * 100}%`}>${words(amountAt(axis, place))}</span>`,
          )}
        </div>
      </div>
      ${numbersTable(['', 'Answers'], rounds.map((round) => [round.label === '' ? 'All' : round.label, round.groupAnswer.values.map(words).join(', ')]))}
      ${named ? nothing : say(rounds[0])} ${mine === null ? nothing : html`<p class="you">You: ${words(mine.value)}</p>`} ${movedLine(rounds, 'Middle half shaded')}
    </figure>`;
  }

  private round({ groupAnswer, settings, label }: Round, { axis, pile, named }: { axis: Axis; pile: Pile; named: boolean }): TemplateResult {
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
    return axisFor(rounds.flatMap(({ groupAnswer }) => groupAnswer.values), settings, { stepsMax, whole: settings.date === true });
  }

  private tallest(axis: Axis): number {
    return Math.max(0, ...this.props.rounds.flatMap(({ groupAnswer }) => countsAlong(groupAnswer.values, axis)));
  }

  private height(named: boolean): number {
    if (this.size !== 'stage') return 72;
    const strips = (this.room.height - 150) / Math.max(1, this.props.rounds.length);
    return Math.max(60, Math.min(named ? 240 : 320, Math.floor(strips) - 64));
  }

  private pile(axis: Axis): Pile {
    const named = this.props.rounds.length > 1;
    const beside = named ? { stage: 280, phone: 0, page: 140 }[this.size] : 0;
    const hanging = { stage: 96, phone: 46, page: 46 }[this.size] * (this.props.settings.date === true ? 2 : 1);
    const width = (this.room.width - beside - hanging) / axis.steps;
    const dots = { stage: { dotMin: 8, dotMax: 34 }, phone: { dotMin: 3, dotMax: 12 }, page: { dotMin: 3, dotMax: 11 } }[this.size];
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
    'number-input': NumberInput;
    'number-result': NumberResult;
  }
}

customElements.define('number-input', NumberInput);
customElements.define('number-result', NumberResult);

export const number: ClientKind<'number'> = {
  saves: 'send',
  input: (props) => html`<number-input .props=${props}></number-input>`,
  result: (props) => html`<number-result .props=${props} .size=${props.size}></number-result>`,
};
