import { css, html, nothing, type TemplateResult } from 'lit';
import type { Item } from '../../events/activity.ts';
import { describeChoice } from '../../events/activities/choice.ts';
import './board.ts';
import { figureStyles } from './figure-styles.ts';
import { InputElement, ResultElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { option, optionStyles } from './option.ts';
import { people, peopleStyles } from './people.ts';
import { spoken } from './rounds.ts';
import { row, rowRungs, rowStyles } from './rows.ts';

class ChoiceInput extends InputElement<'choice'> {
  static override styles = [
    ...optionStyles,
    css`
      fieldset {
        display: grid;
        gap: 8px;
      }
      p {
        margin: 0;
        color: var(--ink-2);
        font-size: 0.875rem;
      }
    `,
  ];

  override render(): TemplateResult {
    const { options = [], max } = this.props.settings;
    const chosen = this.given?.options ?? [];
    const many = max > 1;
    const full = many && chosen.length >= max;
    return html`<fieldset ?disabled=${this.props.disabled}>
      <legend class="unseen">${many ? `Choose up to ${max}` : 'Choose one'}</legend>
      ${many ? html`<p>${chosen.length} of up to ${max} chosen</p>` : nothing}
      ${options.map((one) => this.option(one, { chosen, many, full }))}
      ${many
        ? option({ group: 'none', label: 'None of these', many, chosen: this.given !== null && chosen.length === 0, choose: () => this.answer([]) })
        : nothing}
    </fieldset>`;
  }

  private option({ id, label, note }: Item, { chosen, many, full }: { chosen: string[]; many: boolean; full: boolean }): TemplateResult {
    const isChosen = chosen.includes(id);
    return option({
      group: 'options',
      label,
      note,
      many,
      chosen: isChosen,
      disabled: full && !isChosen,
      choose: (now) => this.answer(many ? [...chosen.filter((one) => one !== id), ...(now ? [id] : [])] : [id]),
    });
  }

  private answer(options: string[]): void {
    const { max } = this.props.settings;
    this.props.change({ options }, { options });
    if (max > 1) this.props.announce(`${options.length} of up to ${max} chosen`);
  }
}

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
    const legend = [rounds.length > 1 ? 'Before hollow, now filled.' : '', max > 1 ? `Each could choose up to ${max}.` : ''].filter((words) => words !== '');
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${this.size === 'stage'
        ? html`<stage-board class="fill" role="img" aria-label=${label} .rungs=${rowRungs} .of=${this.props}>${rows}</stage-board>`
        : html`<div role="img" aria-label=${label}>${rows}</div>`}
      ${numbersTable(
        ['', ...rounds.map((round) => (round.label === '' ? 'People' : round.label))],
        options.map((one) => [one.label, ...rounds.map(({ groupAnswer }) => groupAnswer.counts[one.id] ?? 0)]),
      )}
      ${legend.length === 0 ? nothing : html`<p class="say"><span>${legend.join(' ')}</span></p>`}
    </figure>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'choice-input': ChoiceInput;
    'choice-result': ChoiceResult;
  }
}

customElements.define('choice-input', ChoiceInput);
customElements.define('choice-result', ChoiceResult);

export const choice: ClientKind<'choice'> = {
  saves: 'tap',
  input: (props) => html`<choice-input .props=${props}></choice-input>`,
  result: (props) => html`<choice-result .props=${props} .size=${props.size}></choice-result>`,
};
