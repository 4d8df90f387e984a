import { describe, expect, test } from 'vitest';
import { dayNumber, dayWords } from './calendar.ts';

describe('days', () => {
  test('agree with the clock’s calendar over two thousand years, leap years and centuries too', () => {
    for (let days = -141_000; days < 600_000; days += 97) {
      const words = new Date(days * 86_400_000).toISOString().slice(0, 10);
      expect([days, dayWords(days), dayNumber(words)]).toEqual([days, words, days]);
    }
  });

  test('know what is no day', () => {
    for (const words of [
      '2027-02-29',
      '2027-13-01',
      '2027-00-10',
      '2027-04-31',
      '2027-4-1',
      '31.03.2027',
      '',
      '2027-03-31 ',
    ]) {
      expect([words, dayNumber(words)]).toEqual([words, null]);
    }
    expect(dayNumber('2028-02-29')).not.toBeNull();
  });
});
