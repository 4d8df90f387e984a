import { z } from 'zod';
import type { Activity, GroupAnswer, Settings } from '../activity.ts';
import type { NameOf, Table } from '../picture.ts';
import { plainText } from '../session/workshop.ts';
import { pick, textBytesMax } from './items.ts';
import { counted, erasedWords } from './sentence.ts';
import { byId, textItems } from './written.ts';

/**
 * First moves: what someone will do, and by when. "We should" has no owner; here the owner is whoever wrote
 * it, where the mode names people, and nobody where it doesn't.
 */

const stepsMax = 5;
const textMax = 200;
const byMax = 40;

const settings = z.strictObject({});

const answer = z.strictObject({
  steps: z
    .array(z.strictObject({ text: plainText(textMax), by: plainText(byMax) }))
    .min(1, 'write at least one step')
    .max(stepsMax, `${stepsMax} steps at most`),
});

export const steps: Activity<'steps'> = {
  kind: 'steps',
  rule: 'steps@1',
  settings,
  answer,
  example: (_, roll) => ({
    steps: [{ text: pick(exampleSteps, roll), by: pick(['Friday', 'Tuesday', 'in two weeks'], roll) }],
  }),
  refuse: () => null,
  tally: (submissions, _, textIds) => ({
    n: submissions.length,
    steps: submissions
      .flatMap(({ participant, answer: { steps: given } }) =>
        given.map(({ text, by }) => ({ id: textIds(participant), text, by, owner: participant })),
      )
      .toSorted(byId),
  }),
  groupAnswer: ({ n, steps: given }) => ({ n, steps: given }),
  describe: describeSteps,
  table: tableOfSteps,
  offers: ({ steps: given }) => textItems(given),
  accepts: () => null,
  ready: () => true,
  answerBytesMax: () => 12 + stepsMax * (20 + textBytesMax(textMax) + textBytesMax(byMax)),
};

/** “2 steps. Ask the payments lead for an hour, by Friday.” Who owns which is for screens that know names. */
export function describeSteps({ steps: given }: GroupAnswer<'steps'>): string {
  if (given.length === 0) return 'No steps.';
  const told = given.map(({ text, by }) =>
    text === null ? `One ${erasedWords}.` : `${text}${by === null ? '' : `, by ${by}`}.`,
  );
  return [`${counted(given.length, 'step')}.`, ...told].join(' ');
}

const exampleSteps = [
  'I will ask the payments lead for an hour on the schema',
  'I will write down the success bar and send it round',
  'I will show the load test to support before the release',
  'I will bring the two open objections to the director',
];

function tableOfSteps({ steps: given }: GroupAnswer<'steps'>, _: Settings<'steps'>, nameOf: NameOf): Table {
  return {
    columns: ['Step', 'By', 'Who'],
    rows: given.map(({ text, by, owner }) => [
      text ?? erasedWords,
      by ?? erasedWords,
      owner === null ? null : nameOf(owner),
    ]),
  };
}
