import type { Cell, Table } from '../picture.ts';
import { figureTable, rowDrawing, type Drawn } from './document-figure.ts';
import { filled, roundLabel, seen, tableOf, wordRows } from './document-table.ts';
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

/** `said` are words that stand in the same part already, and need no quoting. */
export function pictures(sections: readonly OutcomeSection[], said: readonly string[] = []): Picture[] {
  const groups: OutcomeSection[][] = [];
  for (const section of sections) {
    const group = groups.find((one) => one[0] !== undefined && belongsTo(section, one[0]));
    if (group) group.push(section);
    else groups.push([section]);
  }
  return groups.map((group) => (group.length > 1 ? together(group) : alone(group, said)));
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
    if (round === null || key === null) return [];
    const columns = columnsOf(section.title, round);
    const [only, second] = columns;
    const isAnswer = only?.name === 'Answer' && !second && section !== sections[0];
    return columns.map((column) => ({ ...column, key, name: isAnswer ? section.title : column.name }));
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
  if (isCounts(table) && rest.length > 1) return [{ name: title, cell: (name) => countsCell(table, name) }];
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
    .map(({ count, label }) => `${count} ${label}`)
    .join(', ');
}

/** Two people may have said something about the same thing: both stand. */
function wordsOf(table: Table, name: string, at: number): Cell {
  const cells = table.rows.flatMap((row) => (row[0] === name && row[at] !== null ? [row[at] ?? ''] : []));
  const [first] = cells;
  return cells.length > 1 ? cells.join('; ') : (first ?? null);
}

function alone(sections: readonly OutcomeSection[], said: readonly string[]): Picture {
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
    return [label === '' ? null : tag('p', 'label', label), compact(unsaid(table, said))];
  });
  const isCut = drawn.some(({ figure }) => figure.is === 'parts');
  const isBroad = tables.some((table) => table !== null && table.rows.length > 0 && !isShort(table));
  return { sections, content: [isDrawn ? figureTable(drawn) : null, written], isWide: isCut || isBroad };
}

function unsaid(table: Table, said: readonly string[]): Table {
  const isSaid = (row: readonly Cell[]): boolean =>
    isQuote(table)(row) &&
    row.some((cell) => typeof cell === 'string' && said.some((text) => text.includes(cell)));
  return { ...table, rows: table.rows.filter((row) => !isSaid(row)) };
}

/** Whether rows read better as a line each, or all in one line, than as a table. */
function isShort(table: Table): boolean {
  return table.columns.length < 3 || isCounts(table) || isWords(table) || table.rows.every(isQuote(table));
}

/** Up to three things to say of each, all of them words: a line says it as well as a row. */
function isWords({ columns, rows }: Table): boolean {
  return columns.length === 3 && rows.every((row) => row.every((cell) => typeof cell !== 'number'));
}

/** Few words about each of a few things read better in a run than in a list. */
function isBrief({ rows }: Table): boolean {
  const length = rows.flat().reduce((sum: number, cell) => sum + String(cell ?? '').length + 3, 0);
  return length <= briefMax;
}

const briefMax = 180;

function isCounts({ rows }: Table): boolean {
  return rows.every((row) => row.slice(1).every((cell) => typeof cell === 'number'));
}

/** Rows that hold what somebody wrote, instead of counts. */
function isQuote({ columns }: Table): (row: readonly Cell[]) => boolean {
  const at = columns.indexOf('Word for word');
  return (row) => at > 0 && row[at] !== null && row.every((cell) => typeof cell !== 'number');
}

function compact(table: Table): Part {
  if (table.columns[1] !== 'Raised by' && table.rows.some(isQuote(table))) {
    const rest = { ...table, rows: table.rows.filter((row) => !isQuote(table)(row)) };
    return [rest.rows.length === 0 ? null : compact(filled(rest)), quotes(table)];
  }
  if (table.columns.length === 1) return lines(table.rows.map((row) => String(row[0] ?? '')));
  if (table.columns[1] === 'Raised by' && table.columns.length === 2)
    return inline(table.rows.map(([name, raised]) => [`${name} `, tag('span', 'label', `(${raised})`)]));
  if (isCounts(table) && table.columns.length === 2)
    return inline(table.rows.map(([name, count]) => [`${name} `, tag('b', '', count ?? null)]));
  if (isCounts(table))
    return lines(table.rows.map((row) => `${row[0]}: ${countsCell(table, String(row[0])) || 'nothing'}`));
  if (table.columns.length === 2 && isBrief(table))
    return inline(table.rows.map(([name, said]) => [tag('span', 'label', `${name} `), said ?? 'left open']));
  if (table.columns.length === 2)
    return lines(table.rows.map(([name, said]) => [tag('span', 'label', `${name} `), said ?? 'left open']));
  if (table.columns[1] === 'Raised by')
    return lines(
      table.rows.map(([name, raised, words]) => [
        `${name} `,
        tag('span', 'label', `(${raised})`),
        words === null ? null : ` ${words}`,
      ]),
    );
  if (isWords(table)) return lines(table.rows.map((row) => row.filter((cell) => cell !== null).join(' · ')));
  return tableOf(table);
}

function lines(all: readonly Part[]): Part {
  return tag(
    'ul',
    'lines',
    all.map((one) => tag('li', '', one)),
  );
}

/** Short things in one run of text, apart by more than a comma. */
function inline(all: readonly Part[]): Part {
  const shown = all.slice(0, inlineMax);
  const rest = all.length - shown.length;
  return tag(
    'p',
    'inline',
    shown.map((one, at) => [at === 0 ? null : ' · ', tag('span', '', one)]),
    rest > 0 ? ` · and ${rest} more` : null,
  );
}

const inlineMax = 12;

/** What people wrote, word for word, after what it was: a reason, an objection and what became of it. */
function quotes(table: Table): Part {
  const at = table.columns.indexOf('Word for word');
  return table.rows.filter(isQuote(table)).map((row) => {
    const rest = row.filter((cell, column) => column > at && cell !== null).join(': ');
    return tag(
      'p',
      'quote',
      tag('span', 'label', `${row[0]} `),
      `“${row[at]}”`,
      rest === '' ? null : ` (${rest})`,
    );
  });
}
