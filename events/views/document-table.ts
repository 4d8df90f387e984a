import type { Cell, Table } from '../picture.ts';
import { tag, type Part, type Tag } from './markup.ts';

/** Tables of a document. */

export function roundLabel(at: number, of: number): string {
  if (of === 1) return '';
  if (at === of - 1) return 'Now';
  return of === 2 ? 'Before' : `Round ${at + 1}`;
}

/** What a drawing can't say: rows that hold somebody's words instead of counts. */
export function wordRows({ columns, rows }: Table): Table {
  const words = rows.filter((row) =>
    row.some((cell, at) => at > 0 && columns[at] === 'Word for word' && cell !== null),
  );
  return filled({ columns, rows: words });
}

/** Without columns that hold nothing. */
export function filled(table: Table): Table {
  const { columns, rows } = table;
  return without(
    table,
    columns.filter((_, at) => at > 0 && rows.every((row) => row[at] === null)),
  );
}

/** What the room saw of it. */
export function seen(table: Table): Table {
  return filled(without(table, table.unseen ?? []));
}

function without({ columns, rows }: Table, names: readonly string[]): Table {
  const pick = <T>(cells: readonly T[]): T[] => cells.filter((_, at) => !names.includes(columns[at] ?? ''));
  return { columns: pick(columns), rows: rows.map((row) => pick<Cell>(row)) };
}

const rowsMax = 12;

/** A table whose cells may hold drawings as well. */
export interface Grid {
  columns: readonly string[];
  rows: readonly (readonly Part[])[];
}

export function tableOf({ columns, rows }: Grid, most = rowsMax): Tag {
  const shown = rows.slice(0, most);
  const rest = rows.length - shown.length;
  const head = columns.map((column) => tag('th', { scope: 'col' }, column));
  const body = shown.map((row) =>
    tag(
      'tr',
      '',
      row.map((cell, at) =>
        at === 0
          ? tag('th', { scope: 'row' }, cell)
          : tag(
              'td',
              { class: typeof cell === 'number' ? 'count' : '', 'data-label': columns[at] ?? '' },
              cell ?? null,
            ),
      ),
    ),
  );
  const isHeaded = columns.length > 1;
  return tag(
    'table',
    columns.length > 3 ? 'rows many' : 'rows',
    isHeaded ? tag('thead', '', tag('tr', '', head)) : null,
    tag('tbody', '', body),
    rest > 0 ? tag('caption', '', `and ${rest} more, among the numbers below`) : null,
  );
}
