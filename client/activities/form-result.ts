import { css, html, nothing, type TemplateResult } from 'lit';
import type { FormField, GroupAnswer } from '../../events/activity.ts';
import { describeForm } from '../../events/activities/form.ts';
import { labelOf, partOf } from '../../events/activities/items.ts';
import './board.ts';
import { cardStyles, rungsForCards } from './cards.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';

type Value = GroupAnswer<'form'>['values'][string][number];

class FormResult extends ResultElement<'form'> {
  static override styles = [
    ...figureStyles,
    cardStyles,
    css`
      li {
        padding-block: 0.1em;
      }
      .many {
        color: var(--ink-2);
        font-weight: 650;
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing } = this.props;
    const round = rounds.at(-1);
    if (!round || round.groupAnswer.n === 0) return html`<p class="say"><b>No answers</b></p>`;
    const { groupAnswer, settings } = round;
    const cards = settings.fields.map((field) =>
      fieldCard(field, partOf(groupAnswer.values, field.id) ?? []),
    );
    const label = describeForm(groupAnswer, settings);
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${
        this.size === 'stage'
          ? html`<stage-board
              class="fill"
              shows="list"
              .label=${label}
              .rungs=${rungsForCards(cards.length)}
              .of=${this.props}
              >${cards}</stage-board
            >`
          : html`<div class="cards" role="list" aria-label=${label}>${cards}</div>`
      }
    </figure>`;
  }
}

function fieldCard(field: FormField, values: readonly Value[]): TemplateResult {
  const told = counted(values.map((value) => wordsOf(field, value)));
  return html`<div class="card mark" role="listitem">
    <h3 dir="auto">${field.label}</h3>
    <ul class="under">
      ${told.length === 0 ? html`<li class="faint">left open</li>` : told.map(({ words, count }) => html`<li dir="auto">${words}${count > 1 ? html` <span class="many">· ${count}</span>` : nothing}</li>`)}
    </ul>
  </div>`;
}

/** The same words once, with how many gave them. */
function counted(all: readonly string[]): { words: string; count: number }[] {
  return [...new Set(all)].map((words) => ({ words, count: all.filter((one) => one === words).length }));
}

function wordsOf({ type, unit, options }: FormField, value: Value): string {
  if (typeof value === 'object') return value.text === null ? 'Erased.' : `“${value.text}”`;
  if (type === 'choice') return labelOf(options, String(value));
  return unit === undefined || unit === '' ? String(value) : `${value} ${unit}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'form-result': FormResult;
  }
}

customElements.define('form-result', FormResult);
