import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberSummary, quantile } from './number.ts';

describe('quantiles lie straight between neighbours', () => {
  test('published differences from quartiles that are answers', () => {
    expect(quantile([1, 2, 2, 3, 4, 5], 0.75)).toBe(3.75);
    expect(quantile([2, 3, 3, 4, 4, 4, 4, 4, 5, 5], 0.25)).toBe(3.25);
  });

  test('an even room has its median half way', () => {
    expect(numberSummary([40, 10, 30, 20])).toEqual({
      n: 4,
      values: [10, 20, 30, 40],
      median: 25,
      middle: [17.5, 32.5],
      range: [10, 40],
    });
  });

  test('numbers are sorted as numbers', () => {
    expect(numberSummary([100, 9, -3]).values).toEqual([-3, 9, 100]);
  });
});

describe('small rooms', () => {
  test('nobody answered: null, never 0', () => {
    expect(numberSummary([])).toEqual({ n: 0, values: [], median: null, middle: null, range: null });
    expect(quantile([], 0.5)).toBeNull();
  });

  test('one person, and an answer of 0', () => {
    expect(numberSummary([0])).toEqual({ n: 1, values: [0], median: 0, middle: [0, 0], range: [0, 0] });
  });

  test('everybody alike', () => {
    expect(numberSummary([0.1, 0.1, 0.1])).toMatchObject({
      median: 0.1,
      middle: [0.1, 0.1],
      range: [0.1, 0.1],
    });
  });
});

describe('properties', () => {
  const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });

  test('the order of answers never matters, and the answers given stay as they were', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const given = [...values];
        expect(numberSummary([...values].reverse())).toEqual(numberSummary(values));
        expect(values).toEqual(given);
      }),
    );
  });

  test('mirrored answers have mirrored quartiles', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { middle, median } = numberSummary(values);
        const mirrored = numberSummary(values.map((value) => 0 - value));
        expect(mirrored.median).toBeCloseTo(0 - (median ?? NaN), 9);
        expect(mirrored.middle?.[0]).toBeCloseTo(0 - (middle?.[1] ?? NaN), 9);
      }),
    );
  });

  test('the middle half lies within the range, around the median', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { middle, median, range } = numberSummary(values);
        const row = [range?.[0], middle?.[0], median, middle?.[1], range?.[1]].map(Number);
        expect(row.toSorted((a, b) => a - b)).toEqual(row);
      }),
    );
  });
});
