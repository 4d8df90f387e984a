/** What a bench finds out: one line a goal, always beside a reference that was measured in the same run. */

export interface Figure {
  name: string;
  value: number;
  /** null for a goal that is a plain size */
  reference: number | null;
  ratio: number | null;
  goal: string;
  verdict: 'met' | 'missed' | 'noisy';
  unit: string;
  /** of the value's rounds; equal where there was one */
  p10: number;
  p90: number;
}

export interface Scale {
  /** below a minute each */
  isQuick: boolean;
}

export interface Wanted {
  name: string;
  unit: string;
  /** one number a round */
  values: readonly number[];
  references?: readonly number[];
  limit: Limit;
}

/** `ratio` compares with the reference, `value` with a number of its own. */
export type Limit =
  | { ratio: 'at least' | 'at most'; is: number }
  | { value: 'at least' | 'at most'; is: number };

/** A reference that spreads more than this says that the machine was doing something else. */
const spreadMax = 3;

export function figure({ name, unit, values, references = [], limit }: Wanted): Figure {
  const value = median(values);
  const reference = references.length > 0 ? median(references) : null;
  const ratio = reference === null ? null : value / reference;
  return {
    name,
    value: rounded(value),
    reference: reference === null ? null : rounded(reference),
    ratio: ratio === null ? null : rounded(ratio),
    goal: sentence(limit, unit),
    verdict: isNoisy(references) ? 'noisy' : isMet(limit, value, ratio) ? 'met' : 'missed',
    unit,
    p10: rounded(percentile(values, 10)),
    p90: rounded(percentile(values, 90)),
  };
}

function sentence(limit: Limit, unit: string): string {
  return 'ratio' in limit
    ? `${limit.ratio} ${limit.is}× the reference`
    : `${limit.value} ${limit.is} ${unit}`;
}

function isMet(limit: Limit, value: number, ratio: number | null): boolean {
  const found = 'ratio' in limit ? ratio : value;
  if (found === null) throw new Error('A ratio was wanted, but there is no reference.');
  const way = 'ratio' in limit ? limit.ratio : limit.value;
  return way === 'at least' ? found >= limit.is : found <= limit.is;
}

function isNoisy(references: readonly number[]): boolean {
  return references.length > 0 && Math.max(...references) > spreadMax * Math.min(...references);
}

function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The nearest rank, so that it is always one of the values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** Three digits that say something. */
function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

export function table(figures: readonly Figure[]): string {
  const head = ['name', 'value', 'p10', 'p90', 'reference', 'ratio', 'goal', 'verdict'];
  const rows = figures.map(({ name, value, p10, p90, reference, ratio, goal, verdict, unit }) => [
    name,
    `${value} ${unit}`,
    String(p10),
    String(p90),
    reference === null ? '' : String(reference),
    ratio === null ? '' : `${ratio}×`,
    goal,
    verdict,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [head, widths.map((width) => '-'.repeat(width)), ...rows]
    .map((row) => line(row).trimEnd())
    .join('\n');
}
