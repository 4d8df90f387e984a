import { z } from 'zod';
import type { Activity, GroupAnswer, KindTypes, Settings } from '../activity.ts';
import type { Table } from '../picture.ts';
import { borda, concordance, kendallW, rankingRule, schulze, tallyRankings } from '../statistics/ranking.ts';
import { itemList, labelOf, misnamed, namedId, readable, shuffled, weighedMax } from './items.ts';
import { counted, listed } from './sentence.ts';

/**
 * Everybody's order, best first, made into one. Things may stand side by side, and what is left out shares the
 * last place. The rule is fixed before anyone ranks and printed beside the order; Borda's points stand beside
 * it because another rule can name another winner, and who reads the record may want to see whether it would.
 */

const settings = z
  .strictObject({
    options: itemList({ min: 2, max: weighedMax }).optional(),
    top: z.int().min(1).max(weighedMax).optional(),
  })
  .refine(
    ({ options, top }) => options === undefined || top === undefined || top <= options.length,
    'top is more than there are options',
  );

const answer = z.strictObject({
  order: z
    .array(z.array(namedId()).min(1, 'a place in the order is empty').max(weighedMax))
    .min(1, 'the order is empty')
    .max(weighedMax),
});

export const ranking: Activity<'ranking'> = {
  kind: 'ranking',
  rule: rankingRule,
  settings,
  answer,
  example: ({ options = [], top = options.length }, roll) => ({
    // Drawn towards the order as written, or a room of examples would have no common order at all.
    order: leaning(
      options.map(({ id }) => id),
      roll,
    )
      .slice(0, top)
      .map((id) => [id]),
  }),
  refuse: ({ order }, { options, top }) => {
    const ranked = order.flat();
    if (top !== undefined && ranked.length > top) return top === 1 ? 'rank one' : `rank ${top} at most`;
    return misnamed(ranked, options);
  },
  tally: (submissions, { options = [] }) =>
    tallyRankings(
      submissions.map((one) => one.answer.order),
      options.map(({ id }) => id),
    ),
  groupAnswer: (tally) => {
    const { order, cycle } = schulze(tally);
    return {
      n: tally.n,
      rule: rankingRule,
      order,
      borda: borda(tally).points,
      pairwise: tally.pairwise,
      cycle,
      kendallW: kendallW(tally),
      concordance: concordance(tally),
    };
  },
  describe: describeRanking,
  finding: (group) => orderWords(group).join(' '),
  table: tableOfRanking,
  offers: ({ order }, { options, top }) => {
    const best = top === undefined ? order : upTo(order, top);
    return best.flat().flatMap((id) => readable(options).filter((option) => option.id === id));
  },
  accepts: (given, items) => {
    if (items.length > weighedMax) return null;
    return given.top === undefined
      ? { ...given, options: items }
      : { ...given, options: items, top: Math.min(given.top, items.length) };
  },
  ready: ({ options }) => options !== undefined,
  answerBytesMax: ({ options = [] }) => options.reduce((sum, { id }) => sum + id.length + 5, 14),
};

/** Whole places from the best down until so many things are in; things that share a place come together. */
function upTo(order: readonly string[][], many: number): string[][] {
  return order.filter((_, place) => order.slice(0, place).flat().length < many);
}

function leaning(ids: readonly string[], roll: () => number): string[] {
  return shuffled(
    ids.map((id, place) => ({ id, place: place + 3 * roll() })),
    roll,
  )
    .toSorted((one, other) => one.place - other.place)
    .map(({ id }) => id);
}

export const concordanceWords: Record<
  NonNullable<KindTypes['ranking']['groupAnswer']['concordance']>,
  string
> = {
  'very-weak': 'The orders have very little in common.',
  weak: 'The orders have little in common.',
  moderate: 'The orders have something in common.',
  strong: 'The orders are much alike.',
  'very-strong': 'The orders are nearly the same.',
};

/** “8 answers, by schulze@1: 1. The scope was given; 2. Old evidence and Weak sponsor, tied.” */
export function describeRanking(group: GroupAnswer<'ranking'>, { options }: Settings<'ranking'>): string {
  if (group.n === 0) return 'No answers.';
  const places = group.order.map((tied, place) => {
    const labels = listed(tied.map((id) => labelOf(options, id)));
    return `${group.order.slice(0, place).flat().length + 1}. ${labels}${tied.length > 1 ? ', tied' : ''}`;
  });
  return [
    `${counted(group.n, 'answer')}, by ${group.rule}: ${places.join('; ')}.`,
    ...orderWords(group),
  ].join(' ');
}

/** How much the order is one: whether it goes in a circle, and how alike people's own orders are. */
function orderWords({ cycle, concordance: alike }: GroupAnswer<'ranking'>): string[] {
  return [
    ...(cycle ? ['No single one beats all others.'] : []),
    ...(alike === null ? [] : [concordanceWords[alike]]),
  ];
}

const bordaColumn = 'Place by Borda, not shown to the room';

/** Borda's order stands beside as places: its points look more exact than what the room was asked. */
function tableOfRanking(
  { n, order, borda: points }: GroupAnswer<'ranking'>,
  { options }: Settings<'ranking'>,
): Table {
  const places = order.flatMap((tied, place) =>
    tied.map((id) => ({ id, place: order.slice(0, place).flat().length + 1, tied: tied.length > 1 })),
  );
  const bordaPlace = (id: string): number =>
    1 + Object.values(points).filter((one) => one > (points[id] ?? 0)).length;
  return {
    columns: ['Option', 'Place', bordaColumn],
    unseen: [bordaColumn],
    rows: places.map(({ id, place, tied }) => [
      labelOf(options, id),
      n === 0 ? null : tied ? `${place}, tied` : place,
      n === 0 ? null : bordaPlace(id),
    ]),
  };
}
