import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  agreementA,
  consensus,
  countSteps,
  interpolatedMedian,
  median,
  modes,
  quartiles,
  shape,
  summary,
  twoEnds,
} from './ordinal.ts';
import vectors from './vectors.json' with { type: 'json' };

const five = { min: 1, max: 5 };
const countsOf = (steps: number) => fc.array(fc.nat({ max: 12 }), { minLength: steps, maxLength: steps });
const someCounts = fc.integer({ min: 3, max: 11 }).chain(countsOf);
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('published and recomputed numbers', () => {
  test.each(vectors.ordinal)('$id', ({ f, cns, vdE, interpMedian }) => {
    expect(consensus(f)).toBeCloseTo(cns, 6);
    expect(agreementA(f)).toBeCloseTo(vdE, 6);
    expect(interpolatedMedian(f, 1)).toBeCloseTo(interpMedian, 6);
  });

  test.each(vectors.vdE_percent)('agreement A of $id, given in percent', ({ f, vdE }) => {
    expect(agreementA(f)).toBeCloseTo(vdE, 6);
  });

  test.each(vectors.interpMedian)('interpolated median of $src', ({ f, v }) => {
    expect(interpolatedMedian(f, 1)).toBeCloseTo(v, 6);
  });

  test('one outlier among ten leaves a room agreed', () => {
    expect(agreementA([1, 0, 0, 0, 9])).toBeCloseTo(0.6, 6);
    expect(consensus([1, 0, 0, 0, 9])).toBeCloseTo(0.531, 4);
  });
});

describe('the middle', () => {
  test('an even room has two medians, never a half step', () => {
    expect(median(countSteps([2, 3, 4, 5], five), 1)).toEqual([3, 4]);
    expect(median(countSteps([2, 3, 3, 5], five), 1)).toEqual([3, 3]);
    expect(median(countSteps([1, 1, 1, 5, 5, 5], five), 1)).toEqual([1, 5]);
  });

  test('quartiles are steps that somebody chose', () => {
    expect(quartiles(countSteps([1, 2, 2, 3, 4, 5], five), 1)).toEqual([2, 4]);
    expect(quartiles(countSteps([2, 3, 3, 4, 4, 4, 4, 4, 5, 5], five), 1)).toEqual([3, 4]);
  });

  test('a scale may begin at nought', () => {
    expect(summary([0, 0, 1, 0, 0, 2], { min: 0, max: 5 })).toMatchObject({
      median: [5, 5],
      quartiles: [2, 5],
      modes: [5],
    });
  });

  test('tied modes are all listed', () => {
    expect(modes([2, 2, 0, 0, 0], 1)).toEqual([1, 2]);
  });

  test('median and quartiles equal those of the sorted answers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2, max: 7 }), { minLength: 1, maxLength: 40 }), (values) => {
        const counts = countSteps(values, { min: -2, max: 7 });
        const sorted = [...values].sort((a, b) => a - b);
        const n = sorted.length;
        expect(median(counts, -2)).toEqual([sorted[Math.floor((n - 1) / 2)], sorted[Math.floor(n / 2)]]);
        expect(quartiles(counts, -2)).toEqual([
          sorted[Math.ceil(n * 0.25) - 1],
          sorted[Math.ceil(n * 0.75) - 1],
        ]);
      }),
    );
  });
});

describe('what cannot be said is null, never 0', () => {
  test('an empty room', () => {
    expect(summary([0, 0, 0, 0, 0], five)).toEqual({
      n: 0,
      counts: [0, 0, 0, 0, 0],
      median: null,
      quartiles: null,
      modes: [],
      agreement: { a: null, cns: null },
      shape: null,
      twoEnds: false,
    });
    expect(interpolatedMedian([0, 0, 0, 0, 0], 1)).toBeNull();
    expect(agreementA([0, 0, 0, 0, 0])).toBeNull();
    expect(consensus([0, 0, 0, 0, 0])).toBeNull();
  });

  test('one or two people have a middle but no agreement', () => {
    expect(summary([0, 0, 1, 0, 0], five)).toMatchObject({
      median: [3, 3],
      agreement: { a: null, cns: null },
      shape: null,
    });
    expect(summary([1, 0, 0, 0, 1], five)).toMatchObject({
      median: [1, 5],
      agreement: { a: null, cns: null },
      twoEnds: false,
    });
    expect(summary([1, 1, 1, 0, 0], five).agreement.a).toEqual(expect.any(Number));
  });

  test('scales of one and two steps', () => {
    expect(consensus([7])).toBeNull();
    expect(agreementA([3, 4])).toBeNull();
    expect(shape([3, 4])).toBeNull();
    expect(twoEnds([3, 4])).toBe(false);
  });
});

