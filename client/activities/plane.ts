import { css, html, nothing, type TemplateResult } from 'lit';

/** Two scales of five steps at right angles, with things lettered on it. */
export interface Plane {
  x: { low: string; high: string };
  y: { low: string; high: string };
  marks: readonly Mark[];
  /** both ends of the middle half, drawn as a cross behind the mark */
  crosses?: readonly Cross[];
}

export interface Mark {
  letter: string;
  x: number;
  y: number;
  look?: 'hollow' | 'current' | '';
}

export interface Cross {
  x: readonly [number, number];
  y: readonly [number, number];
  at: { x: number; y: number };
}

export const planeSteps = 5;

export function plane({ x, y, marks, crosses = [] }: Plane): TemplateResult {
  return html`<div class="plane-frame">
    <p class="axis-y"><span dir="auto">${y.high === '' ? nothing : html`↑ ${y.high}`}</span></p>
    <div class="plane">
      ${crosses.map(
        (cross) =>
          html`<i
              class="cross"
              .style=${`left:${percent(cross.x[0] - 0.3)}%;width:${percent(cross.x[1] + 0.3) - percent(cross.x[0] - 0.3)}%;bottom:${percent(cross.at.y)}%`}
            ></i>
            <i
              class="cross upward"
              .style=${`bottom:${percent(cross.y[0] - 0.3)}%;height:${percent(cross.y[1] + 0.3) - percent(cross.y[0] - 0.3)}%;left:${percent(cross.at.x)}%`}
            ></i>`,
      )}
      ${apart(marks).map(
        (mark) =>
          html`<b
            class="letter mark ${mark.look ?? ''}"
            .style=${`left:${percent(mark.x)}%;bottom:${percent(mark.y)}%;--aside:${mark.aside};--above:${mark.above}`}
            >${mark.letter}</b
          >`,
      )}
    </div>
    <p class="axis-x">
      <span dir="auto">${x.low}</span><span dir="auto">${x.high === '' ? nothing : html`${x.high} →`}</span>
    </p>
    ${y.low === '' ? nothing : html`<p class="axis-y"><span dir="auto">bottom: ${y.low}</span></p>`}
  </div>`;
}

/** A, B, C … and after Z numbers, which are just as short. */
export function letterOf(place: number): string {
  return place < 26 ? String.fromCharCode(65 + place) : String(place + 1);
}

/** Where a step lies, in percent of the side: the first in the middle of the first fifth. */
export function percent(step: number): number {
  return Math.max(0, Math.min(100, ((step - 0.5) / planeSteps) * 100));
}

/**
 * Marks on the same spot stand side by side: which comes how far from the spot, in marks. Four and more stand in rows,
 * because a long line would reach into spots where none of them is.
 */
export function apart<T extends { x: number; y: number }>(
  marks: readonly T[],
): (T & { aside: number; above: number })[] {
  return marks.map((mark, place) => {
    const same = marks
      .map((other, at) => ({ other, at }))
      .filter(({ other }) => other.x === mark.x && other.y === mark.y);
    const rank = same.findIndex(({ at }) => at === place);
    const rows = same.length <= 3 ? 1 : Math.ceil(Math.sqrt(same.length / 2));
    const across = Math.ceil(same.length / rows);
    const row = Math.floor(rank / across);
    const inRow = Math.min(across, same.length - row * across);
    return { ...mark, aside: (rank % across) - (inRow - 1) / 2, above: (rows - 1) / 2 - row };
  });
}

export const planeStyles = css`
  .plane-frame {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto auto;
    gap: 0.15em;
    block-size: 100%;
    font-size: var(--small, 0.875rem);
    color: var(--ink-2);
  }
  .plane-frame p {
    display: flex;
    justify-content: space-between;
    gap: 1em;
    margin: 0;
    line-height: 1.15;
  }
  /* The plane reads from left to right in every language, as its sliders do. */
  .plane {
    position: relative;
    direction: ltr;
    min-block-size: 220px;
    border: 1px solid var(--edge);
    border-width: 0 0 2px 2px;
    background:
      repeating-linear-gradient(90deg, var(--line) 0 var(--rule, 1px), transparent var(--rule, 1px) 20%),
      repeating-linear-gradient(0deg, var(--line) 0 var(--rule, 1px), transparent var(--rule, 1px) 20%);
  }
  .axis-x {
    direction: ltr;
  }
  .letter {
    --across: var(--letter, 28px);
    position: absolute;
    inline-size: var(--across);
    block-size: var(--across);
    margin-block-end: calc(var(--across) * (var(--above, 0) * 1.05 - 0.5));
    margin-inline-start: calc(var(--across) * (var(--aside, 0) * 1.05 - 0.5));
    display: grid;
    place-items: center;
    border: max(2px, 0.08em) solid var(--accent);
    border-radius: 50%;
    background: var(--accent);
    color: var(--accent-ink);
    font-weight: 700;
    line-height: 1;
    overflow-wrap: normal;
  }
  .letter.hollow {
    background: var(--paper);
    color: var(--accent);
  }
  .letter.current {
    box-shadow:
      0 0 0 4px var(--accent-wash),
      0 0 0 6px var(--accent);
    z-index: 1;
  }
  .cross {
    position: absolute;
    block-size: var(--cross, 6px);
    margin-block-end: calc(var(--cross, 6px) / -2);
    border-radius: 99px;
    background: var(--accent);
    opacity: 0.3;
    print-color-adjust: exact;
  }
  .cross.upward {
    inline-size: var(--cross, 6px);
    block-size: auto;
    margin: 0 0 0 calc(var(--cross, 6px) / -2);
  }
`;
