import { expect, test } from 'vitest';
import { apart, letterOf, percent } from './plane.ts';

test('marks on the same spot stand side by side around it', () => {
  const marks = [
    { x: 3, y: 3 },
    { x: 1, y: 3 },
    { x: 3, y: 3 },
    { x: 3, y: 3 },
  ];
  expect(apart(marks).map(({ aside }) => aside)).toEqual([-1, 0, 0, 1]);
});

test('many marks on the same spot stand in rows', () => {
  const five = apart(Array.from({ length: 5 }, () => ({ x: 3, y: 3 })));
  expect(five.map(({ aside }) => aside)).toEqual([-1, 0, 1, -0.5, 0.5]);
  expect(five.map(({ above }) => above)).toEqual([0.5, 0.5, 0.5, -0.5, -0.5]);
});

test('steps lie in the middle of their fifths', () => {
  expect([1, 3, 5].map(percent)).toEqual([10, 50, 90]);
});

test('after the alphabet come numbers', () => {
  expect([0, 25, 26].map(letterOf)).toEqual(['A', 'Z', '27']);
});
