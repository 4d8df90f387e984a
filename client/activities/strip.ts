import { css, html, nothing, type TemplateResult } from 'lit';
import type { Pile } from './dots.ts';

/** People along a few steps: a pile of dots over each step, with the middle half of them shaded on the line below. */
export interface Strip {
  /** people per step */
  counts: readonly number[];
  pile: Pile;
  /** the tallest pile of all strips that are drawn together, so that bars compare */
  tallest: number;
  height: number;
  /** places of the first and last step of the middle half */
  band: readonly [number, number] | null;
  /** an earlier round is drawn hollow */
  hollow?: boolean;
  /** where the exact middle lies, in places, if it is worth a tip of its own */
  middle?: number | null;
  /** place of this phone's own answer */
  mine?: number | null;
  /** the number over each pile: always, never, or only where it takes counting */
  numbers?: 'all' | 'some' | 'none';
}

/** Up to this many dots are seen at a glance, without counting. */
const glanceMax = 4;

export function strip({
  counts,
  pile,
  tallest,
  height,
  band,
  hollow = false,
  mine = null,
  middle = null,
  numbers = 'some',
}: Strip): TemplateResult {
  const steps = counts.length;
  const shown = (count: number) =>
    numbers !== 'none' && count > 0 && (numbers === 'all' || pile.as === 'bar' || count > glanceMax);
  return html`<div
    class="axis ${hollow ? 'hollow' : ''}"
    .style=${`--steps:${steps};--pile:${height}px;${pileSize(pile)}`}
  >
    ${counts.map(
      (count, place) =>
        html`<div class="col ${place === mine ? 'own' : ''}">
          ${shown(count) ? html`<span class="count">${count}</span>` : nothing}
          ${pile.as === 'dots' ? dots(count) : tower(count, tallest, height)}
        </div>`,
    )}
    ${band ? html`<i class="band" .style=${bandPlace(band, steps)}></i>` : nothing}
    ${middle === null ? nothing : html`<i class="tip" .style=${`inset-inline-start:${(middle / steps) * 100}%`}></i>`}
  </div>`;
}

function dots(count: number): TemplateResult {
  return html`<div class="pile">${Array.from({ length: count }, () => html`<i class="dot mark"></i>`)}</div>`;
}

function tower(count: number, tallest: number, height: number): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  const share = count / Math.max(1, tallest);
  return html`<i class="tower mark" .style=${`block-size:${Math.max(4, Math.round(share * height))}px`}></i>`;
}

function pileSize(pile: Pile): string {
  if (pile.as === 'bar') return '';
  return `--dot:${pile.dot}px;--gap:${pile.gap}px;--across:${pile.across}`;
}

/** A band of one step reaches almost from edge to edge of it, so that it reads as that step and not as a point. */
function bandPlace([from, to]: readonly [number, number], steps: number): string {
  const start = ((from + 0.1) / steps) * 100;
  const width = ((to - from + 0.8) / steps) * 100;
  return `inset-inline-start:${start}%;inline-size:${width}%`;
}

export const stripStyles = css`
  .axis {
    position: relative;
    display: grid;
    grid-template-columns: repeat(var(--steps), minmax(0, 1fr));
    align-items: end;
    border-block-end: var(--rule, 1px) solid var(--line);
    padding-block-end: var(--foot, 6px);
  }
  .col {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: flex-end;
    min-block-size: calc(var(--pile) + 1.3em);
    gap: 0.15em;
  }
  .count {
    font-size: var(--small);
    flex: none;
    font-weight: 700;
    line-height: 1.1;
  }
  .pile {
    display: flex;
    flex-wrap: wrap-reverse;
    justify-content: center;
    gap: var(--gap);
    inline-size: calc(var(--across) * (var(--dot) + var(--gap)) - var(--gap));
  }
  .dot {
    flex: none;
    inline-size: var(--dot);
    block-size: var(--dot);
    border-radius: 50%;
    background: var(--accent);
  }
  .tower {
    inline-size: min(60%, 96px);
    border-radius: 6px 6px 0 0;
    background: var(--accent);
  }
  .hollow .dot,
  .hollow .tower {
    background: none;
    border: max(1.5px, calc(var(--dot, 24px) * 0.09)) solid var(--ink-3);
  }
  .own {
    background: var(--accent-wash);
    border-radius: 8px 8px 0 0;
  }
  .band {
    position: absolute;
    inset-block-end: calc(var(--band, 8px) / -2);
    block-size: var(--band, 8px);
    border-radius: 99px;
    background: var(--accent);
    opacity: 0.4;
    min-inline-size: var(--band, 8px);
    print-color-adjust: exact;
  }
  .tip {
    position: absolute;
    inset-block-end: calc(var(--band, 8px) * -0.9);
    inline-size: calc(var(--band, 8px) * 0.5);
    block-size: calc(var(--band, 8px) * 1.8);
    margin-inline-start: calc(var(--band, 8px) * -0.25);
    border-radius: 99px;
    background: var(--ink);
    print-color-adjust: exact;
  }
`;

/** The middle of a group in words, never a half step. */
export function middleWords(median: readonly [number, number] | null): string {
  if (median === null) return '';
  return median[0] === median[1] ? `${median[0]}` : `between ${median[0]} and ${median[1]}`;
}
