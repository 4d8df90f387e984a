import { describe, expect, test } from 'vitest';
import type { Settings } from '../activity.ts';
import { describeActivity } from './contract.ts';
import { number } from './number.ts';

describeActivity(number);

const percent: Settings<'number'> = { unit: '%', min: 0, max: 100 };
const day: Settings<'number'> = { unit: '', min: 20_800, max: 21_000, date: true };
const groupOf = (settings: Settings<'number'>, ...values: number[]) =>
  number.groupAnswer(
    number.tally(
      values.map((value) => ({ answer: { value }, participant: null })),
      settings,
      () => 't-none',
    ),
    settings,
  );

describe('number', () => {
  test('K15 the middle half is straight between neighbours, R-7', () => {
    expect(groupOf(percent, 5, 1, 2, 2, 4, 3)).toEqual({
      n: 6,
      values: [1, 2, 2, 3, 4, 5],
      median: 2.5,
      middle: [2, 3.75],
    });
    expect(groupOf(percent, 40)).toEqual({ n: 1, values: [40], median: 40, middle: [40, 40] });
  });

  test('K7 tells amounts with their unit', () => {
    expect(number.describe(groupOf(percent, 20, 30, 50, 70), percent)).toBe(
      '4 answers, from 20 % to 70 %. The middle half lies between 27.5 % and 55 %. The middle is 40 %.',
    );
    expect(number.describe(groupOf(percent, 30), percent)).toBe('1 answer: 30 %.');
    expect(number.describe(groupOf(percent, 30, 30), percent)).toBe('2 answers, all 30 %.');
  });

  test('K7 tells days as days', () => {
    expect(number.describe(groupOf(day, 20_908, 20_909), day)).toMatch(
      /^2 answers, from 2027-03-31 to 2027-04-01\./u,
    );
  });

  test('K10 says what is wrong with a number', () => {
    expect(number.refuse({ value: 101 }, percent)).toBe('give a value from 0 % to 100 %');
    expect(number.refuse({ value: -0.5 }, percent)).toBe('give a value from 0 % to 100 %');
    expect(number.refuse({ value: 1.0005 }, percent)).toBe('give three decimals at most');
    expect(number.refuse({ value: 1.005 }, percent)).toBeNull();
    expect(number.refuse({ value: 20_900.5 }, day)).toBe('choose a day');
    expect(number.refuse({ value: 3 }, day)).toBe('give a value from 2026-12-13 to 2027-07-01');
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '4', null])
      expect(number.answer.safeParse({ value }).success).toBe(false);
  });

  test('K14 movement is up, same or down', () => {
    expect([51, 50, 49].map((value) => number.move?.({ value: 50 }, { value }))).toEqual([
      'up',
      'same',
      'down',
    ]);
  });
});
