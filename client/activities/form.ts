import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Answer, FormField, Settings } from '../../events/activity.ts';
import { partOf } from '../../events/activities/items.ts';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
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
    return html`<label class="card"
      ><span class="name" dir="auto">${label}</span>${this.box(field, text)}</label
    >`;
  }

  private box({ id, type, unit }: FormField, text: string): TemplateResult {
    const { disabled } = this.props;
    const write = (event: Event) => this.write(id, writtenIn(event));
    if (type === 'text') {
      return html`<textarea
        dir="auto"
        rows="2"
        maxlength=${textMax}
        ?disabled=${disabled}
        .value=${live(text)}
        @input=${write}
      ></textarea>`;
    }
    if (type === 'date')
      return html`<input
        class="line"
        type="date"
        ?disabled=${disabled}
        .value=${live(text)}
        @change=${write}
      />`;
    const wrong = text !== '' && numberIn(text) === null;
    return html`<span class="unit">
        <input
          class="line"
          inputmode="decimal"
          autocomplete="off"
          ?disabled=${disabled}
          .value=${live(text)}
          @input=${write}
        />
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
function answerOf(
  values: Readonly<Record<string, string>>,
  { fields }: Settings<'form'>,
): Answer<'form'> | null {
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

const drawn = fetched(() => import('./form-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'form-input': FormInput;
  }
}

customElements.define('form-input', FormInput);

export const form: ClientKind<'form'> = {
  saves: 'send',
  writes: 'lines',
  input: (props) => html`<form-input .props=${props}></form-input>`,
  result: (props) => drawn(html`<form-result .props=${props} .size=${props.size}></form-result>`),
};
