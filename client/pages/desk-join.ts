import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../ui/qr.ts';
import { ActEvent, DeskPart } from './desk-part.ts';
import { copyField, showLink } from './link-dialog.ts';
import type { JoinDoor } from './stage-parts.ts';

/** How people come in: the code, the address, and which of several addresses is meant. */
@customElement('desk-join')
export class DeskJoin extends DeskPart {
  static override properties = {
    ...DeskPart.properties,
    doors: { attribute: false },
    chosen: { type: Number },
    leads: { type: Boolean },
  };
  declare doors: readonly JoinDoor[];
  declare chosen: number;
  declare leads: boolean;

  override render(): TemplateResult | typeof nothing {
    const door = this.doors[this.chosen] ?? this.doors[0];
    if (!door) return nothing;
    const { locked } = this.view;
    return html`<section class="desk-join card" aria-label="How to join">
      <parley-qr .text=${door.link} label="Scan to join"></parley-qr>
      <div>
        <p class="code">${door.code}</p>
        ${this.doors.length > 1 ? this.#picker() : html`<p class="small">${door.address}</p>`}
        <p class="links">
          <button class="text" @click=${() => this.dispatchEvent(new ActEvent('big'))}>Show big</button>
          <button
            class="text"
            aria-pressed=${locked}
            ?disabled=${!this.leads}
            @click=${() => this.ask({ type: 'lock', on: !locked })}
          >
            ${locked ? 'Open the room' : 'Lock the room'}
          </button>
        </p>
      </div>
      ${copyField(door.link, 'The link to join')}
      ${locked ? html`<p class="notice small">Locked: nobody new comes in.</p>` : nothing}
    </section>`;
  }

  #picker(): TemplateResult {
    const choose = (event: Event) => {
      this.dispatchEvent(
        new CustomEvent('door-chosen', {
          detail: Number((event.target as HTMLSelectElement).value),
          bubbles: true,
          composed: true,
        }),
      );
    };
    return html`<label class="small"
      ><span class="unseen">Address that phones can reach</span>
      <select @change=${choose}>
        ${this.doors.map((door, at) => html`<option value=${at} ?selected=${at === this.chosen}>${door.address}</option>`)}
      </select>
    </label>`;
  }
}

export function showDoorBig({ address, code, link }: JoinDoor): Promise<void> {
  return showLink({
    title: 'Join on your phone',
    text: 'Scan with the camera, or go to the address and type the code.',
    link,
    big: html`<div class="door-big">
      <p>${address}</p>
      <p class="code">${code}</p>
    </div>`,
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-join': DeskJoin;
  }
  interface HTMLElementEventMap {
    'door-chosen': CustomEvent<number>;
  }
}
