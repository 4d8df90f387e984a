import { html, nothing, type TemplateResult } from 'lit';
import type { PhoneView } from '../../events/views/phone.ts';
import { phoneWords } from '../phone-words.ts';
import '../ui/countdown.ts';
import { words } from '../words.ts';

export interface BarNeeds {
  pausedAt: string | null;
  /** server's clock minus this one, in milliseconds */
  offsetMs: number;
  more: () => void;
}

/** Where the session stands, how much time is left, and the way to everything else. */
export function phoneBar(
  { place, rehearsal, screen }: PhoneView,
  { pausedAt, offsetMs, more }: BarNeeds,
): TemplateResult {
  const until = screen.is === 'question' ? screen.question.round.until : null;
  return html`<header class="bar">
    <b
      >${place.number === 0 ? nothing : html`<span class="unseen">${phoneWords.step} </span>${place.number} of ${place.of}`}</b
    >
    ${rehearsal ? html`<span class="mark">${words.rehearsalMark}</span>` : nothing}
    <parley-countdown .until=${until} .offset=${offsetMs} .pausedAt=${pausedAt}></parley-countdown>
    ${
      screen.is === 'ended'
        ? nothing
        : html`<button class="more" aria-label=${phoneWords.more} aria-haspopup="dialog" @click=${more}>
            <span aria-hidden="true">⋯</span>
          </button>`
    }
  </header>`;
}
