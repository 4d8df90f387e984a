import { stemmer } from 'stemmer';

/**
 * `theme@1`: which short texts are worded alike. It finds the same words and slips of the pen, not the same meaning:
 * "Nobody in the room knows her" and "VPs have never heard of her" stay strangers. So only texts that are the same but
 * for case, punctuation and contractions count as one; all else is a suggestion, called similar wording, which a
 * person accepts or leaves. Tried on invented English texts only; other scripts are compared, but without stop words and
 * stems.
 */

/** A text, or a theme under its title. */
export type Card = { id: string; text: string };

export type Similar = {
  texts: string[];
  /** One side says not, no or never and the other does not: alike in wording and perhaps opposite in meaning. */
  opposed: boolean;
};

/** Every wording is held against every other, so the work grows with the square; a thousand take half a second. */
const wordingsMax = 1_000;

const sharedWordsMin = 0.5;
const sharedTrigramsMin = 0.6;

/** A longer list of "similar" wordings is no longer read before it is accepted. */
const groupMax = 5;

const negations = new Set('not no never nobody none nothing neither nor without'.split(' '));

/** Words that say little. Not, no, never, only and nobody are kept: they turn a sentence round. */
const stopWords = new Set(
  (
    'a an the this that these those is are was were be been being am has had do does did of to in on at by for with ' +
    'from and or but if so as than then it its there here i me my we us our you your his him her they them their who ' +
    'which will would can could should just very'
  ).split(' '),
);

