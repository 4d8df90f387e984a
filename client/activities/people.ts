import { css, html, type TemplateResult } from 'lit';

/** People in a line: their count, then a dot for each, or a bar where there are too many to see. */
export function people(count: number, most: number, look: 'now' | 'before' = 'now'): TemplateResult {
  const crowded = most > crowd;
  return html`<div
    class="people ${look}"
    .style=${`--most:${Math.max(1, most)};--count:${count};--digits:${String(most).length}`}
  >
    <b>${count}</b>
    <span class="line-up">
      ${crowded ? html`<i class="length mark"></i>` : Array.from({ length: count }, () => html`<i class="person mark"></i>`)}
    </span>
  </div>`;
}

const crowd = 40;

export const peopleStyles = css`
  .people {
    --person: min(0.75em, calc((100cqi * var(--share, 0.55) - 3.5em) / var(--most) - 4px));
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 1.3em;
  }
  .people b {
    flex: none;
    min-inline-size: calc(var(--digits) * 1ch);
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  .line-up {
    flex: 1;
    display: flex;
    gap: 4px;
  }
  .person {
    flex: none;
    inline-size: var(--person);
    block-size: var(--person);
    border-radius: 50%;
    background: var(--accent);
  }
  .length {
    block-size: 0.8em;
    inline-size: calc(100% * var(--count) / var(--most));
    border-radius: 0.2em;
    background: var(--accent);
  }
  .before {
    color: var(--ink-2);
  }
  .before .person,
  .before .length {
    background: none;
    border: max(1.5px, 0.06em) solid var(--ink-3);
  }
  @container (max-width: 26em) {
    .people {
      --share: 1;
    }
  }
`;
