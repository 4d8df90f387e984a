import { describe, expect, test } from 'vitest';
import type { Answer, Settings } from '../activity.ts';
import { describeActivity } from './contract.ts';
import { pairs } from './pairs.ts';

// A pair stays whole, for it is one thing said; which pairs came from one person stays open.
describeActivity(pairs, (one, other) => [
  { pairs: [...one.pairs.slice(1), ...other.pairs.slice(0, 1)] },
  { pairs: [...other.pairs.slice(1), ...one.pairs.slice(0, 1)] },
]);

const settings: Settings<'pairs'> = { left: [{ id: 'scope', label: 'The scope was given' }] };
const tally = (...given: Answer<'pairs'>['pairs']) =>
  pairs.tally([{ answer: { pairs: given }, participant: null }], settings, () => 't-one');

describe('pairs', () => {
  test('K23 keeps who says it and the fact where they were given', () => {
    expect(tally({ left: 'scope', right: 'She found it', fact: undefined })).toStrictEqual({
      n: 1,
      pairs: [{ id: 't-one', left: 'scope', right: 'She found it' }],
    });
  });

  test('K23 hands on the right side, with its fact', () => {
    const group = tally({ left: 'scope', right: 'She found it', who: 'The director', fact: 'Three reports' });
    expect(pairs.offers(group, settings)).toEqual([
      { id: 't-one', label: 'She found it', note: 'Three reports' },
    ]);
    const placed = { ...settings, right: [{ id: 'ledger', label: 'The ledger' }] };
    expect(pairs.offers(tally({ left: 'scope', right: 'ledger' }), placed)).toEqual([
      { id: 't-one', label: 'The ledger' },
    ]);
  });

  test('K7 tells a pair in its words, and an erased one as erased', () => {
    const group = tally({ left: 'scope', right: 'She found it', who: 'The director', fact: 'Three reports' });
    expect(pairs.describe(group, settings)).toBe(
      '1 pair. The scope was given: “She found it”, said by The director, fact: “Three reports”.',
    );
    const gone = { n: 1, pairs: [{ id: 't-one', left: null, right: null, who: null, fact: null }] };
    expect(pairs.describe(gone, settings)).toBe('1 pair. An erased pair.');
    expect(pairs.offers(gone, settings)).toEqual([]);
  });

  test('K23 tells a gap as one, and quotes nobody', () => {
    expect(pairs.describe(tally({ left: 'scope', right: ' Gap', fact: 'gap' }), settings)).toBe(
      '1 pair. The scope was given: a gap, fact: a gap.',
    );
  });

  test('K8 what is brought stands on the left unless the template has its own left side', () => {
    const items = [{ id: 't-a', label: 'Weak sponsor' }];
    expect(pairs.accepts({}, items)).toEqual({ left: items });
    expect(pairs.accepts(settings, items)).toEqual({ ...settings, right: items });
    expect(pairs.accepts({ left: items, right: items }, items)).toBeNull();
    expect(pairs.ready({})).toBe(false);
  });

  test('K10 says what is wrong with pairs', () => {
    const listed = { ...settings, right: [{ id: 'ledger', label: 'The ledger' }] };
    expect(pairs.refuse({ pairs: [{ left: 'other', right: 'x' }] }, settings)).toBe(
      'it names something that is not on the list',
    );
    expect(pairs.refuse({ pairs: [{ left: 'scope', right: 'own words' }] }, listed)).toBe(
      'it names something that is not on the list',
    );
    const wrong = (given: unknown[]) => pairs.answer.safeParse({ pairs: given }).error?.issues[0]?.message;
    expect(wrong([])).toBe('make at least one pair');
    expect(wrong([{ left: 'scope', right: 'x'.repeat(281) }])).toBe('is longer than 280 characters');
    expect(wrong(Array.from({ length: 11 }, () => ({ left: 'scope', right: 'x' })))).toBe('10 pairs at most');
  });
});
