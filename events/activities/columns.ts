import { z } from 'zod';
import type { Activity, ColumnAnswer, GroupAnswer, KindTypes, Lean, Settings, Signal } from '../activity.ts';
import type { Figure, Table } from '../picture.ts';
import { DefinedId, plainText } from '../session/workshop.ts';
import { keyed, labelMax, labelOf, misnamed, namedId, partsOf, recordBytesMax, uniqueList } from './items.ts';
import { counted } from './sentence.ts';

/**
 * Rows described in two columns, such as a staff track that is real or one on paper. Each row says which way
 * the room leans; there is no score, no grade and no pass line over the rows.
 */

const rowsMax = 30;
const ways = ['left', 'mixed', 'right', 'unknown'] as const satisfies readonly ColumnAnswer[];

const settings = z.strictObject({
  left: plainText(60),
  right: plainText(60),
  rows: uniqueList(
    z.strictObject({
      id: DefinedId,
      label: plainText(labelMax),
      left: plainText(labelMax),
      right: plainText(labelMax),
    }),
    { max: rowsMax },
  ),
});

const answer = z.strictObject({ rows: z.record(namedId(), z.enum(ways)) });

type RowCounts = KindTypes['columns']['tally']['rows'][number];

export const columns: Activity<'columns'> = {
  kind: 'columns',
  rule: 'lean@1',
  settings,
  answer,
  example: ({ rows }, roll) => ({ rows: keyed(rows, () => leaningTo(roll())) }),
  refuse: ({ rows: given }, { rows }) =>
    Object.keys(given).length === 0 ? 'answer at least one row' : misnamed(Object.keys(given), rows),
  tally: (submissions, { rows }) => ({
    n: submissions.length,
    rows: rows.map(({ id }) => ({
      id,
      counts: countWays(
        partsOf(
          submissions.map((one) => one.answer.rows),
          id,
        ),
      ),
    })),
  }),
  groupAnswer: ({ n, rows }) => {
    const read = rows.map(readRow);
    const leaning = (way: Lean): number => read.filter((row) => row.lean === way).length;
    return { n, rows: read, leaning: { left: leaning('left'), right: leaning('right') } };
  },
  describe: describeColumns,
  finding: (group, settled) => (group.n === 0 ? '' : leaningWords(group, settled)),
  table: tableOfColumns,
  figure: figureOfColumns,
  offers: (_, { rows }) => rows.map(({ id, label }) => ({ id, label })),
  accepts: () => null,
  ready: () => true,
  answerBytesMax: ({ rows }) => 10 + recordBytesMax(rows, 9),
};

function countWays(given: readonly ColumnAnswer[]): Record<ColumnAnswer, number> {
  const count = (way: ColumnAnswer): number => given.filter((one) => one === way).length;
  return { left: count('left'), mixed: count('mixed'), right: count('right'), unknown: count('unknown') };
}

/**
 * `lean@1`, a rule of this house: a row leans to a side that more than half of those with a view chose, else
 * it is mixed. Contested: a third of all answers to it stand on either side, "can't tell" counted among them.
 */
function readRow({ id, counts }: RowCounts): GroupAnswer<'columns'>['rows'][number] {
  const { left, mixed, right, unknown } = counts;
  const views = left + mixed + right;
  const lean = 2 * left > views ? 'left' : 2 * right > views ? 'right' : 'mixed';
  const answers = views + unknown;
  const contested = answers > 0 && 3 * left >= answers && 3 * right >= answers;
  return { id, counts: { ...counts }, lean, contested };
}

export function signalsOfColumns(
  { rows: read }: GroupAnswer<'columns'>,
  { rows }: Settings<'columns'>,
): Signal[] {
  return read
    .filter((row) => row.contested)
    .map(({ id }) => ({ is: 'contested' as const, label: labelOf(rows, id) }));
}

/** “6 answers. 2 of 3 rows lean to On paper, 1 to Real.” and each row's counts. */
export function describeColumns(group: GroupAnswer<'columns'>, settled: Settings<'columns'>): string {
  if (group.n === 0) return 'No answers.';
  const { left, right, rows } = settled;
  const told = group.rows.map(({ id, counts, contested }) => {
    const label = rows.find((row) => row.id === id)?.label ?? id;
    const parts = [
      `${left} ${counts.left}`,
      `mixed ${counts.mixed}`,
      `${right} ${counts.right}`,
      ...(counts.unknown > 0 ? [`can’t tell ${counts.unknown}`] : []),
    ];
    return `${label}: ${parts.join(', ')}${contested ? ', contested' : ''}.`;
  });
  return [`${counted(group.n, 'answer')}.`, leaningWords(group, settled), ...told].join(' ');
}

/** A room that has seen more of the right column than of the left. */
function leaningTo(roll: number): ColumnAnswer {
  if (roll < 0.25) return 'left';
  if (roll < 0.45) return 'mixed';
  return roll < 0.9 ? 'right' : 'unknown';
}

/** “2 of 3 rows lean to On paper, 1 to Real.” */
function leaningWords(
  { leaning, rows }: GroupAnswer<'columns'>,
  { left, right }: Settings<'columns'>,
): string {
  const verb = leaning.right === 1 ? 'leans' : 'lean';
  return `${leaning.right} of ${counted(rows.length, 'row')} ${verb} to ${right}, ${leaning.left} to ${left}.`;
}

function tableOfColumns(group: GroupAnswer<'columns'>, settled: Settings<'columns'>): Table {
  return {
    columns: ['Row', settled.left, 'Mixed', settled.right, 'Can’t tell', 'Leans to'],
    rows: group.rows.map((row) => {
      const { left, mixed, right, unknown } = row.counts;
      return [rowLabel(settled, row.id), left, mixed, right, unknown, leanWords(row, settled)];
    }),
  };
}

function figureOfColumns(group: GroupAnswer<'columns'>, settled: Settings<'columns'>): Figure {
  return {
    is: 'parts',
    parts: [
      { label: settled.left, tone: 'left' },
      { label: 'Mixed', tone: 'mixed' },
      { label: settled.right, tone: 'right' },
      { label: 'Can’t tell', tone: 'quiet' },
    ],
    rows: group.rows.map((row) => ({
      label: rowLabel(settled, row.id),
      counts: ways.map((way) => row.counts[way]),
      said: row.contested ? 'contested' : '',
    })),
  };
}

function rowLabel({ rows }: Settings<'columns'>, id: string): string {
  return rows.find((row) => row.id === id)?.label ?? id;
}

/** Where nobody had a view, a row leans nowhere. */
function leanWords(
  { counts, lean, contested }: GroupAnswer<'columns'>['rows'][number],
  { left, right }: Settings<'columns'>,
): string | null {
  if (counts.left + counts.mixed + counts.right === 0) return null;
  const side = { left, right, mixed: 'Mixed' }[lean];
  return contested ? `${side}, contested` : side;
}
