import { z } from 'zod';
import type { Activity, GroupAnswer, Item, Settings } from '../activity.ts';
import type { Table } from '../picture.ts';
import { limits } from '../session/limits.ts';
import { itemList, keyed, labelOf, misnamed, namedId, pick, readable, shuffled } from './items.ts';
import { counted, listed } from './sentence.ts';

/**
 * One of a few, or as many as apply. Where several may be chosen, none is an answer too ("we do none of
 * these"), and it is not the same as a pass: it counts among those who answered.
 */

const settings = z
  .strictObject({
    options: itemList({ min: 2 }).optional(),
    max: z.int().min(1).max(limits.optionsMax).default(1),
  })
  .refine(
    ({ options, max }) => options === undefined || max <= options.length,
    'max is more than there are options',
  );

const answer = z.strictObject({ options: z.array(namedId()).max(limits.optionsMax) });

export const choice: Activity<'choice'> = {
  kind: 'choice',
  rule: 'choice@1',
  settings,
  answer,
  example: ({ options = [], max }, roll) => {
    if (max === 1) return { options: [pick(options, roll).id] };
    const count = Math.floor(roll() * (Math.min(max, options.length) + 1));
    return {
      options: shuffled(options, roll)
        .slice(0, count)
        .map((option) => option.id),
    };
  },
  refuse: ({ options: chosen }, { options, max }) => {
    if (max === 1 && chosen.length !== 1) return 'choose one';
    if (chosen.length > max) return `choose ${max} at most`;
    return misnamed(chosen, options);
  },
  tally: (submissions, { options }) => ({
    n: submissions.length,
    counts: keyed(options, (id) => submissions.filter((one) => one.answer.options.includes(id)).length),
  }),
  groupAnswer: ({ n, counts }) => ({ n, counts: { ...counts } }),
  describe: describeChoice,
  table: tableOfChoice,
  offers: ({ counts }, { options, max }) => {
    // What the room chose: of one each, the most chosen (a tie stays a tie); of several, whatever anyone chose.
    const least = max === 1 ? Math.max(1, ...Object.values(counts)) : 1;
    return readable(options).filter(({ id }) => (counts[id] ?? 0) >= least);
  },
  accepts: (given, items) => ({ ...given, options: items, max: Math.min(given.max, items.length) }),
  ready: ({ options }) => options !== undefined,
  answerBytesMax: ({ options = [] }) => options.reduce((sum, { id }) => sum + id.length + 3, 16),
};

/** “9 answers: Push from inside 5, Go where it exists 4. Nobody: Time-boxed test.” */
export function describeChoice(
  { n, counts }: GroupAnswer<'choice'>,
  { options = [] }: Settings<'choice'>,
): string {
  if (n === 0) return 'No answers.';
  const count = ({ id }: { id: string }): number => counts[id] ?? 0;
  const chosen = options
    .filter((option) => count(option) > 0)
    .toSorted((one, other) => count(other) - count(one));
  const unchosen = options.filter((option) => count(option) === 0).map(({ id }) => labelOf(options, id));
  const told = chosen.map((option) => `${labelOf(options, option.id)} ${count(option)}`);
  return [
    `${counted(n, 'answer')}: ${told.length === 0 ? 'none of these' : told.join(', ')}.`,
    unchosen.length === 0 || told.length === 0 ? '' : `Nobody: ${listed(unchosen)}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

export function handsOfChoice({ options }: Settings<'choice'>): Item[] {
  return readable(options);
}

/** Of several each, the most chosen first; the options of one each keep the order they were written in. */
function tableOfChoice({ counts }: GroupAnswer<'choice'>, { options = [], max }: Settings<'choice'>): Table {
  const count = ({ id }: Item): number => counts[id] ?? 0;
  const listed = max > 1 ? options.toSorted((one, other) => count(other) - count(one)) : options;
  return {
    columns: ['Option', 'People'],
    rows: listed.map((option) => [labelOf(options, option.id), count(option)]),
  };
}
