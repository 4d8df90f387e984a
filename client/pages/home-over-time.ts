import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OverTime, SittingRow, StepOverTime } from '../../events/views/over-time.ts';
import { counted } from '../words.ts';
import { cellWords } from './over-time-words.ts';

/** The same template on the same subject, held more than once: what the room said each time, row by row. */
@customElement('home-over-time')
export class HomeOverTime extends LitElement {
  @property({ attribute: false }) series: readonly OverTime[] = [];

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult | typeof nothing {
    const repeated = this.series.filter(({ sittings }) => sittings.length > 1);
    if (repeated.length === 0) return nothing;
    return html`<section aria-labelledby="over-time-head" class="over-time">
      <h2 id="over-time-head">Over time</h2>
      ${repeated.map((one) => seriesPart(one))}
    </section>`;
  }
}

function seriesPart({ workshopTitle, subject, sittings, steps }: OverTime): TemplateResult {
  const name = subject === null || subject === '' ? workshopTitle : `${subject} · ${workshopTitle}`;
  return html`<details class="card">
    <summary><b>${name}</b> <span class="hint">${counted(sittings.length, 'time', 'times')}</span></summary>
    <div class="table-way" tabindex="0" role="region" aria-label=${name}>
      <table>
        <thead>
          <tr>
            <td></td>
            ${sittings.map(({ at, title }) => html`<th scope="col">${monthWords(at)}<br /><small class="hint">${title}</small></th>`)}
          </tr>
        </thead>
        ${steps.map((step) => stepPart(step))}
      </table>
    </div>
  </details>`;
}

function stepPart({ title, asked, rows }: StepOverTime): TemplateResult {
  return html`<tbody>
    <tr class="step">
      <th scope="rowgroup">${title}</th>
      ${asked.map((one) => html`<td>${one === null ? 'not shown' : `n ${one.n}`}</td>`)}
    </tr>
    ${rows.map(({ label, values }) => rowPart(label, values))}
  </tbody>`;
}

function rowPart(label: string, values: readonly (SittingRow['cells'] | null)[]): TemplateResult {
  return html`<tr>
    <th scope="row">${label}</th>
    ${values.map((cells) => html`<td>${cells === null ? '' : cellWords(cells)}</td>`)}
  </tr>`;
}

function monthWords(at: string): string {
  return new Date(at).toLocaleDateString([], { day: 'numeric', month: 'short', year: '2-digit' });
}

declare global {
  interface HTMLElementTagNameMap {
    'home-over-time': HomeOverTime;
  }
}
