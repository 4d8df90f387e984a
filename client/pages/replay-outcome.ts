import { html, nothing, type TemplateResult } from 'lit';
import type { DocumentView } from '../../events/views/document.ts';
import { numbersPages } from '../../events/views/document-numbers.ts';
import { sheet } from '../../events/views/document-sheet.ts';
import { documentStyle } from '../../events/views/document-style.ts';
import { tourOf, type TourStop } from '../../events/views/tour.ts';
import type { Reel } from '../../events/views/reel.ts';
import { drawn } from '../ui/markup.ts';
import { counted } from '../words.ts';
import './replay-timeline.ts';

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
  replay: { reel: Reel | null; minutes: string; timeMs: number } | null;
  saving: string | null;
  trouble: string | null;
  /** null where this page is a kept copy itself */
  save: ((file: string) => void) | null;
  /** the whole session may be taken along, not only what came out of it */
  isFacilitators: boolean;
}

type Keepable = readonly [file: string, label: string, title: string];

const copiesOfOutcome: readonly Keepable[] = [
  ['outcome.html', 'One file', 'Opens anywhere, without a network'],
  ['outcome.md', 'Markdown', 'To paste into a page or a message'],
  ['outcome.csv', 'CSV', 'Every number with the people behind it'],
  ['outcome.json', 'JSON', 'Everything, for programs'],
];

const copiesOfSession: readonly Keepable[] = [
  ['journal.ndjson', 'Journal', 'Every event, with names and texts sealed'],
  ['keys.json', 'Keys', 'What opens the names and texts of the journal'],
];

export function outcomeScreen(parts: OutcomeParts): TemplateResult {
  const { landing, replay } = parts;
  const tourStart = landing.stops[0]?.position;
  return html`<main class="replay-outcome">
    <div class="keep" role="group" aria-label="Keep a copy">
      ${copies(parts)}
      <button class="chip" @click=${() => print()}>Print</button>
      ${
        replay === null || tourStart === undefined
          ? nothing
          : html`<a class="chip to-tour" href="#at=${tourStart}&tour=1"
              >How it came about, in three minutes</a
            >`
      }
    </div>
    ${parts.trouble === null ? nothing : html`<p class="notice alert" role="alert">${parts.trouble}</p>`}
    <div class="replay-sheet">${landing.nodes}</div>
    ${replay === null ? html`<p class="hint outcome-only">This link is for the outcome alone.</p>` : html`${tour(landing.stops)} ${whole(replay, parts)}`}
  </main>`;
}

function copies(parts: OutcomeParts): TemplateResult {
  if (parts.save === null)
    return html`<span class="hint">A kept copy: it opens without a network and asks nothing of one.</span>`;
  return html`<span class="hint">Keep a copy:</span> ${buttons(copiesOfOutcome, parts)}`;
}

function buttons(all: readonly Keepable[], { save, saving }: OutcomeParts): TemplateResult[] {
  return all.map(
    ([file, label, title]) =>
      html`<button class="chip" title=${title} ?disabled=${saving === file} @click=${() => save?.(file)}>
        ${label}
      </button>`,
  );
}

function tour(stops: readonly TourStop[]): TemplateResult {
  return html`<aside class="tour" aria-labelledby="tour-title">
    <h2 id="tour-title">How it came about</h2>
    ${
      stops.length === 0
        ? nothing
        : html`<p class="hint">
              In three minutes, ${counted(stops.length, 'moment', 'moments')} as the room saw
              ${stops.length === 1 ? 'it' : 'them'}.
            </p>
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
  </aside>`;
}

/** The timeline comes last: whoever has read the outcome may want to know when what happened. */
function whole(
  { reel, minutes, timeMs }: NonNullable<OutcomeParts['replay']>,
  parts: OutcomeParts,
): TemplateResult {
  return html`<section class="whole" aria-labelledby="whole-title">
    <h2 id="whole-title">The whole session</h2>
    ${
      reel === null
        ? html`<p class="hint" role="status">Reading the session …</p>`
        : html`<p class="hint">
              ${counted(reel.moments.length, 'moment', 'moments')} in ${minutes}. Silences are shortened.
              Choose a place to see the wall as it was then.
            </p>
            <parley-timeline .reel=${reel} .timeMs=${timeMs}></parley-timeline>
            <p class="legend" aria-hidden="true">
              <span class="open">opened</span><span class="close">closed</span
              ><span class="release">shown</span><span class="decision">decided</span
              ><span class="record">for the record</span>
            </p>`
    }
    ${parts.isFacilitators && parts.save !== null ? move(parts) : nothing}
  </section>`;
}

/** One session out of a house: to be checked, kept or let in elsewhere. */
function move(parts: OutcomeParts): TemplateResult {
  return html`<div class="keep" role="group" aria-label="Move the session">
    <p class="hint">
      To check this session, keep it, or move it to another Parley: the journal holds everything that
      happened, the keys open its names and texts. Keep the two apart.
    </p>
    ${buttons(copiesOfSession, parts)}
  </div>`;
}
