import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { limits } from '../../events/session/limits.ts';
import type { DecidingView } from '../../events/views/deciding.ts';
import type { NewCommand } from '../session.ts';
import { textIn } from '../ui/typed.ts';

const words = {
  title: 'You decide',
  hint: 'Your name and your reason stand in the record, beside every objection as it was written.',
  text: 'What do you decide, in a sentence?',
  why: 'Why?',
  decide: 'Decide',
  notToday: 'Not today',
  decided: { decided: 'Decided', advisory: 'Advised', 'not-today': 'Not today' },
  again: 'Decide anew',
};

/**
 * Whoever decides does it by their own hand, once they have seen what the room answered. Fires `ask` with the command to
 * send, and `typed` at every change, with null once the decision is there: until then nothing typed is lost.
 */
export class PhoneDeciding extends LitElement {
  static override properties = { deciding: {}, typed: {}, isOpen: { state: true } };
  declare deciding: DecidingView;
  declare typed: unknown;
  /** wants to decide once more */
  private isOpen = false;

  override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('deciding');
    if (!before || before.decided.length >= this.deciding.decided.length) return;
    this.isOpen = false;
    this.say('typed', null);
  }

  override render(): TemplateResult {
    const { decided } = this.deciding;
    return html`<section class="deciding" aria-labelledby="deciding">
      <h2 id="deciding">${words.title}</h2>
      ${decided.map(({ text, status }) => html`<p class="card"><b>${words.decided[status]}:</b> <span dir="auto">${text}</span></p>`)}
      ${decided.length === 0 || this.isOpen ? this.form() : this.anew()}
    </section>`;
  }

  private anew(): TemplateResult {
    return html`<p>
      <button class="button" @click=${() => (this.isOpen = true)}>${words.again}</button>
    </p>`;
  }

  private form(): TemplateResult {
    const before = new Map(Object.entries(this.typed ?? {}));
    const field = (name: 'text' | 'why') =>
      html`<label class="field"
        ><span>${words[name]}</span
        ><textarea
          name=${name}
          dir="auto"
          rows="3"
          required
          maxlength=${limits.noteMax}
          .value=${String(before.get(name) ?? '')}
        ></textarea>
      </label>`;
    return html`<p class="hint">${words.hint}</p>
      <form @submit=${this.decide} @input=${this.type}>
        ${field('text')} ${field('why')}
        <div class="actions">
          <button class="button" value="not-today">${words.notToday}</button>
          <button class="button primary">${words.decide}</button>
        </div>
      </form>`;
  }

  private type(event: InputEvent): void {
    const { target } = event;
    if (!(target instanceof HTMLTextAreaElement) || !target.form) return;
    this.say('typed', Object.fromEntries(new FormData(target.form)));
  }

  private say(name: 'ask' | 'typed', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  private decide(event: SubmitEvent): void {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target);
    const pressed = event.submitter instanceof HTMLButtonElement ? event.submitter.value : '';
    const command: NewCommand = {
      type: 'decide',
      text: textIn(form, 'text'),
      why: textIn(form, 'why'),
      ...(pressed === 'not-today' && { status: pressed }),
    };
    this.say('ask', command);
  }
}

customElements.define('phone-deciding', PhoneDeciding);

declare global {
  interface HTMLElementTagNameMap {
    'phone-deciding': PhoneDeciding;
  }
}
