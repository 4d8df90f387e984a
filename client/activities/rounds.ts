import { html, nothing, type TemplateResult } from 'lit';
import type { Kind } from '../../events/activity.ts';
import type { ResultRound } from './kind.ts';

/** How the room moved since the round before: never better or worse, only up, stayed and down. */
export function movedLine<K extends Kind>(
  rounds: readonly ResultRound<K>[],
  legend = '',
): TemplateResult | typeof nothing {
  const last = rounds.at(-1);
  if (!last || rounds.length < 2) return nothing;
  const { moved, unmoved } = last;
  const told = moved
    ? html`<span><b>${moved.up}</b> moved up</span><span><b>${moved.same}</b> stayed</span
        ><span><b>${moved.down}</b> moved down</span>`
    : unmoved === null
      ? nothing
      : html`<span>${whyUnmoved[unmoved]}</span>`;
  return html`<p class="say">
    ${told}${legend === '' ? nothing : html`<span class="legend">${legend}</span>`}
  </p>`;
}

const whyUnmoved = {
  'too-few-in-both': 'Who moved is not shown: too few answered both times, or only once.',
  'no-earlier-answers': 'Who moved is not known: nobody here answered before.',
};

/** One sentence for each round, the earlier first, so that a screen reader hears Before and Now. */
export function spoken<K extends Kind>(
  rounds: readonly ResultRound<K>[],
  describe: (round: ResultRound<K>) => string,
): string {
  return rounds
    .map((round) => (round.label === '' ? describe(round) : `${round.label}: ${describe(round)}`))
    .join(' ');
}
