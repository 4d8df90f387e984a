import { describe, expect, test } from 'vitest';
import type { Settings } from '../activity.ts';
import vectors from '../statistics/vectors.json' with { type: 'json' };
import { describeActivity } from './contract.ts';
import { ranking } from './ranking.ts';

describeActivity(ranking);

const listOf = (ids: string): Settings<'ranking'> => ({
  options: ids.split('').map((id) => ({ id, label: `Thing ${id}` })),
});
/** “abc” best first, “a=b c” with a tie. */
const ballot = (words: string) => ({
  order: words
    .split(' ')
    .flatMap((part) => (part.includes('=') ? [part.split('=')] : part.split('').map((id) => [id]))),
});
const groupOf = (settings: Settings<'ranking'>, ...words: string[]) =>
  ranking.groupAnswer(
    ranking.tally(
      words.map((one) => ({ answer: ballot(one), participant: null })),
      settings,
      () => 't-none',
    ),
    settings,
  );

describe('ranking', () => {
  test('K17 one rule decides, Borda’s points stand beside it and may disagree', () => {
    const published = vectors.rankings[0];
    const settings: Settings<'ranking'> = {
      options: ['A', 'B', 'C', 'D', 'E'].map((id) => ({ id, label: id })),
    };
    const room = (published?.ballots ?? []).flatMap(([times, text]) =>
      Array.from({ length: Number(times) }, () => ({
        answer: {
          order: String(text)
            .split('>')
            .map((id) => [id]),
        },
        participant: null,
      })),
    );
    const group = ranking.groupAnswer(
      ranking.tally(room, settings, () => 't-none'),
      settings,
    );
    expect(group).toMatchObject({ n: 100, rule: 'schulze@1', cycle: false });
    expect(group.order[0]).toEqual(['C']);
    expect(Object.entries(group.borda).toSorted((one, other) => other[1] - one[1])[0]).toEqual(['B', 347]);
  });

  test('K17 ties stay ties, whatever the order of the list', () => {
    expect(groupOf(listOf('abc'), 'ab', 'ba').order).toEqual([['a', 'b'], ['c']]);
    expect(groupOf(listOf('cba'), 'ba', 'ab').order).toEqual([['a', 'b'], ['c']]);
    expect(groupOf(listOf('abc'), 'a=b').order).toEqual([['a', 'b'], ['c']]);
  });

  test('K17 a circle of majorities is said', () => {
    const group = groupOf(listOf('abc'), 'abc', 'bca', 'cab');
    expect(group.cycle).toBe(true);
    expect(ranking.describe(group, listOf('abc'))).toContain('No single one beats all others.');
  });

  test('K17 agreement has no word for three people or three things', () => {
    expect(groupOf(listOf('abcd'), 'abcd', 'abcd', 'abcd')).toMatchObject({ kendallW: 1, concordance: null });
    expect(groupOf(listOf('abcd'), 'abcd', 'abcd', 'abcd', 'abcd')).toMatchObject({
      concordance: 'very-strong',
    });
    expect(groupOf(listOf('abcd'), 'abcd')).toMatchObject({ kendallW: null, concordance: null });
    expect(ranking.describe(groupOf(listOf('abcd'), 'abcd', 'abcd', 'abcd', 'abcd'), listOf('abcd'))).toBe(
      '4 answers, by schulze@1: 1. Thing a; 2. Thing b; 3. Thing c; 4. Thing d. The orders are nearly the same.',
    );
  });

  test('K5 two rooms with the same sums are the same room', () => {
    const tally = (...words: string[]) =>
      ranking.tally(
        words.map((one) => ({ answer: ballot(one), participant: null })),
        listOf('abcd'),
        () => 't-none',
      );
    expect(tally('abcd', 'badc')).toEqual(tally('abdc', 'bacd'));
  });

  test('K17 hands on the best, as many as each could rank, things side by side together', () => {
    const top2 = { ...listOf('abcd'), top: 2 };
    const ids = (...words: string[]) => ranking.offers(groupOf(top2, ...words), top2).map(({ id }) => id);
    expect(ids('ba', 'ba', 'ca')).toEqual(['b', 'a']);
    expect(ids('ab', 'ba')).toEqual(['a', 'b']);
    expect(ids('a')).toEqual(['a', 'b', 'c', 'd']);
  });

  test('K10 says what is wrong with an order', () => {
    const settings = { ...listOf('abc'), top: 2 };
    expect(ranking.refuse(ballot('abc'), settings)).toBe('rank 2 at most');
    expect(ranking.refuse(ballot('aa'), settings)).toBe('it names the same thing twice');
    expect(ranking.refuse(ballot('az'), settings)).toBe('it names something that is not on the list');
    expect(ranking.refuse(ballot('ab'), { ...settings, top: 1 })).toBe('rank one');
    const wrong = (order: unknown) => ranking.answer.safeParse({ order }).error?.issues[0]?.message;
    expect(wrong([['a'], [], ['b']])).toBe('a place in the order is empty');
    expect(wrong([])).toBe('the order is empty');
    expect(ranking.settings.safeParse({ ...listOf('abc'), top: 4 }).success).toBe(false);
  });

  test('K8 a list too long to rank is not taken', () => {
    const items = (count: number) =>
      Array.from({ length: count }, (_, place) => ({ id: `t-${place}`, label: 'x' }));
    expect(ranking.accepts({ top: 3 }, items(2))).toMatchObject({ top: 2 });
    expect(ranking.accepts({}, items(40))).not.toBeNull();
    expect(ranking.accepts({}, items(41))).toBeNull();
  });
});
