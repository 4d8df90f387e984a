import { describe, expect, test } from 'vitest';
import { describeActivity } from './contract.ts';
import { scale } from './scale.ts';

describeActivity(scale);

const settings = { min: 1, max: 5, low: 'no way', high: 'yes' };
const groupOf = (...values: number[]) =>
  scale.groupAnswer(
    scale.tally(
      values.map((value) => ({ answer: { value }, participant: null })),
      settings,
      () => 't-none',
    ),
    settings,
  );

describe('scale', () => {
  test('K7 the middle is a step, or between two, and never a half', () => {
    expect(scale.describe(groupOf(2, 4, 4), settings)).toBe(
      'From 1, no way, to 5, yes: 1 at 2, 2 at 4. The middle answer is 4.',
    );
    expect(scale.describe(groupOf(3, 4), settings)).toContain('The middle answer is between 3 and 4.');
    expect(scale.describe(groupOf(0 + 1), { ...settings, low: '', high: '' })).toMatch(/^From 1 to 5: /u);
  });

  test('K14 movement is up, same or down', () => {
    const moves = [4, 3, 2].map((value) => scale.move?.({ value: 3 }, { value }));
    expect(moves).toEqual(['up', 'same', 'down']);
  });

  test('K10 says which steps there are', () => {
    for (const value of [0, 6, -1])
      expect(scale.refuse({ value }, settings)).toBe('choose a step from 1 to 5');
    for (const value of [1.5, Number.NaN, '3', null])
      expect(scale.answer.safeParse({ value }).success).toBe(false);
    for (const wrong of [
      { ...settings, min: 5 },
      { ...settings, max: 11 },
      { ...settings, low: 'x'.repeat(61) },
    ]) {
      expect(scale.settings.safeParse(wrong).success).toBe(false);
    }
  });
});
