import { describe, expect, it } from 'vitest';
import { nextCounter, OwnAnswers } from './own-answers.ts';
import { memoryStore } from './storage.ts';

const openedAt = '2026-01-05T09:00:00.000Z';
const opened = Date.parse(openedAt);

describe('a seat’s own answers', () => {
  it('are there after a refresh, and gone when they are forgotten', () => {
    const store = memoryStore();
    new OwnAnswers(store, 'own').keep('ready', 1, {
      is: 'answered',
      answer: { value: 2 },
      counter: 1,
      state: 'saved',
      counted: null,
    });
    const afterRefresh = new OwnAnswers(store, 'own');
    expect(afterRefresh.of('ready', 1)?.answer).toEqual({ value: 2 });
    expect(afterRefresh.of('ready', 2)).toBeNull();
    afterRefresh.forget();
    expect(new OwnAnswers(store, 'own').of('ready', 1)).toBeNull();
  });

  it('keep a draft beside them until it is taken away', () => {
    const own = new OwnAnswers(memoryStore(), 'own');
    own.keepDraft('against', 1, { draft: { texts: ['half a th'] }, answer: null });
    own.keep('ready', 1, { is: 'passed', answer: null, counter: 1, state: 'sent', counted: null });
    expect(own.draftOf('against', 1)?.draft).toEqual({ texts: ['half a th'] });
    own.keepDraft('against', 1, null);
    expect(own.draftOf('against', 1)).toBeNull();
    expect(own.of('ready', 1)?.is).toBe('passed');
  });
});

describe('the counter of changes of mind', () => {
  it('rises with each of them, however quickly they follow', () => {
    const first = nextCounter(0, openedAt, opened);
    expect(first).toBe(1);
    expect(nextCounter(first, openedAt, opened)).toBe(2);
  });

  it('is higher on a second device that answers later', () => {
    const onePhone = nextCounter(4, openedAt, opened + 20_000);
    expect(nextCounter(0, openedAt, opened + 60_000)).toBeGreaterThan(onePhone);
  });

  it('is at least one where this clock is behind, and stays in bounds after months', () => {
    expect(nextCounter(0, openedAt, opened - 5_000)).toBe(1);
    expect(nextCounter(0, openedAt, opened + 900 * 86_400_000)).toBeLessThan(10_000_000_000);
  });
});
