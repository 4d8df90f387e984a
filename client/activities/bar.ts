import { css, html, nothing, type TemplateResult } from 'lit';

/**
 * People side by side, in as many parts as there are answers. Parts differ in lightness and in hatching, not in colour
 * alone, and each says its count; its word too, wherever there is room, and all words stand in the legend. Whoever
 * answered something else and left this open has their room in it too, with nothing drawn there.
 */
export type Look = 'left' | 'right' | 'mixed' | 'quiet' | 'accent' | 'ruled' | 'dotted' | 'wash';

export interface Part {
  count: number;
  word: string;
  look: Look;
}

export function bar(
  parts: readonly Part[],
  { ringed = false, of = 0 }: { ringed?: boolean; of?: number } = {},
): TemplateResult {
  const shown = parts.filter((part) => part.count > 0);
  if (shown.length === 0) return html`<div class="bar none">no answers</div>`;
  const given = shown.reduce((sum, { count }) => sum + count, 0);
  return html`<div class="bar ${ringed ? 'ringed' : ''}">
    ${shown.map(
      ({ count, word, look }) =>
        html`<span class="part mark ${look}" .style=${`flex-grow:${count}`}
          ><b>${count}</b><span>${word}</span></span
        >`,
    )}${given < of ? html`<span class="open" .style=${`flex-grow:${of - given}`}>${given} of ${of}</span>` : nothing}
  </div>`;
}

export function legend(parts: readonly Omit<Part, 'count'>[]): TemplateResult {
  return html`<ul class="words" aria-hidden="true">
    ${parts.map(({ word, look }) => html`<li><i class="swatch ${look}"></i><span>${word}</span></li>`)}
  </ul>`;
}

export const barStyles = css`
  .bar {
    display: flex;
    gap: 3px;
    block-size: 1.75em;
    font-size: max(var(--small), 0.86em);
    border-radius: 0.35em;
  }
  .bar.none {
    color: var(--ink-2);
    align-items: center;
  }
  .ringed {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  :host([size='stage']) .ringed {
    outline-width: 3px;
  }
  :host([size='stage']) .bar {
    block-size: 1.6em;
    gap: 4px;
  }
  /* The word stands beside the count; where it does not fit it wraps below the edge and is not seen. */
  .part {
    flex: 0 1 0;
    min-inline-size: 1.5em;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    column-gap: 0.28em;
    overflow: hidden;
    padding-inline: 0.2em;
    line-height: 1.75em;
    font-weight: 700;
    color: var(--on-part);
    white-space: nowrap;
    overflow-wrap: normal;
  }
  :host([size='stage']) .part {
    line-height: 1.6em;
  }
  .open {
    flex: 0 0 0;
    min-inline-size: max-content;
    padding-inline-start: 0.4em;
    line-height: 1.75em;
    color: var(--ink-2);
    white-space: nowrap;
  }
  :host([size='stage']) .open {
    line-height: 1.6em;
  }
  .part:first-child {
    border-start-start-radius: 0.35em;
    border-end-start-radius: 0.35em;
  }
  .part:last-child {
    border-start-end-radius: 0.35em;
    border-end-end-radius: 0.35em;
  }
  .part span {
    font-weight: 600;
  }
  .words {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2em 1.2em;
    color: var(--ink-2);
    font-size: var(--small);
  }
  .words li {
    display: flex;
    align-items: center;
    gap: 0.4em;
  }
  :host([size='stage']) .words li {
    max-inline-size: 100%;
  }
  :host([size='stage']) .words span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .swatch {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    border-radius: 0.2em;
    print-color-adjust: exact;
  }
  .left {
    --on-part: var(--paper);
    background: var(--left);
  }
  .right {
    --on-part: var(--paper);
    background: var(--right);
  }
  .mixed {
    --on-part: var(--paper);
    background: repeating-linear-gradient(
      135deg,
      var(--mixed) 0 0.35em,
      color-mix(in srgb, var(--mixed) 86%, var(--paper)) 0.35em 0.7em
    );
  }
  .quiet {
    --on-part: var(--ink);
    background: var(--line);
  }
  .accent {
    --on-part: var(--accent-ink);
    background: var(--accent);
  }
  .ruled {
    --on-part: var(--ink);
    background: repeating-linear-gradient(0deg, var(--accent-wash) 0 0.3em, var(--line) 0.3em 0.4em);
  }
  .dotted {
    --on-part: var(--ink);
    background: radial-gradient(circle, var(--ink-3) 0.07em, var(--card) 0.08em) 0 0 / 0.45em 0.45em;
    box-shadow: inset 0 0 0 2px var(--ink-3);
  }
  .wash {
    --on-part: var(--ink);
    background: var(--accent-wash);
    box-shadow: inset 0 0 0 2px var(--accent);
  }
`;
