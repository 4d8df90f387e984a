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

/** Keyed by option, so that it can be read again whatever becomes of the order in which options are listed. */
export type RankingTally = {
  n: number;
  /** `pairwise[a][b]`: how many ballots place a above b. Ballots that tie the two count on neither side. */
  pairwise: Record<string, Record<string, number>>;
  /** Per option, the sum of its places; tied options share the mean of the places they take up. */
  rankSums: Record<string, number>;
  /** Kendall's tie term: the sum of t³ - t over every group of t options that a ballot ties. */
  ties: number;
};

type Pairs = Pick<RankingTally, 'n' | 'pairwise'>;

export type SchulzeResult = {
  /** Tie groups, best first, ids sorted inside each; the first holds every winner. Empty if nobody answered. */
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

/** Reduces ballots to the sums that the rules below need. */
export function tallyRankings(ballots: readonly Ballot[], options: readonly string[]): RankingTally {
  const n = ballots.length;
  const places = ballots.map((ballot) => placesOf(ballot, options));
  const columns = options.map((_, option) => places.map((row) => row[option] ?? 0));
  const wins = columns.map((upper) => columns.map((lower) => timesAbove(upper, lower)));
  const rankSums = bordaPoints(n, wins).map((points) => n * (options.length + 1) - points);
  return {
    n,
    pairwise: keyed(options, (i) =>
      Object.fromEntries(options.flatMap((id, j) => (i === j ? [] : [[id, at(wins, i, j)]]))),
    ),
    rankSums: keyed(options, (i) => rankSums[i] ?? 0),
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
export function schulze(pairs: Pairs): SchulzeResult {
  if (pairs.n === 0) return { order: [], cycle: false, circular: false, smith: [] };
  const { options, wins } = matrixOf(pairs);
  const strength = strongestPaths(wins);
  const beats = (i: number, j: number) => at(strength, i, j) > at(strength, j, i);
  const order: string[][] = [];
  let left = options.map((_, option) => option);
  while (left.length > 0) {
    const best = left.filter((option) => !left.some((other) => beats(other, option)));
    order.push(named(best, options));
    left = left.filter((option) => !best.includes(option));
  }
  const smith = smithSet(wins);
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
export function borda(pairs: Pairs): BordaResult {
  if (pairs.n === 0) return { order: [], points: {} };
  const { options, wins } = matrixOf(pairs);
  const points = bordaPoints(pairs.n, wins);
  const levels = [...new Set(points)].toSorted((a, b) => b - a);
  return {
    order: levels.map((level) => options.filter((_, option) => points[option] === level)),
    points: keyed(options, (i) => points[i] ?? 0),
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
export function kendallW({
  n,
  rankSums,
  ties,
}: Pick<RankingTally, 'n' | 'rankSums' | 'ties'>): number | null {
  const sums = Object.values(rankSums);
  const most = n * n * (sums.length ** 3 - sums.length) - n * ties;
  if (n < 2 || most === 0) return null;
  const mean = (n * (sums.length + 1)) / 2;
  return (12 * sum(sums.map((rankSum) => (rankSum - mean) ** 2))) / most;
}

/**
 * The nearest of the five words of R. C. Schmidt, "Managing Delphi Surveys Using Nonparametric Statistical Techniques",
 * Decision Sciences 28 (1997) 763-774, which stand at .1, .3, .5, .7 and .9. No word for three ballots or
 * three options and fewer.
 */
export function concordance(tally: Pick<RankingTally, 'n' | 'rankSums' | 'ties'>): Concordance | null {
  const w = kendallW(tally);
  if (w === null || tally.n <= 3 || Object.keys(tally.rankSums).length <= 3) return null;
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

function bordaPoints(n: number, wins: readonly number[][]): number[] {
  return wins.map((row, i) => n + sum(row.map((won, j) => (i === j ? 0 : (n + won - at(wins, j, i)) / 2))));
}

/** Sorted by id: a log that stores keys in another order must give the same group answer, tie groups included. */
function matrixOf({ pairwise }: Pairs): { options: string[]; wins: number[][] } {
  const options = Object.keys(pairwise).toSorted();
  return { options, wins: options.map((above) => options.map((below) => pairwise[above]?.[below] ?? 0)) };
}

/** Floyd and Warshall's three loops; afterwards the diagonal holds each option's strongest way back to itself. */
function strongestPaths(wins: readonly number[][]): number[][] {
  const links = wins.map((row, i) => row.map((won, j) => (won > at(wins, j, i) ? won : 0)));
  return links.reduce(
    (paths, _, via) =>
      paths.map((row, i) =>
        row.map((path, j) => Math.max(path, Math.min(at(paths, i, via), at(paths, via, j)))),
      ),
    links,
  );
}

/** Sets whose members beat everyone outside lie one inside the other, so growing one from each option finds the least. */
function smithSet(wins: readonly number[][]): number[] {
  const all = wins.map((_, option) => option);
  const beats = (i: number, j: number) => at(wins, i, j) > at(wins, j, i);
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

function keyed<T>(options: readonly string[], value: (option: number) => T): Record<string, T> {
  return Object.fromEntries(options.map((id, option) => [id, value(option)]));
}

function at(matrix: readonly number[][], row: number, column: number): number {
  return matrix[row]?.[column] ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
