import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { GroupAnswer, Item } from '../../events/activity.ts';
import { describeAllocation } from '../../events/activities/allocation.ts';
import { labelOf, partOf } from '../../events/activities/items.ts';
import './board.ts';
import { figureStyles } from './figure-styles.ts';
import { InputElement, ResultElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { spoken } from './rounds.ts';
import { row, rowRungs, rowStyles } from './rows.ts';
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
      @media (max-width: 360px) {
        .row {
          grid-template-columns: minmax(0, 1fr);
        }
        .stepper {
          justify-self: end;
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
        <button type="button" aria-label="Fewer points: ${label}" aria-disabled=${disabled || points === 0} @click=${() => this.set(id, points - step)}>−</button>
        <input
          inputmode="numeric"
          autocomplete="off"
          aria-label="Points: ${label}"
          ?disabled=${disabled}
          .value=${live(String(points))}
          @focus=${(event: FocusEvent) => event.target instanceof HTMLInputElement && event.target.select()}
          @change=${(event: Event) => this.set(id, Number.parseInt(writtenIn(event), 10) || 0)}
        />
        <button type="button" aria-label="More points: ${label}" aria-disabled=${disabled || this.room(id) <= 0} @click=${() => this.set(id, points + Math.min(step, this.room(id)))}>+</button>
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
    const { settings, disabled } = this.props;
    if (disabled) return;
    const given = Math.max(0, Math.min(wanted, settings.cap ?? settings.points));
    const points = { ...this.now(), [id]: given };
    const left = settings.points - Object.values(points).reduce((sum, one) => sum + one, 0);
    this.props.change(left === 0 ? { points } : null, { points } satisfies Draft);
    this.props.announce(`${labelOf(settings.options, id)} ${given}. ${leftWords(left)}`);
    this.requestUpdate();
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

class AllocationResult extends ResultElement<'allocation'> {
  static override styles = [
    ...figureStyles,
    rowStyles,
    css`
      :host {
        --label: 40%;
      }
      .given {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.6em;
        align-items: center;
      }
      .track {
        block-size: 1.1em;
        border-radius: 0.25em;
        background: var(--accent-wash);
      }
      .amount {
        display: block;
        block-size: 100%;
        min-inline-size: 3px;
        border-radius: 0.25em;
        background: var(--accent);
      }
      b {
        min-inline-size: 2.2em;
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      .by {
        grid-column: 1 / -1;
        color: var(--ink-2);
        font-size: var(--small);
        line-height: 1.1;
      }
      .you {
        color: var(--accent);
        font-weight: 650;
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing } = this.props;
    const round = rounds.at(-1);
    if (!round) return html``;
    const { groupAnswer, settings } = round;
    const options = groupAnswer.options.toSorted((one, other) => other.total - one.total);
    const most = Math.max(1, ...options.map(({ total }) => total));
    const rows = options.map((one) => row(labelOf(settings.options, one.id), this.given(one, { most, n: groupAnswer.n })));
    const label = spoken(rounds, (one) => describeAllocation(one.groupAnswer, one.settings));
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${this.size === 'stage'
        ? html`<stage-board class="fill" role="img" aria-label=${label} .rungs=${rowRungs} .of=${this.props}>${rows}</stage-board>`
        : html`<div role="img" aria-label=${label}>${rows}</div>`}
      ${numbersTable(['', 'Points', 'People', 'Median'], options.map(({ id, total, people, median }) => [labelOf(settings.options, id), total, people, median ?? '']))}
      ${groupAnswer.n === 0
        ? html`<p class="say"><b>No answers</b></p>`
        : html`<p class="say"><span>${settings.points} points each, all added up. The middle is what half of the room gave at least.</span></p>`}
    </figure>`;
  }

  /** The people behind the points stand beside them: one person can put everything on one thing. */
  private given({ id, total, people, median }: GroupAnswer<'allocation'>['options'][number], { most, n }: { most: number; n: number }): TemplateResult {
    const mine = this.props.mine === null ? null : (partOf(this.props.mine.points, id) ?? 0);
    return html`<div class="given">
      <span class="track"><i class="amount mark" .style=${`inline-size:${(total / most) * 100}%`}></i></span>
      <b>${total}</b>
      <span class="by">
        from ${people} of ${n}${median === null ? '' : `, middle ${Math.round(median)}`}${mine === null ? nothing : html` <span class="you">you: ${mine}</span>`}
      </span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'allocation-input': AllocationInput;
    'allocation-result': AllocationResult;
  }
}

customElements.define('allocation-input', AllocationInput);
customElements.define('allocation-result', AllocationResult);

export const allocation: ClientKind<'allocation'> = {
  saves: 'send',
  input: (props) => html`<allocation-input .props=${props}></allocation-input>`,
  result: (props) => html`<allocation-result .props=${props} .size=${props.size}></allocation-result>`,
};
