import { html, nothing, type TemplateResult } from 'lit';
import type { PhoneScreen, PhoneView } from '../../events/views/phone.ts';
import { phoneWords } from '../phone-words.ts';
import { readersOf } from '../words.ts';

/** The screens on which nothing is asked: each says where things stand and what comes next. */

interface Standing {
  heading: string;
  lines: readonly string[];
  /** stands in large letters under the heading */
  title?: string;
}

export function standingScreen(
  { heading, lines, title }: Standing,
  more: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<main class="middle">
    <h1 tabindex="-1" dir="auto">${heading}</h1>
    ${title === undefined || title === '' ? nothing : html`<p class="big" dir="auto">${title}</p>`}
    ${lines.map((line) => html`<p class="hint" dir="auto">${line}</p>`)} ${more}
  </main>`;
}

export function lobby({ me, title, purpose }: PhoneView): Standing {
  return {
    heading: phoneWords.lobby,
    title,
    lines: [
      purpose,
      phoneWords.lobbyMe(me.name, me.roleLabel),
      me.observer ? phoneWords.observer : phoneWords.lobbyNext,
    ],
  };
}

export function waiting(screen: Extract<PhoneScreen, { is: 'waiting' }>): Standing {
  const { title, round } = screen;
  switch (screen.why) {
    case 'next':
      return { heading: phoneWords.next, lines: [phoneWords.nextStep(title), phoneWords.lobbyNext] };
    case 'late':
      return { heading: phoneWords.late, lines: [phoneWords.lateWhy] };
    case 'others':
      return { heading: phoneWords.others, lines: [phoneWords.othersWhy] };
    case 'held':
      return { heading: phoneWords.held, lines: [...counted(round), phoneWords.heldWhy] };
    case 'closed':
      return {
        heading: phoneWords.closed,
        lines: [...counted(round), ...(round?.mode === 'sealed' ? [phoneWords.closedNext] : [])],
      };
    case 'private': {
      const { mode: seenBy, roles, you } = screen.seenBy;
      return {
        heading: phoneWords.private,
        lines: [
          ...counted(round),
          phoneWords.privateWhy(readersOf({ seenBy, roles, you })),
          phoneWords.lobbyNext,
        ],
      };
    }
  }
}

function counted(round: { counts: { answered: number; present: number } | null } | null): string[] {
  return round?.counts ? [phoneWords.answeredOf(round.counts.answered, round.counts.present)] : [];
}

export function tooFew({ round }: Extract<PhoneScreen, { is: 'too-few' }>): Standing {
  switch (round.discarded) {
    case 'too-few':
      return { heading: phoneWords.tooFew, lines: [...counted(round), phoneWords.tooFewWhy(round.floor)] };
    case 'lost':
      return { heading: phoneWords.lost, lines: [phoneWords.lostWhy] };
    case 'ended':
    case 'skipped':
    case null:
      return { heading: phoneWords.erased, lines: [phoneWords.erasedWhy] };
  }
}

export const paused: Standing = { heading: phoneWords.paused, lines: [phoneWords.pausedWhy] };
export const removed: Standing = { heading: phoneWords.removed, lines: [phoneWords.removedWhy] };
export const ended: Standing = {
  heading: phoneWords.ended,
  lines: [phoneWords.endedWhy, phoneWords.endedForgotten],
};

/** Once a session, before anything is asked. Fires `click` on its one button. */
export function groundRules(topic: 'people' | 'project', read: () => void): TemplateResult {
  const rules = topic === 'people' ? [...phoneWords.rules, phoneWords.rulesPeople] : phoneWords.rules;
  return html`<main>
      <h1 tabindex="-1">${phoneWords.rulesTitle}</h1>
      <ul class="rules">
        ${rules.map((rule) => html`<li>${rule}</li>`)}
      </ul>
    </main>
    <footer class="foot">
      <button class="button primary wide" @click=${read}>${phoneWords.rulesRead}</button>
    </footer>`;
}
