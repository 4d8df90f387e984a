import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { DeskPart } from './desk-part.ts';

/** Who asked for a minute. Desks alone see it, until somebody there says that it was seen. */
@customElement('desk-minute')
export class DeskMinute extends DeskPart {
  @state() private seen = 0;

  override render(): TemplateResult | typeof nothing {
    const { pauseAsked, blanked, ended } = this.view;
    const [last, ...others] = new Set(pauseAsked.slice(0, pauseAsked.length - this.seen));
    if (ended || last === undefined) return nothing;
    return html`<p class="notice minute" role="alert">
      <span
        ><b>${last} asked for a minute.</b>
        ${others.length > 0 ? html`Before: ${others.slice(0, 3).join(', ')}.` : nothing}
        ${blanked ? 'The wall is blank.' : 'Only desks see this.'}</span
      >
      <button class="button slim" @click=${() => (this.seen = pauseAsked.length)}>Seen</button>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-minute': DeskMinute;
  }
}
