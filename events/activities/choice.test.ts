import { describe, expect, test } from 'vitest';
import { choice } from './choice.ts';
import { describeActivity, exchangeOf } from './contract.ts';

describeActivity(choice, (one, other, { options: all = [] }) => {
  const ticks = ({ options: chosen }: typeof one) => Object.fromEntries(chosen.map((id) => [id, id]));
  const [first, second] = exchangeOf(ticks(one), ticks(other), all[0]?.id ?? '');
  return [{ options: Object.values(first) }, { options: Object.values(second) }];
});

const options = [
  { id: 'a', label: 'The work' },
  { id: 'b', label: 'The pay' },
  { id: 'c', label: 'Both' },
];
const one = { options, max: 1 };
const many = { options, max: 3 };
const room = (...chosen: string[][]) =>
  chosen.map((ids) => ({ answer: { options: ids }, participant: null }));
const group = (settings: typeof one, ...chosen: string[][]) =>
  choice.groupAnswer(
    choice.tally(room(...chosen), settings, () => 't-none'),
    settings,
  );

describe('choice', () => {
  test('K10 says what is wrong with a choice', () => {
    expect(choice.refuse({ options: [] }, one)).toBe('choose one');
    expect(choice.refuse({ options: ['a', 'b'] }, one)).toBe('choose one');
    expect(choice.refuse({ options: ['z'] }, one)).toBe('it names something that is not on the list');
    expect(choice.refuse({ options: ['a', 'a'] }, many)).toBe('it names the same thing twice');
    expect(choice.refuse({ options: ['a', 'b', 'c'] }, { ...many, max: 2 })).toBe('choose 2 at most');
  });

  test('K11 none of these is an answer where several may be chosen', () => {
    expect(choice.refuse({ options: [] }, many)).toBeNull();
    expect(group(many, [], ['a'], [])).toEqual({ n: 3, counts: { a: 1, b: 0, c: 0 } });
    expect(choice.describe(group(many, [], []), many)).toBe('2 answers: none of these.');
  });

  test('K11 one each hands on what most chose, a tie all of it; several hand on what anyone chose', () => {
    const ids = (settings: typeof one, ...chosen: string[][]) =>
      choice.offers(group(settings, ...chosen), settings).map(({ id }) => id);
    expect(ids(one, ['a'], ['b'], ['b'])).toEqual(['b']);
    expect(ids(one, ['a'], ['b'])).toEqual(['a', 'b']);
    expect(ids(many, ['a', 'c'], ['a'])).toEqual(['a', 'c']);
    expect(ids(many, [], [])).toEqual([]);
  });

  test('K7 tells the most chosen first and names what nobody chose', () => {
    expect(choice.describe(group(one, ['a'], ['b'], ['b']), one)).toBe(
      '3 answers: The pay 2, The work 1. Nobody: Both.',
    );
  });

  test('K1 refuses settings with one option, the same id twice, or more choices than options', () => {
    const wrong = [
      { options: options.slice(0, 1), max: 1 },
      { options: [...options, options[0]], max: 1 },
      { options, max: 4 },
      { options, max: 0 },
    ];
    for (const settings of wrong) expect(choice.settings.safeParse(settings).success).toBe(false);
    expect(choice.settings.parse({ options })).toEqual(one);
  });
});
