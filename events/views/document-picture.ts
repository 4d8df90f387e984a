import type { Cell, Table } from '../picture.ts';
import { figureTable, rowDrawing, type Drawn } from './document-figure.ts';
import { roundLabel, seen, tableOf, wordRows } from './document-table.ts';
import { tag, type Part } from './markup.ts';
import type { OutcomeRound, OutcomeSection } from './outcome.ts';

/**
 * What a part of the sheet shows of its steps. Steps that ask about the same things (examples, then how they
 * convince, then who vouches for them) become columns of one table, one row a thing.
 */
export interface Picture {
  sections: readonly OutcomeSection[];
  content: Part;
  isWide: boolean;
}

export function pictures(sections: readonly OutcomeSection[]): Picture[] {
  const groups: OutcomeSection[][] = [];
  for (const section of sections) {
    const group = groups.find((one) => one[0] !== undefined && belongsTo(section, one[0]));
    if (group) group.push(section);
    else groups.push([section]);
  }
  return groups.map((group) => (group.length > 1 ? together(group) : alone(group)));
}

/** A section's only shown round, or null where there are several to compare, or none. */
function onlyRound({ rounds }: OutcomeSection): (OutcomeRound & { table: Table }) | null {
  const [round, second] = rounds;
  if (!round || second || round.table === null) return null;
  return { ...round, table: seen(round.table) };
}

function belongsTo(section: OutcomeSection, base: OutcomeSection): boolean {
  const [round, first] = [onlyRound(section), onlyRound(base)];
  return round !== null && first !== null && keyColumn(first.table, round.table) !== null;
}

/** The column of one table that names everything the other has rows for. */
function keyColumn(base: Table, other: Table): number | null {
  const names = other.rows.map((row) => row[0]);
  if (names.length === 0) return null;
  const at = base.columns.findIndex((_, column) => {
    const values = new Set(base.rows.map((row) => row[column]));
    return names.every((name) => typeof name === 'string' && values.has(name));
  });
  return at === -1 ? null : at;
}

function together(sections: readonly OutcomeSection[]): Picture {
  const [base] = sections.flatMap((section) => onlyRound(section) ?? []);
  if (!base) throw new Error('Steps were put into one table that have none.');
  const added = sections.flatMap((section) => {
    const round = onlyRound(section);
    const key = round && keyColumn(base.table, round.table);
    return round === null || key === null
      ? []
      : columnsOf(section.title, round).map((column) => ({ ...column, key }));
  });
  const grid = {
    columns: [base.table.columns[0] ?? '', ...added.map((column) => column.name)],
    rows: base.table.rows.map((row) => [
      row[0] ?? '',
      ...added.map(({ cell, key }) => cell(String(row[key] ?? ''))),
    ]),
  };
  return { sections, content: tableOf(grid), isWide: grid.columns.length > 2 };
}

interface Column {
  name: string;
  cell(name: string): Part;
}

/** What a step says of each thing: dots with their middle, the counts that are not 0, or its own columns. */
function columnsOf(
  title: string,
  { figure, table }: { figure: OutcomeRound['figure']; table: Table },
): Column[] {
  if (figure?.is === 'dots') return [{ name: title, cell: (name) => dotsCell(rowDrawing(figure, name)) }];
  const rest = table.columns.slice(1);
  const isCounts = table.rows.every((row) => row.slice(1).every((cell) => typeof cell === 'number'));
  if (isCounts && rest.length > 1) return [{ name: title, cell: (name) => countsCell(table, name) }];
  return rest.map((name, at) => ({ name, cell: (row) => wordsOf(table, row, at + 1) }));
}

function dotsCell(row: ReturnType<typeof rowDrawing>): Part {
  if (!row) return null;
  return tag(
    'span',
    'dots-cell',
    row.drawing,
    tag('span', 'unseen', `${row.words}. Middle: `),
    tag('span', '', row.said),
  );
}

function countsCell(table: Table, name: string): string {
  const row = table.rows.find((one) => one[0] === name) ?? [];
  return row
    .slice(1)
    .map((count, at) => ({ count: Number(count), label: (table.columns[at + 1] ?? '').toLowerCase() }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count)
    .map(({ count, label }) => `${count} ${label}`)
    .join(', ');
}

/** Two people may have said something about the same thing: both stand. */
function wordsOf(table: Table, name: string, at: number): Cell {
  const cells = table.rows.flatMap((row) => (row[0] === name && row[at] !== null ? [row[at] ?? ''] : []));
  const [first] = cells;
  return cells.length > 1 ? cells.join('; ') : (first ?? null);
}

function alone(sections: readonly OutcomeSection[]): Picture {
  const shown = sections.flatMap((section) => section.rounds).filter((round) => round.result !== null);
  const drawn: Drawn[] = shown.flatMap((round, at) =>
    round.figure === null
      ? []
      : [{ figure: round.figure, label: roundLabel(at, shown.length), earlier: at < shown.length - 1 }],
  );
  const isDrawn = drawn.length === shown.length;
  const tables = shown.map((round) => round.table && (isDrawn ? wordRows(round.table) : seen(round.table)));
  const written = tables.flatMap((table, at) => {
    if (table === null || table.rows.length === 0) return [];
    const label = isDrawn ? '' : roundLabel(at, shown.length);
    return [label === '' ? null : tag('p', 'label', label), tableOf(table)];
  });
  const isCut = drawn.some(({ figure }) => figure.is === 'parts');
  const isBroad = tables.some((table) => table !== null && table.rows.length > 0 && table.columns.length > 2);
  return { sections, content: [isDrawn ? figureTable(drawn) : null, written], isWide: isCut || isBroad };
}
