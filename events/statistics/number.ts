/**
 * What a room's estimates say. Numbers have distances between them, so here, unlike on a scale, the middle may lie
 * between two answers.
 */

export type NumberSummary = {
  n: number;
  /** Sorted, so that nothing of the order in which people answered is left. */
  values: number[];
  median: number | null;
  /** The middle half of the answers. */
  middle: [number, number] | null;
  range: [number, number] | null;
};

/** All that a group answer says about one number; null where nobody answered. */
export function numberSummary(given: readonly number[]): NumberSummary {
  const values = given.toSorted((a, b) => a - b);
  return {
    n: values.length,
    values,
    median: quantile(values, 0.5),
    middle: between(values, 0.25, 0.75),
    range: between(values, 0, 1),
  };
}

/**
 * Type 7 of Hyndman & Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996) 361-365:
 * straight between neighbours, as spreadsheets and R do unless told otherwise. `sorted` must be in ascending order.
 */
export function quantile(sorted: readonly number[], share: number): number | null {
  const place = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(place)];
  const upper = sorted[Math.ceil(place)];
  if (lower === undefined || upper === undefined) return null;
  return lower + (upper - lower) * (place - Math.floor(place));
}

function between(sorted: readonly number[], from: number, to: number): [number, number] | null {
  const low = quantile(sorted, from);
  const high = quantile(sorted, to);
  return low === null || high === null ? null : [low, high];
}
