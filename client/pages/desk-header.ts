import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { paceOf, type Pace } from '../../events/views/pace.ts';
import type { PresenceMessage } from '../../events/wire.ts';
import { counted } from '../words.ts';
import { ActEvent, DeskPart } from './desk-part.ts';

/** The top of the desk: what runs, how many are here, how the time stands, and the ways out. */
@customElement('desk-header')
export class DeskHeader extends DeskPart {
  static override properties = {
    ...DeskPart.properties,
    presence: { attribute: false },
    leads: { type: Boolean },
  };
  declare presence: PresenceMessage;
  /** a scribe watches and writes, and ends nothing */
  declare leads: boolean;

  override render(): TemplateResult {
    const { view } = this;
    return html`<header class="desk-top">
      <a class="house" href="/">Parley</a>
      <h1>${view.title}</h1>
      ${view.rehearsal ? html`<span class="tag warn">Rehearsal</span>` : nothing} ${this.#live()}
      ${this.#time()}
      <span class="gap"></span>
      ${this.leads ? this.#ways() : html`<span class="tag">You write; the facilitator leads</span>`}
    </header>`;
  }

  #live(): TemplateResult {
    const { view, presence } = this;
    const here = view.room.filter((one) => !one.removed && presence.here.includes(one.id)).length;
    if (view.ended) return html`<span class="tag">Ended</span>`;
    const words = view.paused ? 'Paused' : view.started ? 'Live' : 'Not begun';
    return html`<span class="tag ${view.paused ? 'warn' : view.started ? 'good' : ''}"
      ><i aria-hidden="true">●</i> ${words} · ${here} in the room</span
    >`;
  }

  #time(): TemplateResult | typeof nothing {
    const { view } = this;
    const pace = paceOf(view, new Date(this.now).toISOString());
    if (!pace)
      return view.ended
        ? nothing
        : html`<span class="tag">${Math.round(view.minutesPlanned)} min planned</span>`;
    const left = Math.max(0, Math.round((Date.parse(pace.finishAt) - this.now) / 60_000));
    return html`<span
      class="tag ${pace.behind > 0 ? 'warn' : ''}"
      title="Ends at about ${clockTime(pace.finishAt)}"
      >${left} min left${paceWords(pace)}</span
    >`;
  }

  #ways(): TemplateResult {
    const { view } = this;
    const act = (what: 'stage' | 'remote' | 'end') => () => this.dispatchEvent(new WayEvent(what));
    if (view.ended) return html``;
    return html`<button class="button slim" @click=${() => this.dispatchEvent(new ActEvent('present'))}>
        Present here <kbd>W</kbd>
      </button>
      <button class="button slim" @click=${act('stage')}>
        Open stage
        ↗${this.presence.stages > 0 ? html`<small>${counted(this.presence.stages, 'open', 'open')}</small>` : nothing}
      </button>
      <button class="button slim" @click=${act('remote')}>Phone remote</button>
      <button class="button slim" @click=${act('end')}>End session</button>`;
  }
}

function paceWords({ behind }: Pace): string {
  if (behind > 0) return ` · ${behind} min over`;
  return behind < 0 ? ` · ${-behind} min ahead` : '';
}

function clockTime(at: string): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/** Somebody wants out of the desk: to the wall, to a phone, to the end. */
export class WayEvent extends Event {
  static readonly type = 'desk-way';
  readonly way: 'stage' | 'remote' | 'end';

  constructor(way: WayEvent['way']) {
    super(WayEvent.type, { bubbles: true, composed: true });
    this.way = way;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-header': DeskHeader;
  }
  interface HTMLElementEventMap {
    'desk-way': WayEvent;
  }
}
