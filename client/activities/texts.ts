import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { writingStyles, writtenIn } from './writing.ts';

/** What stands in the boxes now, empty ones and blanks included. */
interface Draft {
  texts: string[];
}

class TextsInput extends InputElement<'texts'> {
  static override styles = writingStyles;

  override render(): TemplateResult {
    const { settings, disabled } = this.props;
    const { max, length } = settings;
    const cards = this.cards();
    return html`${cards.map(
      (card, place) =>
        html`<label class="card">
          <span class=${max === 1 ? 'unseen' : 'name'}
            >${max === 1 ? 'Your card' : `Card ${place + 1} of ${max}`}</span
          >
          <textarea
            dir="auto"
            rows=${max === 1 ? 4 : 3}
            maxlength=${length}
            ?disabled=${disabled}
            .value=${live(card)}
            @input=${(event: Event) => this.write(place, event)}
          ></textarea>
          ${leftOf(length, card)}
        </label>`,
    )}`;
  }

  /** The cards written so far, and an empty one for the next. */
  private cards(): string[] {
    const { settings, draft, value } = this.props;
    const written = (isDraft(draft) ? draft.texts : (value?.texts ?? [])).slice(0, settings.max);
    const last = written.at(-1);
    return written.length < settings.max && (last === undefined || last.trim() !== '')
      ? [...written, '']
      : written;
  }

  private write(place: number, event: Event): void {
    const cards = this.cards().with(place, writtenIn(event));
    const texts = cards.map((card) => card.trim()).filter((card) => card !== '');
    this.props.change(texts.length === 0 ? null : { texts }, { texts: cards } satisfies Draft);
  }
}

function isDraft(draft: unknown): draft is Draft {
  return typeof draft === 'object' && draft !== null && 'texts' in draft && Array.isArray(draft.texts);
}

/** Said only near the end, where it helps; before that a counter is a thing to fill. */
function leftOf(length: number, card: string): TemplateResult | typeof nothing {
  const left = length - card.length;
  if (left > Math.max(20, length / 5)) return nothing;
  return html`<span class="counter">${left === 0 ? 'No room left' : `${left} left`}</span>`;
}

const drawn = fetched(() => import('./texts-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'texts-input': TextsInput;
  }
}

customElements.define('texts-input', TextsInput);

export const texts: ClientKind<'texts'> = {
  saves: 'send',
  writes: 'cards',
  input: (props) => html`<texts-input .props=${props}></texts-input>`,
  result: (props) => drawn(html`<texts-result .props=${props} .size=${props.size}></texts-result>`),
};
