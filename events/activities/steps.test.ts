import { describe, expect, test } from 'vitest';
import { describeActivity } from './contract.ts';
import { steps } from './steps.ts';

// A step and its date stay whole; in a sealed round nothing says which steps are one person's.
describeActivity(steps, (one, other) => [
  { steps: [...one.steps.slice(1), ...other.steps.slice(0, 1)] },
  { steps: [...other.steps.slice(1), ...one.steps.slice(0, 1)] },
]);

describe('steps', () => {
  test('K24 a step is owned by who wrote it, where the mode names people', () => {
    const given = { steps: [{ text: 'Ask the payments lead', by: 'Friday' }] };
    const owners = ['p-anna0001', null].map(
      (participant) => steps.tally([{ answer: given, participant }], {}, () => 't-one').steps[0]?.owner,
    );
    expect(owners).toEqual(['p-anna0001', null]);
  });

  test('K7 tells each step and its day', () => {
    const group = {
      n: 1,
      steps: [
        { id: 't-a', text: 'Ask the payments lead', by: 'Friday', owner: null },
        { id: 't-b', text: null, by: null, owner: null },
      ],
    };
    expect(steps.describe(group, {})).toBe('2 steps. Ask the payments lead, by Friday. One erased.');
    expect(steps.offers(group, {})).toEqual([{ id: 't-a', label: 'Ask the payments lead' }]);
  });

  test('K10 says what is wrong with steps', () => {
    const wrong = (given: unknown) => steps.answer.safeParse({ steps: given }).error?.issues[0]?.message;
    expect(wrong([])).toBe('write at least one step');
    expect(wrong([{ text: 'Ask', by: '' }])).toBe('is empty');
    expect(wrong(Array.from({ length: 6 }, () => ({ text: 'a', by: 'b' })))).toBe('5 steps at most');
  });
});
