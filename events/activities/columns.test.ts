import { describe, expect, test } from 'vitest';
import type { Answer, ColumnAnswer, Settings } from '../activity.ts';
import { columns } from './columns.ts';
import { describeActivity, exchangeOf } from './contract.ts';

describeActivity(columns, (one, other, { rows }) => {
  const [first, second] = exchangeOf(one.rows, other.rows, rows[0]?.id ?? '');
  return [{ rows: first }, { rows: second }];
});

const row = (id: string) => ({ id, label: `Row ${id}`, left: 'named', right: 'vague' });
const settings: Settings<'columns'> = { left: 'Real', right: 'On paper', rows: [row('a'), row('b')] };
const groupOf = (answers: Answer<'columns'>[]) =>
  columns.groupAnswer(
    columns.tally(
      answers.map((answer) => ({ answer, participant: null })),
      settings,
      () => 't-none',
    ),
    settings,
  );

/** A room by its answers to row a: left, mixed, right and unknown. */
const readRow = (...counts: [left: number, mixed: number, right: number, unknown: number]) => {
  const ways: ColumnAnswer[] = ['left', 'mixed', 'right', 'unknown'];
  const answers = counts.flatMap((count, way) =>
    Array.from({ length: count }, () => ({ rows: { a: ways[way] ?? 'unknown' } })),
  );
  return groupOf(answers).rows[0];
};

describe('columns', () => {
  test('K12 a row leans to a side that more than half of those with a view chose', () => {
    expect(readRow(3, 0, 2, 0)?.lean).toBe('left');
    expect(readRow(1, 1, 3, 0)?.lean).toBe('right');
    expect(readRow(2, 1, 1, 0)?.lean).toBe('mixed');
    expect(readRow(2, 0, 2, 0)?.lean).toBe('mixed');
    // Who can't tell has no view: two of three lean the row, whoever else is in the room.
    expect(readRow(0, 1, 2, 9)?.lean).toBe('right');
    expect(readRow(0, 0, 0, 4)?.lean).toBe('mixed');
    expect(readRow(0, 0, 0, 0)).toMatchObject({ lean: 'mixed', contested: false });
  });

  test('K12 a row is contested when a third of all answers stand on either side', () => {
    expect(readRow(2, 2, 2, 0)?.contested).toBe(true);
    expect(readRow(2, 3, 2, 0)?.contested).toBe(false);
    expect(readRow(4, 0, 2, 0)).toMatchObject({ lean: 'left', contested: true });
    expect(readRow(2, 0, 2, 3)?.contested).toBe(false);
    expect(readRow(5, 0, 0, 0)?.contested).toBe(false);
  });

  test('K12 can’t tell is counted, and a row left out is not', () => {
    const group = groupOf([{ rows: { a: 'unknown' } }, { rows: { a: 'right', b: 'left' } }]);
    expect(group.n).toBe(2);
    expect(group.rows.map(({ counts }) => counts)).toEqual([
      { left: 0, mixed: 0, right: 1, unknown: 1 },
      { left: 1, mixed: 0, right: 0, unknown: 0 },
    ]);
    expect(group.leaning).toEqual({ left: 1, right: 1 });
  });

  test('K7 counts the leaning rows, with no grade', () => {
    const group = groupOf([
      { rows: { a: 'right', b: 'left' } },
      { rows: { a: 'right', b: 'right' } },
      { rows: { a: 'unknown' } },
    ]);
    expect(columns.describe(group, settings)).toBe(
      '3 answers. 1 of 2 rows leans to On paper, 0 to Real. Row a: Real 0, mixed 0, On paper 2, can’t tell 1. ' +
        'Row b: Real 1, mixed 0, On paper 1, contested.',
    );
  });

  test('K10 says what is wrong with the rows', () => {
    expect(columns.refuse({ rows: {} }, settings)).toBe('answer at least one row');
    expect(columns.refuse({ rows: { z: 'left' } }, settings)).toBe(
      'it names something that is not on the list',
    );
    expect(columns.answer.safeParse({ rows: { a: 'perhaps' } }).success).toBe(false);
    expect(columns.settings.safeParse({ ...settings, rows: [row('a'), row('a')] }).success).toBe(false);
    expect(columns.settings.safeParse({ ...settings, rows: [] }).success).toBe(false);
  });
});
