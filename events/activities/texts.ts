import { z } from 'zod';
import type { Activity, GroupAnswer, Item, Settings, Theme, WrittenText } from '../activity.ts';
import type { Cell, Table } from '../picture.ts';
import { exactKey } from '../statistics/wording.ts';
import { DefinedId, plainText } from '../session/workshop.ts';
import { textBytesMax } from './items.ts';
import { counted, erasedWords } from './sentence.ts';
import { textItems, writtenTexts } from './written.ts';

/**
 * Short texts, one card each. They come out of the box without authors, in an order that tells nothing, each
 * under a random id. Only exact twins merge by themselves; anything else is for people to judge.
 */

const lengthMax = 500;

const settings = z.strictObject({
  max: z.int().min(1).max(10).default(1),
  length: z.int().min(10).max(lengthMax).default(140),
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
    texts: writtenTexts(
      submissions.flatMap(({ participant, answer: { texts: cards } }) =>
        cards.map((text) => ({ participant, text })),
      ),
      textIds,
    ),
    single: max === 1,
  }),
  groupAnswer: (tally) => ({ n: tally.n, texts: tally.texts, themes: twins(tally) }),
  describe: describeTexts,
  table: tableOfTexts,
  offers: ({ texts: cards, themes }) => {
    const themed = new Set(themes.flatMap((theme) => theme.texts));
    const together = themes.flatMap((theme) => themeItem(theme, cards) ?? []);
    return [...together, ...textItems(cards.filter((card) => !themed.has(card.id)))];
  },
  accepts: () => null,
  ready: () => true,
  answerBytesMax: ({ max, length }) => 16 + max * (1 + textBytesMax(length)),
};

/**
 * The title of a group that nobody has named. It must not repeat the cards' words: a title is kept as it is, and
 * what a person wrote has to be gone from everywhere once it is erased.
 */
export const sameWords = 'The same words';

/** What a group is called: its title, or, until someone names it, the words its cards have in common. */
export function themeWords(
  { title, texts: ids }: Pick<Theme, 'title' | 'texts'>,
  cards: readonly WrittenText[],
): string | null {
  return title === sameWords ? (firstReadable(ids, cards)?.text ?? null) : title;
}

/** An unnamed group is handed on as its first card, because that card's words go with that card's id. */
function themeItem({ id, title, texts: ids }: Theme, cards: readonly WrittenText[]): Item | null {
  if (title !== sameWords) return { id, label: title };
  const first = firstReadable(ids, cards);
  return first === null ? null : { id: first.id, label: first.text };
}

function firstReadable(
  ids: readonly string[],
  cards: readonly WrittenText[],
): { id: string; text: string } | null {
  const card = cards.find(({ id, text }) => ids.includes(id) && text !== null);
  return card === undefined || card.text === null ? null : { id: card.id, text: card.text };
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
      title: sameWords,
      texts: group.map((card) => card.id),
      ...(single && { raisedBy: group.length }),
    }));
}

/** “9 cards, 5 of them in 2 groups.” The cards themselves stand beside this, in random order. */
export function describeTexts({ texts: cards, themes }: GroupAnswer<'texts'>): string {
  if (cards.length === 0) return 'No cards.';
  const grouped = new Set(themes.flatMap((theme) => theme.texts)).size;
  const groups = themes.length === 0 ? '' : `, ${grouped} of them in ${counted(themes.length, 'group')}`;
  return `${counted(cards.length, 'card')}${groups}.`;
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

/**
 * Groups first, the largest on top, each with its cards word for word; then the cards that stand alone. Cards are
 * people only where each person had one.
 */
function tableOfTexts({ n, texts: cards, themes }: GroupAnswer<'texts'>, { max }: Settings<'texts'>): Table {
  const grouped = new Set(themes.flatMap((theme) => theme.texts));
  const wordsOf = (id: string): string => cards.find((card) => card.id === id)?.text ?? erasedWords;
  const weight = (count: number): Cell => (max === 1 ? `${count} of ${n}` : count);
  const groups = themes
    .toSorted((one, other) => other.texts.length - one.texts.length)
    .map((theme) => [
      themeWords(theme, cards) ?? erasedWords,
      weight(theme.texts.length),
      theme.title === sameWords ? null : otherWords(theme.title, theme.texts.map(wordsOf)),
    ]);
  const alone = cards
    .filter(({ id }) => !grouped.has(id))
    .map(({ text }) => [text ?? erasedWords, weight(1), null]);
  return {
    columns: ['Card or group', max === 1 ? 'Raised by' : 'Cards', 'Word for word'],
    rows: [...groups, ...alone],
  };
}

/** Each wording once, and none that says just what the group is called. */
function otherWords(title: string, words: readonly string[]): string | null {
  const others = [...new Set(words)].filter((one) => one !== title);
  return others.length === 0 ? null : others.map((one) => `“${one}”`).join(' ');
}
