import { describe, expect, test } from 'vitest';
import type { Settings } from '../activity.ts';
import { allocation } from './allocation.ts';
import { describeActivity, exchangeOf } from './contract.ts';

describeActivity(allocation, (one, other, { options = [] }) => {
  const [first, second] = exchangeOf(one.points, other.points, options[0]?.id ?? '');
  return [{ points: first }, { points: second }];
});

const settings: Settings<'allocation'> = {
  points: 100,
  options: ['a', 'b', 'c', 'd'].map((id) => ({ id, label: `Thing ${id}` })),
};
const groupOf = (...points: Record<string, number>[]) =>
  allocation.groupAnswer(
    allocation.tally(
      points.map((one) => ({ answer: { points: one }, participant: null })),
      settings,
      () => 't-none',
    ),
    settings,
  );

describe('allocation', () => {
  test('K18 tells the middle person’s points, the people behind and the total', () => {
    const group = groupOf({ a: 100 }, { a: 10, b: 90 }, { b: 50, c: 50 });
    expect(group.options).toEqual([
      { id: 'a', median: 10, people: 2, total: 110 },
      { id: 'b', median: 50, people: 2, total: 140 },
      { id: 'c', median: 0, people: 1, total: 50 },
      { id: 'd', median: 0, people: 0, total: 0 },
    ]);
    expect(allocation.describe(group, settings)).toBe(
      '3 answers, 100 points each. Thing a: 110 points from 2 people, 10 in the middle. Thing b: 140 points from 2 people, ' +
        '50 in the middle. Thing c: 50 points from 1 person, 0 in the middle. Thing d: nothing.',
    );
  });

  test('K18 counts the options that share the points in earnest', () => {
    expect(groupOf({ a: 40, b: 30, c: 20, d: 10 }).effective).toBeCloseTo(3.3333, 4);
    expect(groupOf({ a: 25, b: 25, c: 25, d: 25 }).effective).toBeCloseTo(4);
    expect(groupOf({ a: 100 }).effective).toBeCloseTo(1);
    expect(groupOf().effective).toBeNull();
  });

  test('K18 points that don’t add up are sent back, never stretched', () => {
    expect(allocation.refuse({ points: {} }, settings)).toBe('100 points left to spend of 100');
    expect(allocation.refuse({ points: { a: 99 } }, settings)).toBe('1 point left to spend of 100');
    expect(allocation.refuse({ points: { a: 60, b: 42 } }, settings)).toBe(
      '2 points too many; there are 100',
    );
    expect(allocation.refuse({ points: { a: 100 } }, { ...settings, cap: 50 })).toBe(
      '50 at most on one option',
    );
    expect(allocation.refuse({ points: { z: 100 } }, settings)).toBe(
      'it names something that is not on the list',
    );
    for (const points of [{ a: 50.5, b: 49.5 }, { a: -1, b: 101 }, { a: '100' }]) {
      expect(allocation.answer.safeParse({ points }).success).toBe(false);
    }
  });

  test('K18 a cap always leaves a way to spend everything', () => {
    expect(allocation.settings.safeParse({ ...settings, cap: 24 }).success).toBe(false);
    expect(allocation.settings.safeParse({ ...settings, cap: 25 }).success).toBe(true);
    const brought = allocation.accepts({ points: 5, cap: 2 }, [
      { id: 't-a', label: 'One' },
      { id: 't-b', label: 'Two' },
    ]);
    expect(brought).toMatchObject({ cap: 3 });
  });
});
