import { describe, expect, test } from 'vitest';
import { describeActivity, exchangeOf } from './contract.ts';
import { ratings } from './ratings.ts';

describeActivity(ratings, (one, other, { items = [] }) => {
  const [first, second] = exchangeOf(one.values, other.values, items[0]?.id ?? '');
  return [{ values: first }, { values: second }];
});

const settings = {
  min: 1,
  max: 5,
  low: '',
  high: '',
  items: [
    { id: 'a', label: 'One' },
    { id: 'b', label: 'Two' },
  ],
};
const groupOf = (...values: Record<string, number>[]) =>
  ratings.groupAnswer(
    ratings.tally(
      values.map((one) => ({ answer: { values: one }, participant: null })),
      settings,
      () => 't-none',
    ),
    settings,
  );

describe('ratings', () => {
  test('K6 a thing that nobody rated has no middle, however many answered', () => {
    const group = groupOf({ a: 4 }, { a: 5 });
    expect(group.n).toBe(2);
    expect(group.items).toMatchObject([
      { id: 'a', n: 2, median: [4, 5] },
      { id: 'b', n: 0, median: null, quartiles: null },
    ]);
    expect(ratings.describe(group, settings)).toBe(
      '2 answers. From 1 to 5. One: 1 at 4, 1 at 5. The middle answer is between 4 and 5. Two: no answers.',
    );
  });

  test('K10 says what is wrong with ratings', () => {
    expect(ratings.refuse({ values: {} }, settings)).toBe('rate at least one');
    expect(ratings.refuse({ values: { a: 6 } }, settings)).toBe('choose steps from 1 to 5');
    expect(ratings.refuse({ values: { z: 3 } }, settings)).toBe('it names something that is not on the list');
  });
});
