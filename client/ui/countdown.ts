import { html, LitElement, nothing } from 'lit';

/**
 * How much time is left, as 2:41. It is a timer by role and never a live region: it would talk over everything
 * else. Past zero it says what is over, without counting on.
 */
export class Countdown extends LitElement {
  static override properties = { until: {}, offset: { type: Number }, pausedAt: {}, over: {} };
  /** ISO time when the time is over, or null for no timer */
  until: string | null = null;
  /** server's clock minus this one, in milliseconds */
  offset = 0;
  /** ISO time at which the clock stands still, or null */
  pausedAt: string | null = null;
  /** what to say when the time is over */
  over = 'Time is up';
  #timer: ReturnType<typeof setTimeout> | null = null;

  override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  override render() {
    if (this.until === null) return nothing;
    const now = this.pausedAt === null ? Date.now() + this.offset : Date.parse(this.pausedAt);
    const leftMs = Date.parse(this.until) - now;
    this.#tickAfter(leftMs);
    if (leftMs <= 0) return html`<span class="pill" role="timer">${this.over}</span>`;
    const text = clockWords(Math.ceil(leftMs / 1000));
    return html`<span class="pill" role="timer" aria-label="${text} left">${text}</span>`;
  }

  /** Wakes when the shown second changes, not every so often. */
  #tickAfter(leftMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (leftMs <= 0 || this.pausedAt !== null) return;
    this.#timer = setTimeout(() => this.requestUpdate(), (leftMs % 1000) + 5);
  }
}

/** 161 seconds are 2:41. */
export function clockWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

customElements.define('parley-countdown', Countdown);

declare global {
  interface HTMLElementTagNameMap {
    'parley-countdown': Countdown;
  }
}
