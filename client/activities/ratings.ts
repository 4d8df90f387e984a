import { css, html, type TemplateResult } from 'lit';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { optionStyles } from './option.ts';
import { stepButtons, stepStyles } from './step-buttons.ts';

class RatingsInput extends InputElement<'ratings'> {
  static override styles = [
    ...optionStyles,
    ...stepStyles,
    css`
      fieldset {
        margin-block-end: 20px;
      }
      legend {
        padding: 0 0 6px;
        font-weight: 600;
      }
    `,
  ];

  override render(): TemplateResult {
    const { settings, disabled } = this.props;
    const { items = [], ...steps } = settings;
    return html`${items.map(({ id, label }) =>
      stepButtons({
        ...steps,
        group: id,
        legend: label,
        titled: true,
        chosen: this.given?.values[id],
        disabled,
        choose: (step) => this.choose(id, step),
      }),
    )}`;
  }

  private choose(id: string, step: number): void {
    const values = { ...this.given?.values, [id]: step };
    this.props.change({ values }, { values });
  }
}

const drawn = fetched(() => import('./ratings-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'ratings-input': RatingsInput;
  }
}

customElements.define('ratings-input', RatingsInput);

export const ratings: ClientKind<'ratings'> = {
  saves: 'tap',
  progress: ({ values }, { items = [] }) => `${Object.keys(values).length} of ${items.length}`,
  input: (props) => html`<ratings-input .props=${props}></ratings-input>`,
  result: (props) => drawn(html`<ratings-result .props=${props} .size=${props.size}></ratings-result>`),
};
