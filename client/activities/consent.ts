import { css, html, nothing, type TemplateResult } from 'lit';
import type { Answer, ConsentPosition } from '../../events/activity.ts';
import { proposalWords } from '../../events/activities/consent.ts';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { option, optionStyles } from './option.ts';
import { reason, reasonStyles } from './reason.ts';
import { writingStyles } from './writing.ts';

interface Draft {
  position: ConsentPosition | null;
  reason: string;
}

const positions: { id: ConsentPosition; label: string; note: string }[] = [
  { id: 'none', label: 'No objection', note: 'good enough for now, safe enough to try' },
  { id: 'concern', label: 'Concern', note: 'it should be heard; it doesn’t stop the proposal' },
  { id: 'objection', label: 'Objection', note: 'it would do harm, and I say which' },
  { id: 'aside', label: 'Stand aside', note: 'neither a yes nor a no, and printed as that' },
];

class ConsentInput extends InputElement<'consent'> {
  static override styles = [
    ...optionStyles,
    ...writingStyles,
    reasonStyles,
    css`
      blockquote {
        margin: 0 0 16px;
        border-inline-start: 3px solid var(--accent);
        padding: 4px 0 4px 14px;
        font-weight: 600;
      }
    `,
  ];

  override render(): TemplateResult {
    const { settings, disabled } = this.props;
    const now = this.now();
    const proposal = proposalWords(settings.proposal);
    const speaks = now.position === 'objection' || now.position === 'concern';
    return html`${proposal === '' ? nothing : html`<blockquote dir="auto">${proposal}</blockquote>`}
      <fieldset class="options" ?disabled=${disabled}>
        <legend class="unseen">Your position</legend>
        ${positions.map(({ id, label, note }) => option({ group: 'position', label, note, chosen: now.position === id, choose: () => this.keep({ ...now, position: id }) }))}
      </fieldset>
      ${
        speaks
          ? reason({
              label: now.position === 'objection' ? 'What harm would it do?' : 'What should be heard?',
              needed: now.position === 'objection',
              text: now.reason,
              disabled,
              write: (text) => this.keep({ ...now, reason: text }),
            })
          : nothing
      }`;
  }

  private now(): Draft {
    const { draft, value } = this.props;
    return isDraft(draft) ? draft : { position: value?.position ?? null, reason: value?.reason ?? '' };
  }

  private keep(draft: Draft): void {
    this.props.change(answerOf(draft), draft);
  }
}

/** An objection is no answer yet while it doesn't say what harm is meant. */
function answerOf({ position, reason: given }: Draft): Answer<'consent'> | null {
  const text = given.trim();
  if (position === null || (position === 'objection' && text === '')) return null;
  const speaks = position === 'objection' || position === 'concern';
  return speaks && text !== '' ? { position, reason: text } : { position };
}

function isDraft(draft: unknown): draft is Draft {
  return (
    typeof draft === 'object' &&
    draft !== null &&
    'position' in draft &&
    'reason' in draft &&
    typeof draft.reason === 'string'
  );
}

const drawn = fetched(() => import('./consent-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'consent-input': ConsentInput;
  }
}

customElements.define('consent-input', ConsentInput);

export const consent: ClientKind<'consent'> = {
  saves: 'send',
  input: (props) => html`<consent-input .props=${props}></consent-input>`,
  result: (props) => drawn(html`<consent-result .props=${props} .size=${props.size}></consent-result>`),
};
