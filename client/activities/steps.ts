import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Answer, StatedNextStep } from '../../events/activity.ts';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
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
    const set = (part: keyof StatedNextStep) => (event: Event) =>
      this.keep(this.now().map((one, at) => (at === place ? { ...one, [part]: writtenIn(event) } : one)));
    return html`<fieldset class="entry" ?disabled=${disabled}>
      <legend class=${of === 1 ? 'unseen' : 'name'}>Step ${place + 1}</legend>
      <label class="card">
        <span class="name">I will …</span>
        <textarea
          dir="auto"
          rows="2"
          maxlength="200"
          .value=${live(step.text)}
          @input=${set('text')}
        ></textarea>
      </label>
      <label class="card"
        ><span class="name">By when</span
        ><input class="line" dir="auto" maxlength="40" .value=${live(step.by)} @input=${set('by')}
      /></label>
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
  const done = steps
    .map(({ text, by }) => ({ text: text.trim(), by: by.trim() }))
    .filter(({ text, by }) => text !== '' && by !== '');
  return done.length === 0 ? null : { steps: done };
}

function isDraft(draft: unknown): draft is Draft {
  return typeof draft === 'object' && draft !== null && 'steps' in draft && Array.isArray(draft.steps);
}

const drawn = fetched(() => import('./steps-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'steps-input': StepsInput;
  }
}

customElements.define('steps-input', StepsInput);

export const steps: ClientKind<'steps'> = {
  saves: 'send',
  writes: 'lines',
  input: (props) => html`<steps-input .props=${props}></steps-input>`,
  result: (props) => drawn(html`<steps-result .props=${props} .size=${props.size}></steps-result>`),
};
