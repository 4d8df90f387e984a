import { html, nothing, type TemplateResult } from 'lit';
import type { DocumentView } from '../../events/views/document.ts';
import { numbersPages } from '../../events/views/document-numbers.ts';
import { sheet } from '../../events/views/document-sheet.ts';
import { documentStyle } from '../../events/views/document-style.ts';
import { tourOf, type TourStop } from '../../events/views/tour.ts';
import { drawn } from '../ui/markup.ts';

/** What a reader lands on: the document, the ways to keep it, and the tour of what made it. */

export interface Landing {
  nodes: Node[];
  stops: TourStop[];
}

/** Drawn once: a document does not change while it is read. `moments` says whether there is a replay to lead to. */
export function landingOf(view: DocumentView, moments: boolean): Landing {
  const numbers = numbersPages(view);
  return {
    nodes: [drawn(sheet(view, { moments })), ...(numbers === null ? [] : [drawn(numbers)])],
    stops: moments ? tourOf(view) : [],
  };
}

/** The document's own style: the same text that the file to keep carries along. */
export function adoptDocumentStyle(): void {
  const style = new CSSStyleSheet();
  style.replaceSync(documentStyle);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
}

export interface OutcomeParts {
  landing: Landing;
  /** null where this link is for the outcome alone */
  replay: { moments: number; minutes: string } | null;
  saving: string | null;
  trouble: string | null;
  save: (extension: string) => void;
}

const formats: readonly [extension: string, label: string, title: string][] = [
  ['html', 'One file', 'Opens anywhere, without a network'],
  ['md', 'Markdown', 'To paste into a page or a message'],
  ['csv', 'CSV', 'Every number with the people behind it'],
  ['json', 'JSON', 'Everything, for programs'],
];

export function outcomeScreen(parts: OutcomeParts): TemplateResult {
  const { landing, replay } = parts;
  return html`<main class="replay-outcome">
    <div class="keep" role="group" aria-label="Keep a copy">
      <span class="hint">Keep a copy:</span>
      ${formats.map(
        ([extension, label, title]) =>
          html`<button
            class="chip"
            title=${title}
            ?disabled=${parts.saving === extension}
            @click=${() => parts.save(extension)}
          >
            ${label}
          </button>`,
      )}
      <button class="chip" @click=${() => print()}>Print</button>
    </div>
    ${parts.trouble === null ? nothing : html`<p class="notice alert" role="alert">${parts.trouble}</p>`}
    <div class="replay-sheet">${landing.nodes}</div>
    ${replay === null ? html`<p class="hint outcome-only">This link is for the outcome alone.</p>` : tour(landing.stops, replay)}
  </main>`;
}

function tour(stops: readonly TourStop[], replay: { moments: number; minutes: string }): TemplateResult {
  return html`<aside class="tour" aria-labelledby="tour-title">
    <h2 id="tour-title">How it came about</h2>
    ${
      stops.length === 0
        ? nothing
        : html`<p class="hint">Three minutes, ${stops.length} moments, as the room saw them.</p>
            <ol>
              ${stops.map(
                ({ position, title, words }, at) =>
                  html`<li>
                    <a href="#at=${position}&tour=${at + 1}">
                      <b>${title}</b>
                      <span>${words}</span>
                    </a>
                  </li>`,
              )}
            </ol>
            <a class="button primary" href="#at=${stops[0]?.position ?? 1}&tour=1">Take the tour</a>`
    }
    <a class="button" href="#at=1">See the whole session</a>
    <p class="hint small">${replay.moments} moments in ${replay.minutes}. Silences are shortened.</p>
  </aside>`;
}
