import type { SessionEvent } from '../session/event.ts';
import { movedWords } from './document-sheet.ts';
import { roundLabel } from './document-table.ts';
import type { DocumentView } from './document.ts';
import type { OutcomeRound, OutcomeSection } from './outcome.ts';
import type { Moment } from './timeline.ts';

/** What was asked more than once, round beside round, and what was said in between. */
export interface Change {
  title: string;
  rounds: { label: string; words: string; participation: string; rule: string; position: number }[];
  /** who moved, or why that is not told; null where a movement makes no sense */
  moved: string | null;
  /** from the close of the first round to the opening of the last: what the room saw, wrote and put on record */
  between: Moment[];
}

export function changesOf(
  view: DocumentView,
  { events, moments }: { events: readonly SessionEvent[]; moments: readonly Moment[] },
): Change[] {
  return view.parts.flatMap((part) => part.steps).flatMap((section) => changeOf(section, events, moments));
}

function changeOf(
  section: OutcomeSection,
  events: readonly SessionEvent[],
  moments: readonly Moment[],
): Change[] {
  const shown = section.rounds.filter((round) => round.result !== null);
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last || first === last) return [];
  const [from, to] = [placeOf(events, 'closed', first), placeOf(events, 'opened', last)];
  const own = shown.map((round) => round.result?.position);
  return [
    {
      title: section.title,
      rounds: shown.map((round, at) => roundOf(round, roundLabel(at, shown.length))),
      moved: movedWords(section),
      between: moments.filter(
        ({ position, what }) =>
          position > from && position < to && told.includes(what) && !own.includes(position),
      ),
    },
  ];
}

const told: readonly string[] = [
  'release',
  'record',
  'note',
  'decision',
  'change',
] satisfies Moment['what'][];

function roundOf(round: OutcomeRound, label: string): Change['rounds'][number] {
  const middle = middleOf(round);
  return {
    label,
    words: middle === '' ? (round.shownWords ?? '') : middle,
    participation: round.participation,
    rule: round.result?.rule ?? '',
    position: round.result?.position ?? 0,
  };
}

/** The middle answer, where there is one. */
export function middleOf({ figure }: Pick<OutcomeRound, 'figure'>): string {
  if (figure?.is === 'line') return figure.middle;
  return figure?.is === 'dots' && figure.rows.length === 1 ? (figure.rows[0]?.middle ?? '') : '';
}

function placeOf(
  events: readonly SessionEvent[],
  type: 'closed' | 'opened',
  { step, round }: Pick<OutcomeRound, 'step' | 'round'>,
): number {
  const found = events.find((event) => event.type === type && event.step === step && event.round === round);
  return found?.position ?? 0;
}