/** What stays the same when only case, spacing, punctuation, quotes and contractions differ. Never empty for a text. */
export function exactKey(text: string): string {
  const plain = plainly(text);
  // "C++" and "C#", "5 %" and "5" are different cards, so signs stay in the key though not among the words.
  const parts = plain.match(/[\p{L}\p{M}\p{N}]+|[\p{S}#%&@*]+/gu);
  return parts === null ? plain.trim() : parts.join(' ');
}

/**
 * Cards worth looking at side by side, the most alike first: groups in which every wording is similar to every other
 * (complete link, for a chain of single likenesses soon joins strangers), then pairs that are perhaps opposed. Exact
 * twins count as one wording. Null if there are too many wordings to compare; the order of the cards never matters.
 */
export function similarWording(cards: readonly Card[]): Similar[] | null {
  const wordings = wordingsOf(cards);
  if (wordings.length > wordingsMax) return null;
  const pairs = similarPairs(wordings);
  const groups = completeLinks(pairs.filter(({ one, other }) => one.negated === other.negated));
  const opposed = pairs
    .filter(({ one, other }) => one.negated !== other.negated)
    .map(({ one, other }) => [one, other]);
  return [
    ...groups.map((group) => ({ texts: idsOf(group), opposed: false })),
    ...opposed.map((pair) => ({ texts: idsOf(pair), opposed: true })),
  ];
}

type Wording = {
  key: string;
  ids: string[];
  negated: boolean;
  /** Both without repetition; a trigram's second occurrence counts as another trigram. */
  words: string[];
  trigrams: string[];
};

type Pair = { one: Wording; other: Wording; closeness: number };

function wordingsOf(cards: readonly Card[]): Wording[] {
  const byKey = new Map<string, Card[]>();
  for (const card of cards) {
    const key = exactKey(card.text);
    byKey.set(key, [...(byKey.get(key) ?? []), card]);
  }
  return [...byKey.keys()].toSorted().map((key) => {
    const words = key.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    return {
      key,
      ids: (byKey.get(key) ?? []).map((card) => card.id),
      negated: words.some((word) => negations.has(word)),
      words: [...new Set(words.filter((word) => !stopWords.has(word)).map(stem))],
      trigrams: trigramsOf(words.join(' ')),
    };
  });
}

function plainly(text: string): string {
  return text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\u2018\u2019\u201b\u02bc\u00b4`]/g, "'")
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\bwon't\b/g, 'will not')
    .replace(/\bcan(?:'t|not)\b/g, 'can not')
    .replace(/n't\b/g, ' not')
    .replace(/\b(is|are|was|were|do|does|did|has|have|had|could|would|should)nt\b/g, '$1 not')
    .replace(/'s(?![\p{L}\p{M}\p{N}])/gu, '');
}

/** M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980) 130-137. English letters only. */
function stem(word: string): string {
  return /^[a-z]+$/.test(word) ? stemmer(word) : word;
}

/** Two blanks before and one after, so that short texts have some and beginnings weigh more than ends. */
function trigramsOf(words: string): string[] {
  if (words === '') return [];
  const signs = Array.from(`  ${words} `);
  const seen = new Map<string, number>();
  return signs.slice(2).map((sign, index) => {
    const trigram = `${signs[index]}${signs[index + 1]}${sign}`;
    const times = (seen.get(trigram) ?? 0) + 1;
    seen.set(trigram, times);
    return times === 1 ? trigram : `${trigram}${times}`;
  });
}

/** Those that pass either bar, the closest first; pairs equally close stay in the order of their keys. */
function similarPairs(wordings: readonly Wording[]): Pair[] {
  const sharedWords = sharing(wordings.map(({ words }) => words));
  const sharedTrigrams = sharing(wordings.map(({ trigrams }) => trigrams));
  const pairs = wordings.flatMap((other, place) => {
    const words = sharedWords(place);
    const trigrams = sharedTrigrams(place);
    return wordings.slice(0, place).flatMap((one, earlier): Pair[] => {
      const byWords = jaccard(words[earlier] ?? 0, one.words.length + other.words.length);
      const byTrigrams = dice(trigrams[earlier] ?? 0, one.trigrams.length + other.trigrams.length);
      if (byWords < sharedWordsMin && byTrigrams < sharedTrigramsMin) return [];
      return [{ one, other, closeness: byWords + byTrigrams }];
    });
  });
  return pairs.toSorted((a, b) => b.closeness - a.closeness);
}

/**
 * How many members the list at a place shares with each list before it; asked once for each place, in order. It counts
 * what is shared instead of comparing lists, because most pairs share next to nothing.
 */
function sharing(lists: readonly (readonly string[])[]): (place: number) => number[] {
  const holders = new Map<string, number[]>();
  return (place) => {
    const shared = Array.from({ length: place }, () => 0);
    for (const member of lists[place] ?? []) {
      const earlier = holders.get(member) ?? [];
      for (const holder of earlier) shared[holder] = (shared[holder] ?? 0) + 1;
      holders.set(member, earlier);
      earlier.push(place);
    }
    return shared;
  };
}

/** Shared of all words. Paul Jaccard, "The distribution of the flora in the alpine zone", New Phytologist 11 (1912) 37-50. */
function jaccard(shared: number, both: number): number {
  return both === 0 ? 0 : shared / (both - shared);
}

/** Lee R. Dice, "Measures of the Amount of Ecologic Association Between Species", Ecology 26 (1945) 297-302. */
function dice(shared: number, both: number): number {
  return both === 0 ? 0 : (2 * shared) / both;
}

/** Closest pairs first, two groups become one where every member of one is similar to every member of the other. */
function completeLinks(pairs: readonly Pair[]): Wording[][] {
  const similar = new Map<Wording, Set<Wording>>();
  const groups = new Map<Wording, Wording[]>();
  for (const { one, other } of pairs) {
    for (const [from, to] of [[one, other] as const, [other, one] as const]) {
      similar.set(from, (similar.get(from) ?? new Set<Wording>()).add(to));
      groups.set(from, [from]);
    }
  }
  for (const { one, other } of pairs) {
    const left = groups.get(one) ?? [one];
    const right = groups.get(other) ?? [other];
    if (left === right || left.length + right.length > groupMax) continue;
    if (!left.every((member) => right.every((stranger) => similar.get(member)?.has(stranger)))) continue;
    const joined = [...left, ...right];
    for (const member of joined) groups.set(member, joined);
  }
  return [...new Set(groups.values())].filter((group) => group.length > 1);
}

function idsOf(wordings: readonly Wording[]): string[] {
  return wordings.flatMap((wording) => wording.ids).toSorted();
}
