import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RoomLine } from '../../events/views/desk.ts';
import type { PresenceMessage } from '../../events/wire.ts';
import { clockWords } from '../ui/countdown.ts';
import { confirm } from '../ui/dialog.ts';
import { erasePerson } from './desk-erasing.ts';
import { DeskPart } from './desk-part.ts';
import { showLink } from './link-dialog.ts';

/** Who is here. A line opens to what can be done for that person. */
@customElement('desk-room')
export class DeskRoom extends DeskPart {
  static override properties = {
    ...DeskPart.properties,
    presence: { attribute: false },
    goneSince: { attribute: false },
    leads: { type: Boolean },
  };
  declare presence: PresenceMessage;
  /** since when somebody has been away, in milliseconds, as far as this desk has noticed */
  declare goneSince: ReadonlyMap<string, number>;
  declare leads: boolean;
  @state() private chosen: string | null = null;

  override render(): TemplateResult {
    const people = this.view.room.filter((one) => !one.removed && !one.erased);
    const here = people.filter((one) => this.presence.here.includes(one.id)).length;
    return html`<section class="desk-room" aria-labelledby="room-head">
      <h2 id="room-head">Room <small>${here} of ${people.length} here</small></h2>
      ${this.#roles()}
      ${people.length === 0 ? html`<p class="hint">Nobody yet. Names appear here as phones come in.</p>` : nothing}
      <ul>
        ${repeat(
          people,
          (one) => one.id,
          (one) => this.#person(one),
        )}
      </ul>
      ${this.#gone()}
    </section>`;
  }

  /** Whoever was taken out may still ask to be erased. */
  #gone(): TemplateResult | typeof nothing {
    const gone = this.view.room.filter((one) => one.removed && !one.erased);
    if (gone.length === 0 || !this.leads) return nothing;
    return html`<details class="small">
      <summary class="hint">Taken out: ${gone.length}</summary>
      <ul>
        ${gone.map((one) => html`<li class="row"><span class="grow">${one.name}</span><button class="button slim danger" @click=${() => void erasePerson(one, (command) => this.ask(command))}>Erase …</button></li>`)}
      </ul>
    </details>`;
  }

  #roles(): TemplateResult | typeof nothing {
    const { roles } = this.view;
    if (roles.length < 2) return nothing;
    return html`<p class="small hint roles">
      ${roles.map(({ label, count, max }) => html`<span class=${max !== null && count === 0 ? 'lacking' : ''}>${label} ${max === null ? count : `${count}/${max}`}</span>`)}
    </p>`;
  }

  #person(one: RoomLine): TemplateResult {
    const isChosen = this.chosen === one.id;
    const several = this.view.roles.length > 1;
    const choose = () => {
      this.chosen = isChosen ? null : one.id;
    };
    return html`<li class="person">
      <button class="person-face" aria-expanded=${isChosen} @click=${choose} ?disabled=${!this.leads}>
        <b class="initials" aria-hidden="true">${initials(one.name)}</b>
        <span class="name"
          >${one.name}${several || one.observer || one.pretend ? html`<small>${describe(one)}</small>` : nothing}</span
        >
        <span class="presence">${this.#presence(one.id)}</span>
      </button>
      ${one.mayAdmit ? html`<button class="button slim" @click=${() => this.ask({ type: 'admit', participant: one.id })}>Let into this question</button>` : nothing}
      ${isChosen ? this.#actions(one) : nothing}
    </li>`;
  }

  #presence(id: string): string {
    if (this.presence.here.includes(id)) return 'here';
    const since = this.goneSince.get(id);
    return since === undefined
      ? 'offline'
      : `offline ${clockWords(Math.max(0, Math.floor((this.now - since) / 1000)))}`;
  }

  #actions(one: RoomLine): TemplateResult {
    const { roles, room } = this.view;
    const others = room.filter((other) => other.id !== one.id && !other.removed).toReversed();
    const assign = (event: Event) =>
      this.ask({ type: 'assign-role', participant: one.id, role: (event.target as HTMLSelectElement).value });
    const move = (event: Event) => {
      const select = event.target as HTMLSelectElement;
      const { value } = select;
      select.value = '';
      if (value !== '') void this.#move(one, value);
    };
    return html`<div class="person-actions">
      ${
        roles.length > 1
          ? html`<label class="field"
              ><span>Role</span
              ><select @change=${assign}>
                ${roles.map((role) => html`<option value=${role.id} ?selected=${role.id === one.role} ?disabled=${role.max !== null && role.count >= role.max && role.id !== one.role}>${role.label}</option>`)}
              </select></label
            >`
          : nothing
      }
      <button class="button slim wide" @click=${() => this.#newLink(one)}>
        Dead battery: a link to this seat
      </button>
      ${
        others.length > 0
          ? html`<label class="field"
              ><span>… or it is the phone that joined as</span
              ><select @change=${move}>
                <option value="">choose</option>
                ${others.map((other) => html`<option value=${other.id}>${other.name}</option>`)}
              </select></label
            >`
          : nothing
      }
      <button class="button slim wide danger" @click=${() => void this.#remove(one)}>
        Take out of the room
      </button>
      <button
        class="button slim wide danger"
        @click=${() => void erasePerson(one, (command) => this.ask(command))}
      >
        Erase this person …
      </button>
    </div>`;
  }

  #newLink({ id, name }: RoomLine): void {
    this.ask({ type: 'move-seat', participant: id }, (ack) => {
      if (!ack.ok || ack.link === undefined) return;
      void showLink({
        title: `${name}’s seat`,
        text: `The next phone that opens this becomes ${name}’s. The old one stops.`,
        link: ack.link,
      });
    });
  }

  async #move(one: RoomLine, to: string): Promise<void> {
    const other = this.view.room.find((line) => line.id === to);
    if (!other) return;
    const wants = await confirm({
      title: `Give ${one.name}’s seat to another phone?`,
      text: `The phone that joined as ${other.name} becomes ${one.name}’s, with what was answered there. The seat of ${other.name} is closed.`,
      yes: 'Move the seat',
    });
    if (wants) this.ask({ type: 'move-seat', participant: one.id, to });
  }

  async #remove({ id, name }: RoomLine): Promise<void> {
    const wants = await confirm({
      title: `Take ${name} out of the room?`,
      text: 'Their phone says so and stops. Answers that are in a sealed round stay in it, because nobody can tell which they are.',
      yes: 'Take out',
      danger: true,
    });
    if (wants) this.ask({ type: 'remove-participant', participant: id });
  }
}

function describe({ roleLabel, observer, pretend }: RoomLine): string {
  return [roleLabel, observer ? 'watches' : '', pretend ? 'pretend' : '']
    .filter((one) => one !== '')
    .join(' · ');
}

/** Letters as people see them: an accent or a joined sign is not torn from its letter. */
function letters(word: string, count: number): string {
  const seen = new Intl.Segmenter().segment(word);
  return Array.from(seen, ({ segment }) => segment)
    .slice(0, count)
    .join('');
}

function initials(name: string): string {
  const [first = '', second = ''] = name.trim().split(/\s+/u);
  const two = second === '' ? letters(first, 2) : letters(first, 1) + letters(second, 1);
  return two.toUpperCase();
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-room': DeskRoom;
  }
}
