import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Card, exactKey, similarWording } from './wording.ts';

const cards = (...texts: string[]): Card[] => texts.map((text, index) => ({ id: `t${index}`, text }));
const suggested = (...texts: string[]) => similarWording(cards(...texts));
const alone = { texts: ['t0', 't1'], opposed: false };
const opposed = { texts: ['t0', 't1'], opposed: true };

describe('twins', () => {
  test.each([
    ["Impact isn't org-wide", 'Impact is not org wide!!'],
    ['Impact isn’t org‑wide', 'IMPACT ISNT ORG WIDE'],
    ['We can’t', 'we cannot'],
    ["It won't scale", 'It will not scale'],
    ['The team’s scope', 'The team scope'],
    ['Ｆｕｌｌ width', 'full width'],
    ['Caf\u00e9', 'cafe\u0301'],
    ['Уже поздно!', 'уже поздно'],
    ['co\u00adoperate', 'cooperate'],
    ['👍', '👍\ufe0f'],
  ])('%s and %s are one wording', (one, other) => {
    expect(exactKey(one)).toBe(exactKey(other));
    expect(suggested(one, other)).toEqual([]);
  });

  test.each([
    ['C++', 'C#'],
    ['5 %', '5'],
    ['👍', '👎'],
    ['???', '!!!'],
    ['Ready', 'Not ready'],
    ['किताब', 'कताब'],
    ['Scope is small', 'Is scope small'],
  ])('%s and %s are two', (one, other) => {
    expect(exactKey(one)).not.toBe(exactKey(other));
  });

  test('no text has an empty key, so strangers never meet there', () => {
    expect(exactKey(' … ')).toBe('...');
  });
});

describe('similar wording', () => {
  test.each([
    ['Great senior engineer, not staff', "She's a strong senior, not a staff engineer yet", alone],
    ['impact not org wide', 'inpact not orgwide', alone],
    ["Impact isn't org-wide", 'Is her impact really org-wide?', opposed],
    ['Ready for the next level', 'Never ready for the next level', opposed],
  ])('%s / %s is suggested', (one, other, suggestion) => {
    expect(suggested(one, other)).toEqual([suggestion]);
  });

  test.each([
    ['New manager, weak standing', "manager doesn't have the standing"],
    ['Scope is only one team', 'Only worked inside her own team'],
    ['Nobody in the room knows her', 'VPs have never heard of her'],
    ['The', 'A'],
    ['???', '!!!'],
    ['', 'Anything'],
  ])('%s / %s is not', (one, other) => {
    expect(suggested(one, other)).toEqual([]);
  });

  test('scripts without English stems are compared too', () => {
    expect(suggested('Команда слишком маленькая', 'Команда очень маленькая')).toEqual([alone]);
    expect(suggested('影響が小さい範囲', '影響が小さい範囲です')).toEqual([alone]);
  });

  test('twins stand in a suggestion together', () => {
    expect(suggested('The evidence is old', 'evidence is old!', 'Old evidence, the evidence is')).toEqual([
      { texts: ['t0', 't1', 't2'], opposed: false },
    ]);
  });

  test('a chain of likenesses is no group: every wording must be similar to every other', () => {
    const chain = ['alpha beta gamma', 'beta gamma delta', 'gamma delta epsilon'];
    expect(suggested(...chain)).toEqual([{ texts: expect.arrayContaining(['t1']), opposed: false }]);
    expect(suggested(...chain)?.[0]?.texts).toHaveLength(2);
  });

  test('a group holds at most five wordings', () => {
    const endings = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
    const groups = suggested(...endings.map((ending) => `The scope was given and never found by ${ending}`));
    expect(groups?.map((group) => group.texts.length).toSorted()).toEqual([2, 5]);
  });

  test('opposed wordings are never in a group', () => {
    const groups = suggested(
      'Impact is org wide',
      'Impact was org wide now',
      'Impact is not org wide',
      'Impact was not org wide now',
    );
    expect(groups?.filter((group) => !group.opposed).map((group) => group.texts)).toEqual(
      expect.arrayContaining([
        ['t0', 't1'],
        ['t2', 't3'],
      ]),
    );
    expect(groups?.filter((group) => group.opposed).length).toBeGreaterThan(0);
  });

  test('no card and one card suggest nothing', () => {
    expect(similarWording([])).toEqual([]);
    expect(suggested('Alone')).toEqual([]);
  });
});

describe('limits and properties', () => {
  const words = [
    'impact',
    'scope',
    'team',
    'not',
    'never',
    'evidence',
    'old',
    'weak',
    'the',
    'is',
    'manager',
    'standing',
    'äöü',
    '影響',
  ];
  const texts = fc.array(
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((some) => some.join(' ')),
    { maxLength: 25 },
  );

  test('the order of cards never matters', () => {
    const shuffled = texts
      .map((some) => cards(...some))
      .chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })));
    fc.assert(
      fc.property(shuffled, ([some, again]) => {
        expect(similarWording(again)).toEqual(similarWording(some));
      }),
    );
  });

  test('no card is in two groups, and every group has at least two wordings and at most five', () => {
    fc.assert(
      fc.property(texts, (some) => {
        const groups = (suggested(...some) ?? []).filter((group) => !group.opposed);
        const ids = groups.flatMap((group) => group.texts);
        expect(new Set(ids).size).toBe(ids.length);
        for (const group of groups) {
          const keys = new Set(group.texts.map((id) => exactKey(some[Number(id.slice(1))] ?? '')));
          expect(keys.size).toBeGreaterThanOrEqual(2);
          expect(keys.size).toBeLessThanOrEqual(5);
        }
      }),
    );
  });

  test('any string can be compared', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        (one, other) => {
          expect(exactKey(`${one} x`)).not.toBe('');
          expect(Array.isArray(suggested(one, other))).toBe(true);
        },
      ),
    );
  });

  test('more than a thousand wordings are not compared, which is not the same as nothing similar', () => {
    expect(similarWording(cards(...Array.from({ length: 1001 }, (_, index) => `card ${index}`)))).toBeNull();
    expect(similarWording(cards(...Array.from({ length: 2000 }, () => 'the same card')))).toEqual([]);
  });
});
