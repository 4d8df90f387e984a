import { html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';

/** The reader's page: the outcome first, then the moments that made it, then the whole session on a timeline. */
@customElement('parley-replay-page')
export class ReplayPage extends LitElement {
  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    return html`<main class="replay-shut"><p class="hint">Opening the outcome …</p></main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-replay-page': ReplayPage;
  }
}
