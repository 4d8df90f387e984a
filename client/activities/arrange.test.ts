import { describe, expect, test } from 'vitest';
import { arranged, dropped, lowered, placed, placesOf, raised, shuffledBy, tiedIn } from './arrange.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];

describe('putting things in order', () => {
  test('whoever shares the place above stands beside it, and the first has nobody above', () => {
    expect(placesOf(['a', 'b', 'c', 'd'], ['c', 'd'])).toEqual([['a'], ['b', 'c', 'd']]);
    expect(placesOf(['a', 'b'], ['a', 'gone'])).toEqual([['a'], ['b']]);
    expect(placesOf([], ['a'])).toEqual([]);
  });

  test('who shares a place is found again in an answer', () => {
    const places = [['a', 'b'], ['c'], ['d', 'e']];
    expect(tiedIn(places)).toEqual(['b', 'e']);
    expect(placesOf(ids, tiedIn(places))).toEqual(places);
  });

  test('what was ranked before stands above the line, whatever is no longer offered is gone', () => {
    expect(arranged(ids, ['c', 'gone', 'a'])).toEqual({ ranked: ['c', 'a'], rest: ['b', 'd', 'e'] });
  });

  test('one step up from below the line takes the next free place', () => {
    expect(raised({ ranked: ['a'], rest: ['b', 'c'] }, 'c', 3)).toEqual({ ranked: ['a', 'c'], rest: ['b'] });
  });

  test('where all places are taken the last one gives way and falls just below the line', () => {
    expect(raised({ ranked: ['a', 'b'], rest: ['c', 'd'] }, 'd', 2)).toEqual({
      ranked: ['a', 'd'],
      rest: ['b', 'c'],
    });
  });

  test('steps up and down among the ranked, and out at the bottom', () => {
    const now = { ranked: ['a', 'b', 'c'], rest: ['d'] };
    expect(raised(now, 'c', 3).ranked).toEqual(['a', 'c', 'b']);
    expect(lowered(now, 'a', 3).ranked).toEqual(['b', 'a', 'c']);
    expect(lowered(now, 'c', 3)).toEqual({ ranked: ['a', 'b'], rest: ['c', 'd'] });
  });

  test('the first cannot rise and what lies below the line cannot sink', () => {
    const now = { ranked: ['a', 'b'], rest: ['c'] };
    expect(raised(now, 'a', 3)).toEqual(now);
    expect(lowered(now, 'c', 3)).toEqual(now);
  });

  test('nothing is lost or doubled, wherever one is put', () => {
    const now = { ranked: ['a', 'b', 'c'], rest: ['d', 'e'] };
    for (const id of ids) {
      for (let place = 0; place < 6; place += 1) {
        const next = placed(now, id, place, 3);
        expect([...next.ranked, ...next.rest].toSorted()).toEqual(ids);
        expect(next.ranked.length).toBeLessThanOrEqual(3);
      }
      const out = dropped(now, id);
      expect([...out.ranked, ...out.rest].toSorted()).toEqual(ids);
    }
  });
});

describe('an order of one’s own', () => {
  test('is the same for the same seed and keeps everything', () => {
    expect(shuffledBy('one', ids)).toEqual(shuffledBy('one', ids));
    expect(shuffledBy('one', ids).toSorted()).toEqual(ids);
  });

  test('puts each thing first for about as many seeds as any other', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => shuffledBy(`phone-${seed}`, ids)[0]);
    for (const id of ids) {
      const count = firsts.filter((first) => first === id).length;
      expect(count).toBeGreaterThan(130);
      expect(count).toBeLessThan(270);
    }
  });
});
