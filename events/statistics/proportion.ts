/**
 * Parts of a whole. Everybody concerned is in the room, so its answers are a census, not a sample: there is no interval
 * around "7 of 10", and below twenty people the count says more than the percentage.
 */

/** Each part's share of all parts; null if there is nothing to share, which is not the same as shares of 0. */
export function shares(counts: Readonly<Record<string, number>>): Record<string, number> | null {
  const whole = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (whole === 0) return null;
  return Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, count / whole]));
}

/**
 * Whether enough of the items hold ("at least 4 of 6"), or enough people say the same ("2 of 3"). Not sure counts as
 * not yes, and the page says so. Null where nobody answered; thresholds come from the workshop's text, never from here.
 */
export function verdict(yes: number | null, atLeast: number): 'met' | 'unmet' | null {
  if (yes === null) return null;
  return yes >= atLeast ? 'met' : 'unmet';
}

/**
 * How many options share the points in earnest, `1 / Σ share²`: four alike give 4, one with everything 1.
 * Markku Laakso & Rein Taagepera, "'Effective' Number of Parties", Comparative Political Studies 12 (1979) 3-27.
 */
export function effectiveNumber(totals: readonly number[]): number | null {
  const whole = totals.reduce((sum, total) => sum + total, 0);
  if (whole === 0) return null;
  return 1 / totals.reduce((sum, total) => sum + (total / whole) ** 2, 0);
}
