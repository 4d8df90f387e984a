import { expect, test } from 'vitest';
import { heightOf, pileFor } from './dots.ts';

const room = { width: 200, height: 300, dotMin: 10, dotMax: 40 };

test('a few people stand in one column, as large as they may', () => {
  expect(pileFor(4, room)).toEqual({ as: 'dots', dot: 40, gap: 8, across: 1 });
});

test('more people shrink or stand side by side, whichever keeps them larger', () => {
  const pile = pileFor(30, room);
  if (pile.as === 'bar') throw new Error('Thirty dots were believed to fit.');
  expect(pile.across).toBeGreaterThan(1);
  expect(pile.across * pile.dot).toBeLessThanOrEqual(room.width);
  expect(heightOf(pile, 30, room.height)).toBeLessThanOrEqual(room.height);
});

test('nothing ever stands outside the room, and every dot can still be seen', () => {
  for (let tallest = 0; tallest <= 60; tallest += 1) {
    for (const width of [24, 68, 120, 240]) {
      const pile = pileFor(tallest, { ...room, width });
      if (pile.as === 'bar') continue;
      expect(pile.dot).toBeGreaterThanOrEqual(room.dotMin);
      expect(pile.dot).toBeLessThanOrEqual(room.dotMax);
      expect(pile.across * (pile.dot + pile.gap) - pile.gap).toBeLessThanOrEqual(width);
      expect(heightOf(pile, tallest, room.height)).toBeLessThanOrEqual(room.height);
    }
  }
});

test('more than sixty in one pile, or dots too small to see, become a bar', () => {
  expect(pileFor(61, room).as).toBe('bar');
  expect(pileFor(60, { ...room, width: 20 }).as).toBe('bar');
});

test('nobody at all still has a size, so that an empty strip stands like a full one', () => {
  expect(pileFor(0, room)).toEqual({ as: 'dots', dot: 40, gap: 8, across: 1 });
});
