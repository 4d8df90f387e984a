import { css, html, type TemplateResult } from 'lit';
import type { Rung } from './fitting.ts';

/** Words that people wrote, on cards: a few in large type, many in several columns, never under 32 px on a stage. */
const cardRungs: readonly Rung[] = [38, 35, 32].flatMap((type) =>
  [3, 2, 1].map((columns) => ({ columns, type })),
);
const rungsOfFew: readonly Rung[] = [{ columns: 2, type: 44 }, { columns: 2, type: 38 }, ...cardRungs];
const rungsOfOne: readonly Rung[] = [{ columns: 1, type: 52 }, { columns: 1, type: 44 }, ...cardRungs];

export function rungsForCards(many: number): readonly Rung[] {
  return many === 1 ? rungsOfOne : many <= 4 ? rungsOfFew : cardRungs;
}

/** Somebody's words, or that they were erased or hidden. */
export function words(text: string | null, quoted = false): TemplateResult {
  if (text === null) return html`<p class="faint">No longer shown.</p>`;
  return html`<p dir="auto">${quoted ? `“${text}”` : text}</p>`;
}

export const cardStyles = css`
  .cards {
    display: grid;
    gap: 10px;
  }
  :host([size='page']) .cards {
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
  }
  .card {
    border: 1px solid var(--line);
    border-radius: var(--r-m);
    padding: 12px 14px;
    background: var(--card);
    color: var(--ink);
    break-inside: avoid;
  }
  .card h3 {
    font-size: 1.05em;
    line-height: 1.2;
    font-weight: 700;
  }
  .card p {
    white-space: pre-line;
  }
  .card small {
    display: block;
    color: var(--accent);
    font-size: var(--small);
    font-weight: 650;
    margin-block-start: 0.2em;
  }
  .card .under {
    color: var(--ink-2);
    font-size: 0.92em;
    margin-block-start: 0.3em;
  }
  .mine {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  :host([size='stage']) .card {
    border-radius: var(--r-l);
    padding: 0.42em 0.66em;
    margin-block-end: 0.46em;
  }
  :host([size='stage']) .card .under {
    font-size: max(32px, 0.86em);
  }
`;
