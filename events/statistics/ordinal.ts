/**
 * What a room's answers on an ordered scale say, from the counts of its steps alone.
 *
 * Steps are an order, not distances: the middle is a step that somebody could have chosen, never 3.5, and what cannot
 * be said is null, never 0. The two measures of agreement are for the shape and for sorting lists; neither belongs on
 * the wall as a number.
 */

/** The first and the last step of a scale, both of them answers a person can give. */
export type Steps = { min: number; max: number };

/** How the room's answers lie: most of them in two neighbouring steps, or no single view. */
export type Shape = 'together' | 'apart';

export type OrdinalSummary = {
  n: number;
  counts: number[];
  /** Lower and upper median; the same step twice unless the room splits exactly in half. */
  median: [number, number] | null;
  quartiles: [number, number] | null;
  modes: number[];
  agreement: { a: number | null; cns: number | null };
  shape: Shape | null;
  twoEnds: boolean;
};

/** With five people, answers given at random look agreed almost every third time: dots only, no word. */
const shapePeopleMin = 6;

/** One answer agrees with itself and two can only match or not, so agreement begins with three. */
const agreementPeopleMin = 3;

/** Below three steps every answer sits next to every other one. */
const shapeStepsMin = 3;

/** Shares written as decimals leave dust when layers are peeled off; whole counts never do. */
const dust = 1e-12;

/** How many people chose each step, `min` first. */
export function countSteps(values: readonly number[], { min, max }: Steps): number[] {
  const counts = new Map<number, number>();
  for (const value of values) {
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new Error(`An answer of ${value} was believed to be a step from ${min} to ${max}.`);
    }
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Array.from({ length: max - min + 1 }, (_, index) => counts.get(min + index) ?? 0);
}

/** All that a group answer says about one scale. A function of the counts, so that anyone can compute it again. */
export function summary(counts: readonly number[], { min, max }: Steps): OrdinalSummary {
  if (counts.length !== max - min + 1) {
    throw new Error(`${counts.length} counts were believed to cover the steps from ${min} to ${max}.`);
  }
  const n = total(counts);
  const sayable = n >= agreementPeopleMin;
  return {
    n,
    counts: [...counts],
    median: median(counts, min),
    quartiles: quartiles(counts, min),
    modes: modes(counts, min),
    agreement: { a: sayable ? agreementA(counts) : null, cns: sayable ? consensus(counts) : null },
    shape: shape(counts),
    twoEnds: twoEnds(counts),
  };
}

/** Lower and upper median: the answers in the middle of the sorted row. Where they differ, say "between 3 and 4". */
export function median(counts: readonly number[], min: number): [number, number] | null {
  const n = total(counts);
  if (n === 0) return null;
  return [stepAt(counts, min, Math.floor((n - 1) / 2)), stepAt(counts, min, Math.floor(n / 2))];
}

/**
 * The middle half as two steps that people chose: type 1 of Hyndman & Fan, "Sample Quantiles in Statistical Packages",
 * The American Statistician 50 (1996) 361-365, the inverse of the empirical distribution.
 */
export function quartiles(counts: readonly number[], min: number): [number, number] | null {
  const n = total(counts);
  if (n === 0) return null;
  return [stepAt(counts, min, Math.ceil(n / 4) - 1), stepAt(counts, min, Math.ceil((3 * n) / 4) - 1)];
}

/** Every step that most people chose; a tie gives several, and an empty room none. */
export function modes(counts: readonly number[], min: number): number[] {
  const most = Math.max(0, ...counts);
  if (most === 0) return [];
  return counts.flatMap((count, index) => (count === most ? [min + index] : []));
}

/**
 * The median with the neighbours' weight in it, `M + (above - below) / (2 * equal)`, for trend lines and exports only.
 * Used so for course ratings by the University of Michigan and CollegeNET.
 */
export function interpolatedMedian(counts: readonly number[], min: number): number | null {
  const middle = median(counts, min);
  if (middle === null) return null;
  const [lower, upper] = middle;
  if (lower !== upper) return (lower + upper) / 2;
  const below = total(counts.slice(0, lower - min));
  const above = total(counts.slice(lower - min + 1));
  return lower + (above - below) / (2 * (total(counts) - above - below));
}

