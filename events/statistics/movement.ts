/**
 * Who took part in a round, and how the room moved from one round to the next.
 *
 * Movement is told of people in both rounds, as counts, never as better or worse. Even counts can give somebody away:
 * where one person is in the second round alone, two strips and the movement between them leave that person over.
 */

/** Four states that are never merged: a pass is no vote, silence is no pass, and who was away was not silent. */
export type FourStates = {
  present: number;
  answered: number;
  passed: number;
  silent: number;
  absent: number;
};

export type Move = 'up' | 'same' | 'down';

export type Moved = Record<Move, number>;

/**
 * The four states of an electorate. `connected` is how many of it were seen while the round was open; an answer proves
 * that its person was there, so nobody who answered or passed is absent for want of having been seen.
 */
export function fourStates(seen: {
  electorate: number;
  connected: number;
  answered: number;
  passed: number;
}): FourStates {
  const { electorate, connected, answered, passed } = seen;
  if (answered + passed > electorate || connected > electorate) {
    throw new Error(
      `An electorate of ${electorate} was believed to hold all who were there and all who answered.`,
    );
  }
  const present = Math.max(connected, answered + passed);
  return { present, answered, passed, silent: present - answered - passed, absent: electorate - present };
}

/**
 * How many moved, told only if the people in just one of the rounds are none or at least the floor, each way, and if
 * those in both reach the floor themselves: "1 up" would be one person's move. `moves` has one entry for each person
 * in both rounds; `before` and `after` count everybody who answered in either.
 */
export function movement(rounds: {
  moves: readonly Move[];
  before: number;
  after: number;
  floor: number;
}): Moved | { refused: 'no-earlier-answers' | 'too-few-in-both' } {
  const { moves, before, after, floor } = rounds;
  if (moves.length === 0) return { refused: 'no-earlier-answers' };
  const once = [before - moves.length, after - moves.length];
  const hidden = once.every((people) => people === 0 || people >= floor);
  if (!hidden || moves.length < floor) return { refused: 'too-few-in-both' };
  return countMoves(moves);
}

function countMoves(moves: readonly Move[]): Moved {
  const many = (direction: Move) => moves.filter((move) => move === direction).length;
  return { up: many('up'), same: many('same'), down: many('down') };
}

/** Everybody who moved. It sees what the net hides: two people who swap places leave the strip as it was. */
export function grossChangers({ up, down }: Moved): number {
  return up + down;
}

/**
 * The fewest people who must have moved to turn one strip into the other, `½ Σ |before - after|`, after M. Scheibe,
 * M. Skutsch & J. Schofer, "Experiments in Delphi Methodology", in Linstone & Turoff, "The Delphi Method" (1975), where
 * less than 15 % of all counts as stable. Of the same people twice; null where the rounds differ in size or are empty.
 */
export function netChangers(before: readonly number[], after: readonly number[]): number | null {
  const people = total(before);
  if (people === 0 || people !== total(after)) return null;
  const steps = Math.max(before.length, after.length);
  const changes = Array.from({ length: steps }, (_, step) =>
    Math.abs((before[step] ?? 0) - (after[step] ?? 0)),
  );
  return total(changes) / 2;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
