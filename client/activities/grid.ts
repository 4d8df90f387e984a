import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Item } from '../../events/activity.ts';
import { partOf } from '../../events/activities/items.ts';
import { fetched } from './fetched.ts';
import { InputElement, unseen } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { letterOf, plane, planeSteps, planeStyles, type Mark } from './plane.ts';
import { writtenIn } from './writing.ts';

interface Point {
  x: number;
  y: number;
}

class GridInput extends InputElement<'grid'> {
  static override properties: PropertyDeclarations = { current: { state: true }, held: { state: true } };
  declare private current: string | null;
  /** where a finger holds the mark before it lets go */
  declare private held: Point | null;

  static override styles = [
    unseen,
    planeStyles,
    css`
      :host {
        display: block;
        overflow-wrap: anywhere;
        line-height: 1.3;
      }
      * {
        box-sizing: border-box;
      }
      .plane {
        block-size: min(78vw, 300px);
        touch-action: none;
        cursor: crosshair;
      }
      .now {
        display: flex;
        gap: 10px;
        align-items: center;
        margin-block-end: 10px;
        font-weight: 650;
      }
      .badge {
        flex: none;
        display: grid;
        place-items: center;
        inline-size: 28px;
        block-size: 28px;
        border-radius: 50%;
        background: var(--accent);
        color: var(--accent-ink);
        font-weight: 700;
      }
      .slide {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        margin-block-start: 10px;
        font-size: 0.875rem;
        color: var(--ink-2);
      }
      .slide b {
        color: var(--ink);
      }
      .slide input {
        grid-column: 1 / -1;
        block-size: 44px;
        margin: 0;
        accent-color: var(--accent);
      }
      ul {
        list-style: none;
        margin: 16px 0 0;
        padding: 0;
        display: grid;
        gap: 8px;
      }
      button {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 10px;
        align-items: center;
        inline-size: 100%;
        min-block-size: 48px;
        border: 1px solid var(--edge);
        border-radius: 10px;
        padding: 8px 12px;
        background: var(--paper);
        color: var(--ink);
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      button[aria-current='true'] {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
      }
      button small {
        color: var(--ink-2);
        font-size: 0.8125rem;
      }
      .done small {
        color: var(--accent);
        font-weight: 650;
      }
      :focus-visible {
        outline: 3px solid var(--accent);
        outline-offset: 2px;
      }
    `,
  ];

  override render(): TemplateResult {
    const { settings } = this.props;
    const options = settings.options ?? [];
    const current = options.find(({ id }) => id === this.current) ?? options[0];
    if (!current) return html`<p>Nothing to place.</p>`;
    const letter = letterOf(options.indexOf(current));
    return html`<p class="now">
        <span class="badge" aria-hidden="true">${letter}</span><span dir="auto">${current.label}</span>
      </p>
      <div
        aria-hidden="true"
        @pointerdown=${(event: PointerEvent) => this.touch(event, current)}
        @pointermove=${this.slide}
        @pointerup=${() => this.letGo(current)}
        @pointercancel=${() => this.letGo(current)}
      >
        ${plane({ x: settings.x, y: settings.y, marks: this.marks(current) })}
      </div>
      ${this.slider(current, 'x', settings.x)} ${this.slider(current, 'y', settings.y)}
      <ul>
        ${options.map((one, place) => this.pick(one, { letter: letterOf(place), isCurrent: one === current }))}
      </ul>`;
  }

  private pick(one: Item, { letter, isCurrent }: { letter: string; isCurrent: boolean }): TemplateResult {
    const point = this.pointOf(one.id);
    return html`<li>
      <button
        type="button"
        class=${point ? 'done' : ''}
        aria-current=${isCurrent}
        @click=${() => (this.current = one.id)}
      >
        <span class="badge">${letter}</span><span dir="auto">${one.label}</span
        ><small>${point ? `✓ ${point.x} · ${point.y}` : 'not placed'}</small>
      </button>
    </li>`;
  }

  private slider(one: Item, axis: 'x' | 'y', { low, high }: { low: string; high: string }): TemplateResult {
    const point = this.pointOf(one.id);
    const name = [low, high].filter((words) => words !== '').join(' to ') || (axis === 'x' ? 'Across' : 'Up');
    return html`<label class="slide">
      <span dir="auto">${axis === 'x' ? '→' : '↑'} ${name}</span><b>${point ? point[axis] : '–'}</b>
      <input
        type="range"
        min="1"
        max=${planeSteps}
        step="1"
        ?disabled=${this.props.disabled}
        .value=${live(String(point?.[axis] ?? 3))}
        @input=${(event: Event) => this.place(one, { x: 3, y: 3, ...point, [axis]: Number(writtenIn(event)) })}
      />
    </label>`;
  }

  private pointOf(id: string): Point | undefined {
    return this.given ? partOf(this.given.points, id) : undefined;
  }

  private marks(current: Item): Mark[] {
    return (this.props.settings.options ?? []).flatMap((one, place): Mark[] => {
      const point = one === current && this.held ? this.held : this.pointOf(one.id);
      return point ? [{ letter: letterOf(place), ...point, look: one === current ? 'current' : '' }] : [];
    });
  }

  private touch(event: PointerEvent, one: Item): void {
    if (this.props.disabled || !(event.currentTarget instanceof HTMLElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.current = one.id;
    this.held = this.pointAt(event);
  }

  private slide(event: PointerEvent): void {
    if (this.held) this.held = this.pointAt(event);
  }

  private letGo(one: Item): void {
    if (!this.held) return;
    const point = this.held;
    this.held = null;
    this.place(one, point);
  }

  private pointAt({ clientX, clientY }: PointerEvent): Point | null {
    const box = this.renderRoot.querySelector('.plane')?.getBoundingClientRect();
    if (!box) return null;
    const step = (share: number) => Math.max(1, Math.min(planeSteps, Math.floor(share * planeSteps) + 1));
    return { x: step((clientX - box.left) / box.width), y: step((box.bottom - clientY) / box.height) };
  }

  private place(one: Item, point: Point): void {
    const points = { ...this.given?.points, [one.id]: point };
    this.props.change({ points }, { points });
    this.props.announce(`${one.label}: ${point.x} across, ${point.y} up`);
  }
}

const drawn = fetched(() => import('./grid-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'grid-input': GridInput;
  }
}

customElements.define('grid-input', GridInput);

export const grid: ClientKind<'grid'> = {
  saves: 'tap',
  input: (props) => html`<grid-input .props=${props}></grid-input>`,
  result: (props) => drawn(html`<grid-result .props=${props} .size=${props.size}></grid-result>`),
};
