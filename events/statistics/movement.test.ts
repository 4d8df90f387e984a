import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Move, fourStates, grossChangers, movement, netChangers } from './movement.ts';
import vectors from './vectors.json' with { type: 'json' };

const moves = (up: number, same: number, down: number): Move[] => [
  ...Array.from({ length: up }, (): Move => 'up'),
  ...Array.from({ length: same }, (): Move => 'same'),
  ...Array.from({ length: down }, (): Move => 'down'),
];

describe('the four states', () => {
  test('answered, passed, silent and absent are told apart', () => {
    expect(fourStates({ electorate: 12, connected: 9, answered: 7, passed: 1 })).toEqual({
      present: 9,
      answered: 7,
      passed: 1,
      silent: 1,
      absent: 3,
    });
  });

  test('who answered was there, seen or not', () => {
    expect(fourStates({ electorate: 5, connected: 0, answered: 3, passed: 1 })).toMatchObject({
      present: 4,
      silent: 0,
      absent: 1,
    });
  });

  test('one person more who passes changes only who is present and who passed', () => {
    const before = fourStates({ electorate: 9, connected: 6, answered: 5, passed: 0 });
    const after = fourStates({ electorate: 10, connected: 7, answered: 5, passed: 1 });
    expect(after).toEqual({ ...before, present: before.present + 1, passed: before.passed + 1 });
  });

  test('an empty room is in none of them', () => {
    expect(fourStates({ electorate: 0, connected: 0, answered: 0, passed: 0 })).toEqual({
      present: 0,
      answered: 0,
      passed: 0,
      silent: 0,
      absent: 0,
    });
  });

  test('more answers than people is a fault of the caller', () => {
    expect(() => fourStates({ electorate: 3, connected: 3, answered: 3, passed: 1 })).toThrow(
      'An electorate of 3',
    );
  });
});

describe('movement between rounds', () => {
  test('the same people twice', () => {
    expect(movement({ moves: moves(2, 3, 1), before: 6, after: 6, floor: 5 })).toEqual({
      up: 2,
      same: 3,
      down: 1,
    });
  });

  test.each([
    ['one person came late', { before: 6, after: 7 }],
    ['one person left', { before: 7, after: 6 }],
    ['four came and five left', { before: 11, after: 10 }],
  ])('%s: not shown', (_, people) => {
    expect(movement({ moves: moves(2, 3, 1), ...people, floor: 5 })).toEqual({ refused: 'too-few-in-both' });
  });

  test('as many as the floor came, and nobody left', () => {
    expect(movement({ moves: moves(2, 3, 1), before: 6, after: 11, floor: 5 })).toEqual({
      up: 2,
      same: 3,
      down: 1,
    });
  });

  test('one person in both of two rounds that are large enough is not shown', () => {
    expect(movement({ moves: moves(1, 0, 0), before: 6, after: 6, floor: 5 })).toEqual({
      refused: 'too-few-in-both',
    });
  });

  test('nobody in both is not a movement of 0', () => {
    expect(movement({ moves: [], before: 6, after: 6, floor: 5 })).toEqual({ refused: 'no-earlier-answers' });
  });

  test('nothing is told of fewer people than the floor, in either round, in both, or in one alone', () => {
    const people = fc.record({
      both: fc.nat({ max: 8 }),
      left: fc.nat({ max: 8 }),
      came: fc.nat({ max: 8 }),
    });
    fc.assert(
      fc.property(people, fc.integer({ min: 3, max: 5 }), ({ both, left, came }, floor) => {
        const told = movement({ moves: moves(0, both, 0), before: both + left, after: both + came, floor });
        const small = [left, came].some((some) => some > 0 && some < floor) || both < floor;
        expect('refused' in told).toBe(small);
      }),
    );
  });
});

describe('changers', () => {
  test.each(vectors.delphi)(
    'net of $r1 to $r2 is $netPersonChanges',
    ({ r1, r2, n, netPersonChanges, share }) => {
      const net = netChangers(r1, r2) ?? NaN;
      expect(net).toBe(netPersonChanges);
      expect(net / n).toBeCloseTo(share, 6);
    },
  );

  test('two who swap are two gross changers and no net one', () => {
    expect(netChangers([1, 0, 1], [1, 0, 1])).toBe(0);
    expect(grossChangers({ up: 1, same: 0, down: 1 })).toBe(2);
  });

  test('rounds of different size and empty rounds have no net change, not one of 0', () => {
    expect(netChangers([1, 2], [1, 3])).toBeNull();
    expect(netChangers([0, 0], [0, 0])).toBeNull();
  });

  test('the net never exceeds the gross, and backwards it is the same', () => {
    const steps = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 })), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(steps, (people) => {
        const strip = (round: 0 | 1) =>
          [0, 1, 2, 3, 4].map((step) => people.filter((one) => one[round] === step).length);
        const net = netChangers(strip(0), strip(1)) ?? NaN;
        expect(net).toBeLessThanOrEqual(people.filter(([before, after]) => before !== after).length);
        expect(netChangers(strip(1), strip(0))).toBe(net);
      }),
    );
  });
});