describe('shape@1', () => {
  test('five people or fewer get no word', () => {
    expect(shape([0, 0, 0, 0, 5])).toBeNull();
    expect(shape([0, 0, 0, 0, 6])).toBe('together');
  });

  test('exactly four in five in two neighbouring steps are together', () => {
    expect(shape([1, 0, 3, 5, 1])).toBe('together');
    expect(shape([1, 1, 3, 4, 1])).toBe('apart');
  });

  test('two ends need a third, a third, and at most a sixth between', () => {
    expect(twoEnds([1, 1, 1, 1, 2])).toBe(true);
    expect(twoEnds([3, 1, 0, 1, 3])).toBe(true);
    expect(twoEnds([1, 1, 2, 1, 1])).toBe(false);
    expect(twoEnds([0, 5, 5, 0, 0])).toBe(false);
    expect(twoEnds([0, 5, 5, 0])).toBe(false);
    expect(twoEnds([5, 0, 0, 5])).toBe(true);
  });

  /** Every way n people can fall on five steps, with its chance if all of them answered at random. */
  function* randomRooms(n: number): Generator<[number[], number]> {
    const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
    const split = (left: number, steps: number): number[][] =>
      steps === 1
        ? [[left]]
        : Array.from({ length: left + 1 }, (_, first) => first).flatMap((first) =>
            split(left - first, steps - 1).map((rest) => [first, ...rest]),
          );
    for (const counts of split(n, 5)) {
      yield [counts, counts.reduce((ways, count) => ways / factorial(count), factorial(n)) / 5 ** n];
    }
  }

  test.each([
    [6, 0.153, 0.45],
    [8, 0.033, 0.3],
    [10, 0.048, 0.2],
    [12, 0.011, 0.4],
  ])(
    'random answers of %i people look together or two-ended as often as was worked out',
    (n, together, ends) => {
      const rooms = [...randomRooms(n)];
      expect(
        sum(rooms.filter(([counts]) => shape(counts) === 'together').map(([, chance]) => chance)),
      ).toBeCloseTo(together, 3);
      expect(sum(rooms.filter(([counts]) => twoEnds(counts)).map(([, chance]) => chance))).toBeCloseTo(
        ends,
        2,
      );
    },
  );
});

describe('properties', () => {
  test('the order of answers never matters', () => {
    const shuffled = fc
      .array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 })
      .chain((values) =>
        fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
      );
    fc.assert(
      fc.property(shuffled, ([values, again]) => {
        expect(summary(countSteps(again, five), five)).toEqual(summary(countSteps(values, five), five));
      }),
    );
  });

  test('a scale read backwards says the same', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const back = [...counts].reverse();
        expect(shape(back)).toBe(shape(counts));
        expect(twoEnds(back)).toBe(twoEnds(counts));
        if (sum(counts) === 0) return;
        expect(agreementA(back)).toBeCloseTo(agreementA(counts) ?? NaN, 9);
        expect(consensus(back)).toBeCloseTo(consensus(counts) ?? NaN, 9);
        expect(interpolatedMedian(back, 1)).toBeCloseTo(
          counts.length + 1 - (interpolatedMedian(counts, 1) ?? NaN),
          9,
        );
      }),
    );
  });

  test('twice as many of everyone say the same', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        fc.pre(sum(counts) > 0);
        const twice = counts.map((count) => 2 * count);
        expect(agreementA(twice)).toBeCloseTo(agreementA(counts) ?? NaN, 9);
        expect(consensus(twice)).toBeCloseTo(consensus(counts) ?? NaN, 9);
        expect(median(twice, 1)).toEqual(median(counts, 1));
      }),
    );
  });

  test('agreement stays between its ends', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        fc.pre(sum(counts) > 0);
        expect(Math.abs(agreementA(counts) ?? NaN)).toBeLessThanOrEqual(1 + 1e-9);
        const cns = consensus(counts) ?? NaN;
        expect(cns).toBeGreaterThanOrEqual(0);
        expect(cns).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('together and two ends exclude each other', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        expect(shape(counts) === 'together' && twoEnds(counts)).toBe(false);
      }),
    );
  });
});

test('an answer off the scale is a fault of the caller', () => {
  expect(() => countSteps([6], five)).toThrow('An answer of 6 was believed to be a step from 1 to 5.');
  expect(() => countSteps([2.5], five)).toThrow('step from 1 to 5');
  expect(() => summary([1, 2], five)).toThrow('2 counts were believed to cover the steps from 1 to 5.');
});
