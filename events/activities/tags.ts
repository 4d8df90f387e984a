import { z } from 'zod';
import type { Activity, GroupAnswer, Settings, Signal } from '../activity.ts';
import type { Table } from '../picture.ts';
import { shares } from '../statistics/proportion.ts';
import { itemList, keyed, labelOf, misnamed, namedId, partOf, partsOf, pick, readable } from './items.ts';
import { counted } from './sentence.ts';

/**
 * Each thing goes into a bucket: did it or helped, what or how, hard or soft. The share of the buckets is over
 * all tags that were given, not over people, and no share is called good.
 */

const bucketsMax = 8;

const settings = z.strictObject({
  buckets: itemList({ min: 2, max: bucketsMax }),
  items: itemList().optional(),
});

const answer = z.strictObject({ tags: z.record(namedId(), namedId()) });

export const tags: Activity<'tags'> = {
  kind: 'tags',
  rule: 'tags@1',
  settings,
  answer,
  example: ({ buckets, items }, roll) => ({ tags: keyed(items, () => pick(buckets, roll).id) }),
  refuse: ({ tags: given }, { buckets, items }) => {
    if (Object.keys(given).length === 0) return 'tag at least one';
    return misnamed(Object.keys(given), items) ?? misnamed([...new Set(Object.values(given))], buckets);
  },
  tally: (submissions, { buckets, items = [] }) => {
    const answers = submissions.map((one) => one.answer.tags);
    return {
      n: submissions.length,
      items: items.map(({ id }) => {
        const given = partsOf(answers, id);
        return { id, counts: keyed(buckets, (bucket) => given.filter((one) => one === bucket).length) };
      }),
    };
  },
  groupAnswer: ({ n, items }, { buckets }) => {
    const inBucket = (bucket: string): number =>
      items.reduce((sum, { counts }) => sum + (partOf(counts, bucket) ?? 0), 0);
    return {
      n,
      items: items.map(({ id, counts }) => ({ id, counts: { ...counts } })),
      share: shares(keyed(buckets, inBucket)),
    };
  },
  describe: describeTags,
  finding: (group, settled) => (group.n < 2 || group.items.length < 2 ? '' : totalWords(group, settled)),
  table: tableOfTags,
  offers: (_, { items }) => readable(items),
  accepts: (given, items) => ({ ...given, items }),
  ready: ({ items }) => items !== undefined,
  answerBytesMax: ({ buckets, items = [] }) => {
    const longest = Math.max(...buckets.map(({ id }) => id.length));
    return items.reduce((sum, { id }) => sum + id.length + longest + 6, 12);
  },
};

/** The share of each bucket, and the things that the room puts into two of them. */
export function signalsOfTags(
  { items, share }: GroupAnswer<'tags'>,
  { items: things }: Settings<'tags'>,
): Signal[] {
  return [
    ...Object.entries(share ?? {}).map(([of, value]) => ({ is: 'share' as const, of, value })),
    ...items
      .filter(({ counts }) => isContested(Object.values(counts)))
      .map(({ id }) => ({ is: 'contested' as const, label: labelOf(things, id) })),
  ];
}

/** As with columns: a third of all tags, on each of two sides. */
function isContested(counts: readonly number[]): boolean {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all > 1 && counts.filter((count) => 3 * count >= all).length > 1;
}

/** “6 answers, 24 tags: What 9, How 15. One owner: What 5, How 1.” */
export function describeTags(group: GroupAnswer<'tags'>, settled: Settings<'tags'>): string {
  const { n, items } = group;
  const { buckets, items: things } = settled;
  if (n === 0) return 'No answers.';
  const told = (counts: Readonly<Record<string, number>>): string =>
    buckets.map(({ id }) => `${labelOf(buckets, id)} ${partOf(counts, id) ?? 0}`).join(', ');
  const rows = items.map(({ id, counts }) => {
    const tagged = Object.values(counts).some((count) => count > 0);
    return `${labelOf(things, id)}: ${tagged ? told(counts) : 'no tags'}.`;
  });
  return [`${counted(n, 'answer')}, ${totalWords(group, settled)}`, ...rows].join(' ');
}

function tableOfTags({ n, items }: GroupAnswer<'tags'>, { buckets, items: things }: Settings<'tags'>): Table {
  // One person's tags are words, not counts of one.
  if (n === 1)
    return {
      columns: ['Thing', 'Answer'],
      rows: items.map(({ id, counts }) => [
        labelOf(things, id),
        buckets.find((bucket) => (partOf(counts, bucket.id) ?? 0) > 0)?.label ?? null,
      ]),
    };
  return {
    columns: ['Thing', ...buckets.map(({ id }) => labelOf(buckets, id))],
    rows: items.map(({ id, counts }) => [
      labelOf(things, id),
      ...buckets.map((bucket) => partOf(counts, bucket.id) ?? 0),
    ]),
  };
}

/** “21 tags: Did it 7, Helped 10, Mixed 4.” */
function totalWords({ items }: GroupAnswer<'tags'>, { buckets }: Settings<'tags'>): string {
  const totals = buckets.map(({ id, label }) => ({
    label,
    count: items.reduce((sum, { counts }) => sum + (partOf(counts, id) ?? 0), 0),
  }));
  const all = totals.reduce((sum, { count }) => sum + count, 0);
  return `${counted(all, 'tag')}: ${totals.map(({ label, count }) => `${label} ${count}`).join(', ')}.`;
}
