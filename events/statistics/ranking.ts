/**
 * One order out of many.
 *
 * Whole ballots never leave the box: two remembered places are often enough to single out somebody's whole ballot. So
 * ballots are first reduced to sums in which nothing ties one person's places together, and every result is a function
 * of those sums. Which rule is used can change the winner (the test suite has a room with five winners under five
 * rules), so the rule is fixed beforehand and printed beside its result. Ties stay ties: nothing here ever looks at
 * the order in which options are listed to decide between them.
 */

/** Best first; options side by side are tied; options left out are tied last. */
export type Ballot = readonly (readonly string[])[];

export type RankingTally = {
  n: number;
  options: string[];
  /** `pairwise[i][j]`: how many ballots place option i above option j. Ballots that tie the two count on neither side. */
  pairwise: number[][];
  /** Per option, the sum of its places; tied options share the mean of the places they take up. */
  rankSums: number[];
  /** Kendall's tie term: the sum of t³ - t over every group of t options that a ballot ties. */
  ties: number;
};

export type SchulzeResult = {
  /** Tie groups, best first; the first holds every winner. Empty if nobody answered. */
  order: string[][];
  /** No option beats every other one: the Smith set holds more than one. */
  cycle: boolean;
  /** Whether majorities really run in a circle among the best, or these are merely tied. Only a reason for `cycle`. */
  circular: boolean;
  /** The fewest options that each beat everything outside. */
  smith: string[];
};

export type BordaResult = { order: string[][]; points: Record<string, number> };

/** Printed in the record as the rule that made the order. */
export const rankingRule = 'schulze@1';

/** Reduces ballots to the sums that the rules below need, with options in the order given. */
export function tallyRankings(ballots: readonly Ballot[], options: readonly string[]): RankingTally {
  const places = ballots.map((ballot) => placesOf(ballot, options));
  const columns = options.map((_, option) => places.map((row) => row[option] ?? 0));
  const pairwise = columns.map((upper) => columns.map((lower) => timesAbove(upper, lower)));
  const n = ballots.length;
  return {
    n,
    options: [...options],
    pairwise,
    rankSums: bordaPoints({ n, options, pairwise }).map((points) => n * (options.length + 1) - points),
    ties: sum(places.map(tieTerm)),
  };
}

/**
 * Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and condorcet-consistent single-winner
 * election method", Social Choice and Welfare 36 (2011) 267-303, strengths measured in winning votes.
 *
 * An option beats another if the strongest chain of majorities towards it is stronger than the one back. Beaten by
 * nobody means winner; the next group is whoever is beaten by nobody once the winners are set aside, and so on. Counting
 * how many each option beats would be shorter and would sometimes part two winners.
 */
export function schulze({ n, options, pairwise }: Pick<RankingTally, 'n' | 'options' | 'pairwise'>): SchulzeResult {
  if (n === 0) return { order: [], cycle: false, circular: false, smith: [] };
  const strength = strongestPaths(pairwise);
  const beats = (i: number, j: number) => at(strength, i, j) > at(strength, j, i);
  const order: string[][] = [];
  let left = options.map((_, option) => option);
  while (left.length > 0) {
    const best = left.filter((option) => !left.some((other) => beats(other, option)));
    order.push(named(best, options));
    left = left.filter((option) => !best.includes(option));
  }
  const smith = smithSet(pairwise);
  return {
    order,
    cycle: smith.length > 1,
    circular: smith.some((option) => at(strength, option, option) > 0),
    smith: named(smith, options),
  };
}

/**
 * Jean-Charles de Borda, "Mémoire sur les élections au scrutin" (1781): N points for the first place down to 1, tied
 * options sharing the mean. Worked out from pairs: a point for taking part, one for each win, half for each tie.
 */
export function borda(tally: Pick<RankingTally, 'n' | 'options' | 'pairwise'>): BordaResult {
  if (tally.n === 0) return { order: [], points: {} };
  const points = bordaPoints(tally);
  const levels = [...new Set(points)].sort((a, b) => b - a);
  return {
    order: levels.map((level) => tally.options.filter((_, option) => points[option] === level)),
    points: Object.fromEntries(tally.options.map((option, index) => [option, points[index] ?? 0])),
  };
}

