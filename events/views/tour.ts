import { introduced } from '../activities/sentence.ts';
import { middleOf } from './changes.ts';
import type { DocumentPart, DocumentView } from './document.ts';
import type { OutcomeSection } from './outcome.ts';

/** How a reader gets from the document to what happened: its lines with their moments, and a tour of the best of them. */

export interface Line {
  text: string;
  position: number;
}

export interface OutlinePart {
  title: string;
  /** the part of the document it stands for, from 0 */
  at: number;
  lines: Line[];
}

/** The document in a column: a line each for what was written, shown, decided and taken on. */
export function outlineOf(view: DocumentView): OutlinePart[] {
  return view.parts
    .filter((part) => !part.behind)
    .map((part, at) => ({ title: part.title, at, lines: linesOf(part) }))
    .filter((part) => part.lines.length > 0);
}

function linesOf(part: DocumentPart): Line[] {
  return [
    ...part.decisions.map(({ text, position }) => ({ text, position })),
    ...part.fields.map(({ label, text, position }) => ({
      text: label === part.title ? text : introduced(label, text),
      position,
    })),
    ...part.steps.flatMap((section) => sectionLine(section, part.title)),
    ...part.actions.map(({ text, owner, by, position }) => ({
      text: [text ?? 'erased', owner, by].filter((word) => word !== null && word !== '').join(', '),
      position,
    })),
    ...[...part.steps.flatMap((section) => section.record), ...part.record].map(({ text, position }) => ({
      text,
      position,
    })),
  ];
}

/** The last release of a step, or nothing where nothing was shown. */
function sectionLine({ title, rounds }: OutcomeSection, partTitle: string): Line[] {
  const shown = rounds.filter((round) => round.result !== null);
  const last = shown.at(-1);
  if (!last?.result) return [];
  const words = foundWords(shown);
  const text = title === partTitle ? words : introduced(title, words);
  return [{ text, position: last.result.position }];
}

/** What a step found, as briefly as it can be said. */
function foundWords(shown: OutcomeSection['rounds']): string {
  const last = shown.at(-1);
  const found = [shown.length > 1 ? middlesOf(shown) : '', last?.finding ?? ''].filter((one) => one !== '');
  return found.length > 0 ? found.join(' ') : (last?.words ?? '');
}

/** “Before: 2. Now: 4.”, where both rounds have a middle. */
function middlesOf(rounds: OutcomeSection['rounds']): string {
  const middles = rounds.map(middleOf);
  const [before, now] = [middles[0] ?? '', middles.at(-1) ?? ''];
  return before === '' || now === '' ? '' : `Before: ${before}. Now: ${now}.`;
}

export interface TourStop {
  position: number;
  title: string;
  words: string;
}

const stopsMax = 7;

/** Up to seven moments that made the document: every decision, whatever was asked twice, then the rest in even steps. */
export function tourOf(view: DocumentView): TourStop[] {
  const parts = view.parts.filter((part) => !part.behind);
  const decisions = parts.flatMap((part) =>
    part.decisions.map(({ text, position }) => ({ position, title: 'The decision', words: text })),
  );
  const sections = parts.flatMap((part) => part.steps).flatMap(stopOf);
  const compared = sections.filter((stop) => stop.isCompared);
  const others = sections.filter((stop) => !stop.isCompared);
  const kept = [...decisions, ...compared].slice(0, stopsMax);
  const room = stopsMax - kept.length;
  const spread = others.filter((_, at) => isSpread(at, others.length, room));
  return [...kept, ...spread]
    .map(({ position, title, words }) => ({ position, title, words }))
    .toSorted((one, other) => one.position - other.position);
}

/** Whether one of so many is among those that are kept, evenly from the first to the last. */
function isSpread(at: number, of: number, room: number): boolean {
  if (of <= room) return true;
  return Math.floor(((at + 1) * room) / of) > Math.floor((at * room) / of);
}

function stopOf(section: OutcomeSection): (TourStop & { isCompared: boolean })[] {
  const shown = section.rounds.filter((round) => round.result !== null);
  const last = shown.at(-1);
  if (!last?.result) return [];
  const words = [foundWords(shown), last.participation];
  return [
    {
      position: last.result.position,
      title: section.title,
      words: words.filter((one) => one !== '').join(' '),
      isCompared: shown.length > 1,
    },
  ];
}
