import { describe, expect, test } from 'vitest';
import type { Answer, Settings } from '../activity.ts';
import { describeActivity, exchangeOf } from './contract.ts';
import { form } from './form.ts';

describeActivity(form, (one, other, { fields }) => {
  const [first, second] = exchangeOf(one.values, other.values, fields[0]?.id ?? '');
  return [{ values: first }, { values: second }];
});

const settings: Settings<'form'> = {
  fields: [
    { id: 'claim', label: 'Claim', type: 'text' },
    { id: 'months', label: 'Months', type: 'number', unit: 'months' },
    { id: 'cycle', label: 'Cycle', type: 'date' },
    {
      id: 'freeze',
      label: 'Freeze',
      type: 'choice',
      options: [
        { id: 'yes', label: 'Yes' },
        { id: 'no', label: 'No' },
      ],
    },
  ],
};
const groupOf = (...answers: Answer<'form'>['values'][]) =>
  form.groupAnswer(
    form.tally(
      answers.map((values) => ({ answer: { values }, participant: null })),
      settings,
      () => 't-one',
    ),
    settings,
  );

describe('form', () => {
  test('K22 each field is collected by itself, its words as texts that can be erased', () => {
    expect(
      groupOf({ claim: 'It spread', months: 20, freeze: 'no' }, { months: 7, cycle: '2027-03-31' }),
    ).toEqual({
      n: 2,
      values: {
        claim: [{ id: 't-one', text: 'It spread' }],
        months: [7, 20],
        cycle: ['2027-03-31'],
        freeze: ['no'],
      },
    });
    expect(groupOf({ months: -0 }).values['months']).toEqual([0]);
  });

  test('K7 tells each field, and what was left open', () => {
    expect(form.describe(groupOf({ claim: 'It spread', months: 20, freeze: 'no' }), settings)).toBe(
      '1 answer. Claim: “It spread”. Months: 20 months. Cycle: left open. Freeze: No.',
    );
  });

  test('K10 says which field is wrong, and how', () => {
    const wrong: [Answer<'form'>['values'], string][] = [
      [{}, 'fill in at least one field'],
      [{ other: 'x' }, 'it names something that is not on the list'],
      [{ claim: 3 }, 'Claim: write some words'],
      [{ months: '20' }, 'Months: give a number, three decimals at most'],
      [{ months: 1.000_01 }, 'Months: give a number, three decimals at most'],
      [{ cycle: '2027-02-30' }, 'Cycle: give a day, such as 2027-03-31'],
      [{ freeze: 'perhaps' }, 'Freeze: choose one of the list'],
    ];
    for (const [values, words] of wrong)
      expect([values, form.refuse({ values }, settings)]).toEqual([values, words]);
  });

  test('K1 a choice needs options, and only a choice has them', () => {
    const field = (more: object) =>
      form.settings.safeParse({ fields: [{ id: 'a', label: 'A', ...more }] }).success;
    expect(field({ type: 'choice' })).toBe(false);
    expect(field({ type: 'text', options: settings.fields[3]?.options })).toBe(false);
    expect(field({ type: 'text' })).toBe(true);
    expect(form.settings.safeParse({ fields: [...settings.fields, settings.fields[0]] }).success).toBe(false);
  });
});
