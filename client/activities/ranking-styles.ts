import { css } from 'lit';
import { unseen } from './kind-element.ts';

/** How the list looks in which things are put in order. */
export const rankingStyles = [
  unseen,
  css`
    :host {
      container-type: inline-size;
      display: block;
      line-height: 1.3;
      overflow-wrap: anywhere;
    }
    * {
      box-sizing: border-box;
    }
    p {
      margin: 0 0 12px;
      color: var(--ink-2);
    }
    ol {
      list-style: none;
      margin: 0;
      padding: 0;
    }
    li {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) 44px 44px;
      gap: 8px;
      align-items: center;
      min-block-size: 64px;
      margin-block-end: 10px;
      border: 1px solid var(--line);
      border-radius: var(--r-m);
      padding: 6px 8px 6px 0;
      background: var(--card);
      color: var(--ink);
    }
    .rest {
      border-style: dashed;
      background: none;
      color: var(--ink-2);
      font-size: 0.875rem;
    }
    .dragged {
      border-color: var(--accent);
      box-shadow: 0 12px 28px -10px rgb(28 27 34 / 0.35);
    }
    .line {
      display: block;
      min-block-size: 0;
      margin-block: 18px 10px;
      border: 0;
      border-block-start: 1px dashed var(--edge);
      border-radius: 0;
      padding: 14px 0 0;
      background: none;
      color: var(--ink-2);
      font-size: 0.875rem;
    }
    .handle {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 6px;
      min-inline-size: 56px;
      min-block-size: 48px;
      color: var(--accent);
      font-size: 1.25rem;
      font-weight: 700;
      cursor: grab;
      touch-action: none;
      user-select: none;
      -webkit-user-select: none;
    }
    .rest .handle {
      color: var(--ink-3);
    }
    button {
      inline-size: 44px;
      block-size: 44px;
      border: 1px solid var(--edge);
      border-radius: 10px;
      padding: 0;
      background: var(--paper);
      color: var(--ink);
      font: inherit;
      font-size: 1.1rem;
      cursor: pointer;
      touch-action: manipulation;
    }
    .tie {
      display: block;
      inline-size: auto;
      max-inline-size: 100%;
      block-size: auto;
      min-block-size: 44px;
      margin-block: 2px 0;
      border-color: transparent;
      border-radius: 8px;
      padding: 0 10px;
      margin-inline-start: -10px;
      background: none;
      color: var(--ink-2);
      font-size: 0.875rem;
      text-align: start;
    }
    .tie[aria-pressed='true'] {
      border-color: var(--accent);
      background: var(--accent-wash);
      color: var(--accent);
      font-weight: 650;
    }
    button[aria-disabled='true'] {
      border-color: var(--line);
      color: var(--ink-3);
    }
    button:focus-visible {
      outline: 3px solid var(--accent);
      outline-offset: 2px;
    }
    /* Where there is little room the arrows stand above each other, so that words keep their width. */
    @container (max-width: 330px) {
      li {
        grid-template-columns: auto minmax(0, 1fr) 44px;
        gap: 8px 4px;
      }
      .handle {
        min-inline-size: 44px;
      }
      li:not(.rest) .handle,
      li:not(.rest) .words {
        grid-row: span 2;
      }
      .rest > :last-child {
        display: none;
      }
    }
    /* Magnified, words take the whole line, and the arrows the next one. */
    @container (max-width: 220px) {
      li:not(.line) .handle {
        grid-row: 1 / span 2;
      }
      li:not(.line) .words {
        grid-row: 1;
        grid-column: 2 / -1;
      }
      [data-button] {
        grid-row: 2;
        justify-self: end;
      }
      .rest [data-button] {
        grid-column: 3;
      }
    }
  `,
];
