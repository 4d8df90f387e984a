import { describe, expect, test } from 'vitest';
import { describeActivity, exchangeOf } from './contract.ts';
import { tags } from './tags.ts';

describeActivity(tags, (one, other, { items = [] }) => {
  const [first, second] = exchangeOf(one.tags, other.tags, items[0]?.id ?? '');
  return [{ tags: first }, { tags: second }];
});

const settings = {
  buckets: [
    { id: 'what', label: 'What' },
    { id: 'how', label: 'How' },
  ],
  items: [
    { id: 'a', label: 'One owner' },
    { id: 'b', label: 'A queue' },
  ],
};
const groupOf = (...given: Record<string, string>[]) =>
  tags.groupAnswer(
    tags.tally(
      given.map((one) => ({ answer: { tags: one }, participant: null })),
      settings,
      () => 't-none',
    ),
    settings,
  );

describe('tags', () => {
  test('K16 a share is over all tags, and null where nothing was tagged', () => {
    expect(groupOf({ a: 'what', b: 'how' }, { a: 'what' }, { b: 'what' }).share).toEqual({
      what: 0.75,
      how: 0.25,
    });
    expect(groupOf().share).toBeNull();
  });

  test('K7 tells all tags, then each thing', () => {
    expect(tags.describe(groupOf({ a: 'what' }, { a: 'how' }), settings)).toBe(
      '2 answers, 2 tags: What 1, How 1. One owner: What 1, How 1. A queue: no tags.',
    );
  });

  test('K10 says what is wrong with tags', () => {
    expect(tags.refuse({ tags: {} }, settings)).toBe('tag at least one');
    expect(tags.refuse({ tags: { z: 'what' } }, settings)).toBe('it names something that is not on the list');
    expect(tags.refuse({ tags: { a: 'why' } }, settings)).toBe('it names something that is not on the list');
    expect(tags.refuse({ tags: { a: 'what', b: 'what' } }, settings)).toBeNull();
  });
});
