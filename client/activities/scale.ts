import { html, type TemplateResult } from 'lit';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { optionStyles } from './option.ts';
import { endsSpoken, stepButtons, stepStyles } from './step-buttons.ts';

class ScaleInput extends InputElement<'scale'> {
  static override styles = [...optionStyles, ...stepStyles];

  override render(): TemplateResult {
    const { settings, disabled, change } = this.props;
    return stepButtons({
      ...settings,
      group: 'step',
      legend: `Your answer, ${endsSpoken(settings)}`,
      chosen: this.given?.value,
      disabled,
      choose: (value) => change({ value }, { value }),
    });
  }
}

const drawn = fetched(() => import('./scale-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'scale-input': ScaleInput;
  }
}

customElements.define('scale-input', ScaleInput);

export const scale: ClientKind<'scale'> = {
  saves: 'tap',
  input: (props) => html`<scale-input .props=${props}></scale-input>`,
  result: (props) => drawn(html`<scale-result .props=${props} .size=${props.size}></scale-result>`),
};
