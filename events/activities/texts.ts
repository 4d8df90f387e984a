import { z } from 'zod';
import type { Activity, GroupAnswer, Theme, WrittenText } from '../activity.ts';
import { exactKey } from '../statistics/wording.ts';
import { DefinedId, plainText } from '../session/workshop.ts';

/**
 * Short texts, one card each. They come out of the box without authors, in an order that tells nothing, each
 * under a random id. Only exact twins merge by themselves; anything else is for people to judge.
 */

const lengthMax = 500;

const settings = z.strictObject({
  max: z.int().min(1).max(10),
  length: z.int().min(10).max(lengthMax),
  mergedBy: DefinedId.optional(),
});

const answer = z.strictObject({ texts: z.array(plainText(lengthMax)).min(1).max(10) });

export const texts: Activity<'texts'> = {
  kind: 'texts',
  rule: 'texts@1',
  settings,
  answer,
  example: ({ max, length }, roll) => ({
    texts: Array.from({ length: 1 + Math.floor(roll() * max) }, () => exampleText(roll).slice(0, length)),
  }),
  refuse: (given, { max, length }) => {
    if (given.texts.length > max) return max === 1 ? 'one card each' : `${max} cards at most`;
    if (given.texts.some((text) => text.length > length)) return `a card holds ${length} characters`;
    return null;
  },
  tally: (submissions, { max }, textIds) => ({
    n: submissions.length,
    // Random ids decide the order, so that neither time nor alphabet says who wrote what.
    texts: submissions
      .flatMap((one) => one.answer.texts.map((text) => ({ id: textIds(one.participant), text })))
      .toSorted(byId),
    single: max === 1,
  }),
  groupAnswer: (tally) => ({ n: tally.n, texts: tally.texts, themes: twins(tally) }),
  describe: describeTexts,
  offers: ({ texts: cards, themes }) => {
    const themed = new Set(themes.flatMap((theme) => theme.texts));
    const alone = cards.flatMap((card) => (themed.has(card.id) || card.text === null ? [] : [{ id: card.id, label: card.text }]));
    return [...themes.map((theme) => ({ id: theme.id, label: theme.title })), ...alone];
  },
  accepts: () => null,
  ready: () => true,
  answerBytesMax: ({ max, length }) => 16 + max * (3 * length + 3),
};

function byId(one: WrittenText, other: WrittenText): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

/** Cards with the same words stand together. “Raised by” is said only where each person had one card. */
function twins({ texts: cards, single }: { texts: WrittenText[]; single: boolean }): Theme[] {
  const groups = new Map<string, WrittenText[]>();
  for (const card of cards) {
    if (card.text === null) continue;
    const key = exactKey(card.text);
    groups.set(key, [...(groups.get(key) ?? []), card]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({
      id: `th-${group[0]?.id.slice(2) ?? ''}`,
      title: group[0]?.text ?? '',
      texts: group.map((card) => card.id),
      ...(single && { raisedBy: group.length }),
    }));
}

export function describeTexts(group: GroupAnswer<'texts'>): string {
  const count = group.texts.length;
  if (count === 0) return 'No cards.';
  const cards = count === 1 ? '1 card' : `${count} cards`;
  const themes = group.themes.length === 0 ? '' : ` in ${group.themes.length} groups and singles`;
  return `${cards}${themes}, in random order.`;
}

const exampleTexts = [
  'The impact is hard to see outside one team',
  'Strong engineer, but the scope was given, not found',
  'Nobody from the platform group has worked with this',
  'The evidence is a year old',
  'We would need one example where other teams moved faster',
  'Good writing, little follow-through across teams',
];

function exampleText(roll: () => number): string {
  return exampleTexts[Math.floor(roll() * exampleTexts.length)] ?? '';
}
