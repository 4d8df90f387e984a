import { css, html, type TemplateResult } from 'lit';
import type { Rung } from './fitting.ts';

/** Rows with a label and something drawn beside it, or beneath it where there is no room beside. */
export function row(label: string | TemplateResult, body: TemplateResult, look = ''): TemplateResult {
  return html`<div class="row ${look}">
    <div class="line"><span class="label" dir="auto">${label}</span>${body}</div>
  </div>`;
}

/** On a stage rows stand in one column as long as they fit, and few rows stand large. */
export const rowRungs: readonly Rung[] = [
  { columns: 1, type: 52 },
  { columns: 1, type: 44 },
  { columns: 1, type: 38 },
  { columns: 1, type: 34 },
  { columns: 1, type: 32 },
  { columns: 2, type: 32 },
  { columns: 3, type: 32 },
];

export const rowStyles = css`
  .row {
    container-type: inline-size;
    padding-block: calc(5px + var(--air, 0px));
  }
  .line {
    display: grid;
    grid-template-columns: minmax(0, var(--label, 31%)) minmax(0, 1fr);
    gap: 0.1em 0.7em;
    align-items: center;
  }
  .label {
    line-height: 1.15;
  }
  :host([size='stage']) .label {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: var(--lines, none);
    line-clamp: var(--lines, none);
    overflow: hidden;
  }
  @container (max-width: 26em) {
    .line {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
