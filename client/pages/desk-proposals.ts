import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Proposal } from '../../events/views/proposals.ts';
import { DeskPart } from './desk-part.ts';

/** Where the session may turn: said to whoever leads, done only by their press, gone once they say so. */
@customElement('desk-proposals')
export class DeskProposals extends DeskPart {
  @state() private left: ReadonlySet<string> = new Set();

  override render(): TemplateResult | typeof nothing {
    const open = this.view.proposals.filter(({ id }) => !this.left.has(id));
    if (open.length === 0) return nothing;
    return html`<ul class="proposals" aria-label="What you may do">
      ${repeat(
        open,
        ({ id }) => id,
        (one) => this.#proposal(one),
      )}
    </ul>`;
  }

  #proposal({ id, say, act }: Proposal): TemplateResult {
    const leave = () => {
      this.left = new Set([...this.left, id]);
    };
    const take = () => {
      for (const command of act?.does ?? []) this.ask(command);
    };
    return html`<li class="notice">
      <p>${say}</p>
      <span class="row">
        ${act ? html`<button class="button slim" @click=${take}>${act.label}</button>` : nothing}
        <button class="button slim plain" @click=${leave}>${act ? 'Go on as it is' : 'Put away'}</button>
      </span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-proposals': DeskProposals;
  }
}