/**
 * Agreement A: 1 all in one step, 0 spread evenly, -1 half at either end.
 * Cees van der Eijk, "Measuring agreement in ordered rating scales", Quality & Quantity 35 (2001) 325-341.
 *
 * The counts are peeled into layers in which every step is either full or empty; each layer agrees by its pattern and
 * weighs what it holds. Null for an empty room and below three steps, where no pattern can have a gap.
 */
export function agreementA(counts: readonly number[]): number | null {
  const n = total(counts);
  if (n === 0 || counts.length < 3) return null;
  let agreement = 0;
  let rest = [...counts];
  while (rest.some((count) => count > n * dust)) {
    const full = rest.map((count) => count > n * dust);
    const height = Math.min(...rest.filter((_, index) => full[index]));
    const width = full.filter(Boolean).length;
    agreement += ((height * width) / n) * layerAgreement(full);
    rest = rest.map((count, index) => (full[index] ? count - height : 0));
  }
  return agreement;
}

/** How unimodal one layer is: triples of steps with a gap (1 0 1) against those without (1 1 0, 0 1 1). */
function layerAgreement(full: readonly boolean[]): number {
  const steps = full.length;
  const width = full.filter(Boolean).length;
  if (width === 1) return 1;
  let gaps = 0;
  let slopes = 0;
  for (const [index, middle] of full.entries()) {
    const before = full.slice(0, index).filter(Boolean).length;
    const after = full.slice(index + 1).filter(Boolean).length;
    if (middle) slopes += before * (steps - index - 1 - after) + (index - before) * after;
    else gaps += before * after;
  }
  if (gaps + slopes === 0) return 0;
  const unimodality = ((steps - 2) * slopes - (steps - 1) * gaps) / ((steps - 2) * (gaps + slopes));
  return unimodality * (1 - (width - 1) / (steps - 1));
}

/**
 * Consensus Cns: 1 all in one step, 0 half at either end.
 * William J. Tastle & Mark J. Wierman, "Consensus and dissention: A measure of ordinal dispersion", International
 * Journal of Approximate Reasoning 45 (2007) 531-545.
 *
 * It leans on the mean and so treats steps as equally far apart: good for sorting a list, not for a claim.
 */
export function consensus(counts: readonly number[]): number | null {
  const n = total(counts);
  const width = counts.length - 1;
  if (n === 0 || width < 1) return null;
  const mean = counts.reduce((sum, count, index) => sum + count * index, 0) / n;
  const terms = counts.map((count, index) =>
    count === 0 ? 0 : (count / n) * Math.log2(1 - Math.abs(index - mean) / width),
  );
  return Math.max(0, 1 + total(terms));
}

/**
 * `shape@1`, a rule of this house: together when at least 80 % chose two neighbouring steps, else apart, and no word
 * for five people or fewer. The interquartile rule that is often used instead calls random answers of five people
 * agreed 47 times in a hundred; this one calls those of eight so three times.
 */
export function shape(counts: readonly number[]): Shape | null {
  const n = total(counts);
  if (n < shapePeopleMin || counts.length < shapeStepsMin) return null;
  const together = counts.some((count, index) => 5 * (count + (counts[index + 1] ?? 0)) >= 4 * n);
  return together ? 'together' : 'apart';
}

/**
 * `shape@1`: a third at the low end, a third at the high end, and at most a sixth between. An end is two of five steps
 * and as near to that as other scales come. An invitation to hear both ends, not a finding: random answers of eight
 * people give it three times in ten.
 */
export function twoEnds(counts: readonly number[]): boolean {
  const n = total(counts);
  if (n < shapePeopleMin || counts.length < shapeStepsMin) return false;
  const end = Math.max(1, Math.floor((2 * counts.length) / 5));
  const low = total(counts.slice(0, end));
  const high = total(counts.slice(-end));
  return 3 * low >= n && 3 * high >= n && 6 * (n - low - high) <= n;
}

/** The step of the answer at `place` (0-based) when all answers stand in a sorted row. */
function stepAt(counts: readonly number[], min: number, place: number): number {
  let passed = 0;
  for (const [index, count] of counts.entries()) {
    passed += count;
    if (passed > place) return min + index;
  }
  throw new Error(`Place ${place} was believed to be within ${passed} answers.`);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
