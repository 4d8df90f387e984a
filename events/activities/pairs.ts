import { z } from 'zod';
import type { Activity, GroupAnswer, Item, KeptPair, Pair, Settings } from '../activity.ts';
import type { Table } from '../picture.ts';
import { limits } from '../session/limits.ts';
import { plainText } from '../session/workshop.ts';
import { itemList, labelOf, misnamed, pick, readable, textBytesMax, weighedMax } from './items.ts';
import { counted, erasedWords, quoted } from './sentence.ts';
import { byId } from './written.ts';

/**
 * Two things put together, with who says it and one fact: an objection and its scripted answer. The left side
 * is always a list; the right side is a list too, or, where the step names none, somebody's own words.
 */

const pairsMax = 10;
const wordsMax = 280;
const factMax = 200;

const settings = z.strictObject({
  left: itemList({ max: weighedMax }).optional(),
  right: itemList({ max: weighedMax }).optional(),
  groups: z.int().min(1).max(12).optional(),
});

const answer = z.strictObject({
  pairs: z
    .array(
      z.strictObject({
        left: plainText(wordsMax),
        right: plainText(wordsMax),
        who: plainText(limits.nameMax).optional(),
        fact: plainText(factMax).optional(),
      }),
    )
    .min(1, 'make at least one pair')
    .max(pairsMax, `${pairsMax} pairs at most`),
});

export const pairs: Activity<'pairs'> = {
  kind: 'pairs',
  rule: 'pairs@1',
  settings,
  answer,
  example: ({ left = [], right }, roll) => ({
    pairs: [
      {
        left: pick(left, roll).id,
        right: right === undefined ? pick(exampleAnswers, roll) : pick(right, roll).id,
        who: pick(exampleSpeakers, roll),
        ...(roll() < 0.7 && { fact: pick(exampleFacts, roll) }),
      },
    ],
  }),
  refuse: ({ pairs: given }, { left, right }) => {
    const wrong = misnamed([...new Set(given.map((pair) => pair.left))], left);
    if (wrong !== null) return wrong;
    return right === undefined ? null : misnamed([...new Set(given.map((pair) => pair.right))], right);
  },
  tally: (submissions, _, textIds) => ({
    n: submissions.length,
    pairs: submissions
      .flatMap(({ participant, answer: { pairs: given } }) =>
        given.map((pair) => ({ id: textIds(participant), ...withoutGaps(pair) })),
      )
      .toSorted(byId),
  }),
  groupAnswer: ({ n, pairs: given }) => ({ n, pairs: given }),
  describe: describePairs,
  table: tableOfPairs,
  offers: ({ pairs: given }, { right }) =>
    given.flatMap(({ id, right: words, fact }): Item[] => {
      if (words === null) return [];
      const label = right === undefined ? words : readable(right).find((item) => item.id === words)?.label;
      return label === undefined ? [] : [{ id, label, ...(fact != null && { note: fact }) }];
    }),
  // What an earlier step brings stands on the left, unless the template put its own list there.
  accepts: (given, items) => {
    if (items.length > weighedMax) return null;
    if (given.left === undefined) return { ...given, left: items };
    return given.right === undefined ? { ...given, right: items } : null;
  },
  ready: ({ left }) => left !== undefined,
  answerBytesMax: () =>
    12 + pairsMax * (48 + 2 * textBytesMax(wordsMax) + textBytesMax(limits.nameMax) + textBytesMax(factMax)),
};

/** A pair as it is kept: what was left out isn't there, rather than there and undefined. */
function withoutGaps({ left, right, who, fact }: Pair): Pair {
  return { left, right, ...(who !== undefined && { who }), ...(fact !== undefined && { fact }) };
}

/** Rooms are told to write “gap” where there is no fact yet: that is no quotation. */
export function isGap(words: string): boolean {
  return words.trim().toLowerCase() === 'gap';
}

/** “2 pairs. The scope was given: “She chose the problem”, said by the director, fact: “…”.” */
export function describePairs(
  { pairs: given }: GroupAnswer<'pairs'>,
  { left, right }: Settings<'pairs'>,
): string {
  if (given.length === 0) return 'No pairs.';
  const told = given.map((pair) => {
    if (pair.left === null && pair.right === null) return 'An erased pair.';
    const answered =
      right !== undefined && pair.right !== null ? labelOf(right, pair.right) : ownWords(pair.right);
    const who = pair.who == null ? '' : `, said by ${pair.who}`;
    const fact = pair.fact == null ? '' : `, fact: ${ownWords(pair.fact)}`;
    return `${pair.left === null ? quoted(null) : labelOf(left, pair.left)}: ${answered}${who}${fact}.`;
  });
  return [`${counted(given.length, 'pair')}.`, ...told].join(' ');
}

function ownWords(words: string | null): string {
  return words !== null && isGap(words) ? 'a gap' : quoted(words);
}

const exampleAnswers = [
  'Two other teams changed their roadmap after her review',
  'The scope was not given: she found it in three incident reports',
  'The design is now the default for every new service',
  'gap',
];
const exampleSpeakers = ['The director of platform', 'Her manager', 'The lead of the payments team'];
const exampleFacts = [
  'Deploys went from 40 to 9 minutes for four teams',
  'Five of six new services use it',
  'No rollback since March',
];

function tableOfPairs({ pairs: given }: GroupAnswer<'pairs'>, { left, right }: Settings<'pairs'>): Table {
  const words = (list: readonly Item[] | undefined, side: string | null): string => {
    if (side === null) return erasedWords;
    return list === undefined ? side : labelOf(list, side);
  };
  return {
    columns: ['To', 'Answer', 'Who says it', 'Fact'],
    rows: given.map((pair) => [
      words(left, pair.left),
      words(right, pair.right),
      besideWords(pair, pair.who),
      besideWords(pair, pair.fact),
    ]),
  };
}

/** What was left out is empty; what was erased says so. */
function besideWords({ left, right }: KeptPair, words: string | null | undefined): string | null {
  return words === null && (left === null || right === null) ? erasedWords : (words ?? null);
}
