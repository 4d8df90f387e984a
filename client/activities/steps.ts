import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Answer, GroupAnswer, StatedNextStep } from '../../events/activity.ts';
import { describeSteps } from '../../events/activities/steps.ts';
import './board.ts';
import type { Rung } from './board.ts';
import { figureStyles } from './figure-styles.ts';
import { InputElement, ResultElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { listStyles, more } from './listing.ts';
import { writingStyles, writtenIn } from './writing.ts';

/** Every line as it stands, unfinished ones too. */
interface Draft {
  steps: StatedNextStep[];
}

const stepsMax = 5;
const empty: StatedNextStep = { text: '', by: '' };

class StepsInput extends InputElement<'steps'> {
  static override styles = [...writingStyles, listStyles];

  override render(): TemplateResult {
    const { disabled } = this.props;
    const steps = this.now();
    return html`${steps.map((step, place) => this.step(step, place, steps.length))}
    ${more({ words: 'Another step', disabled: disabled || steps.length >= stepsMax, add: () => this.keep([...steps, empty]) })}`;
  }

  private step(step: StatedNextStep, place: number, of: number): TemplateResult {
    const { disabled } = this.props;
    const set = (part: keyof StatedNextStep) => (event: Event) => this.keep(this.now().map((one, at) => (at === place ? { ...one, [part]: writtenIn(event) } : one)));
    return html`<fieldset class="entry" ?disabled=${disabled}>
      <legend class=${of === 1 ? 'unseen' : 'name'}>Step ${place + 1}</legend>
      <label class="card">
        <span class="name">I will …</span>
        <textarea dir="auto" rows="2" maxlength="200" .value=${live(step.text)} @input=${set('text')}></textarea>
      </label>
      <label class="card"><span class="name">By when</span><input class="line" dir="auto" maxlength="40" .value=${live(step.by)} @input=${set('by')} /></label>
    </fieldset>`;
  }

  private now(): StatedNextStep[] {
    const { draft, value } = this.props;
    const given = isDraft(draft) ? draft.steps : (value?.steps ?? []);
    return given.length === 0 ? [empty] : given;
  }

  private keep(steps: StatedNextStep[]): void {
    this.props.change(answerOf(steps), { steps } satisfies Draft);
    this.requestUpdate();
  }
}

/** A step without a day is no step yet. */
function answerOf(steps: readonly StatedNextStep[]): Answer<'steps'> | null {
  const done = steps.map(({ text, by }) => ({ text: text.trim(), by: by.trim() })).filter(({ text, by }) => text !== '' && by !== '');
  return done.length === 0 ? null : { steps: done };
}

function isDraft(draft: unknown): draft is Draft {
  return typeof draft === 'object' && draft !== null && 'steps' in draft && Array.isArray(draft.steps);
}

const rungs: readonly Rung[] = [...[44, 38, 34, 32].map((type) => ({ columns: 1, type })), { columns: 2, type: 32 }];

class StepsResult extends ResultElement<'steps'> {
  static override styles = [
    ...figureStyles,
    css`
      .step {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 1em;
        align-items: baseline;
        padding-block: 0.3em;
        border-block-end: 1px solid var(--line);
        break-inside: avoid;
      }
      .by {
        max-inline-size: 12em;
        color: var(--accent);
        font-size: max(var(--small), 0.8em);
        font-weight: 650;
        text-align: end;
      }
      .owner {
        grid-column: 1 / -1;
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
      ${this.size === 'stage'
        ? html`<stage-board class="fill" role="list" aria-label=${label} .rungs=${rungs} .of=${this.props}>${lines}</stage-board>`
        : html`<div role="list" aria-label=${label}>${lines}</div>`}
    </figure>`;
  }
}

function line({ text, by, owner }: GroupAnswer<'steps'>['steps'][number], names: Readonly<Record<string, string>>): TemplateResult {
  // Erasing leaves null where the words were, whatever the type of a step says.
  const [words, day] = [text as string | null, by as string | null];
  return html`<div class="step mark" role="listitem">
    <span dir="auto">${words ?? 'Erased.'}</span><span class="by" dir="auto">${day}</span>
    ${owner === null ? nothing : html`<span class="owner" dir="auto">${names[owner] ?? 'Someone who has left'}</span>`}
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'steps-input': StepsInput;
    'steps-result': StepsResult;
  }
}

customElements.define('steps-input', StepsInput);
customElements.define('steps-result', StepsResult);

export const steps: ClientKind<'steps'> = {
  saves: 'send',
  input: (props) => html`<steps-input .props=${props}></steps-input>`,
  result: (props) => html`<steps-result .props=${props} .size=${props.size}></steps-result>`,
};
