import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { fit, pageWidth, type Rung } from './fitting.ts';

/**
 * A stage never scrolls. Cards and rows stand in columns of a fixed height; they are tried in the largest type first,
 * then in smaller ones and in more columns. What does not fit even then stands in columns beyond the edge, and a
 * button says how many those are and turns the page: on the wall by the laptop or from the desk, in a replay by the
 * reader. Fires `paged` with the number of pages, also where it is one.
 */

export class StageBoard extends LitElement {
  static override properties = {
    rungs: { attribute: false },
    of: { attribute: false },
    shows: {},
    flow: {},
    label: {},
    page: { state: true },
    pages: { state: true },
    left: { state: true },
  };
  declare rungs: readonly Rung[];
  /** what the items come from: when it changes, they are fitted again, on the page that the desk has turned to */
  declare of: { page?: number };
  /** what its items are together: one picture with a text alternative, or a list to be read */
  declare shows: 'img' | 'list';
  /** cards stand across, rows go down */
  declare flow: 'down' | 'across';
  declare label: string;
  /** counted on and on: every wall has its own number of pages, and begins again after its last */
  declare private page: number;
  declare private pages: number;
  declare private left: number;
  private watch: ResizeObserver | null = null;

  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      min-block-size: 0;
      position: relative;
    }
    .window {
      flex: 1;
      min-block-size: 0;
      overflow: hidden;
    }
    .box {
      position: relative;
      block-size: 100%;
      column-gap: 28px;
      column-fill: auto;
    }
    :host([balanced]) .box {
      column-fill: balance;
    }
    :host([across]) .box {
      display: grid;
      grid-auto-rows: 1px;
      grid-auto-flow: dense;
      align-items: start;
    }
    ::slotted(*) {
      break-inside: avoid;
    }
    /* Chromium draws nothing of what it moves where that is broken over columns. */
    :host([broken]) ::slotted(*) {
      animation: none !important;
    }
    :host(:not([paged])) button {
      display: none;
    }
    button {
      align-self: flex-end;
      min-block-size: 48px;
      margin-block-start: 8px;
      border: 0;
      border-radius: 12px;
      padding: 2px 20px;
      background: var(--accent-wash);
      color: var(--accent);
      font: inherit;
      font-size: 32px;
      font-weight: 650;
      cursor: pointer;
    }
    button:focus-visible {
      outline: 3px solid var(--accent);
      outline-offset: 2px;
    }
  `;

  constructor() {
    super();
    this.rungs = [{ columns: 1, type: 32 }];
    this.shows = 'list';
    this.flow = 'down';
    this.label = '';
    this.of = {};
    this.page = 0;
    this.pages = 1;
    this.left = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch = new ResizeObserver(() => this.refit());
    this.watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch?.disconnect();
  }

  override render(): TemplateResult {
    return html`<div class="window">
        <div class="box" role=${this.shows} aria-label=${this.label === '' ? nothing : this.label}>
          <slot @slotchange=${this.refit}></slot>
        </div>
      </div>
      <button type="button" @click=${() => (this.page += 1)}>
        ${this.left > 0 ? `${this.left} more ›` : this.page % this.pages < this.pages - 1 ? 'The rest ›' : 'From the start ↺'}
      </button>`;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('of') && changed.get('of')?.page !== this.of.page) this.page = this.of.page ?? 0;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('of') || changed.has('rungs')) this.refit();
    const box = this.box();
    if (box && this.pages > 1) this.left = turn(box, this.items(), this.page % this.pages);
  }

  private refit(): void {
    const box = this.box();
    if (!box || this.clientWidth === 0) return;
    const pages = fit({ host: this, box, items: this.items(), flow: this.flow }, this.rungs);
    this.toggleAttribute('paged', pages > 1);
    if (pages !== this.pages) this.page = this.of.page ?? 0;
    this.pages = pages;
    this.left = turn(box, this.items(), this.page % pages);
    this.dispatchEvent(new CustomEvent('paged', { detail: pages, bubbles: true, composed: true }));
  }

  private box(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.box');
  }

  private items(): HTMLElement[] {
    return [...this.children].filter((item) => item instanceof HTMLElement);
  }
}

/** Shows one page, and says how many items neither it nor an earlier one shows. Pages lie in reading direction. */
function turn(box: HTMLElement, items: readonly HTMLElement[], page: number): number {
  const rightToLeft = getComputedStyle(box).direction === 'rtl';
  const width = pageWidth(box);
  box.style.transform = page === 0 ? '' : `translateX(${(rightToLeft ? 1 : -1) * page * width}px)`;
  const window = box.getBoundingClientRect();
  const scale = window.width / Math.max(1, box.clientWidth);
  return items.filter((item) => {
    const place = item.getBoundingClientRect();
    const start = (rightToLeft ? window.right - place.right : place.left - window.left) / scale;
    return start >= (page + 1) * width - 1;
  }).length;
}

declare global {
  interface HTMLElementTagNameMap {
    'stage-board': StageBoard;
  }
}

// What fits is only known once it is laid out.
StageBoard.disableWarning?.('change-in-update');
customElements.define('stage-board', StageBoard);
