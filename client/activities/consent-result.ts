import { css, html, nothing, type TemplateResult } from 'lit';
import type { ConsentPosition, GroupAnswer, ObjectionState } from '../../events/activity.ts';
import { describeConsent, proposalWords } from '../../events/activities/consent.ts';
import { bar, barStyles, legend, type Look } from './bar.ts';
import './board.ts';
import { cardStyles, rungsForCards, words } from './cards.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';
import { numbersTable } from './numbers-table.ts';
import { spoken } from './rounds.ts';

const positions: { id: ConsentPosition; word: string; many: string; look: Look }[] = [
  { id: 'none', word: 'no objection', many: 'no objection', look: 'left' },
  { id: 'concern', word: 'concern', many: 'concerns', look: 'mixed' },
  { id: 'objection', word: 'objection', many: 'objections', look: 'right' },
  { id: 'aside', word: 'stands aside', many: 'stand aside', look: 'quiet' },
];

const states: Record<ObjectionState, string> = {
  open: 'Objection, open',
  integrated: 'Objection, integrated',
  withdrawn: 'Objection, withdrawn',
  overruled: 'Objection, stands as dissent',
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
    const cards = [
      ...groupAnswer.objections.map(objectionCard),
      ...groupAnswer.concerns.map(({ text }) => card('Concern', text)),
    ];
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${proposal === '' ? nothing : html`<p class="proposal" dir="auto">${proposal}</p>`}
      <div class="wide" role="img" aria-label=${label}>
        ${bar(positions.map(({ id, word, many, look }) => ({ word: groupAnswer.counts[id] === 1 ? word : many, look, count: groupAnswer.counts[id] })))}
      </div>
      ${this.size === 'stage' ? nothing : legend(positions)}
      ${numbersTable(
        ['Position', 'People'],
        positions.map(({ id, word }) => [word, groupAnswer.counts[id]]),
      )}
      ${
        this.size === 'stage'
          ? html`<stage-board
              class="fill"
              shows="list"
              flow="across"
              .rungs=${rungsForCards(cards.length)}
              .of=${this.props}
              >${cards}</stage-board
            >`
          : html`<div class="cards" role="list">${cards}</div>`
      }
      ${say(groupAnswer)}
      ${mine === null ? nothing : html`<p class="you">You: ${positions.find(({ id }) => id === mine.position)?.word}</p>`}
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
  const lead = passed
    ? 'No objection is open'
    : `${open} ${open === 1 ? 'objection is' : 'objections are'} open`;
  const standing = objections.filter(({ state }) => state === 'overruled').length;
  const beside = [
    standing === 0 ? '' : `${standing} ${standing === 1 ? 'stands' : 'stand'} as dissent.`,
    counts.aside === 0
      ? ''
      : `${counts.aside} ${counts.aside === 1 ? 'stands' : 'stand'} aside, counted neither way.`,
  ];
  const rest = beside.filter((one) => one !== '').join(' ');
  return html`<p class="say"><b>${lead}</b>${rest === '' ? nothing : html`<span>${rest}</span>`}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'consent-result': ConsentResult;
  }
}

customElements.define('consent-result', ConsentResult);
