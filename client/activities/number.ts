import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Settings } from '../../events/activity.ts';
import { dayNumber, dayWords } from '../../events/activities/calendar.ts';
import { amountWords, rounded } from '../../events/activities/number.ts';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { stepperStyles } from './stepper.ts';
import { writingStyles, writtenIn } from './writing.ts';

type NumberSettings = Settings<'number'>;
/** What stands in the box, a number or not. */
interface Draft {
  text: string;
}

/** Along a longer way a thumb hits nothing that anyone means. */
const slideMax = 1000;

class NumberInput extends InputElement<'number'> {
  static override styles = [
    ...writingStyles,
    stepperStyles,
    css`
      .amount {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 10px;
        font-size: 1.125rem;
      }
      .stepper input {
        font-size: 1.25rem;
      }
      @container (min-width: 230px) {
        .stepper input {
          inline-size: 7ch;
          min-inline-size: 110px;
        }
      }
      input[type='range'] {
        inline-size: 100%;
        block-size: 44px;
        margin: 12px 0 0;
        accent-color: var(--accent);
      }
      /* Nothing is chosen yet, so nothing stands anywhere. */
      input.empty {
        accent-color: var(--ink-3);
      }
      .empty::-webkit-slider-thumb {
        opacity: 0;
      }
      .empty::-moz-range-thumb {
        opacity: 0;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        margin: 0;
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      .amount + .ends {
        margin-block-start: 12px;
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
    const by = (steps: number) =>
      this.write(
        String(
          rounded(Math.max(min, Math.min(max, value === null ? (min + max) / 2 : value + steps * step))),
        ),
      );
    return html`<div class="amount">
        <span class="stepper">
          <button
            type="button"
            aria-label="Less"
            aria-disabled=${disabled}
            @click=${() => disabled || by(-1)}
          >
            −
          </button>
          <input
            inputmode=${keyboardFor(step, min)}
            autocomplete="off"
            aria-label=${unit === '' ? 'Your estimate' : `Your estimate, ${unit}`}
            ?disabled=${disabled}
            .value=${live(this.text())}
            @input=${(event: Event) => this.write(writtenIn(event))}
          />
          <button type="button" aria-label="More" aria-disabled=${disabled} @click=${() => disabled || by(1)}>
            +
          </button>
        </span>
        <span dir="auto">${unit}</span>
      </div>
      ${max - min > slideMax ? nothing : this.slide(value)}
      <p class="ends"><span>${amountWords(settings)(min)}</span><span>${amountWords(settings)(max)}</span></p>
      ${this.wrong()}`;
  }

  /** A tap on the very beginning of an empty one changes nothing that the browser would tell of, so lifting the finger counts too. */
  private slide(value: number | null): TemplateResult {
    const { settings, disabled } = this.props;
    const { min, max } = settings;
    const write = (event: Event) => this.write(writtenIn(event));
    return html`<input
      class=${value === null ? 'empty' : ''}
      type="range"
      aria-label="Your estimate, by sliding"
      aria-valuetext=${value === null ? 'Nothing yet' : nothing}
      min=${min}
      max=${max}
      step=${stepOf(settings)}
      ?disabled=${disabled}
      .value=${live(String(value ?? min))}
      @input=${write}
      @pointerup=${write}
    />`;
  }

  private wrong(): TemplateResult | typeof nothing {
    const { settings } = this.props;
    if (this.text() === '' || valueOf(this.text(), settings) !== null) return nothing;
    const words = amountWords(settings);
    return html`<p class="wrong">Give a value from ${words(settings.min)} to ${words(settings.max)}.</p>`;
  }

  private text(): string {
    const { draft, value, settings } = this.props;
    if (typeof draft === 'object' && draft !== null && 'text' in draft && typeof draft.text === 'string')
      return draft.text;
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
  const value =
    date === true
      ? dayNumber(text)
      : text.trim() === ''
        ? null
        : rounded(Number(text.trim().replace(',', '.')));
  return value === null || Number.isNaN(value) || value < min || value > max ? null : value;
}

/** Some phones have no minus sign where they show digits. */
function keyboardFor(step: number, min: number): 'numeric' | 'decimal' | 'text' {
  if (min < 0) return 'text';
  return Number.isInteger(step) ? 'numeric' : 'decimal';
}

/** A hundred steps from end to end, or a few less. */
function stepOf({ min, max }: NumberSettings): number {
  const least = (max - min) / 100;
  const power = 10 ** Math.floor(Math.log10(least));
  return rounded([1, 5, 10].map((times) => times * power).find((one) => one >= least) ?? least) || 0.001;
}

const drawn = fetched(() => import('./number-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'number-input': NumberInput;
  }
}

customElements.define('number-input', NumberInput);

export const number: ClientKind<'number'> = {
  saves: 'send',
  input: (props) => html`<number-input .props=${props}></number-input>`,
  result: (props) => drawn(html`<number-result .props=${props} .size=${props.size}></number-result>`),
};
