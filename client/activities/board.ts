import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';

/**
 * A stage never scrolls. Cards and rows stand in columns of a fixed height; they are tried in the largest type first,
 * then in smaller ones and in more columns. What does not fit even then stands in columns beyond the edge, and a
 * button says how many those are and turns the page: on the wall by the laptop, in a replay by the reader.
 */

export interface Rung {
  columns: number;
  /** px */
  type: number;
}

export class StageBoard extends LitElement {
  static override properties = {
    rungs: { attribute: false },
    of: { attribute: false },
    shows: {},
    label: {},
    page: { state: true },
    pages: { state: true },
    left: { state: true },
  };
  declare rungs: readonly Rung[];
  /** whatever the items come from; when it changes, they are fitted again */
  declare of: unknown;
  /** what its items are together: one picture with a text alternative, or a list to be read */
  declare shows: 'img' | 'list';
  declare label: string;
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
      column-fill: balance;
    }
    .paged {
      column-fill: auto;
    }
    ::slotted(*) {
      break-inside: avoid;
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
    this.label = '';
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
        <div
          class="box ${this.pages > 1 ? 'paged' : ''}"
          role=${this.shows}
          aria-label=${this.label === '' ? nothing : this.label}
        >
          <slot @slotchange=${this.refit}></slot>
        </div>
      </div>
      ${
        this.pages > 1
          ? html`<button type="button" @click=${() => (this.page = (this.page + 1) % this.pages)}>
              ${this.left > 0 ? `${this.left} more ›` : this.page + 1 < this.pages ? 'The rest ›' : 'From the start ↺'}
            </button>`
          : nothing
      }`;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('of') || changed.has('rungs')) this.refit();
    const box = this.box();
    if (box && this.pages > 1) this.left = turn(box, this.items(), this.page);
  }

  private refit(): void {
    const box = this.box();
    if (!box || this.clientWidth === 0) return;
    const pages = fit(box, this.items(), this.rungs);
    if (pages !== this.pages) this.page = 0;
    this.pages = pages;
    this.left = turn(box, this.items(), this.page);
  }

  private box(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.box');
  }

  private items(): HTMLElement[] {
    return [...this.children].filter((item) => item instanceof HTMLElement);
  }
}

/**
 * Takes the first rung that holds everything and cuts least off its labels, else the last. Says how many pages
 * there are.
 */
function fit(box: HTMLElement, items: readonly HTMLElement[], rungs: readonly Rung[]): number {
  box.style.transform = '';
  let best: { rung: Rung; cut: number } | null = null;
  for (const rung of rungs) {
    lay(box, rung);
    if (!holds(box)) continue;
    const cut = items.reduce((sum, item) => sum + cutOf(item), 0);
    if (cut === 0) return spread(box, items);
    if (best === null || cut < best.cut) best = { rung, cut };
  }
  if (best) {
    lay(box, best.rung);
    return spread(box, items);
  }
  return Math.max(1, Math.ceil((box.scrollWidth - 1) / pageWidth(box)));
}

/** What is left below a single column goes between its rows, as far as they still read as one. */
function spread(box: HTMLElement, items: readonly HTMLElement[]): number {
  const last = items.at(-1);
  if (box.style.columnCount !== '1' || !last) return 1;
  const left = box.clientHeight - (last.offsetTop + last.offsetHeight);
  let air = Math.min(airMax, Math.floor(left / items.length / 2));
  if (air > 0) box.style.setProperty('--air', `${air}px`);
  // Heights are told in whole pixels: what seems to fit may be a fraction too tall, and would leave the wall.
  for (; air > 0 && !holds(box); air -= 1) box.style.setProperty('--air', `${air - 1}px`);
  return 1;
}

const airMax = 36;

function lay(box: HTMLElement, { columns, type }: Rung): void {
  box.style.setProperty('--air', '0px');
  box.style.columnCount = String(columns);
  box.style.fontSize = `${type}px`;
}

function holds(box: HTMLElement): boolean {
  return box.scrollWidth <= box.clientWidth + 1 && box.scrollHeight <= box.clientHeight + 1;
}

/** How much of an item's labels the line clamp hides, in heights of what it shows. */
function cutOf(item: HTMLElement): number {
  return [...item.querySelectorAll('.label')].reduce((sum, label) => {
    const hidden = label.scrollHeight - label.clientHeight;
    return hidden > 2 ? sum + hidden / label.clientHeight : sum;
  }, 0);
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

function pageWidth(box: HTMLElement): number {
  return box.clientWidth + (Number.parseFloat(getComputedStyle(box).columnGap) || 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'stage-board': StageBoard;
  }
}

// What fits is only known once it is laid out.
StageBoard.disableWarning?.('change-in-update');
customElements.define('stage-board', StageBoard);
