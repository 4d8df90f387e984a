import { describe, expect, test } from 'vitest';
import type { Settings } from '../activity.ts';
import { describeActivity, diceOf, textIdsOf } from './contract.ts';
import { sameWords, texts, themeWords } from './texts.ts';

// Cards of one person are as far apart as cards of two.
describeActivity(texts, (one, other) => [
  { texts: [...one.texts.slice(1), ...other.texts.slice(0, 1)] },
  { texts: [...other.texts.slice(1), ...one.texts.slice(0, 1)] },
]);

const settings: Settings<'texts'> = { max: 1, length: 140 };
const tally = (cards: string[], given = settings) => {
  let made = 0;
  const room = cards.map((text) => ({ answer: { texts: [text] }, participant: null }));
  return texts.tally(room, given, () => `t-000${(made += 1)}`);
};
const groupOf = (cards: string[], given = settings) => texts.groupAnswer(tally(cards, given), given);

describe('texts', () => {
  test('K1 one card of 140 characters each, where the template says nothing else', () => {
    expect(texts.settings.parse({})).toEqual(settings);
  });

  test('K25 the same words stand together, raised by people only where each gave one card', () => {
    const cards = ['Impact isn’t org-wide', 'impact is not org-wide!', 'Old evidence'];
    expect(groupOf(cards).themes).toEqual([
      { id: 'th-0001', title: sameWords, texts: ['t-0001', 't-0002'], raisedBy: 2 },
    ]);
    expect(groupOf(cards, { ...settings, max: 3 }).themes[0]).not.toHaveProperty('raisedBy');
  });

  test('K25 a group that nobody named has its cards’ words, and none of its own to keep', () => {
    const group = groupOf(['Old evidence', 'old evidence', 'Weak sponsor']);
    const [theme] = group.themes;
    expect(theme && themeWords(theme, group.texts)).toBe('Old evidence');
    expect(texts.offers(group, settings)).toEqual([
      { id: 't-0001', label: 'Old evidence' },
      { id: 't-0003', label: 'Weak sponsor' },
    ]);
    const gone = { ...group, texts: group.texts.map((card) => ({ ...card, text: null })) };
    expect(theme && themeWords(theme, gone.texts)).toBeNull();
    expect(texts.offers(gone, settings)).toEqual([]);
    expect(JSON.stringify(gone)).not.toContain('evidence');
  });

  test('K25 a named group is handed on under its name', () => {
    const group = groupOf(['Old evidence', 'Weak sponsor']);
    const named = { ...group, themes: [{ id: 'th-x', title: 'Proof', texts: ['t-0001', 't-0002'] }] };
    expect(texts.offers(named, settings)).toEqual([{ id: 'th-x', label: 'Proof' }]);
    expect(texts.describe(named, settings)).toBe('2 cards, 2 of them in 1 group.');
  });

  test('K25 cards stand in an order that only random ids decide', () => {
    const room = ['one', 'two', 'three', 'four'].map((text) => ({
      answer: { texts: [text] },
      participant: null,
    }));
    const order = (seed: number) =>
      texts.tally(room, settings, textIdsOf(diceOf(seed))).texts.map(({ text }) => text);
    expect(new Set(Array.from({ length: 40 }, (_, seed) => order(seed).join())).size).toBeGreaterThan(10);
  });

  test('K10 says what is wrong with cards', () => {
    expect(texts.refuse({ texts: ['a', 'b'] }, settings)).toBe('one card each');
    expect(texts.refuse({ texts: ['a', 'b', 'c'] }, { ...settings, max: 2 })).toBe('2 cards at most');
    expect(texts.refuse({ texts: ['x'.repeat(141)] }, settings)).toBe('a card holds 140 characters');
  });
});
