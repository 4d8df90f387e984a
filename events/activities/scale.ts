import { z } from 'zod';
import type { Activity, Band, GroupAnswer, Item, ScaleSummary, Settings, Signal } from '../activity.ts';
import type { Figure } from '../picture.ts';
import { countSteps, summary } from '../statistics/ordinal.ts';
import { plainText } from '../session/workshop.ts';

/** One number of a few steps, shown as dots: how many people stand where, and where the middle is. */

/** The steps of a scale as a template writes them, for every kind that has one. */
export function stepFields() {
  return {
    min: z.int().min(0).max(10),
    max: z.int().min(1).max(10),
    low: plainText(60, 0),
    high: plainText(60, 0),
  };
}

const settings = z.strictObject(stepFields()).refine(({ min, max }) => max > min, 'max must be above min');

const answer = z.strictObject({ value: z.int() });

export const scale: Activity<'scale'> = {
  kind: 'scale',
  rule: 'scale@1',
  settings,
  answer,
  example: (steps, roll) => ({ value: exampleStep(steps, roll) }),
  refuse: ({ value }, { min, max }) =>
    value < min || value > max ? `choose a step from ${min} to ${max}` : null,
  tally: (submissions, steps) => ({
    n: submissions.length,
    counts: countSteps(
      submissions.map((one) => one.answer.value),
      steps,
    ),
  }),
  groupAnswer: ({ counts }, steps) => summary(counts, steps),
  describe: describeScale,
  table: (group, settled) => ({
    columns: ['', ...stepColumns(settled), 'Middle'],
    rows: [['People', ...group.counts, bandWords(group.median)]],
  }),
  figure: (group, settled) => dotsOf(settled, [{ label: '', ...group }]),
  offers: () => [],
  accepts: () => null,
  ready: () => true,
  move: (before, after) => (after.value > before.value ? 'up' : after.value < before.value ? 'down' : 'same'),
  answerBytesMax: () => 16,
};

/** Most people answer near the middle; two rolls give a hump where one would give a plateau. */
export function exampleStep({ min, max }: { min: number; max: number }, roll: () => number): number {
  return min + Math.floor(((roll() + roll()) / 2) * (max - min + 1));
}

/** The group answer in words: counts by step, and the middle as a step or between two. */
export function describeScale(
  group: GroupAnswer<'scale'>,
  { min, max, low, high }: Settings<'scale'>,
): string {
  if (group.n === 0) return 'No answers.';
  return `${endsWords({ min, max, low, high })}: ${stepCounts(group.counts, min)}. ${medianWords(group)}`;
}

/** “From 1, no way, to 5, yes”. */
export function endsWords({ min, max, low, high }: Settings<'scale'>): string {
  return low === '' && high === '' ? `From ${min} to ${max}` : `From ${min}, ${low}, to ${max}, ${high}`;
}

/** “2 at 3, 5 at 4”: people per step, where there are any. */
export function stepCounts(counts: readonly number[], min: number): string {
  return counts
    .map((count, place) => ({ count, step: min + place }))
    .filter(({ count }) => count > 0)
    .map(({ count, step }) => `${count} at ${step}`)
    .join(', ');
}

/** “The middle answer is 4.” or “… is between 2 and 3.”, never a half step. */
export function medianWords({ median }: Pick<ScaleSummary, 'median'>): string {
  if (median === null) return '';
  const [lower, upper] = median;
  return lower === upper
    ? `The middle answer is ${lower}.`
    : `The middle answer is between ${lower} and ${upper}.`;
}

/** “1 no way”, “2”, … “5 yes”. */
export function stepColumns({ min, max, low, high }: Settings<'scale'>): string[] {
  return Array.from({ length: max - min + 1 }, (_, place) => {
    const words = place === 0 ? low : min + place === max ? high : '';
    return words === '' ? String(min + place) : `${min + place} ${words}`;
  });
}

export function signalsOfScale({ median }: GroupAnswer<'scale'>): Signal[] {
  return median === null ? [] : [{ is: 'middle', value: median[0] }];
}

export function handsOfScale(settled: Settings<'scale'>): Item[] {
  return stepColumns(settled).map((label, place) => ({ id: String(settled.min + place), label }));
}

/** “4” or “2 to 3”: a middle is a step or between two, never a half one. */
export function bandWords(band: Band | null): string | null {
  if (band === null) return null;
  const [lower, upper] = band;
  return lower === upper ? String(lower) : `${lower} to ${upper}`;
}

export function dotsOf(
  { min, low, high }: Settings<'scale'>,
  rows: (Pick<ScaleSummary, 'counts' | 'median'> & { label: string })[],
): Figure {
  return {
    is: 'dots',
    low,
    high,
    from: min,
    rows: rows.map(({ label, counts, median }) => ({ label, counts, middle: bandWords(median) ?? '' })),
  };
}
