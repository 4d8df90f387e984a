import { css, html, type TemplateResult } from 'lit';

/** Several entries of the same make, and a button for one more. */
export function more({
  words,
  disabled,
  add,
}: {
  words: string;
  disabled: boolean;
  add: () => void;
}): TemplateResult {
  return html`<button class="more" type="button" ?disabled=${disabled} @click=${add}>+ ${words}</button>`;
}

export const listStyles = css`
  .entry {
    margin: 0 0 14px;
    border: 1px solid var(--line);
    border-radius: var(--r-m);
    padding: 14px 14px 2px;
    background: var(--card);
    min-inline-size: 0;
  }
  .entry legend.name {
    float: inline-start;
    inline-size: 100%;
    padding: 0;
  }
  .entry .card {
    clear: both;
  }
  .entry .line,
  .entry textarea {
    background: var(--paper);
  }
  .entry textarea {
    min-block-size: 4.5em;
  }
  .more {
    min-block-size: 48px;
    inline-size: 100%;
    border: 1px dashed var(--edge);
    border-radius: 12px;
    padding: 0 16px;
    background: none;
    color: var(--accent);
    font: inherit;
    font-weight: 650;
    cursor: pointer;
  }
  .more:disabled {
    color: var(--ink-3);
    cursor: default;
  }
  .more:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
`;
