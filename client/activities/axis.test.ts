import { describe, expect, test } from 'vitest';
import { amountAt, axisFor, countsAlong, placeAlong, ticksAlong } from './axis.ts';

const percent = { min: 0, max: 100 };

describe('a line of amounts', () => {
  test('shows all that may be answered where answers fill a good part of it', () => {
    expect(axisFor([10, 40, 85], percent, { stepsMax: 21 })).toEqual({ from: 0, step: 5, steps: 21 });
  });

  test('shows only what was answered where that is a small part of it', () => {
    const axis = axisFor([12, 14, 18], { min: 0, max: 1000 }, { stepsMax: 11 });
    expect(axis).toEqual({ from: 12, step: 1, steps: 7 });
  });

  test('goes from a round amount to a round one, whose amounts are written out', () => {
    const axis = axisFor([38, 63], percent, { stepsMax: 41 });
    expect(axis).toEqual({ from: 35, step: 1, steps: 31 });
    expect(ticksAlong(axis, 11).map((place) => amountAt(axis, place))).toEqual([35, 40, 45, 50, 55, 60, 65]);
  });

  test('shows all that may be answered where everyone agrees', () => {
    expect(axisFor([38, 38], percent, { stepsMax: 21 })).toEqual({ from: 0, step: 5, steps: 21 });
  });

  test('counts every answer once, at the amount nearest to it', () => {
    const axis = axisFor([0, 2, 48, 50, 100], percent, { stepsMax: 21 });
    const counts = countsAlong([0, 2, 48, 50, 100], axis);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(counts[0]).toBe(2);
    expect(counts[10]).toBe(2);
    expect(counts.at(-1)).toBe(1);
  });

  test('days are never cut', () => {
    expect(axisFor([20_908, 20_909], { min: 20_000, max: 22_000 }, { stepsMax: 41, whole: true }).step).toBe(
      1,
    );
  });

  test('one answer, or none, still has a line', () => {
    expect(axisFor([5], { min: 0, max: 1000 }, { stepsMax: 11 }).steps).toBeGreaterThanOrEqual(2);
    expect(axisFor([], percent, { stepsMax: 11 })).toEqual({ from: 0, step: 10, steps: 11 });
  });

  test('an amount lies in the middle of its own step, and never beyond the ends', () => {
    const axis = { from: 0, step: 10, steps: 11 };
    expect(placeAlong(50, axis)).toBe(5.5);
    expect(placeAlong(-40, axis)).toBe(0);
    expect(placeAlong(400, axis)).toBe(11);
  });

  test('few amounts are written out, evenly spaced, without dust', () => {
    const axis = { from: 0, step: 0.1, steps: 11 };
    expect(ticksAlong(axis, 6)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(amountAt(axis, 3)).toBe(0.3);
  });
});
