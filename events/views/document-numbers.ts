import type { DocumentView } from './document.ts';
import { figureTable } from './document-figure.ts';
import { filled, roundLabel, tableOf } from './document-table.ts';
import { tag, type Tag } from './markup.ts';
import type { OutcomeRound, OutcomeSection } from './outcome.ts';

/** Everything behind the sheet, question by question: folded away on a screen, and printed only when open. */

export function numbersPages(view: DocumentView): Tag | null {
  const shown = view.sections.filter((section) => section.rounds.length > 0);
  if (shown.length === 0) return null;
  return tag(
    'details',
    'numbers',
    tag('summary', '', `The numbers behind it, question by question (${shown.length})`),
    shown.map(sectionOf),
  );
}

function sectionOf(section: OutcomeSection): Tag {
  return tag(
    'section',
    'question',
    tag('h3', '', section.title),
    tag('p', 'prompt', section.prompt),
    section.rounds.map((round, at) => roundOf(round, roundLabel(at, section.rounds.length))),
    section.caveats.map((caveat) => tag('p', 'caveat', caveat)),
  );
}

function roundOf(round: OutcomeRound, label: string): Tag {
  const table = round.table === null ? null : filled(round.table);
  return tag(
    'div',
    'round',
    label === '' ? null : tag('p', 'label', label),
    round.words === null ? null : tag('p', 'words', round.words),
    round.figure === null
      ? null
      : figureTable([{ label: '', figure: round.figure, earlier: label === 'Before' }]),
    table === null || table.rows.length === 0 ? null : tableOf(table, Infinity),
    tag(
      'p',
      'small-print',
      `${round.participation} ${round.result?.rule ?? ''}`.trim(),
      modeWords[round.mode],
    ),
  );
}

const modeWords: Record<OutcomeRound['mode'], string> = {
  sealed: ' Answered under seal: only this was ever kept.',
  named: ' Answered by name.',
  self: '',
  one: ' Answered by one role.',
};
