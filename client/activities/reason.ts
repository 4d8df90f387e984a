import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { writtenIn } from './writing.ts';

/** Words beside a choice: needed, welcome, or not asked for. */
export interface Reason {
  label: string;
  needed: boolean;
  text: string;
  disabled: boolean;
  write: (text: string) => void;
}

const reasonMax = 280;

export function reason({ label, needed, text, disabled, write }: Reason): TemplateResult {
  const left = reasonMax - text.length;
  return html`<label class="card reason">
    <span class="name">${label}${needed ? ' (needed to send)' : ' (if you like)'}</span>
    <textarea
      dir="auto"
      rows="3"
      maxlength=${reasonMax}
      ?required=${needed}
      ?disabled=${disabled}
      .value=${live(text)}
      @input=${(event: Event) => write(writtenIn(event))}
    ></textarea>
    ${left <= 56 ? html`<span class="counter">${left} left</span>` : nothing}
  </label>`;
}

export const reasonStyles = css`
  .options {
    display: grid;
    gap: 8px;
  }
  .reason {
    margin-block-start: 16px;
  }
`;
