import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { limits } from '../../events/session/limits.ts';
import type { DeskView } from '../../events/views/desk.ts';
import { AskEvent } from './desk-part.ts';

/**
 * One field of the outcome. It is written when the writer leaves it, against the wording that stood there when they
 * began; if somebody wrote meanwhile, both wordings are kept and shown.
 */
@customElement('desk-field')
export class DeskField extends LitElement {
  @property({ attribute: false }) line: DeskView['prepare'][number] | null = null;
  @state() private draft: { text: string; base: number } | null = null;
  @state() private said = '';

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.line) return nothing;
    const { field, text, position, beside } = this.line;
    const isBehind = this.draft !== null && position > this.draft.base;
    return html`<div class="desk-field">
      <label class="field">
        <span>${field.label}</span>
        <textarea
          rows=${field.lines ?? 2}
          maxlength=${limits.fieldTextMax}
          .value=${this.draft?.text ?? text}
          @input=${this.#typed}
          @change=${this.#write}
        ></textarea>
        ${field.help === undefined ? nothing : html`<small>${field.help}</small>`}
      </label>
      ${isBehind ? html`<p class="notice">Somebody wrote here meanwhile: <q>${text}</q> Both are kept when you leave the field.</p>` : nothing}
      ${beside.map(
        (other) =>
          html`<p class="notice beside">
            Also written: <q>${other}</q>
            <button class="button slim" @click=${() => this.#send(other, position)}>Use this one</button>
          </p>`,
      )}
      <small class="hint" role="status">${this.said}</small>
    </div>`;
  }

  readonly #typed = (event: Event): void => {
    const { value } = event.target as HTMLTextAreaElement;
    this.draft = { text: value, base: this.draft?.base ?? this.line?.position ?? 0 };
    this.said = '';
  };

  readonly #write = (): void => {
    if (this.draft) this.#send(this.draft.text, this.draft.base);
  };

  #send(text: string, base: number): void {
    if (!this.line) return;
    this.said = 'Saving …';
    this.dispatchEvent(
      new AskEvent({ type: 'write', field: this.line.field.id, text, base }, (ack) => {
        this.said = ack.ok ? 'Saved' : 'Not saved; what you wrote is still here';
        if (ack.ok) this.draft = null;
      }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-field': DeskField;
  }
}
