import { z } from 'zod';
import type { Activity, GroupAnswer, Settings } from '../activity.ts';
import { countSteps, summary } from '../statistics/ordinal.ts';
import { itemList, keyed, labelOf, misnamed, namedId, partsOf, readable, recordBytesMax } from './items.ts';
import {
  bandWords,
  dotsOf,
  endsWords,
  exampleStep,
  medianWords,
  stepColumns,
  stepCounts,
  stepFields,
} from './scale.ts';
import { counted } from './sentence.ts';

/** Several things on one scale. Each is counted by itself: who rated one may leave out another. */

const settings = z
  .strictObject({ items: itemList().optional(), ...stepFields() })
  .refine(({ min, max }) => max > min, 'max must be above min');

const answer = z.strictObject({ values: z.record(namedId(), z.int()) });

export const ratings: Activity<'ratings'> = {
  kind: 'ratings',
  rule: 'ratings@1',
  settings,
  answer,
  example: ({ items, ...steps }, roll) => ({ values: keyed(items, () => exampleStep(steps, roll)) }),
  refuse: ({ values }, { items, min, max }) => {
    if (Object.keys(values).length === 0) return 'rate at least one';
    if (Object.values(values).some((value) => value < min || value > max))
      return `choose steps from ${min} to ${max}`;
    return misnamed(Object.keys(values), items);
  },
  tally: (submissions, { items = [], ...steps }) => {
    const answers = submissions.map((one) => one.answer.values);
    return {
      n: submissions.length,
      items: items.map(({ id }) => ({ id, counts: countSteps(partsOf(answers, id), steps) })),
    };
  },
  groupAnswer: ({ n, items }, steps) => ({
    n,
    items: items.map(({ id, counts }) => ({ id, ...summary(counts, steps) })),
  }),
  describe: describeRatings,
  table: ({ items }, settled) => ({
    columns: ['Thing', ...stepColumns(settled), 'Middle'],
    rows: items.map((item) => [labelOf(settled.items, item.id), ...item.counts, bandWords(item.median)]),
  }),
  figure: ({ items }, settled) =>
    dotsOf(
      settled,
      items.map((item) => ({ ...item, label: labelOf(settled.items, item.id) })),
    ),
  offers: (_, { items }) => readable(items),
  accepts: (given, items) => ({ ...given, items }),
  ready: ({ items }) => items !== undefined,
  answerBytesMax: ({ items }) => 12 + recordBytesMax(items, 2),
};

/** “8 answers. From 1, weak, to 5, strong. The migration: 2 at 3, 6 at 4. The middle answer is 4.” */
export function describeRatings({ n, items }: GroupAnswer<'ratings'>, settled: Settings<'ratings'>): string {
  if (n === 0) return 'No answers.';
  const told = items.map((item) => {
    const label = labelOf(settled.items, item.id);
    return item.n === 0
      ? `${label}: no answers.`
      : `${label}: ${stepCounts(item.counts, settled.min)}. ${medianWords(item)}`;
  });
  return [`${counted(n, 'answer')}.`, `${endsWords(settled)}.`, ...told].join(' ');
}
