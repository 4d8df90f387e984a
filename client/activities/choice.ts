import { css, html, nothing, type TemplateResult } from 'lit';
import type { Item } from '../../events/activity.ts';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { option, optionStyles } from './option.ts';

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
      ${
        many
          ? option({
              group: 'none',
              label: 'None of these',
              many,
              chosen: this.given !== null && chosen.length === 0,
              choose: () => this.answer([]),
            })
          : nothing
      }
    </fieldset>`;
  }

  private option(
    { id, label, note }: Item,
    { chosen, many, full }: { chosen: string[]; many: boolean; full: boolean },
  ): TemplateResult {
    const isChosen = chosen.includes(id);
    return option({
      group: 'options',
      label,
      note,
      many,
      chosen: isChosen,
      disabled: full && !isChosen,
      choose: (now) =>
        this.answer(many ? [...chosen.filter((one) => one !== id), ...(now ? [id] : [])] : [id]),
    });
  }

  private answer(options: string[]): void {
    const { max } = this.props.settings;
    this.props.change({ options }, { options });
    if (max > 1) this.props.announce(`${options.length} of up to ${max} chosen`);
  }
}

const drawn = fetched(() => import('./choice-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'choice-input': ChoiceInput;
  }
}

customElements.define('choice-input', ChoiceInput);

export const choice: ClientKind<'choice'> = {
  saves: 'tap',
  input: (props) => html`<choice-input .props=${props}></choice-input>`,
  result: (props) => drawn(html`<choice-result .props=${props} .size=${props.size}></choice-result>`),
};
