import { css, html, nothing, type TemplateResult } from 'lit';
import { describeChoice } from '../../events/activities/choice.ts';
import './board.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';
import { numbersTable } from './numbers-table.ts';
import { people, peopleStyles } from './people.ts';
import { spoken } from './rounds.ts';
import { row, rowRungs, rowStyles } from './rows.ts';

class ChoiceResult extends ResultElement<'choice'> {
  static override styles = [
    ...figureStyles,
    rowStyles,
    peopleStyles,
    css`
      :host {
        --label: 42%;
      }
      .mine .label::after {
        content: ' · you';
        color: var(--accent);
        font-size: var(--small);
        font-weight: 650;
      }
      .row {
        border-block-end: 1px solid var(--line);
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing, settings, mine } = this.props;
    const { options = [], max } = settings;
    const most = Math.max(0, ...rounds.flatMap(({ groupAnswer }) => Object.values(groupAnswer.counts)));
    const label = spoken(rounds, (round) => describeChoice(round.groupAnswer, round.settings));
    const rows = options.map((one) =>
      row(
        one.label,
        html`<div>
          ${rounds.map(({ groupAnswer }, place) => people(groupAnswer.counts[one.id] ?? 0, most, place === rounds.length - 1 ? 'now' : 'before'))}
        </div>`,
        mine?.options.includes(one.id) ? 'mine' : '',
      ),
    );
    const legend = [
      rounds.length > 1 ? 'Before hollow, now filled.' : '',
      max > 1 ? `Each could choose up to ${max}.` : '',
    ].filter((words) => words !== '');
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${
        this.size === 'stage'
          ? html`<stage-board class="fill" shows="img" .label=${label} .rungs=${rowRungs} .of=${this.props}
              >${rows}</stage-board
            >`
          : html`<div role="img" aria-label=${label}>${rows}</div>`
      }
      ${numbersTable(
        ['', ...rounds.map((round) => (round.label === '' ? 'People' : round.label))],
        options.map((one) => [
          one.label,
          ...rounds.map(({ groupAnswer }) => groupAnswer.counts[one.id] ?? 0),
        ]),
      )}
      ${(rounds.at(-1)?.groupAnswer.n ?? 0) === 0 ? html`<p class="say"><b>No answers</b></p>` : nothing}
      ${legend.length === 0 ? nothing : html`<p class="say"><span>${legend.join(' ')}</span></p>`}
    </figure>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'choice-result': ChoiceResult;
  }
}

customElements.define('choice-result', ChoiceResult);
