import { z } from 'zod';
import type { Activity, GroupAnswer, ScaleSummary, Settings } from '../activity.ts';
import { countSteps, summary } from '../statistics/ordinal.ts';
import { plainText } from '../session/workshop.ts';

/** One number of a few steps, shown as dots: how many people stand where, and where the middle is. */

const settings = z
  .strictObject({
    min: z.int().min(0).max(10),
    max: z.int().min(1).max(10),
    low: plainText(60, 0),
    high: plainText(60, 0),
  })
  .refine(({ min, max }) => max > min, 'max must be above min');

const answer = z.strictObject({ value: z.int() });

export const scale: Activity<'scale'> = {
  kind: 'scale',
  rule: 'scale@1',
  settings,
  answer,
  example: ({ min, max }, roll) => ({ value: min + Math.floor(middling(roll) * (max - min + 1)) }),
  refuse: ({ value }, { min, max }) => (value < min || value > max ? `choose a step from ${min} to ${max}` : null),
  tally: (submissions, steps) => ({
    n: submissions.length,
    counts: countSteps(submissions.map((one) => one.answer.value), steps),
  }),
  groupAnswer: ({ counts }, steps) => summary(counts, steps),
  describe: describeScale,
  offers: () => [],
  accepts: () => null,
  ready: () => true,
  move: (before, after) => (after.value > before.value ? 'up' : after.value < before.value ? 'down' : 'same'),
  answerBytesMax: () => 16,
};

/** Most people answer near the middle; two rolls give a hump where one would give a plateau. */
function middling(roll: () => number): number {
  return (roll() + roll()) / 2;
}

/** The group answer in words: counts by step, and the middle as a step or between two. */
export function describeScale(group: GroupAnswer<'scale'>, { min, max, low, high }: Settings<'scale'>): string {
  if (group.n === 0) return 'No answers.';
  const steps = group.counts
    .map((count, place) => ({ count, step: min + place }))
    .filter(({ count }) => count > 0)
    .map(({ count, step }) => `${count} at ${step}`)
    .join(', ');
  const ends = low === '' && high === '' ? `From ${min} to ${max}` : `From ${min}, ${low}, to ${max}, ${high}`;
  return `${ends}: ${steps}. ${medianWords(group)}`;
}

/** “The middle answer is 4.” or “… is between 2 and 3.”, never a half step. */
export function medianWords({ median }: Pick<ScaleSummary, 'median'>): string {
  if (median === null) return '';
  const [lower, upper] = median;
  return lower === upper ? `The middle answer is ${lower}.` : `The middle answer is between ${lower} and ${upper}.`;
}
