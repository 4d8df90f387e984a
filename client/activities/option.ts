import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { unseen } from './kind-element.ts';

export interface Option {
  /** options of one group share a name */
  group: string;
  label: string | TemplateResult;
  note?: string | undefined;
  chosen: boolean;
  /** several of a group may be chosen */
  many?: boolean;
  disabled?: boolean;
  choose: (chosen: boolean) => void;
}

/**
 * One thing to choose. A real radio button or checkbox lies over it, so that thumbs, arrow keys, switches and screen
 * readers all find what they expect; the face beneath looks the same whatever the answer means.
 */
export function option({
  group,
  label,
  note,
  chosen,
  many = false,
  disabled = false,
  choose,
}: Option): TemplateResult {
  const changed = (event: Event) => {
    if (event.target instanceof HTMLInputElement) choose(event.target.checked);
  };
  return html`<label class="option">
    <input
      type=${many ? 'checkbox' : 'radio'}
      name=${group}
      .checked=${live(chosen)}
      ?disabled=${disabled}
      @change=${changed}
    />
    <span class="face">
      <span
        ><span class="tick" aria-hidden="true">✓</span>
        ${label}${note === undefined ? nothing : html`<small>${note}</small>`}</span
      >
    </span>
  </label>`;
}

export const optionStyles = [
  unseen,
  css`
    :host {
      display: block;
      overflow-wrap: anywhere;
      line-height: 1.3;
    }
    * {
      box-sizing: border-box;
    }
    fieldset {
      border: 0;
      margin: 0;
      padding: 0;
      min-inline-size: 0;
    }
    .option {
      position: relative;
      display: flex;
      min-block-size: 48px;
    }
    .option input {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      margin: 0;
      opacity: 0;
      cursor: pointer;
    }
    .face {
      flex: 1;
      display: flex;
      align-items: center;
      gap: 8px;
      border: 1px solid var(--edge);
      border-radius: 10px;
      padding: 8px 12px;
      background: var(--paper);
      color: var(--ink);
    }
    .face > :last-child {
      flex: 1;
    }
    .face small {
      display: block;
      color: var(--ink-3);
      font-size: 0.8125rem;
      font-weight: 400;
    }
    .tick {
      display: none;
      color: var(--accent);
      font-weight: 700;
    }
    input:checked + .face {
      border-color: var(--accent);
      box-shadow: inset 0 0 0 1px var(--accent);
      background: var(--accent-wash);
      font-weight: 650;
    }
    input:checked + .face .tick {
      display: inline-block;
    }
    input:checked + .face small {
      color: var(--ink-2);
    }
    input:focus-visible + .face {
      outline: 3px solid var(--accent);
      outline-offset: 2px;
    }
    input:disabled:not(:checked) + .face {
      color: var(--ink-3);
    }
    @media (hover: hover) {
      .option:hover input:enabled + .face {
        border-color: var(--accent);
      }
    }
    @media (forced-colors: active) {
      input:checked + .face {
        outline: 3px solid Highlight;
      }
    }
  `,
];
