import { css, html, nothing, type TemplateResult } from 'lit';
import type { GroupAnswer } from '../../events/activity.ts';
import { describeSteps } from '../../events/activities/steps.ts';
import './board.ts';
import type { Rung } from './fitting.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';

const rungs: readonly Rung[] = [
  ...[44, 38, 34, 32].map((type) => ({ columns: 1, type })),
  { columns: 2, type: 32 },
];

class StepsResult extends ResultElement<'steps'> {
  static override styles = [
    ...figureStyles,
    css`
      .step {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1em;
        align-items: baseline;
        padding-block: 0.3em;
        border-block-end: 1px solid var(--line);
        break-inside: avoid;
      }
      .words {
        flex: 1 1 8em;
        min-inline-size: 0;
      }
      .by {
        margin-inline-start: auto;
        max-inline-size: 12em;
        color: var(--accent);
        font-size: max(var(--small), 0.8em);
        font-weight: 650;
        text-align: end;
      }
      .owner {
        flex: 1 0 100%;
        color: var(--ink-2);
        font-size: max(var(--small), 0.8em);
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing, names } = this.props;
    const round = rounds.at(-1);
    if (!round || round.groupAnswer.steps.length === 0) return html`<p class="say"><b>No steps</b></p>`;
    const lines = round.groupAnswer.steps.map((step) => line(step, names));
    const label = describeSteps(round.groupAnswer);
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${
        this.size === 'stage'
          ? html`<stage-board class="fill" shows="list" .label=${label} .rungs=${rungs} .of=${this.props}
              >${lines}</stage-board
            >`
          : html`<div role="list" aria-label=${label}>${lines}</div>`
      }
    </figure>`;
  }
}

function line(
  { text, by, owner }: GroupAnswer<'steps'>['steps'][number],
  names: Readonly<Record<string, string>>,
): TemplateResult {
  // Erasing leaves null where the words were, whatever the type of a step says.
  const [words, day] = [text as string | null, by as string | null];
  // Phones of a big room are not told who the others are, so there a step stands without its owner.
  const name = owner === null ? undefined : names[owner];
  return html`<div class="step mark" role="listitem">
    <span class="words" dir="auto">${words ?? 'Erased.'}</span><span class="by"><bdi>${day}</bdi></span>
    ${name === undefined ? nothing : html`<span class="owner"><bdi>${name}</bdi></span>`}
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'steps-result': StepsResult;
  }
}

customElements.define('steps-result', StepsResult);
