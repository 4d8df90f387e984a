import { describe, expect, test } from 'vitest';
import type { Settings } from '../activity.ts';
import { describeActivity } from './contract.ts';
import { grid } from './grid.ts';

// Not even the two coordinates of one point belong together: only x changes hands.
describeActivity(grid, (one, other, { options = [] }) => {
  const id = options[0]?.id ?? '';
  const [first, second] = [one.points[id], other.points[id]];
  if (!first || !second) return [one, other];
  return [
    { points: { ...one.points, [id]: { x: second.x, y: first.y } } },
    { points: { ...other.points, [id]: { x: first.x, y: second.y } } },
  ];
});

const settings: Settings<'grid'> = {
  x: { low: 'little impact', high: 'much impact' },
  y: { low: 'little effort', high: 'much effort' },
  options: [
    { id: 'a', label: 'Smallest test' },
    { id: 'b', label: 'Rewrite' },
  ],
};
const groupOf = (...points: [x: number, y: number][]) =>
  grid.groupAnswer(
    grid.tally(
      points.map(([x, y]) => ({ answer: { points: { a: { x, y } } }, participant: null })),
      settings,
      () => 't-none',
    ),
    settings,
  );

describe('grid', () => {
  test('K19 each axis has its middle and its middle half', () => {
    const group = groupOf([4, 1], [4, 2], [5, 3], [4, 2]);
    expect(group.options[0]).toEqual({
      id: 'a',
      x: { median: [4, 4], quartiles: [4, 4] },
      y: { median: [2, 2], quartiles: [1, 2] },
      split: false,
    });
    expect(group.options[1]).toEqual({
      id: 'b',
      x: { median: null, quartiles: null },
      y: { median: null, quartiles: null },
      split: false,
    });
  });

  test('K19 split where either axis stands at both ends, not before three people', () => {
    expect(groupOf([1, 3], [5, 3], [1, 3], [5, 3]).options[0]?.split).toBe(true);
    expect(groupOf([3, 1], [3, 5], [3, 1]).options[0]?.split).toBe(true);
    expect(groupOf([1, 1], [5, 5]).options[0]?.split).toBe(false);
    expect(groupOf([1, 1], [2, 2], [3, 3], [4, 4], [5, 5]).options[0]?.split).toBe(false);
  });

  test('K7 says what the axes are', () => {
    expect(grid.describe(groupOf([4, 2], [5, 2]), settings)).toBe(
      '2 answers. Across, 1 is little impact and 5 is much impact. Up, 1 is little effort and 5 is much effort. ' +
        'Smallest test: between 4 and 5 across, 2 up. Rewrite: no answers.',
    );
  });

  test('K10 says what is wrong with a point', () => {
    expect(grid.refuse({ points: {} }, settings)).toBe('place at least one');
    expect(grid.refuse({ points: { z: { x: 1, y: 1 } } }, settings)).toBe(
      'it names something that is not on the list',
    );
    const wrong = grid.answer.safeParse({ points: { a: { x: 6, y: 1 } } });
    expect(wrong.error?.issues[0]?.message).toBe('choose steps from 1 to 5');
  });
});
