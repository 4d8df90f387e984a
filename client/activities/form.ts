import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Answer, FormField, GroupAnswer, Settings } from '../../events/activity.ts';
import { describeForm } from '../../events/activities/form.ts';
import { labelOf, partOf } from '../../events/activities/items.ts';
import './board.ts';
import { cardStyles, rungsForCards } from './cards.ts';
import { figureStyles } from './figure-styles.ts';
import { InputElement, ResultElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { option, optionStyles } from './option.ts';
import { writingStyles, writtenIn } from './writing.ts';

/** What stands in the fields, as typed. */
interface Draft {
  values: Record<string, string>;
}

const textMax = 400;

class FormInput extends InputElement<'form'> {
  static override styles = [
    ...optionStyles,
    ...writingStyles,
    css`
      .card,
      fieldset {
        margin-block-end: 18px;
      }
      legend {
        padding: 0;
      }
      .options {
        display: grid;
        gap: 6px;
      }
      .unit {
        display: flex;
        align-items: center;
        gap: 10px;
      }
      .unit .line {
        max-inline-size: 160px;
      }
      .wrong {
        display: block;
        margin-block-start: 4px;
        color: var(--alert);
        font-size: 0.875rem;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`${this.props.settings.fields.map((field) => this.field(field))}`;
  }

  private field(field: FormField): TemplateResult {
    const { id, label, type, options = [] } = field;
    const { disabled } = this.props;
    const text = partOf(this.now(), id) ?? '';
    if (type === 'choice') {
      return html`<fieldset ?disabled=${disabled}>
        <legend class="name" dir="auto">${label}</legend>
        <div class="options">
          ${options.map((one) => option({ group: id, label: one.label, note: one.note, chosen: text === one.id, choose: () => this.write(id, one.id) }))}
        </div>
      </fieldset>`;
    }
    return html`<label class="card"><span class="name" dir="auto">${label}</span>${this.box(field, text)}</label>`;
  }

  private box({ id, type, unit }: FormField, text: string): TemplateResult {
    const { disabled } = this.props;
    const write = (event: Event) => this.write(id, writtenIn(event));
    if (type === 'text') {
      return html`<textarea dir="auto" rows="2" maxlength=${textMax} ?disabled=${disabled} .value=${live(text)} @input=${write}></textarea>`;
    }
    if (type === 'date') return html`<input class="line" type="date" ?disabled=${disabled} .value=${live(text)} @change=${write} />`;
    const wrong = text !== '' && numberIn(text) === null;
    return html`<span class="unit">
        <input class="line" inputmode="decimal" autocomplete="off" ?disabled=${disabled} .value=${live(text)} @input=${write} />
        <span dir="auto">${unit}</span>
      </span>
      ${wrong ? html`<span class="wrong">Give a number.</span>` : nothing}`;
  }

  private now(): Record<string, string> {
    const { draft, value } = this.props;
    if (isDraft(draft)) return draft.values;
    return Object.fromEntries(Object.entries(value?.values ?? {}).map(([id, one]) => [id, String(one)]));
  }

  private write(id: string, text: string): void {
    const values = { ...this.now(), [id]: text };
    this.props.change(answerOf(values, this.props.settings), { values } satisfies Draft);
  }
}

/** Fields left open are left out; a number that is none makes the whole form no answer yet. */
function answerOf(values: Readonly<Record<string, string>>, { fields }: Settings<'form'>): Answer<'form'> | null {
  const given = fields.flatMap(({ id, type }): [string, string | number | null][] => {
    const text = (partOf(values, id) ?? '').trim();
    if (text === '') return [];
    return [[id, type === 'number' ? numberIn(text) : text]];
  });
  const known = given.filter((one): one is [string, string | number] => one[1] !== null);
  return known.length === 0 || known.length < given.length ? null : { values: Object.fromEntries(known) };
}

function numberIn(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || Number.isNaN(value) ? null : Math.round(value * 1000) / 1000;
}

function isDraft(draft: unknown): draft is Draft {
  return typeof draft === 'object' && draft !== null && 'values' in draft && typeof draft.values === 'object';
}

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
    const cards = settings.fields.map((field) => fieldCard(field, partOf(groupAnswer.values, field.id) ?? []));
    const label = describeForm(groupAnswer, settings);
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${this.size === 'stage'
        ? html`<stage-board class="fill" role="list" aria-label=${label} .rungs=${rungsForCards(cards.length)} .of=${this.props}>${cards}</stage-board>`
        : html`<div class="cards" role="list" aria-label=${label}>${cards}</div>`}
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
    'form-input': FormInput;
    'form-result': FormResult;
  }
}

customElements.define('form-input', FormInput);
customElements.define('form-result', FormResult);

export const form: ClientKind<'form'> = {
  saves: 'send',
  input: (props) => html`<form-input .props=${props}></form-input>`,
  result: (props) => html`<form-result .props=${props} .size=${props.size}></form-result>`,
};
