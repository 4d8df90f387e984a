import { z } from 'zod';
import type { Activity, GroupAnswer, Settings } from '../activity.ts';
import type { Table } from '../picture.ts';
import { quantile } from '../statistics/number.ts';
import { effectiveNumber } from '../statistics/proportion.ts';
import {
  itemList,
  keyed,
  labelOf,
  misnamed,
  namedId,
  partOf,
  readable,
  recordBytesMax,
  weighedMax,
} from './items.ts';
import { counted } from './sentence.ts';

/**
 * A number of points, or dots, spread over options. All of them are spent; a spread that doesn't add up is sent
 * back and never stretched to fit. The median and the people behind an option stand beside its total, because
 * one person can put everything on one thing.
 */

const pointsMax = 1_000;

const settings = z
  .strictObject({
    options: itemList({ min: 2, max: weighedMax }).optional(),
    points: z.int().min(1).max(pointsMax).default(100),
    cap: z.int().min(1).max(pointsMax).optional(),
  })
  .refine(
    ({ options, points, cap }) =>
      options === undefined || cap === undefined || cap * options.length >= points,
    'cap leaves points that cannot be spent',
  );

const answer = z.strictObject({
  points: z.record(namedId(), z.int().min(0, 'points are 0 or more').max(pointsMax)),
});

export const allocation: Activity<'allocation'> = {
  kind: 'allocation',
  rule: 'allocation@1',
  settings,
  answer,
  example: spread,
  refuse: ({ points: given }, { options, points, cap }) => {
    const wrong = misnamed(Object.keys(given), options);
    if (wrong !== null) return wrong;
    if (cap !== undefined && Object.values(given).some((one) => one > cap))
      return `${cap} at most on one option`;
    const spent = total(Object.values(given));
    if (spent < points) return `${counted(points - spent, 'point')} left to spend of ${points}`;
    return spent > points ? `${counted(spent - points, 'point')} too many; there are ${points}` : null;
  },
  tally: (submissions, { options = [] }) => ({
    n: submissions.length,
    options: options.map(({ id }) => ({
      id,
      points: submissions
        .map((one) => partOf(one.answer.points, id) ?? 0)
        .toSorted((one, other) => one - other),
    })),
  }),
  groupAnswer: ({ n, options }) => ({
    n,
    options: options.map(({ id, points }) => ({
      id,
      median: quantile(points, 0.5),
      people: points.filter((one) => one > 0).length,
      total: total(points),
    })),
    effective: effectiveNumber(options.map(({ points }) => total(points))),
  }),
  describe: describeAllocation,
  table: tableOfAllocation,
  offers: ({ options: counts }, { options }) => {
    const wanted = counts.filter(({ people }) => people > 0).map(({ id }) => id);
    return readable(options).filter(({ id }) => wanted.includes(id));
  },
  accepts: (given, items) => {
    if (items.length > weighedMax) return null;
    // Fewer things may come than the template expected; the cap gives way as far as it must, or nobody could answer.
    const cap =
      given.cap === undefined ? {} : { cap: Math.max(given.cap, Math.ceil(given.points / items.length)) };
    return { ...given, options: items, ...cap };
  },
  ready: ({ options }) => options !== undefined,
  answerBytesMax: ({ options }) => 12 + recordBytesMax(options, 4),
};

function total(points: readonly number[]): number {
  return points.reduce((sum, one) => sum + one, 0);
}

/** Points in a few handfuls, as people give them, within the cap. */
function spread(
  { options = [], points, cap = points }: Settings<'allocation'>,
  roll: () => number,
): { points: Record<string, number> } {
  const handful = Math.max(1, Math.round(points / 10));
  const given = new Map(options.map(({ id }) => [id, 0]));
  let left = points;
  while (left > 0) {
    const open = options.filter(({ id }) => (given.get(id) ?? 0) < cap);
    const one = open[Math.floor(roll() ** 2 * open.length)];
    if (!one) throw new Error('A cap was believed to leave room for all points.');
    const before = given.get(one.id) ?? 0;
    const more = Math.min(handful, left, cap - before);
    given.set(one.id, before + more);
    left -= more;
  }
  return { points: keyed(options, (id) => given.get(id) ?? 0) };
}

/** “8 answers. A sponsor: 320 points from 7 people, the middle person gave 40.” */
export function describeAllocation(
  { n, options }: GroupAnswer<'allocation'>,
  settled: Settings<'allocation'>,
): string {
  if (n === 0) return 'No answers.';
  const told = options.map(({ id, median, people, total: sum }) => {
    const label = labelOf(settled.options, id);
    if (people === 0) return `${label}: nothing.`;
    return `${label}: ${counted(sum, 'point')} from ${counted(people, 'person', 'people')}, ${median ?? 'no'} in the middle.`;
  });
  return [`${counted(n, 'answer')}, ${counted(settled.points, 'point')} each.`, ...told].join(' ');
}

function tableOfAllocation({ options }: GroupAnswer<'allocation'>, settled: Settings<'allocation'>): Table {
  return {
    columns: ['Option', 'Points', 'People', 'In the middle'],
    // The most wanted first: the order in which they came says nothing.
    rows: options
      .toSorted((one, other) => other.total - one.total)
      .map(({ id, median, people, total: sum }) => [labelOf(settled.options, id), sum, people, median]),
  };
}
