import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { limits } from '../../events/session/limits.ts';
import { DeskPart } from './desk-part.ts';

/** A note is private unless it is written into the record; then the room sees it and can correct it. */
@customElement('desk-notes')
export class DeskNotes extends DeskPart {
  @state() private text = '';
  @state() private isRecord = false;

  override render(): TemplateResult {
    const { isRecord, text } = this.#line();
    return html`<form class="desk-note ${isRecord ? 'record' : ''}" @submit=${this.#submit}>
      <label for="desk-note" class="unseen">Note</label>
      <textarea
        id="desk-note"
        rows="2"
        maxlength=${limits.noteMax}
        placeholder="Note for you alone. Start with “r ” to write a line into the record; the room sees it and can correct it."
        .value=${this.text}
        @input=${this.#typed}
        @keydown=${this.#key}
      ></textarea>
      <span class="desk-note-foot">
        <label><input type="checkbox" .checked=${isRecord} @change=${this.#toggle} /> Into the record</label>
        <small class="hint"
          >${isRecord ? 'On the wall and in the outcome. No names.' : 'Only desks see this.'}</small
        >
        <button class="button slim" ?disabled=${text === ''}>
          ${isRecord ? 'Write' : 'Keep'} <kbd>Enter</kbd>
        </button>
      </span>
    </form>`;
  }

  #line(): { text: string; isRecord: boolean } {
    const marked = /^r\s+/iu.exec(this.text);
    return {
      text: this.text.slice(marked?.[0].length ?? 0).trim(),
      isRecord: this.isRecord || marked !== null,
    };
  }

  readonly #typed = (event: Event): void => {
    this.text = (event.target as HTMLTextAreaElement).value;
  };

  readonly #toggle = (event: Event): void => {
    this.isRecord = (event.target as HTMLInputElement).checked;
    if (!this.isRecord) this.text = this.text.replace(/^r\s+/iu, '');
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') (event.target as HTMLElement).blur();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#send();
  };

  #send(): void {
    const { text, isRecord } = this.#line();
    if (text === '') return;
    const sent = this.text;
    this.ask({ type: 'note', text, ...(isRecord && { record: true }) }, (ack) => {
      if (!ack.ok || this.text !== sent) return;
      this.text = '';
      this.isRecord = false;
    });
  }
}

/** The notes of the step on the wall, the latest first. */
export function notesOfStep({ view }: Pick<DeskPart, 'view'>): TemplateResult | typeof nothing {
  const notes = view.notes.filter((note) => note.step === (view.current?.id ?? null)).toReversed();
  if (notes.length === 0) return nothing;
  return html`<section aria-labelledby="notes-head">
    <h2 id="notes-head">Notes of this step</h2>
    <ul class="desk-note-list">
      ${notes.map(({ text, record }) => html`<li class=${record ? 'record' : ''}>${record ? html`<b>Record:</b> ` : nothing}${text}</li>`)}
    </ul>
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-notes': DeskNotes;
  }
}
