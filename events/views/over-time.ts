import { activityOf } from '../activities/index.ts';
import { erasedWords } from '../activities/sentence.ts';
import type { Cell } from '../picture.ts';
import { erasableIn, erasedThing, mapErasable } from '../session/erasure.ts';
import { seesStep } from '../session/audience.ts';
import type { Round, SessionState, StepState } from '../session/state.ts';
import { settingsFor } from './round-view.ts';

/**
 * One diagnostic asked again and again: the same template on the same subject, row by row, with how many people
 * answered each time. What a session adds to it is a sitting: the last shown numbers of each step that everyone
 * saw. Nobody's words are in a sitting, nor anything made of them, so it can be kept without a key and an erasure
 * never has to reach it.
 */
export interface Sitting {
  session: string;
  title: string;
  workshop: string;
  workshopTitle: string;
  subject: string | null;
  /** when it began, else when it was made */
  at: string;
  isRehearsal: boolean;
  steps: SittingStep[];
}

export interface SittingStep {
  step: string;
  title: string;
  rule: string;
  /** people who answered */
  n: number;
  /** of the release, for a link to the moment */
  position: number;
  rows: SittingRow[];
}

export interface SittingRow {
  label: string;
  cells: { column: string; value: Cell }[];
}

export function sittingOf(state: SessionState): Sitting {
  const { session, title, workshop, subject, startedAt, createdAt, rehearsal } = state;
  return {
    session,
    title,
    workshop: workshop.id,
    workshopTitle: workshop.title,
    subject,
    at: startedAt ?? createdAt,
    isRehearsal: rehearsal,
    steps: state.steps
      .filter((step) => seesStep(step, state, { role: 'reader' }))
      .flatMap((step) => sittingStep(state, step)),
  };
}

function sittingStep(state: SessionState, step: StepState): SittingStep[] {
  const { id, title, kind } = step.step;
  const round = step.rounds.findLast(({ result }) => result !== null);
  if (!round?.result) return [];
  const settings = settingsFor(state, step, { round, audience: { role: 'reader' } });
  if (erasableIn(settings).length > 0) return [];
  const { groupAnswer, rule, position } = round.result;
  const wordless = mapErasable(groupAnswer, erasedThing) as typeof groupAnswer;
  const { columns, rows } = activityOf(kind).table(wordless, settings, () => '');
  const numbers = rows.filter(isOfNumbers).map(([label, ...cells]): SittingRow => {
    const named = cells.map((value, at) => ({ column: columns[at + 1] ?? '', value }));
    return { label: String(label ?? ''), cells: named.filter(({ value }) => value !== null) };
  });
  return numbers.length === 0 ? [] : [{ step: id, title, rule, n: peopleIn(round), position, rows: numbers }];
}

/** Rows about words are told from rows of numbers by what is left of them once the words are gone. */
function isOfNumbers(row: readonly Cell[]): boolean {
  const isOfWords = row.some(
    (cell) => cell === erasedWords || (typeof cell === 'string' && cell.includes(`“${erasedWords}”`)),
  );
  return !isOfWords && row.slice(1).some((cell) => typeof cell === 'number');
}

function peopleIn({ counts, result }: Round): number {
  const group: unknown = result?.groupAnswer;
  if (typeof group === 'object' && group !== null && 'n' in group) return Number(group.n);
  return counts?.answered ?? 0;
}

/** The same template on the same subject, from its first sitting to its last. */
export interface OverTime {
  workshop: string;
  workshopTitle: string;
  subject: string | null;
  sittings: Pick<Sitting, 'session' | 'title' | 'at'>[];
  steps: StepOverTime[];
}

export interface StepOverTime {
  step: string;
  title: string;
  /** each sitting's people and moment, or null where the step was not asked or not shown */
  asked: ({ n: number; position: number; rule: string } | null)[];
  rows: { label: string; values: (SittingRow['cells'] | null)[] }[];
}

/** Sittings of the same template and subject. A step or row has the words and the place it had last. */
export function overTime(sittings: readonly Sitting[]): OverTime[] {
  const groups = new Map<string, Sitting[]>();
  for (const sitting of sittings) {
    if (sitting.isRehearsal || sitting.steps.length === 0) continue;
    const name = JSON.stringify([sitting.workshop, subjectKey(sitting.subject)]);
    groups.set(name, [...(groups.get(name) ?? []), sitting]);
  }
  return [...groups.values()].flatMap(seriesOf).toSorted(lastFirst);
}

/** People do not type the same name twice in the same way. */
export function subjectKey(subject: string | null): string {
  return (subject ?? '').normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLowerCase();
}

function seriesOf(unordered: readonly Sitting[]): OverTime[] {
  const sittings = unordered.toSorted((one, other) =>
    compare(one.at + one.session, other.at + other.session),
  );
  const last = sittings.at(-1);
  if (!last) return [];
  const { workshop, workshopTitle, subject } = last;
  const steps = inOrderOfLast(sittings.map((one) => one.steps.map(({ step }) => step)));
  return [
    {
      workshop,
      workshopTitle,
      subject,
      sittings: sittings.map(({ session, title, at }) => ({ session, title, at })),
      steps: steps.map((step) => stepOverTime(sittings, step)),
    },
  ];
}

function stepOverTime(sittings: readonly Sitting[], id: string): StepOverTime {
  const found = sittings.map(({ steps }) => steps.find(({ step }) => step === id) ?? null);
  const labels = inOrderOfLast(found.map((step) => step?.rows.map(({ label }) => label) ?? []));
  return {
    step: id,
    title: found.findLast((step) => step !== null)?.title ?? id,
    asked: found.map((step) => step && { n: step.n, position: step.position, rule: step.rule }),
    rows: labels.map((label) => ({
      label,
      values: found.map((step) => step?.rows.find((row) => row.label === label)?.cells ?? null),
    })),
  };
}

/** Each name once, those of the last list first and as they stand there. */
function inOrderOfLast(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.toReversed().flat())];
}

function lastFirst(one: OverTime, other: OverTime): number {
  return compare(other.sittings.at(-1)?.at ?? '', one.sittings.at(-1)?.at ?? '');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
