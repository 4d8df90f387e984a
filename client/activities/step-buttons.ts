import { css, html, nothing, type TemplateResult } from 'lit';
import { option } from './option.ts';

/** A row of steps to choose one from, with the words of both ends beneath. */
export interface StepButtons {
  min: number;
  max: number;
  low: string;
  high: string;
  group: string;
  legend: string;
  /** the legend is seen as well as heard */
  titled?: boolean;
  chosen: number | undefined;
  disabled: boolean;
  choose: (step: number) => void;
}

export function stepButtons({
  min,
  max,
  low,
  high,
  group,
  legend,
  titled = false,
  chosen,
  disabled,
  choose,
}: StepButtons): TemplateResult {
  const steps = stepsOf({ min, max });
  return html`<fieldset ?disabled=${disabled}>
    <legend class=${titled ? '' : 'unseen'} dir="auto">
      ${legend}${titled ? html`<span class="unseen">, ${endsSpoken({ min, max, low, high })}</span>` : nothing}
    </legend>
    <div class="steps" .style=${`--across:${across(steps.length)}`}>
      ${steps.map((step) => option({ group, label: `${step}`, chosen: step === chosen, choose: () => choose(step) }))}
    </div>
    ${ends({ min, max, low, high })}
  </fieldset>`;
}

type Ends = Pick<StepButtons, 'min' | 'max' | 'low' | 'high'>;

/** The ends of a scale in two corners; nothing where they have no words. */
export function ends({ min, max, low, high }: Ends): TemplateResult | typeof nothing {
  if (low === '' && high === '') return nothing;
  return html`<p class="ends" aria-hidden="true">
    <span dir="auto">${low === '' ? '' : `${min} · ${low}`}</span
    ><span dir="auto">${high === '' ? '' : `${max} · ${high}`}</span>
  </p>`;
}

export function endsSpoken({ min, max, low, high }: Ends): string {
  return [`from ${min}`, low, `to ${max}`, high].filter((words) => words !== '').join(', ');
}

export function stepsOf({ min, max }: Pick<StepButtons, 'min' | 'max'>): number[] {
  return Array.from({ length: max - min + 1 }, (_, place) => min + place);
}

/** At most six buttons in a row, so that each stays wide enough for a thumb on the smallest phone. */
function across(steps: number): number {
  return Math.ceil(steps / Math.ceil(steps / 6));
}

export const endsStyles = css`
  .ends {
    display: flex;
    justify-content: space-between;
    gap: 2em;
    color: var(--ink-2);
    font-size: var(--small, 0.875rem);
    margin: 0;
  }
  .ends span:last-child {
    text-align: end;
  }
`;

export const stepStyles = [
  endsStyles,
  css`
    .steps {
      display: grid;
      grid-template-columns: repeat(var(--across), minmax(0, 1fr));
      gap: 6px;
    }
    .steps .option {
      min-block-size: 56px;
    }
    .steps .face {
      justify-content: center;
      padding: 4px;
      font-size: 1.25rem;
      text-align: center;
    }
    .steps .face > :last-child {
      flex: none;
    }
    .steps input:checked + .face .tick {
      display: block;
      font-size: 0.8125rem;
      line-height: 1;
    }
    .ends {
      margin-block-start: 8px;
    }
  `,
];
