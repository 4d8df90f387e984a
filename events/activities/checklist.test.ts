import { describe, expect, test } from 'vitest';
import type { ChecklistAnswer, Settings } from '../activity.ts';
import { checklist } from './checklist.ts';
import { describeActivity } from './contract.ts';

describeActivity(checklist);

const six = ['a', 'b', 'c', 'd', 'e', 'f'];
const settings: Settings<'checklist'> = {
  items: six.map((id) => ({ id, label: `Line ${id}` })),
  threshold: { atLeast: 4, met: 'This is sponsoring.', unmet: 'Not sponsoring yet' },
};
const short = { yes: 'yes', no: 'no', un: 'unsure' } as const satisfies Record<string, ChecklistAnswer>;

/** “yes yes no - un no”: answers to the lines in order, - for a line left open. */
const list = (words: string) => ({
  items: Object.fromEntries(
    words
      .split(' ')
      .flatMap((word, line) => (word === '-' ? [] : [[six[line] ?? '', short[word as keyof typeof short]]])),
  ),
});
const groupOf = (...lists: string[]) =>
  checklist.groupAnswer(
    checklist.tally(
      lists.map((words) => ({ answer: list(words), participant: null })),
      settings,
      () => 't-none',
    ),
    settings,
  );

describe('checklist', () => {
  test('K13 at least four of six yes is met, unsure counts as not yes', () => {
    expect(groupOf('yes yes yes yes no no').verdict).toBe('This is sponsoring.');
    expect(groupOf('yes yes yes un un un').verdict).toBe('Not sponsoring yet');
    expect(groupOf('un un un un un un').verdict).toBe('Not sponsoring yet');
  });

  test('K13 a list still open has no verdict while its open lines could change it', () => {
    expect(groupOf('yes yes yes - no no').verdict).toBeUndefined();
    expect(groupOf('yes yes yes yes - -').verdict).toBe('This is sponsoring.');
    expect(groupOf('yes no no no - -').verdict).toBe('Not sponsoring yet');
  });

  test('K13 a room has counts of people, never a verdict', () => {
    const group = groupOf('yes yes yes yes no no', 'no no no no no no', 'yes yes yes yes yes yes');
    expect(group.verdict).toBeUndefined();
    expect(group.histogram).toEqual([1, 0, 0, 0, 1, 0, 1]);
    expect(checklist.describe(group, settings)).toContain(
      '3 answers. Yes to at least 4 of 6: 2 of 3 people. Line a: yes 2, no 1.',
    );
  });

  test('K5 lines are counted apart; only how many were yes stays of a list', () => {
    const items = (group: ReturnType<typeof groupOf>) => group.items;
    expect(items(groupOf('yes no no no no no', 'no yes no no no no'))).toEqual(
      items(groupOf('yes yes no no no no', 'no no no no no no')),
    );
    expect(groupOf('yes no no no no no', 'no yes no no no no')).toEqual(
      groupOf('no yes no no no no', 'yes no no no no no'),
    );
  });

  test('K7 the verdict is told as a sentence, and nothing where there is no threshold', () => {
    expect(checklist.describe(groupOf('yes no no no no no'), settings)).toMatch(
      /^1 answer\. Not sponsoring yet\. Line a: yes 1, no 0\./u,
    );
    const { items } = settings;
    const plain = checklist.groupAnswer(
      checklist.tally([{ answer: list('yes'), participant: null }], { items }, () => 't-none'),
      { items },
    );
    expect(plain).not.toHaveProperty('verdict');
  });

  test('K10 says what is wrong with a list', () => {
    expect(checklist.refuse({ items: {} }, settings)).toBe('answer at least one line');
    expect(checklist.refuse({ items: { z: 'yes' } }, settings)).toBe(
      'it names something that is not on the list',
    );
    expect(
      checklist.settings.safeParse({ ...settings, threshold: { atLeast: 7, met: 'a', unmet: 'b' } }).success,
    ).toBe(false);
  });
});
