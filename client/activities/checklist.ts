import { css, html, nothing, type TemplateResult } from 'lit';
import type { ChecklistAnswer, Item } from '../../events/activity.ts';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { option, optionStyles } from './option.ts';

const answers = [
  { id: 'yes', word: 'Yes' },
  { id: 'no', word: 'No' },
  { id: 'unsure', word: 'Not sure' },
] as const satisfies { id: ChecklistAnswer; word: string }[];

class ChecklistInput extends InputElement<'checklist'> {
  static override styles = [
    ...optionStyles,
    css`
      fieldset {
        margin-block-end: 16px;
      }
      legend {
        float: inline-start;
        inline-size: 100%;
        padding: 0 0 6px;
        font-weight: 600;
      }
      .answers {
        clear: both;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, max(4.5em, 30%)), 1fr));
        gap: 6px;
      }
      .face {
        justify-content: center;
        padding: 6px 4px;
        text-align: center;
      }
      .face > :last-child {
        flex: none;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`${this.props.settings.items.map((item) => this.item(item))}`;
  }

  private item({ id, label, note }: Item): TemplateResult {
    return html`<fieldset ?disabled=${this.props.disabled}>
      <legend dir="auto">${label}${note === undefined ? nothing : html`<small>${note}</small>`}</legend>
      <div class="answers">
        ${answers.map((answer) =>
          option({
            group: id,
            label: answer.word,
            chosen: this.given?.items[id] === answer.id,
            choose: () => this.choose(id, answer.id),
          }),
        )}
      </div>
    </fieldset>`;
  }

  private choose(id: string, answer: ChecklistAnswer): void {
    const items = { ...this.given?.items, [id]: answer };
    this.props.change({ items }, { items });
  }
}

const drawn = fetched(() => import('./checklist-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'checklist-input': ChecklistInput;
  }
}

customElements.define('checklist-input', ChecklistInput);

export const checklist: ClientKind<'checklist'> = {
  saves: 'tap',
  progress: ({ items }, settings) => `${Object.keys(items).length} of ${settings.items.length}`,
  input: (props) => html`<checklist-input .props=${props}></checklist-input>`,
  result: (props) => drawn(html`<checklist-result .props=${props} .size=${props.size}></checklist-result>`),
};
