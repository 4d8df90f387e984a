import type { SittingRow } from '../../events/views/over-time.ts';

/** What a room said once, short enough for one cell: what it comes to where a kind has a word for that, and the counts. */
export function cellWords(cells: SittingRow['cells']): string {
  const said = cells.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const counts = cells.flatMap(({ column, value }) =>
    typeof value === 'number' && value !== 0 ? [`${value} ${lowered(column)}`] : [],
  );
  const numbers = counts.join(' · ');
  if (said.length === 0) return numbers === '' ? '0' : numbers;
  return numbers === '' ? said.join(', ') : `${said.join(', ')} (${numbers})`;
}

/** A column’s own words inside a line: “3 real”, “2 people”. Steps of a scale keep their number first: “1 at 4”. */
function lowered(column: string): string {
  const step = /^(?<step>\d+)\b/u.exec(column)?.groups?.['step'];
  return step === undefined ? column.toLowerCase() : `at ${step}`;
}
