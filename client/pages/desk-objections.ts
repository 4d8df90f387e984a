import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { GroupAnswer, ObjectionState } from '../../events/activity.ts';
import { limits } from '../../events/session/limits.ts';
import type { DeskView } from '../../events/views/desk.ts';
import { openDialog } from '../ui/dialog.ts';
import { typed } from '../ui/typed.ts';
import { DeskPart } from './desk-part.ts';

type Objection = GroupAnswer<'consent'>['objections'][number];

/** The objections of the step on the wall; null where it has none. */
export function objectionsOf({ current }: DeskView): readonly Objection[] | null {
  return current && current.objections.length > 0 ? current.objections : null;
}

const stateWords: Record<ObjectionState, string> = {
  open: 'Open',
  integrated: 'Integrated',
  withdrawn: 'Withdrawn',
  overruled: 'Stands as dissent',
};

const settling = {
  integrated: {
    title: 'Integrate this objection',
    text: 'Read the changed proposal aloud, and ask whoever objected whether the harm is gone. The record keeps the objection as it was written, with what was changed.',
    label: 'What was changed',
    isRequired: true,
    yes: 'It is integrated',
  },
  withdrawn: {
    title: 'Withdraw this objection',
    text: 'Only whoever wrote it can withdraw it. The record keeps it, and that it was withdrawn.',
    label: 'Why, in a line',
    isRequired: false,
    yes: 'It is withdrawn',
  },
  overruled: {
    title: 'Let it stand as dissent',
    text: 'Whoever decides goes on over it. The objection is printed in the record word for word, beside the decision.',
    label: 'What whoever decides answers to it',
    isRequired: true,
    yes: 'It stands as dissent',
  },
} as const;

/** An objection is information: each is integrated, withdrawn, or stands in the record, and none disappears. */
@customElement('desk-objections')
export class DeskObjections extends DeskPart {
  override render(): TemplateResult | typeof nothing {
    const objections = objectionsOf(this.view);
    if (!objections) return nothing;
    return html`<ul class="objections">
      ${repeat(
        objections,
        ({ id }) => id,
        (one) => this.#objection(one),
      )}
    </ul>`;
  }

  #objection({ id, text, state, how }: Objection): TemplateResult {
    const is = html`<span class="tag ${state === 'open' ? 'warn' : ''}">${stateWords[state]}</span>`;
    const settle = (way: keyof typeof settling) => () => this.#settle({ id, text, way });
    return html`<li>
      ${is} ${text === null ? html`<span class="hint">erased</span>` : html`<q dir="auto">${text}</q>`}
      ${how === undefined ? nothing : html`<p class="hint">${how}</p>`}
      <span class="row">
        <button class="button slim" @click=${settle('integrated')}>Integrated …</button>
        <button class="button slim" @click=${settle('withdrawn')}>Withdrawn …</button>
        <button class="button slim" @click=${settle('overruled')}>Stands as dissent …</button>
      </span>
    </li>`;
  }

  #settle({
    id: text,
    text: words,
    way,
  }: {
    id: string;
    text: string | null;
    way: keyof typeof settling;
  }): void {
    const step = this.view.current?.id;
    if (step === undefined) return;
    const { title, text: what, label, isRequired, yes } = settling[way];
    void openDialog(title, (close) => {
      const settle = (event: SubmitEvent) => {
        event.preventDefault();
        const how = typed(event, 'how');
        if (how === '' && isRequired) return;
        this.ask({ type: 'settle-objection', step, text, state: way, ...(how !== '' && { how }) });
        close();
      };
      return html`<form class="stack" @submit=${settle}>
        <blockquote dir="auto">${words ?? 'erased'}</blockquote>
        <p>${what}</p>
        <label class="field"
          ><span>${label}</span
          ><textarea name="how" rows="3" ?required=${isRequired} maxlength=${limits.noteMax}></textarea>
        </label>
        <div class="actions">
          <button type="button" class="button" @click=${close}>Cancel</button>
          <button class="button primary">${yes}</button>
        </div>
      </form>`;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-objections': DeskObjections;
  }
}
