import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Answer, GroupAnswer, Item, Pair, Settings } from '../../events/activity.ts';
import { labelOf } from '../../events/activities/items.ts';
import { describePairs } from '../../events/activities/pairs.ts';
import './board.ts';
import { cardStyles, rungsForCards } from './cards.ts';
import { figureStyles } from './figure-styles.ts';
import { InputElement, ResultElement } from './kind-element.ts';
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
    const set = (part: keyof Written) => (event: Event) => this.keep(this.now().map((one, at) => (at === place ? { ...one, [part]: chosenIn(event) } : one)));
    return html`<fieldset class="entry" ?disabled=${disabled}>
      <legend class=${of === 1 ? 'unseen' : 'name'}>Pair ${place + 1}</legend>
      <label class="card"><span class="name">This one</span>${choose(settings.left, pair.left, set('left'))}</label>
      <label class="card">
        <span class="name">${settings.right ? 'Goes with' : 'In your words'}</span>
        ${settings.right
          ? choose(settings.right, pair.right, set('right'))
          : html`<textarea dir="auto" rows="2" maxlength="280" .value=${live(pair.right)} @input=${set('right')}></textarea>`}
      </label>
      <label class="card"><span class="name">Who says it (if you know)</span><input class="line" dir="auto" maxlength="60" .value=${live(pair.who)} @input=${set('who')} /></label>
      <label class="card"><span class="name">One fact (if there is one)</span><input class="line" dir="auto" maxlength="200" .value=${live(pair.fact)} @input=${set('fact')} /></label>
    </fieldset>`;
  }

  private now(): Written[] {
    const { draft, value } = this.props;
    const given = isDraft(draft) ? draft.pairs : (value?.pairs ?? []).map(({ left, right, who = '', fact = '' }) => ({ left, right, who, fact }));
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
    .map(({ left, right, who, fact }) => ({ left, right, ...(who !== '' && { who }), ...(fact !== '' && { fact }) }));
  return done.length === 0 ? null : { pairs: done };
}

function choose(items: readonly Item[] | undefined, chosen: string, set: (event: Event) => void): TemplateResult {
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
      ${this.size === 'stage'
        ? html`<stage-board class="fill" role="list" aria-label=${label} .rungs=${rungsForCards(cards.length)} .of=${this.props}>${cards}</stage-board>`
        : html`<div class="cards" role="list" aria-label=${label}>${cards}</div>`}
    </figure>`;
  }
}

function pairCard(pair: GroupAnswer<'pairs'>['pairs'][number], { left, right }: Settings<'pairs'>): TemplateResult {
  // Erasing leaves null where the words were, whatever the type of a pair says.
  const [from, to] = [pair.left as string | null, pair.right as string | null];
  const answer = to === null ? 'Erased.' : right ? labelOf(right, to) : `“${to}”`;
  return html`<div class="card mark" role="listitem">
    <p class="left" dir="auto">${from === null ? 'Erased.' : labelOf(left, from)}</p>
    <p class="right" dir="auto">${answer}</p>
    ${pair.fact == null ? nothing : html`<p class="under" dir="auto">${pair.fact}</p>`} ${pair.who == null ? nothing : html`<small dir="auto">${pair.who}</small>`}
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'pairs-input': PairsInput;
    'pairs-result': PairsResult;
  }
}

customElements.define('pairs-input', PairsInput);
customElements.define('pairs-result', PairsResult);

export const pairs: ClientKind<'pairs'> = {
  saves: 'send',
  input: (props) => html`<pairs-input .props=${props}></pairs-input>`,
  result: (props) => html`<pairs-result .props=${props} .size=${props.size}></pairs-result>`,
};
