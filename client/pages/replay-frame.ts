import { html, nothing, type TemplateResult } from 'lit';
import type { DocumentView } from '../../events/views/document.ts';
import { dayWords } from '../../events/views/document-sheet.ts';

/** What stands around the outcome and the replay alike. */

export function topBar(
  outcome: DocumentView,
  { mode, position }: { mode: 'outcome' | 'replay'; position: number | null },
): TemplateResult {
  const { log } = outcome;
  const tab = (one: 'outcome' | 'replay', label: string, hash: string): TemplateResult =>
    html`<a href=${hash} aria-current=${mode === one ? 'page' : 'false'}>${label}</a>`;
  return html`<header class="replay-top">
    <b class="house">Parley</b>
    <span class="title">${outcome.title} · ${dayWords(outcome.startedAt ?? outcome.createdAt)}</span>
    ${outcome.rehearsal ? html`<span class="pill">Rehearsal</span>` : nothing}
    ${
      log === null
        ? nothing
        : html`<span
            class="log"
            title="The head of this session’s log: another copy of it shows the same code"
          >
            Log ${log.code} · ${log.events} events
          </span>`
    }
    ${
      position === null
        ? nothing
        : html`<nav aria-label="Outcome or replay">
            ${tab('outcome', 'Outcome', '#part=0')} ${tab('replay', 'Replay', `#at=${Math.max(1, position)}`)}
          </nav>`
    }
  </header>`;
}

/** A page that can only say why it shows nothing. */
export function shut(
  title: string,
  text: string,
  more: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<main class="replay-shut">
    <h1>${title}</h1>
    <p>${text}</p>
    ${more}
  </main>`;
}

export function saveAs(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
