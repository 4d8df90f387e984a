import { css } from 'lit';
import { unseen } from './kind-element.ts';

/**
 * What every result shares: three sizes of type, the sentence under a drawing, and the landing of its marks. A stage
 * is read from eight metres, so nothing on it is smaller than 32 px.
 */
export const figureStyles = [
  unseen,
  css`
    :host {
      --small: 0.875rem;
      --text: 1rem;
      --strong: 1.125rem;
      --space: 12px;
      display: block;
      color: var(--ink);
      font-size: var(--text);
      line-height: 1.35;
      overflow-wrap: anywhere;
    }
    :host([size='stage']) {
      --small: 32px;
      --text: 34px;
      --strong: 44px;
      --space: 20px;
      /* Its own size never depends on what is in it: what does not fit is laid out anew, not scrolled to. */
      contain: size;
      block-size: 100%;
      min-block-size: 360px;
      line-height: 1.25;
      overflow: hidden;
    }
    * {
      box-sizing: border-box;
    }
    p,
    h3,
    ul,
    ol,
    figure {
      margin: 0;
      padding: 0;
    }
    ul,
    ol {
      list-style: none;
    }
    .figure {
      position: relative;
      display: flex;
      flex-direction: column;
      gap: var(--space);
      block-size: 100%;
    }
    .fill {
      flex: 1;
      min-block-size: 0;
    }
    .say {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 2px calc(var(--space) * 1.6);
      color: var(--ink-2);
      font-size: var(--small);
    }
    .say b {
      color: var(--ink);
      font-size: var(--strong);
      font-weight: 700;
      letter-spacing: -0.01em;
    }
    /* Two lines each, whatever words a template brings. */
    :host([size='stage']) .say > * {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      line-clamp: 2;
      overflow: hidden;
    }
    .says {
      display: flex;
      flex-wrap: wrap;
      gap: 0 calc(var(--space) * 2);
    }
    .legend {
      margin-inline-start: auto;
    }
    .drawing {
      margin-block: auto;
    }
    .faint {
      color: var(--ink-2);
    }
    .mark {
      print-color-adjust: exact;
      forced-color-adjust: none;
    }
    @media (prefers-reduced-motion: no-preference) {
      .landing .mark {
        animation: land 520ms cubic-bezier(0.2, 0.9, 0.3, 1) both;
      }
    }
    @keyframes land {
      from {
        opacity: 0;
        transform: translateY(-28px);
      }
    }
  `,
];
