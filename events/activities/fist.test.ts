import { describe, expect, test } from 'vitest';
import type { Answer } from '../activity.ts';
import { describeActivity } from './contract.ts';
import { fist } from './fist.ts';

// Reasons leave apart from the fingers they came with, so they can change hands.
describeActivity(fist, (one, other) => {
  const withReason = (value: number, { reason }: Answer<'fist'>) =>
    reason === undefined ? { value } : { value, reason };
  return [withReason(one.value, other), withReason(other.value, one)];
});

const settings = { statement: 'I can stand behind this brief.' };
const groupOf = (...answers: Answer<'fist'>[]) =>
  fist.groupAnswer(
    fist.tally(
      answers.map((answer) => ({ answer, participant: null })),
      settings,
      () => 't-one',
    ),
    settings,
  );

describe('fist', () => {
  test('K21 passes when nobody is below three', () => {
    expect(groupOf({ value: 3 }, { value: 5 })).toEqual({
      n: 2,
      counts: [0, 0, 0, 1, 0, 1],
      min: 3,
      below: 0,
      passed: true,
      reasons: [],
    });
    expect(groupOf({ value: 5 }, { value: 2, reason: 'No owner' })).toMatchObject({
      min: 2,
      below: 1,
      passed: false,
    });
    expect(groupOf({ value: 0, reason: 'No' })).toMatchObject({ min: 0, below: 1 });
    expect(groupOf()).toMatchObject({ min: null, below: 0, passed: false });
  });

  test('K10 below three says why', () => {
    expect(fist.refuse({ value: 2 }, settings)).toBe('below 3, say why');
    expect(fist.refuse({ value: 3 }, settings)).toBeNull();
    expect(fist.refuse({ value: 4, reason: 'Only because of the date' }, settings)).toBeNull();
    for (const value of [-1, 6, 2.5])
      expect(fist.answer.safeParse({ value, reason: 'x' }).success).toBe(false);
  });

  test('K7 tells the fingers and the reasons', () => {
    expect(fist.describe(groupOf({ value: 4 }, { value: 2, reason: 'No owner' }), settings)).toBe(
      '“I can stand behind this brief.” 2 answers from 0 to 5 fingers: 1 at 2, 1 at 4. 1 of 2 below 3. Reasons: “No owner”.',
    );
  });

  test('K14 movement is up, same or down', () => {
    expect([4, 3, 2].map((value) => fist.move?.({ value: 3 }, { value }))).toEqual(['up', 'same', 'down']);
  });
});
