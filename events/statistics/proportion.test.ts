import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectiveNumber, shares, verdict } from './proportion.ts';

describe('shares', () => {
  test('parts of all', () => {
    expect(shares({ what: 6, how: 3, mixed: 0, none: 3 })).toEqual({
      what: 0.5,
      how: 0.25,
      mixed: 0,
      none: 0.25,
    });
  });

  test('of nothing there are none, not shares of 0', () => {
    expect(shares({ what: 0, how: 0 })).toBeNull();
    expect(shares({})).toBeNull();
  });

  test('sum to one, and renaming the parts renames the shares', () => {
    const parts = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(parts, (counts) => {
        fc.pre(counts.some((count) => count > 0));
        const part = (name: string) =>
          shares(Object.fromEntries(counts.map((count, index) => [name + index, count]))) ?? {};
        expect(Object.values(part('a')).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(Object.values(part('b'))).toEqual(Object.values(part('a')));
      }),
    );
  });
});

describe('thresholds of the workshops', () => {
  test.each([
    ['sponsor check, at least 4 of 6', 4, 4, 'met'],
    ['sponsor check, at least 4 of 6', 3, 4, 'unmet'],
    ['gut check, fewer than 2 of 4', 1, 2, 'unmet'],
    ['gut check, fewer than 2 of 4', 2, 2, 'met'],
    ['peer test, 2 of 3', 2, 2, 'met'],
    ['nobody said yes', 0, 1, 'unmet'],
  ] as const)('%s: %i', (_, yes, atLeast, met) => {
    expect(verdict(yes, atLeast)).toBe(met);
  });

  test('nobody answered is not nobody said yes', () => {
    expect(verdict(null, 2)).toBeNull();
  });
});

describe('effective number of options', () => {
  test.each([
    [[40, 30, 20, 10], 10 / 3],
    [[25, 25, 25, 25], 4],
    [[100, 0], 1],
  ])('%j is %f', (totals, effective) => {
    expect(effectiveNumber(totals)).toBeCloseTo(effective, 6);
  });

  test('no points at all: null', () => {
    expect(effectiveNumber([])).toBeNull();
    expect(effectiveNumber([0, 0])).toBeNull();
  });

  test('lies between one and the number of options that got anything', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 8 }), (totals) => {
        const chosen = totals.filter((total) => total > 0).length;
        fc.pre(chosen > 0);
        expect(effectiveNumber(totals)).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(effectiveNumber(totals)).toBeLessThanOrEqual(chosen + 1e-9);
        expect(effectiveNumber([...totals].reverse())).toBeCloseTo(effectiveNumber(totals) ?? NaN, 9);
      }),
    );
  });
});
