import { expect, test } from 'vitest';
import { cellWords } from './over-time-words.ts';

test('a cell says what it comes to first, then the counts without those of nobody', () => {
  const scale = [
    { column: '1 no way', value: 0 },
    { column: '2', value: 1 },
    { column: '3 fully', value: 4 },
    { column: 'Middle', value: '3' },
  ];
  expect(cellWords(scale)).toBe('3 (1 at 2 · 4 at 3)');
  expect(
    cellWords([
      { column: 'Yes', value: 2 },
      { column: 'No', value: 0 },
    ]),
  ).toBe('2 yes');
  expect(cellWords([{ column: 'People', value: 0 }])).toBe('0');
  expect(cellWords([{ column: 'Leans to', value: 'Real' }])).toBe('Real');
});
