/** Amounts along a line: from where to where it goes, in steps that people can read, and who stands in which step. */
export interface Axis {
  from: number;
  step: number;
  steps: number;
}

export interface Bounds {
  min: number;
  max: number;
}

/**
 * The range a question allows if its answers fill a good part of it or agree, else only what the answers span, from
 * one round amount to another. `stepsMax` keeps dots apart. `whole` is for days and other things that are not cut.
 */
export function axisFor(
  values: readonly number[],
  bounds: Bounds,
  { stepsMax, whole = false }: { stepsMax: number; whole?: boolean },
): Axis {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const isFilled = values.length === 0 || high === low || (high - low) * 3 >= bounds.max - bounds.min;
  const [from, to] = isFilled ? [bounds.min, bounds.max] : roundedOut({ low, high, bounds, whole });
  const step = niceStep((to - from) / (stepsMax - 1), whole);
  const start = Math.floor(from / step) * step;
  return { from: clean(start), step, steps: Math.max(2, Math.floor((to - start) / step + 1e-9) + 1) };
}

function roundedOut({
  low,
  high,
  bounds,
  whole,
}: {
  low: number;
  high: number;
  bounds: Bounds;
  whole: boolean;
}): [number, number] {
  const round = niceStep((high - low) / 6, whole);
  return [
    Math.max(bounds.min, clean(Math.floor(low / round) * round)),
    Math.min(bounds.max, clean(Math.ceil(high / round) * round)),
  ];
}

/** How many stand in each step; a step reaches half a step to both sides of its amount. */
export function countsAlong(values: readonly number[], axis: Axis): number[] {
  const counts = Array.from({ length: axis.steps }, () => 0);
  for (const value of values) {
    const place = Math.max(0, Math.min(axis.steps - 1, Math.round((value - axis.from) / axis.step)));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

/** Where an amount lies along the line, in steps from its left edge. */
export function placeAlong(value: number, { from, step, steps }: Axis): number {
  return Math.max(0, Math.min(steps, (value - from) / step + 0.5));
}

/** Places whose amount is written out: few enough to be read, evenly spaced, and round where they can be. */
export function ticksAlong({ from, step, steps }: Axis, ticksMax: number): number[] {
  const least = Math.max(1, Math.ceil((steps - 1) / Math.max(1, ticksMax - 1)));
  const every =
    [least, least + 1, least + 2, least + 3, least + 4].find((many) => isRound(many * step)) ?? least;
  const first = ((Math.round(-from / step) % every) + every) % every;
  return Array.from(
    { length: Math.floor((steps - 1 - first) / every) + 1 },
    (_, tick) => first + tick * every,
  );
}

/** 1, 2, 2.5 or 5 times a power of ten. */
function isRound(amount: number): boolean {
  const leading = clean(amount / 10 ** Math.floor(Math.log10(amount)));
  return [1, 2, 2.5, 5].includes(leading);
}

export function amountAt({ from, step }: Axis, place: number): number {
  return clean(from + place * step);
}

/** 1, 2 or 5 times a power of ten, not less than `least`. */
function niceStep(least: number, whole: boolean): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= least * 0.999_999) ?? least;
  return whole ? Math.max(1, Math.round(step)) : clean(step);
}

/** Without the dust that adding fractions leaves. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}
