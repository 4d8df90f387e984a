import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Answer, Item, Pair } from '../../events/activity.ts';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { listStyles, more } from './listing.ts';
import { writingStyles, writtenIn } from './writing.ts';

type Written = { [K in keyof Required<Pair>]: string };

/** Every line as it stands, unfinished ones too. */
interface Draft {
  pairs: Written[];
}

const pairsMax = 10;
const empty: Written = { left: '', right: '', who: '', fact: '' };

class PairsInput extends InputElement<'pairs'> {
  static override styles = [...writingStyles, listStyles];

  override render(): TemplateResult {
    const { disabled } = this.props;
    const pairs = this.now();
    return html`${pairs.map((pair, place) => this.pair(pair, place, pairs.length))}
    ${more({ words: 'Another pair', disabled: disabled || pairs.length >= pairsMax, add: () => this.keep([...pairs, empty]) })}`;
  }

  private pair(pair: Written, place: number, of: number): TemplateResult {
    const { settings, disabled } = this.props;
    const set = (part: keyof Written) => (event: Event) =>
      this.keep(this.now().map((one, at) => (at === place ? { ...one, [part]: chosenIn(event) } : one)));
    return html`<fieldset class="entry" ?disabled=${disabled}>
      <legend class=${of === 1 ? 'unseen' : 'name'}>Pair ${place + 1}</legend>
      <label class="card"
        ><span class="name">This one</span>${choose(settings.left, pair.left, set('left'))}</label
      >
      <label class="card">
        <span class="name">${settings.right ? 'Goes with' : 'In your words'}</span>
        ${
          settings.right
            ? choose(settings.right, pair.right, set('right'))
            : html`<textarea
                dir="auto"
                rows="2"
                maxlength="280"
                .value=${live(pair.right)}
                @input=${set('right')}
              ></textarea>`
        }
      </label>
      <label class="card"
        ><span class="name">Who says it (if you know)</span
        ><input class="line" dir="auto" maxlength="60" .value=${live(pair.who)} @input=${set('who')}
      /></label>
      <label class="card"
        ><span class="name">One fact (if there is one)</span
        ><input class="line" dir="auto" maxlength="200" .value=${live(pair.fact)} @input=${set('fact')}
      /></label>
    </fieldset>`;
  }

  private now(): Written[] {
    const { draft, value } = this.props;
    const given = isDraft(draft)
      ? draft.pairs
      : (value?.pairs ?? []).map(({ left, right, who = '', fact = '' }) => ({ left, right, who, fact }));
    return given.length === 0 ? [empty] : given;
  }

  private keep(pairs: Written[]): void {
    this.props.change(answerOf(pairs), { pairs } satisfies Draft);
    this.requestUpdate();
  }
}

/** Unfinished pairs are left out of the answer, not of the draft. */
function answerOf(pairs: readonly Written[]): Answer<'pairs'> | null {
  const done = pairs
    .map(({ left, right, who, fact }) => ({ left, right: right.trim(), who: who.trim(), fact: fact.trim() }))
    .filter(({ left, right }) => left !== '' && right !== '')
    .map(({ left, right, who, fact }) => ({
      left,
      right,
      ...(who !== '' && { who }),
      ...(fact !== '' && { fact }),
    }));
  return done.length === 0 ? null : { pairs: done };
}

function choose(
  items: readonly Item[] | undefined,
  chosen: string,
  set: (event: Event) => void,
): TemplateResult {
  return html`<select class="line" @change=${set}>
    <option value="" ?selected=${chosen === ''}>Choose one</option>
    ${(items ?? []).map(({ id, label }) => html`<option value=${id} ?selected=${id === chosen}>${label}</option>`)}
  </select>`;
}

function chosenIn(event: Event): string {
  return event.target instanceof HTMLSelectElement ? event.target.value : writtenIn(event);
}

function isDraft(draft: unknown): draft is Draft {
  return typeof draft === 'object' && draft !== null && 'pairs' in draft && Array.isArray(draft.pairs);
}

const drawn = fetched(() => import('./pairs-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'pairs-input': PairsInput;
  }
}

customElements.define('pairs-input', PairsInput);

export const pairs: ClientKind<'pairs'> = {
  saves: 'send',
  writes: 'lines',
  input: (props) => html`<pairs-input .props=${props}></pairs-input>`,
  result: (props) => drawn(html`<pairs-result .props=${props} .size=${props.size}></pairs-result>`),
};
