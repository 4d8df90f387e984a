import { z } from 'zod';
import type { Activity, GroupAnswer, Item, Settings } from '../activity.ts';
import type { Figure, Table } from '../picture.ts';
import { limits } from '../session/limits.ts';
import { plainText } from '../session/workshop.ts';
import { countSteps } from '../statistics/ordinal.ts';
import { pick, textBytesMax } from './items.ts';
import { stepCounts } from './scale.ts';
import { counted, erasedWords, listed, quoted } from './sentence.ts';
import { textItems, writtenTexts } from './written.ts';

/**
 * Fist to five: who shows fewer than three fingers says why, and the lowest hand counts, not the average.
 * Reasons leave the round apart from the fingers that went with them.
 */

const steps = { min: 0, max: 5 };
const support = 3;
const reasonMax = 280;

const settings = z.strictObject({ statement: plainText(limits.promptMax) });

const answer = z.strictObject({
  value: z.int().min(steps.min, 'choose 0 to 5').max(steps.max, 'choose 0 to 5'),
  reason: plainText(reasonMax).optional(),
});

export const fist: Activity<'fist'> = {
  kind: 'fist',
  rule: 'fist@1',
  settings,
  answer,
  example: (_, roll) => {
    const value = pick([1, 2, 3, 3, 4, 4, 4, 5, 5], roll);
    return value < support ? { value, reason: pick(exampleReasons, roll) } : { value };
  },
  refuse: ({ value, reason }) =>
    value < support && reason === undefined ? `below ${support}, say why` : null,
  tally: (submissions, _, textIds) => ({
    n: submissions.length,
    counts: countSteps(
      submissions.map((one) => one.answer.value),
      steps,
    ),
    reasons: writtenTexts(
      submissions.map(({ participant, answer: { reason } }) => ({ participant, text: reason })),
      textIds,
    ),
  }),
  groupAnswer: ({ n, counts, reasons }) => {
    const lowest = counts.findIndex((count) => count > 0);
    const below = counts.slice(0, support).reduce((sum, count) => sum + count, 0);
    return {
      n,
      counts: [...counts],
      min: lowest === -1 ? null : lowest,
      below,
      passed: n > 0 && below === 0,
      reasons,
    };
  },
  describe: describeFist,
  finding: ({ n, below }) => (n === 0 ? '' : belowWords(n, below)),
  table: tableOfFist,
  figure: figureOfFist,
  offers: ({ reasons }) => textItems(reasons),
  accepts: () => null,
  ready: () => true,
  move: (before, after) => (after.value > before.value ? 'up' : after.value < before.value ? 'down' : 'same'),
  answerBytesMax: () => 32 + textBytesMax(reasonMax),
};

/** “8 answers from 0, no, to 5, fully: 1 at 2, 4 at 3, 3 at 4. 1 below 3: “…”.” */
export function describeFist(
  { n, counts, below, reasons }: GroupAnswer<'fist'>,
  { statement }: Settings<'fist'>,
): string {
  if (n === 0) return 'No answers.';
  const why = reasons.length === 0 ? '' : ` Reasons: ${listed(reasons.map(({ text }) => quoted(text)))}.`;
  return `${quoted(statement)} ${counted(n, 'answer')} from 0 to 5 fingers: ${stepCounts(counts, steps.min)}. ${belowWords(n, below)}${why}`;
}

const exampleReasons = [
  'The second example would not survive one hostile question',
  'Nobody named here can speak in that room',
  'I can follow it, but the success bar is still a wish',
  'The owner of the migration has not agreed to this',
];

export function handsOfFist(): Item[] {
  return Array.from({ length: steps.max - steps.min + 1 }, (_, fingers) => {
    const label = String(steps.min + fingers);
    return { id: label, label };
  });
}

function belowWords(n: number, below: number): string {
  return below === 0 ? `Nobody is below ${support}.` : `${below} of ${n} below ${support}.`;
}

function tableOfFist({ counts, reasons }: GroupAnswer<'fist'>): Table {
  return {
    columns: ['Fingers', 'People', 'Word for word'],
    rows: [
      ...counts.map((people, fingers) => [String(fingers), people, null]),
      ...reasons.map(({ text }) => ['Reason', null, text ?? erasedWords]),
    ],
  };
}

function figureOfFist({ counts, min }: GroupAnswer<'fist'>): Figure {
  const middle = min === null ? '' : String(min);
  const rows = [{ label: '', counts, middle }];
  return { is: 'dots', low: 'no', high: 'fully', from: steps.min, tells: 'Lowest', rows };
}
