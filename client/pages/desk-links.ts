import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { confirm } from '../ui/dialog.ts';
import { DeskPart } from './desk-part.ts';
import { showLink } from './link-dialog.ts';

const fixed: Record<string, { label: string; text: string }> = {
  facilitator: { label: 'Another facilitator', text: 'Whoever opens this can do everything you can.' },
  scribe: {
    label: 'A scribe',
    text: 'Whoever opens this sees the desk and writes notes and the record. They can’t open, close or show anything.',
  },
  stage: { label: 'A wall', text: 'Whoever opens this sees what the wall shows, and nothing else.' },
  reader: {
    label: 'A reader of the outcome',
    text: 'Whoever opens this reads the outcome and the replay once the session has ended, or when you share it before.',
  },
};

const outcomeText =
  'Whoever opens this reads the outcome once the session has ended, or when you share it before. They can’t replay it.';

const dayMs = 24 * 60 * 60 * 1000;
const terms = [
  { days: 1, label: 'a day' },
  { days: 7, label: 'a week' },
  { days: 30, label: 'a month' },
];

/** Links that let somebody in without the common code; each can be taken back. */
@customElement('desk-links')
export class DeskLinks extends DeskPart {
  @state() private chosen = 'scribe';
  /** how many days it lets somebody in; none: until it is taken back */
  private days: number | null = null;
  private outcomeOnly = false;

  override render(): TemplateResult {
    const { roles, shared, ended } = this.view;
    const links = this.view.links.filter((link) => !link.revoked);
    const choose = (event: Event) => {
      this.chosen = (event.target as HTMLSelectElement).value;
    };
    const chooseDays = (event: Event) => {
      this.days = Number((event.target as HTMLSelectElement).value) || null;
    };
    const chooseOutcome = (event: Event) => {
      this.outcomeOnly = (event.target as HTMLInputElement).checked;
    };
    return html`<details class="desk-links">
      <summary>
        <h2>Links <small>${links.length}</small></h2>
      </summary>
      <div class="stack">
        <label class="field"
          ><span>A link for</span
          ><select @change=${choose}>
            ${Object.entries(fixed).map(([role, { label }]) => html`<option value=${role} ?selected=${role === this.chosen}>${label}</option>`)}
            ${roles.map(({ id, label }) => html`<option value=${id} ?selected=${id === this.chosen}>One ${label}, by name</option>`)}
          </select></label
        >
        <label class="field"
          ><span>Good for</span
          ><select @change=${chooseDays}>
            <option value="">until taken back</option>
            ${terms.map(({ days, label }) => html`<option value=${days} ?selected=${days === this.days}>${label}</option>`)}
          </select></label
        >
        ${
          this.chosen === 'reader'
            ? html`<label
                ><input type="checkbox" .checked=${this.outcomeOnly} @change=${chooseOutcome} /> Only the
                outcome, without the replay</label
              >`
            : nothing
        }
        <button class="button slim" @click=${this.#make}>Make the link</button>
        <ul>
          ${links.map(
            (link) =>
              html`<li>
                <span
                  >${this.#label(link.role)}${link.outcomeOnly ? html`<small>outcome only</small>` : nothing}${link.expires === null ? nothing : html`<small>until ${link.expires.slice(0, 10)}</small>`}</span
                >
                <button
                  class="button plain slim"
                  @click=${() => void this.#revoke(link.id, this.#label(link.role))}
                >
                  Take back
                </button>
              </li>`,
          )}
        </ul>
        ${
          ended || shared
            ? html`<p class="small hint">Readers can read the outcome now.</p>`
            : html`<button class="button slim" @click=${() => void this.#share()}>
                Let readers in before the end
              </button>`
        }
      </div>
    </details>`;
  }

  #label(role: string): string {
    return fixed[role]?.label ?? `One ${this.view.roles.find((one) => one.id === role)?.label ?? role}`;
  }

  readonly #make = (): void => {
    const { chosen: role, days } = this;
    const label = this.#label(role);
    const outcomeOnly = role === 'reader' && this.outcomeOnly;
    const limits = {
      ...(days !== null && { expires: new Date(this.now + days * dayMs).toISOString() }),
      ...(outcomeOnly && { outcomeOnly }),
    };
    this.ask({ type: 'make-link', role, ...limits }, (ack) => {
      if (!ack.ok || ack.link === undefined) return;
      const text =
        (outcomeOnly ? outcomeText : fixed[role]?.text) ??
        `For one person: whoever opens this first joins as ${label.replace('One ', '')}, under their own name.`;
      void showLink({ title: label, text, link: ack.link });
    });
  };

  async #revoke(link: string, label: string): Promise<void> {
    const wants = await confirm({
      title: 'Take this link back?',
      text: `${label}: whoever came in with it is shown out at once.`,
      yes: 'Take it back',
      danger: true,
    });
    if (wants) this.ask({ type: 'revoke-link', link });
  }

  async #share(): Promise<void> {
    const wants = await confirm({
      title: 'Let readers in now?',
      text: 'Everyone with a reader’s link can read the outcome as it stands from now on. This can’t be undone.',
      yes: 'Let them in',
    });
    if (wants) this.ask({ type: 'share' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-links': DeskLinks;
  }
}
