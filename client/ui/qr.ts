import { html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { generate } from 'lean-qr';

/**
 * A code to scan. It keeps its white ground on a dark page, because many phones cannot read it the other way round.
 * Its size is the size of the element.
 */
@customElement('parley-qr')
export class Qr extends LitElement {
  @property() text = '';
  /** what it leads to, for those who do not see it */
  @property() label = 'A code to scan';

  override createRenderRoot(): this {
    return this;
  }

  override render() {
    if (this.text === '') return nothing;
    const code = generate(this.text);
    const quiet = 3;
    const size = code.size + 2 * quiet;
    const path = Array.from({ length: code.size }, (_row, y) => rowPath(code, y, quiet)).join('');
    return html`<svg
      viewBox="0 0 ${size} ${size}"
      role="img"
      aria-label=${this.label}
      shape-rendering="crispEdges"
    >
      ${svg`<rect width=${size} height=${size} rx="2" fill="#fff"></rect><path d=${path} fill="#14131a"></path>`}
    </svg>`;
  }
}

function rowPath(code: ReturnType<typeof generate>, y: number, quiet: number): string {
  const dark = Array.from({ length: code.size }, (_column, x) => x).filter((x) => code.get(x, y));
  return dark.map((x) => `M${x + quiet} ${y + quiet}h1v1h-1z`).join('');
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-qr': Qr;
  }
}
