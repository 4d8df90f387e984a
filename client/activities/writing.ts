import { css } from 'lit';
import { unseen } from './kind-element.ts';

/** Boxes to write in: a card, a reason, a field of a form. */
export const writingStyles = [
  unseen,
  css`
    :host {
      display: block;
    }
    * {
      box-sizing: border-box;
    }
    .card {
      display: block;
      margin-block-end: 12px;
    }
    .name {
      display: block;
      margin-block-end: 4px;
      color: var(--ink-2);
      font-size: 0.875rem;
      font-weight: 600;
    }
    textarea,
    .line {
      display: block;
      inline-size: 100%;
      min-block-size: 48px;
      border: 1px solid var(--edge);
      border-radius: 12px;
      padding: 12px 14px;
      background: var(--card);
      color: var(--ink);
      font: inherit;
      /* Under 16 px some phones zoom in on the box and never out again. */
      font-size: max(16px, 1rem);
      line-height: 1.4;
    }
    textarea {
      min-block-size: 6.5em;
      resize: vertical;
      field-sizing: content;
      max-block-size: 50vh;
    }
    textarea:focus-visible,
    .line:focus-visible {
      outline: 3px solid var(--accent);
      outline-offset: 1px;
      border-color: var(--accent);
    }
    textarea:disabled,
    .line:disabled {
      background: var(--paper);
      color: var(--ink-2);
    }
    .counter {
      display: block;
      margin-block-start: 4px;
      color: var(--ink-2);
      font-size: 0.875rem;
      text-align: end;
      font-variant-numeric: tabular-nums;
    }
  `,
];

export function writtenIn(event: Event): string {
  const { target } = event;
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement ? target.value : '';
}
