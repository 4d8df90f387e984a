import { css, html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Item } from '../../events/activity.ts';
import { labelOf, partOf } from '../../events/activities/items.ts';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { stepperStyles } from './stepper.ts';
import { writtenIn } from './writing.ts';

interface Draft {
  points: Record<string, number>;
}

class AllocationInput extends InputElement<'allocation'> {
  static override styles = [
    stepperStyles,
    css`
      .left {
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
        margin: 0 0 12px;
        border-radius: 10px;
        padding: 8px 12px;
        background: var(--accent-wash);
        color: var(--accent);
        font-weight: 700;
        font-variant-numeric: tabular-nums;
      }
      .over {
        background: var(--alert-wash);
        color: var(--alert);
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px 12px;
        align-items: center;
        margin-block-end: 10px;
        border: 1px solid var(--line);
        border-radius: var(--r-m);
        padding: 10px 12px;
        background: var(--card);
      }
      .some {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
        background: var(--accent-wash);
      }
      @container (max-width: 330px) {
        .row {
          grid-template-columns: minmax(0, 1fr);
        }
        .stepper {
          justify-self: end;
        }
      }
      @container (max-width: 230px) {
        .row {
          padding: 8px 4px;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const left = this.left();
    return html`<p class="left ${left < 0 ? 'over' : ''}">${leftWords(left)}</p>
      ${(this.props.settings.options ?? []).map((one) => this.row(one))}`;
  }

  private row({ id, label }: Item): TemplateResult {
    const { disabled } = this.props;
    const points = this.of(id);
    const step = this.step();
    return html`<div class="row ${points > 0 ? 'some' : ''}" role="group" aria-label=${label}>
      <span dir="auto">${label}</span>
      <span class="stepper">
        <button
          type="button"
          aria-label="Fewer points: ${label}"
          aria-disabled=${disabled || points === 0}
          @click=${() => this.set(id, points - step)}
        >
          −
        </button>
        <input
          inputmode="numeric"
          autocomplete="off"
          aria-label="Points: ${label}"
          ?disabled=${disabled}
          .value=${live(String(points))}
          @focus=${(event: FocusEvent) => event.target instanceof HTMLInputElement && event.target.select()}
          @input=${(event: Event) => this.keep(id, Number.parseInt(writtenIn(event), 10) || 0)}
          @change=${() => this.say(id)}
        />
        <button
          type="button"
          aria-label="More points: ${label}"
          aria-disabled=${disabled || this.room(id) <= 0}
          @click=${() => this.set(id, points + Math.min(step, this.room(id)))}
        >
          +
        </button>
      </span>
    </div>`;
  }

  private now(): Record<string, number> {
    const { draft, value } = this.props;
    return isDraft(draft) ? draft.points : (value?.points ?? {});
  }

  private of(id: string): number {
    return partOf(this.now(), id) ?? 0;
  }

  private left(): number {
    return this.props.settings.points - Object.values(this.now()).reduce((sum, points) => sum + points, 0);
  }

  /** What may still go onto one option. */
  private room(id: string): number {
    const { cap, points } = this.props.settings;
    return Math.min(this.left(), (cap ?? points) - this.of(id));
  }

  /** A hundred points are given in handfuls, a few dots one by one. */
  private step(): number {
    return this.props.settings.points >= 50 ? 5 : 1;
  }

  private set(id: string, wanted: number): void {
    if (this.props.disabled) return;
    this.keep(id, wanted);
    this.say(id);
  }

  /** With each key, or what is half typed would be gone when the page is drawn anew because somebody else answered. */
  private keep(id: string, wanted: number): void {
    const { settings } = this.props;
    const given = Math.max(0, Math.min(wanted, settings.cap ?? settings.points));
    const points = { ...this.now(), [id]: given };
    const left = settings.points - Object.values(points).reduce((sum, one) => sum + one, 0);
    this.props.change(left === 0 ? { points } : null, { points } satisfies Draft);
    this.requestUpdate();
  }

  private say(id: string): void {
    const label = labelOf(this.props.settings.options, id);
    this.props.announce(`${label} ${this.of(id)}. ${leftWords(this.left())}`);
  }
}

function leftWords(left: number): string {
  if (left === 0) return 'All points given';
  const count = Math.abs(left);
  const points = count === 1 ? '1 point' : `${count} points`;
  return left > 0 ? `${points} left` : `${points} too many`;
}

function isDraft(draft: unknown): draft is Draft {
  return typeof draft === 'object' && draft !== null && 'points' in draft && typeof draft.points === 'object';
}

const drawn = fetched(() => import('./allocation-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'allocation-input': AllocationInput;
  }
}

customElements.define('allocation-input', AllocationInput);

export const allocation: ClientKind<'allocation'> = {
  saves: 'send',
  input: (props) => html`<allocation-input .props=${props}></allocation-input>`,
  result: (props) => drawn(html`<allocation-result .props=${props} .size=${props.size}></allocation-result>`),
};
