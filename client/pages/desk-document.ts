import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { limits } from '../../events/session/limits.ts';
import { erasingSection } from './desk-erasing.ts';
import './desk-field.ts';
import { DeskPart } from './desk-part.ts';
import { textIn } from '../ui/typed.ts';
import { listed } from '../words.ts';

/** What will stand in the outcome besides the answers: the prepared fields, the decision, who does what next. */
@customElement('desk-document')
export class DeskDocument extends DeskPart {
  static override properties = { ...DeskPart.properties, leads: { type: Boolean } };
  declare leads: boolean;

  override render(): TemplateResult {
    const { prepare } = this.view;
    return html`<div class="desk-document">
      ${prepare.length === 0 ? html`<p class="hint">This workshop has nothing to prepare.</p>` : nothing}
      ${repeat(
        prepare,
        ({ field }) => field.id,
        (one) => html`<desk-field .line=${one}></desk-field>`,
      )}
      ${this.#decision()} ${this.#dissent()} ${this.#steps()}
      ${this.leads ? erasingSection(this.view, (command) => this.ask(command)) : nothing}
    </div>`;
  }

  #decision(): TemplateResult {
    const { decisions, deciders } = this.view;
    const decide = (event: SubmitEvent) => {
      const form = formOf(event);
      const status = form.text('status');
      this.ask(
        {
          type: 'decide',
          text: form.text('text'),
          why: form.text('why'),
          ...(isStatus(status) && { status }),
        },
        (ack) => ack.ok && form.clear(),
      );
    };
    return html`<section class="stack">
      <h3>Decision</h3>
      ${decisions.map(({ status, text, why }) => html`<p><b>${statusWords[status]}:</b> ${text} <span class="hint">Why: ${why}</span></p>`)}
      ${deciders === null ? nothing : html`<p class="notice">${deciderWords(deciders)}</p>`}
      ${this.leads && !this.view.ended ? this.#decisionForm(decide) : nothing}
    </section>`;
  }

  #decisionForm(decide: (event: SubmitEvent) => void): TemplateResult {
    return html`<form class="stack" @submit=${decide}>
      <label class="field"
        ><span>What was decided, in the words of whoever decides</span
        ><textarea name="text" rows="2" required maxlength=${limits.noteMax}></textarea>
      </label>
      <label class="field"
        ><span>Why</span><textarea name="why" rows="2" required maxlength=${limits.noteMax}></textarea>
      </label>
      <div class="row">
        <label class="field"
          ><span>It is</span
          ><select name="status">
            <option value="">decided, or advice if nobody here decides</option>
            <option value="decided">decided</option>
            <option value="advisory">advice</option>
            <option value="not-today">not for today</option>
          </select></label
        >
        <button class="button">Write the decision</button>
      </div>
    </form>`;
  }

  /** Added to what stands there, which nobody can change. */
  #dissent(): TemplateResult {
    const { text, position } = this.view.dissent;
    const add = (event: SubmitEvent) => {
      const form = formOf(event);
      const added = [text, form.text('dissent')].filter((part) => part !== '').join('\n');
      this.ask(
        { type: 'write', field: 'dissent', text: added, base: position },
        (ack) => ack.ok && form.clear(),
      );
    };
    return html`<section class="stack">
      <h3>Dissent</h3>
      ${text === '' ? nothing : html`<blockquote dir="auto">${text}</blockquote>`}
      <form class="row" @submit=${add}>
        <label class="field grow"
          ><span>In the words of whoever dissents. It can only be added to, and names nobody.</span
          ><input name="dissent" required maxlength=${limits.noteMax}
        /></label>
        <button class="button">Add the dissent</button>
      </form>
    </section>`;
  }

  #steps(): TemplateResult {
    const { taken, room } = this.view;
    const take = (event: SubmitEvent) => {
      const form = formOf(event);
      const owner = form.text('owner');
      this.ask(
        {
          type: 'take-step',
          text: form.text('text'),
          by: form.text('by'),
          owner: owner === '' ? null : owner,
        },
        (ack) => ack.ok && form.clear(),
      );
    };
    return html`<section class="stack">
      <h3>Next steps</h3>
      <ul>
        ${taken.map(({ text, owner, by }) => html`<li>${text ?? 'erased'} <span class="hint">${[owner ?? 'nobody yet', by].filter((one) => one !== '').join(' · ')}</span></li>`)}
      </ul>
      <form class="row" @submit=${take}>
        <label class="field grow"
          ><span>What</span><input name="text" required maxlength=${limits.noteMax}
        /></label>
        <label class="field"
          ><span>Who</span
          ><select name="owner">
            <option value="">nobody yet</option>
            ${room.filter((one) => !one.removed).map((one) => html`<option value=${one.id}>${one.name}</option>`)}
          </select></label
        >
        <label class="field"><span>By when</span><input name="by" maxlength="40" size="12" /></label>
        <button class="button">Add</button>
      </form>
    </section>`;
  }
}

const statusWords = { decided: 'Decided', advisory: 'Advice', 'not-today': 'Not today' };

function deciderWords(deciders: readonly string[]): string {
  return deciders.length === 0
    ? 'Nobody here decides: this is written as advice. Give somebody the role under Room to change that.'
    : `${listed(deciders)} decides, on their own phone once the answer is shown. What you write here stands in their name.`;
}

function isStatus(status: string): status is keyof typeof statusWords {
  return status in statusWords;
}

/** What a form holds, and how to empty it once the server has it: a refused form keeps what was typed. */
function formOf(event: SubmitEvent): { text(name: string): string; clear(): void } {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const values = new FormData(form);
  return { text: (name) => textIn(values, name), clear: () => form.reset() };
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-document': DeskDocument;
  }
}
