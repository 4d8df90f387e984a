import { z } from 'zod';
import type { Activity, GroupAnswer, Settings } from '../activity.ts';
import type { Figure, Table } from '../picture.ts';
import { plainText } from '../session/workshop.ts';
import { numberSummary } from '../statistics/number.ts';
import { dayWords } from './calendar.ts';
import { counted } from './sentence.ts';

/**
 * One estimate: an amount with a unit, a percentage, or a day. Amounts have distances, so here the middle may
 * lie between two answers. Three decimals are enough for an estimate, and too few to mark a ballot with.
 */

export const amountMax = 1_000_000_000;
const decimals = 1_000;

const bound = z.number().min(-amountMax).max(amountMax);

const settings = z
  .strictObject({ unit: plainText(30, 0), min: bound, max: bound, date: z.literal(true).optional() })
  .refine(({ min, max }) => max > min, 'max must be above min')
  .refine(
    ({ min, max, date }) => date === undefined || (Number.isInteger(min) && Number.isInteger(max)),
    'a day is a whole number of days since 1970-01-01',
  );

const answer = z.strictObject({ value: z.number().min(-amountMax).max(amountMax) });

export const number: Activity<'number'> = {
  kind: 'number',
  rule: 'number@1',
  settings,
  answer,
  example: ({ min, max }, roll) => ({
    value: rounded(Math.round(min + ((roll() + roll()) / 2) * (max - min))),
  }),
  refuse: ({ value }, { min, max, date, unit }) => {
    const words = amountWords({ date, unit });
    if (value < min || value > max) return `give a value from ${words(min)} to ${words(max)}`;
    if (date === true && !Number.isInteger(value)) return 'choose a day';
    return rounded(value) === value ? null : 'give three decimals at most';
  },
  tally: (submissions) => ({
    n: submissions.length,
    values: submissions.map((one) => rounded(one.answer.value)).toSorted((one, other) => one - other),
  }),
  groupAnswer: ({ values }) => {
    const { n, values: sorted, median, middle } = numberSummary(values);
    return { n, values: sorted, median, middle };
  },
  describe: describeNumber,
  table: tableOfNumber,
  figure: figureOfNumber,
  offers: () => [],
  accepts: () => null,
  ready: () => true,
  move: (before, after) => (after.value > before.value ? 'up' : after.value < before.value ? 'down' : 'same'),
  answerBytesMax: () => 32,
};

/** To three decimals, which is all an estimate has; and 0, where it was -0, which JSON would not keep. */
export function rounded(value: number): number {
  return Math.round(value * decimals) / decimals + 0;
}

/** “9 answers, from 20 % to 70 %. Half of them lie between 30 % and 50 %; the middle one is 40 %.” */
export function describeNumber(
  { n, values, median, middle }: GroupAnswer<'number'>,
  settled: Settings<'number'>,
): string {
  const [lowest] = values;
  const highest = values.at(-1);
  if (lowest === undefined || highest === undefined || median === null) return 'No answers.';
  const words = amountWords(settled);
  if (n === 1) return `1 answer: ${words(lowest)}.`;
  if (lowest === highest) return `${counted(n, 'answer')}, all ${words(lowest)}.`;
  const half =
    middle === null ? '' : ` The middle half lies between ${words(middle[0])} and ${words(middle[1])}.`;
  return `${counted(n, 'answer')}, from ${words(lowest)} to ${words(highest)}.${half} The middle is ${words(median)}.`;
}

/** A value with its unit, or the day it stands for. Middles between two days are told as the earlier one. */
export function amountWords({
  date,
  unit,
}: Pick<Settings<'number'>, 'date' | 'unit'>): (value: number) => string {
  if (date === true) return (value) => dayWords(Math.floor(value));
  return (value) => (unit === '' ? String(rounded(value)) : `${rounded(value)} ${unit}`);
}

function tableOfNumber(
  { values, median, middle }: GroupAnswer<'number'>,
  settled: Settings<'number'>,
): Table {
  const columns = ['', 'Lowest', 'Middle half', 'Middle', 'Highest', 'Each answer'];
  const [lowest] = values;
  const highest = values.at(-1);
  if (lowest === undefined || highest === undefined || median === null) return { columns, rows: [] };
  const words = amountWords(settled);
  const half = middle === null ? null : `${words(middle[0])} to ${words(middle[1])}`;
  return {
    columns,
    rows: [['People', words(lowest), half, words(median), words(highest), eachWords(values, words)]],
  };
}

/** “20 %, 40 % (3), 55 %”: every answer that was given, with the people behind it where they are several. */
function eachWords(values: readonly number[], words: (value: number) => string): string {
  return [...new Set(values)]
    .map((value) => ({ value, people: values.filter((one) => one === value).length }))
    .map(({ value, people }) => (people === 1 ? words(value) : `${words(value)} (${people})`))
    .join(', ');
}

/** More dots than this on one line are a smear; the table still says where the middle is. */
const dotsMax = 120;

function figureOfNumber(
  { values, median }: GroupAnswer<'number'>,
  settled: Settings<'number'>,
): Figure | null {
  if (median === null || values.length > dotsMax) return null;
  const words = amountWords(settled);
  const { from, to } = lineOf(values, settled);
  return { is: 'line', low: words(from), high: words(to), from, to, values, middle: words(median) };
}

/** From end to end, unless everybody is so close together that they would be one smear: then as far as they reach. */
function lineOf(values: readonly number[], { min, max }: Settings<'number'>): { from: number; to: number } {
  const lowest = values[0] ?? min;
  const highest = values.at(-1) ?? max;
  const isClose = highest > lowest && 5 * (highest - lowest) < max - min;
  return isClose ? { from: lowest, to: highest } : { from: min, to: max };
}
