import { css, html, type TemplateResult } from 'lit';
import type { ColumnAnswer, Settings } from '../../events/activity.ts';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { option, optionStyles } from './option.ts';

type ColumnsSettings = Settings<'columns'>;
type Row = ColumnsSettings['rows'][number];

class ColumnsInput extends InputElement<'columns'> {
  static override styles = [
    ...optionStyles,
    css`
      fieldset {
        margin-block-end: 12px;
        border: 1px solid var(--line);
        border-radius: var(--r-m);
        padding: 12px;
        background: var(--card);
      }
      legend {
        float: inline-start;
        inline-size: 100%;
        padding: 2px 4px 8px;
        font-weight: 650;
      }
      .answers {
        clear: both;
        display: grid;
        /* Two beside each other, or one where a word would not fit into half. */
        grid-template-columns: repeat(auto-fit, minmax(min(100%, max(7em, 40%)), 1fr));
        gap: 6px;
      }
      .face {
        padding: 7px 10px;
        font-size: 0.9375rem;
      }
      .narrow .face {
        justify-content: center;
        text-align: center;
        color: var(--ink-2);
      }
      .narrow .face > :last-child {
        flex: none;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`${this.props.settings.rows.map((one) => this.row(one))}`;
  }

  private row(one: Row): TemplateResult {
    const { settings, disabled } = this.props;
    const side = (answer: ColumnAnswer, label: string, note?: string) =>
      option({
        group: one.id,
        label,
        note,
        chosen: this.given?.rows[one.id] === answer,
        choose: () => this.choose(one.id, answer),
      });
    return html`<fieldset ?disabled=${disabled}>
      <legend dir="auto">${one.label}</legend>
      <div class="answers">
        ${side('left', settings.left, one.left)} ${side('right', settings.right, one.right)}
        <div class="narrow">${side('mixed', 'Mixed')}</div>
        <div class="narrow">${side('unknown', 'Can’t tell')}</div>
      </div>
    </fieldset>`;
  }

  private choose(id: string, answer: ColumnAnswer): void {
    const rows = { ...this.given?.rows, [id]: answer };
    this.props.change({ rows }, { rows });
  }
}

const drawn = fetched(() => import('./columns-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'columns-input': ColumnsInput;
  }
}

customElements.define('columns-input', ColumnsInput);

export const columns: ClientKind<'columns'> = {
  saves: 'tap',
  progress: ({ rows }, settings) => `${Object.keys(rows).length} of ${settings.rows.length} rows`,
  input: (props) => html`<columns-input .props=${props}></columns-input>`,
  result: (props) => drawn(html`<columns-result .props=${props} .size=${props.size}></columns-result>`),
};
