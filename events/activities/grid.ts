import { z } from 'zod';
import type { Activity, GroupAnswer, KindTypes, Settings } from '../activity.ts';
import type { Table } from '../picture.ts';
import { plainText } from '../session/workshop.ts';
import { countSteps, summary } from '../statistics/ordinal.ts';
import {
  itemList,
  keyed,
  labelOf,
  misnamed,
  namedId,
  partsOf,
  readable,
  recordBytesMax,
  weighedMax,
} from './items.ts';
import { bandWords, exampleStep } from './scale.ts';
import { counted } from './sentence.ts';

/**
 * Two scales of five steps at once, such as impact and effort. The axes are counted apart, so that no point on
 * the wall is somebody's; they are never multiplied, because a product of two orders is an order of neither.
 */

const steps = { min: 1, max: 5 };

const axis = z.strictObject({ low: plainText(60, 0), high: plainText(60, 0) });

const settings = z.strictObject({ options: itemList({ max: weighedMax }).optional(), x: axis, y: axis });

const step = z.int().min(steps.min, 'choose steps from 1 to 5').max(steps.max, 'choose steps from 1 to 5');
const answer = z.strictObject({ points: z.record(namedId(), z.strictObject({ x: step, y: step })) });

export const grid: Activity<'grid'> = {
  kind: 'grid',
  rule: 'grid@1',
  settings,
  answer,
  example: ({ options }, roll) => ({
    points: keyed(options, () => ({ x: exampleStep(steps, roll), y: exampleStep(steps, roll) })),
  }),
  refuse: ({ points }, { options }) =>
    Object.keys(points).length === 0 ? 'place at least one' : misnamed(Object.keys(points), options),
  tally: (submissions, { options = [] }) => {
    const answers = submissions.map((one) => one.answer.points);
    return {
      n: submissions.length,
      options: options.map(({ id }) => {
        const points = partsOf(answers, id);
        return {
          id,
          x: countSteps(
            points.map(({ x }) => x),
            steps,
          ),
          y: countSteps(
            points.map(({ y }) => y),
            steps,
          ),
        };
      }),
    };
  },
  groupAnswer: ({ n, options }) => ({ n, options: options.map(readOption) }),
  describe: describeGrid,
  table: tableOfGrid,
  offers: (_, { options }) => readable(options),
  accepts: (given, items) => (items.length > weighedMax ? null : { ...given, options: items }),
  ready: ({ options }) => options !== undefined,
  answerBytesMax: ({ options }) => 12 + recordBytesMax(options, 14),
};

type AxisCounts = KindTypes['grid']['tally']['options'][number];

/** Split: van der Eijk's agreement is below nothing on either axis, as when the room stands at both ends. */
function readOption({ id, x, y }: AxisCounts): GroupAnswer<'grid'>['options'][number] {
  const [across, upward] = [summary(x, steps), summary(y, steps)];
  return {
    id,
    x: { median: across.median, quartiles: across.quartiles },
    y: { median: upward.median, quartiles: upward.quartiles },
    split: [across, upward].some(({ agreement: { a } }) => a !== null && a < 0),
  };
}

/** “7 answers. Across from little impact to much impact, … Smallest test: 4 across, between 2 and 3 up.” */
export function describeGrid({ n, options }: GroupAnswer<'grid'>, settled: Settings<'grid'>): string {
  if (n === 0) return 'No answers.';
  const axes = [axisWords('Across', settled.x), axisWords('Up', settled.y)].filter((words) => words !== '');
  const told = options.map(({ id, x, y, split }) => {
    const label = labelOf(settled.options, id);
    if (x.median === null || y.median === null) return `${label}: no answers.`;
    return `${label}: ${stepWords(x.median)} across, ${stepWords(y.median)} up${split ? '; answers at both ends' : ''}.`;
  });
  return [`${counted(n, 'answer')}.`, ...axes, ...told].join(' ');
}

function axisWords(way: string, { low, high }: { low: string; high: string }): string {
  return low === '' && high === '' ? '' : `${way}, 1 is ${low} and 5 is ${high}.`;
}

function stepWords([lower, upper]: readonly [number, number]): string {
  return lower === upper ? String(lower) : `between ${lower} and ${upper}`;
}

function tableOfGrid({ options }: GroupAnswer<'grid'>, settled: Settings<'grid'>): Table {
  const across = axisName('Across', settled.x);
  const upward = axisName('Up', settled.y);
  return {
    columns: ['Option', across, upward, 'Agreement'],
    rows: options.map(({ id, x, y, split }) => [
      labelOf(settled.options, id),
      axisCell(x),
      axisCell(y),
      split ? 'answers at both ends' : null,
    ]),
  };
}

/** “3 (middle half 2 to 4)”: the half is told where it says more than the middle does. */
function axisCell({ median, quartiles }: GroupAnswer<'grid'>['options'][number]['x']): string | null {
  const [middle, half] = [bandWords(median), bandWords(quartiles)];
  return half === null || half === middle ? middle : `${middle} (middle half ${half})`;
}

/** “Much impact, 1 to 5” where the far end has a name, else “Across, 1 to 5”. */
function axisName(way: string, { high }: { high: string }): string {
  const name = high === '' ? way : `${high.slice(0, 1).toUpperCase()}${high.slice(1)}`;
  return `${name}, ${steps.min} to ${steps.max}`;
}