/**
 * Kendall's coefficient of concordance with the correction for ties, `W = 12 S / (m² (N³ - N) - m T)`.
 * Maurice G. Kendall & B. Babington Smith, "The Problem of m Rankings", The Annals of Mathematical Statistics 10 (1939)
 * 275-287; ties as in Kendall, "Rank Correlation Methods".
 *
 * 1 is one order, 0 no common order: two opposed people give 0, for W cannot be negative. Null for a single ballot,
 * which would agree with itself, for a single option, and when everybody ties everything.
 */
export function kendallW({ n, rankSums, ties }: Pick<RankingTally, 'n' | 'rankSums' | 'ties'>): number | null {
  const options = rankSums.length;
  const most = n * n * (options ** 3 - options) - n * ties;
  if (n < 2 || most === 0) return null;
  const mean = (n * (options + 1)) / 2;
  return (12 * sum(rankSums.map((rankSum) => (rankSum - mean) ** 2))) / most;
}

/**
 * The nearest of the five words of R. C. Schmidt, "Managing Delphi Surveys Using Nonparametric Statistical Techniques",
 * Decision Sciences 28 (1997) 763-774, which stand at .1, .3, .5, .7 and .9. No word for three ballots or
 * three options and fewer.
 */
export function concordance(tally: Pick<RankingTally, 'n' | 'rankSums' | 'ties'>): Concordance | null {
  const w = kendallW(tally);
  if (w === null || tally.n <= 3 || tally.rankSums.length <= 3) return null;
  if (w < 0.2) return 'very-weak';
  if (w < 0.4) return 'weak';
  if (w < 0.6) return 'moderate';
  if (w < 0.8) return 'strong';
  return 'very-strong';
}

export type Concordance = 'very-weak' | 'weak' | 'moderate' | 'strong' | 'very-strong';

/** The tie group of each option, 0 the best; what the ballot leaves out shares the last. */
function placesOf(ballot: Ballot, options: readonly string[]): number[] {
  const ids = ballot.flat();
  if (new Set(ids).size < ids.length || ids.some((id) => !options.includes(id))) {
    throw new Error('A ballot was believed to name each option at most once and nothing else.');
  }
  const places = new Map(ballot.flatMap((group, place) => group.map((id) => [id, place])));
  return options.map((option) => places.get(option) ?? ballot.length);
}

function timesAbove(upper: readonly number[], lower: readonly number[]): number {
  return upper.filter((place, ballot) => place < (lower[ballot] ?? place)).length;
}

/** Each member of a group of t adds t² - 1, so the whole group adds t³ - t. */
function tieTerm(places: readonly number[]): number {
  return sum(places.map((place) => places.filter((other) => other === place).length ** 2 - 1));
}

function bordaPoints({ n, options, pairwise }: { n: number; options: readonly string[]; pairwise: number[][] }): number[] {
  return options.map((_, i) => {
    const others = options.flatMap((__, j) => (i === j ? [] : [j]));
    return n + sum(others.map((j) => (n + at(pairwise, i, j) - at(pairwise, j, i)) / 2));
  });
}

/** Floyd and Warshall's three loops; afterwards the diagonal holds each option's strongest way back to itself. */
function strongestPaths(pairwise: readonly number[][]): number[][] {
  const links = pairwise.map((row, i) => row.map((wins, j) => (wins > at(pairwise, j, i) ? wins : 0)));
  return links.reduce(
    (paths, _, via) =>
      paths.map((row, i) => row.map((path, j) => Math.max(path, Math.min(at(paths, i, via), at(paths, via, j))))),
    links,
  );
}

/** Sets whose members beat everyone outside lie one inside the other, so growing one from each option finds the least. */
function smithSet(pairwise: readonly number[][]): number[] {
  const all = pairwise.map((_, option) => option);
  const beats = (i: number, j: number) => at(pairwise, i, j) > at(pairwise, j, i);
  const grown = all.map((start) => {
    const set = new Set([start]);
    for (const member of set) for (const other of all) if (!beats(member, other)) set.add(other);
    return set;
  });
  const least = Math.min(...grown.map((set) => set.size));
  const smith = grown.find((set) => set.size === least) ?? new Set();
  return all.filter((option) => smith.has(option));
}

function named(indices: readonly number[], options: readonly string[]): string[] {
  return options.filter((_, option) => indices.includes(option));
}

function at(matrix: readonly number[][], row: number, column: number): number {
  return matrix[row]?.[column] ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
