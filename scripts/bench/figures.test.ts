import { expect, test } from 'vitest';
import { figure, percentile } from './figures.ts';

const limit = { ratio: 'at most', is: 2 } as const;

test('a goal is met or missed by the ratio of medians', () => {
  const values = [10, 11, 50, 10, 12];
  expect(figure({ name: 'x', unit: 'ms', values, references: [6, 6, 6, 7, 5], limit })).toMatchObject({
    value: 11,
    reference: 6,
    ratio: 1.83,
    verdict: 'met',
    p90: 50,
  });
  expect(figure({ name: 'x', unit: 'ms', values, references: [5, 5, 5, 5, 5], limit }).verdict).toBe(
    'missed',
  );
});

test('a reference that spreads more than three times says that nothing was measured', () => {
  expect(figure({ name: 'x', unit: 'ms', values: [1, 1, 1], references: [2, 2, 6.1], limit }).verdict).toBe(
    'noisy',
  );
});

test('a percentile is one of the values', () => {
  expect(percentile([3, 1, 2], 50)).toBe(2);
  expect(percentile([1, 2, 3, 4], 99)).toBe(4);
  expect(percentile([5], 10)).toBe(5);
});
