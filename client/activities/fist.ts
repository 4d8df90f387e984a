import { css, html, nothing, type TemplateResult } from 'lit';
import type { Answer } from '../../events/activity.ts';
import { fetched } from './fetched.ts';
import { fingers, support } from './fingers.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { option, optionStyles } from './option.ts';
import { reason, reasonStyles } from './reason.ts';
import { writingStyles } from './writing.ts';

interface Draft {
  value: number | null;
  reason: string;
}

class FistInput extends InputElement<'fist'> {
  static override styles = [
    ...optionStyles,
    ...writingStyles,
    reasonStyles,
    css`
      .options b {
        display: inline-block;
        min-inline-size: 1.2em;
        font-size: 1.125rem;
      }
    `,
  ];

  override render(): TemplateResult {
    const { disabled } = this.props;
    const now = this.now();
    return html`<fieldset class="options" ?disabled=${disabled}>
        <legend class="unseen">Fingers, from 0 to 5</legend>
        ${fingers.map((label, value) => option({ group: 'fingers', label: html`<b>${value}</b> ${label}`, chosen: now.value === value, choose: () => this.keep({ ...now, value }) }))}
      </fieldset>
      ${
        now.value !== null && now.value < support
          ? reason({
              label: 'What stands in the way?',
              needed: true,
              text: now.reason,
              disabled,
              write: (text) => this.keep({ ...now, reason: text }),
            })
          : nothing
      }`;
  }

  private now(): Draft {
    const { draft, value } = this.props;
    return isDraft(draft) ? draft : { value: value?.value ?? null, reason: value?.reason ?? '' };
  }

  private keep(draft: Draft): void {
    this.props.change(answerOf(draft), draft);
  }
}

/** Fewer than three fingers are no answer yet while they don't say why. */
function answerOf({ value, reason: given }: Draft): Answer<'fist'> | null {
  const text = given.trim();
  if (value === null || (value < support && text === '')) return null;
  return value < support ? { value, reason: text } : { value };
}

function isDraft(draft: unknown): draft is Draft {
  return (
    typeof draft === 'object' &&
    draft !== null &&
    'value' in draft &&
    'reason' in draft &&
    typeof draft.reason === 'string'
  );
}

const drawn = fetched(() => import('./fist-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'fist-input': FistInput;
  }
}

customElements.define('fist-input', FistInput);

export const fist: ClientKind<'fist'> = {
  saves: 'send',
  input: (props) => html`<fist-input .props=${props}></fist-input>`,
  result: (props) => drawn(html`<fist-result .props=${props} .size=${props.size}></fist-result>`),
};
