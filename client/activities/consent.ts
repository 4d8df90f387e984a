import { css, html, nothing, type TemplateResult } from 'lit';
import type { Answer, ConsentPosition, GroupAnswer, ObjectionState } from '../../events/activity.ts';
import { describeConsent, proposalWords } from '../../events/activities/consent.ts';
import { bar, barStyles, legend, type Look } from './bar.ts';
import './board.ts';
import { cardStyles, rungsForCards, words } from './cards.ts';
import { figureStyles } from './figure-styles.ts';
import { InputElement, ResultElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { option, optionStyles } from './option.ts';
import { reason, reasonStyles } from './reason.ts';
import { spoken } from './rounds.ts';
import { writingStyles } from './writing.ts';

interface Draft {
  position: ConsentPosition | null;
  reason: string;
}

const positions: { id: ConsentPosition; word: string; many: string; label: string; note: string; look: Look }[] = [
  { id: 'none', word: 'no objection', many: 'no objection', label: 'No objection', note: 'good enough for now, safe enough to try', look: 'left' },
  { id: 'concern', word: 'concern', many: 'concerns', label: 'Concern', note: 'it should be heard; it doesn’t stop the proposal', look: 'mixed' },
  { id: 'objection', word: 'objection', many: 'objections', label: 'Objection', note: 'it would do harm, and I say which', look: 'right' },
  { id: 'aside', word: 'stands aside', many: 'stand aside', label: 'Stand aside', note: 'neither a yes nor a no, and printed as that', look: 'quiet' },
];

class ConsentInput extends InputElement<'consent'> {
  static override styles = [
    ...optionStyles,
    ...writingStyles,
    reasonStyles,
    css`
      blockquote {
        margin: 0 0 16px;
        border-inline-start: 3px solid var(--accent);
        padding: 4px 0 4px 14px;
        font-weight: 600;
      }
    `,
  ];

  override render(): TemplateResult {
    const { settings, disabled } = this.props;
    const now = this.now();
    const proposal = proposalWords(settings.proposal);
    const speaks = now.position === 'objection' || now.position === 'concern';
    return html`${proposal === '' ? nothing : html`<blockquote dir="auto">${proposal}</blockquote>`}
      <fieldset class="options" ?disabled=${disabled}>
        <legend class="unseen">Your position</legend>
        ${positions.map(({ id, label, note }) => option({ group: 'position', label, note, chosen: now.position === id, choose: () => this.keep({ ...now, position: id }) }))}
      </fieldset>
      ${speaks
        ? reason({
            label: now.position === 'objection' ? 'What harm would it do?' : 'What should be heard?',
            needed: now.position === 'objection',
            text: now.reason,
            disabled,
            write: (text) => this.keep({ ...now, reason: text }),
          })
        : nothing}`;
  }

  private now(): Draft {
    const { draft, value } = this.props;
    return isDraft(draft) ? draft : { position: value?.position ?? null, reason: value?.reason ?? '' };
  }

  private keep(draft: Draft): void {
    this.props.change(answerOf(draft), draft);
  }
}

/** An objection is no answer yet while it doesn't say what harm is meant. */
function answerOf({ position, reason: given }: Draft): Answer<'consent'> | null {
  const text = given.trim();
  if (position === null || (position === 'objection' && text === '')) return null;
  const speaks = position === 'objection' || position === 'concern';
  return speaks && text !== '' ? { position, reason: text } : { position };
}

function isDraft(draft: unknown): draft is Draft {
  return typeof draft === 'object' && draft !== null && 'position' in draft && 'reason' in draft && typeof draft.reason === 'string';
}

const states: Record<ObjectionState, string> = {
  open: 'Objection, open',
  integrated: 'Objection, integrated',
  withdrawn: 'Objection, withdrawn',
  overruled: 'Objection, overruled by the decider',
};

class ConsentResult extends ResultElement<'consent'> {
  static override styles = [
    ...figureStyles,
    barStyles,
    cardStyles,
    css`
      .proposal {
        border-inline-start: 4px solid var(--accent);
        padding-inline-start: 0.6em;
        font-weight: 600;
      }
      :host([size='stage']) .proposal {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
        line-clamp: 3;
        overflow: hidden;
      }
      .wide {
        flex: none;
      }
      .settled {
        opacity: 0.85;
        border-style: dashed;
      }
      .you {
        color: var(--accent);
        font-weight: 650;
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing, mine } = this.props;
    const round = rounds.at(-1);
    if (!round) return html``;
    const { groupAnswer, settings } = round;
    const label = spoken(rounds, (one) => describeConsent(one.groupAnswer, one.settings));
    const proposal = proposalWords(settings.proposal);
    const cards = [...groupAnswer.objections.map(objectionCard), ...groupAnswer.concerns.map(({ text }) => card('Concern', text))];
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${proposal === '' ? nothing : html`<p class="proposal" dir="auto">${proposal}</p>`}
      <div class="wide" role="img" aria-label=${label}>${bar(positions.map(({ id, word, many, look }) => ({ word: groupAnswer.counts[id] === 1 ? word : many, look, count: groupAnswer.counts[id] })))}</div>
      ${this.size === 'stage' ? nothing : legend(positions)}
      ${numbersTable(['Position', 'People'], positions.map(({ id, label: name }) => [name, groupAnswer.counts[id]]))}
      ${this.size === 'stage'
        ? html`<stage-board class="fill" role="list" .rungs=${rungsForCards(cards.length)} .of=${this.props}>${cards}</stage-board>`
        : html`<div class="cards" role="list">${cards}</div>`}
      ${say(groupAnswer)} ${mine === null ? nothing : html`<p class="you">You: ${positions.find(({ id }) => id === mine.position)?.word}</p>`}
    </figure>`;
  }
}

function objectionCard({ text, state }: GroupAnswer<'consent'>['objections'][number]): TemplateResult {
  return card(states[state], text, state === 'open' ? '' : 'settled');
}

function card(title: string, text: string | null, look = ''): TemplateResult {
  return html`<div class="card mark ${look}" role="listitem">
    <small>${title}</small>
    ${words(text)}
  </div>`;
}

function say({ n, passed, counts, objections }: GroupAnswer<'consent'>): TemplateResult {
  if (n === 0) return html`<p class="say"><b>No answers</b></p>`;
  const open = objections.filter(({ state }) => state === 'open').length;
  const lead = passed ? 'No objection is open' : `${open} ${open === 1 ? 'objection is' : 'objections are'} open`;
  const aside = counts.aside === 0 ? '' : `${counts.aside} ${counts.aside === 1 ? 'stands' : 'stand'} aside, counted neither way.`;
  return html`<p class="say"><b>${lead}</b>${aside === '' ? nothing : html`<span>${aside}</span>`}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'consent-input': ConsentInput;
    'consent-result': ConsentResult;
  }
}

customElements.define('consent-input', ConsentInput);
customElements.define('consent-result', ConsentResult);

export const consent: ClientKind<'consent'> = {
  saves: 'send',
  input: (props) => html`<consent-input .props=${props}></consent-input>`,
  result: (props) => html`<consent-result .props=${props} .size=${props.size}></consent-result>`,
};
