/**
 * For the drill that tries to find out who answered what. The attacker is told who took part, in which order they
 * came and in which order they answered, and searches everything that is left: where the traces of answers lie, in
 * which order, beside whom. Each way of guessing is scored by itself, so that one good one is not lost among many.
 */

export interface Person {
  id: string;
  needles: readonly string[];
}

export interface Answer {
  author: string;
  needles: readonly string[];
}

/** Something that can be searched: a file, what one seat was sent, what one address answers. */
export interface Source {
  name: string;
  /** where in it each needle lies */
  places: ReadonlyMap<string, readonly number[]>;
  /** its records, where it has any */
  lines: readonly string[];
}

export interface Score {
  guesses: number;
  right: number;
}

export type Scores = Map<string, Score>;

interface Scene {
  people: readonly Person[];
  answers: readonly Answer[];
  /** orders of people that the attacker knows of, by name */
  known: Readonly<Record<string, readonly string[]>>;
}

export function sourceOf(name: string, text: string, needles: readonly string[]): Source {
  const places = new Map(needles.map((needle) => [needle, placesOf(text, needle)]));
  return { name, places, lines: text.split('\n') };
}

function placesOf(text: string, needle: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) places.push(at);
  return places;
}

/** Every way of guessing, on one source. */
export function attack(source: Source, scene: Scene, scores: Scores): void {
  byOrder(source, scene, scores);
  byNeighbour(source, scene, scores);
  byCompany(source, scene, scores);
}

/** Whether what one person gave in two questions lies in the same order in both. */
export function attackPair(
  source: Source,
  [one, other]: readonly [readonly Answer[], readonly Answer[]],
  scores: Scores,
): void {
  for (const end of ends) {
    const first = inOrder(source, one, end);
    const second = inOrder(source, other, end);
    if (!first || !second) continue;
    const authors = second.map(({ author }) => author);
    scoreOrder(scores, `two questions: ${end} in ${source.name}`, first, authors);
  }
}

const ends = ['first', 'last'] as const;
type End = (typeof ends)[number];

function byOrder(source: Source, { people, answers, known }: Scene, scores: Scores): void {
  for (const end of ends) {
    const order = inOrder(source, answers, end);
    const here = inOrder(source, people, end)?.map(({ id }) => id);
    const orders = { ...known, ...(here && { 'people there': here }) };
    if (!order) continue;
    for (const [name, persons] of Object.entries(orders)) {
      scoreOrder(scores, `order: ${end} in ${source.name} by ${name}`, order, persons);
      scoreOrder(
        scores,
        `order: ${end} in ${source.name} by ${name}, backwards`,
        order,
        persons.toReversed(),
      );
    }
  }
}

/** By where each is found first, or last; null where they are not all found, each at a place of its own. */
function inOrder<T extends { needles: readonly string[] }>(
  source: Source,
  all: readonly T[],
  end: End,
): T[] | null {
  const placed = all.map((one) => ({
    one,
    place: allPlaces(source, one).at(end === 'first' ? 0 : -1) ?? -1,
  }));
  if (placed.some(({ place }) => place < 0) || new Set(placed.map(({ place }) => place)).size < all.length)
    return null;
  return placed.toSorted((a, b) => a.place - b.place).map(({ one }) => one);
}

function allPlaces(source: Source, { needles }: { needles: readonly string[] }): number[] {
  return needles.flatMap((needle) => source.places.get(needle) ?? []).toSorted((a, b) => a - b);
}

function scoreOrder(
  scores: Scores,
  name: string,
  answers: readonly Answer[],
  persons: readonly string[],
): void {
  answers.forEach(({ author }, at) => score(scores, name, persons[at] === author));
}

/** Whose trace lies nearest to that of the answer. */
function byNeighbour(source: Source, { people, answers }: Scene, scores: Scores): void {
  const traces = people.flatMap((person) =>
    allPlaces(source, person).map((place) => ({ id: person.id, place })),
  );
  if (traces.length === 0) return;
  for (const answer of answers) {
    const [at] = allPlaces(source, answer);
    if (at === undefined) continue;
    const away = ({ place }: { place: number }): number => Math.abs(place - at);
    const nearest = traces.reduce((best, one) => (away(one) < away(best) ? one : best));
    score(scores, `neighbour: in ${source.name}`, nearest.id === answer.author);
  }
}

/** Who is named most often in records that hold the answer. Nobody is guessed where several are. */
function byCompany(source: Source, { people, answers }: Scene, scores: Scores): void {
  for (const answer of answers) {
    const records = source.lines.filter((line) => answer.needles.some((needle) => line.includes(needle)));
    const counts = people.map(({ id, needles }) => ({
      id,
      count: records.filter((line) => needles.some((needle) => line.includes(needle))).length,
    }));
    const most = Math.max(...counts.map(({ count }) => count));
    const [guess, ...others] = counts.filter(({ count }) => count === most);
    if (most > 0 && guess && others.length === 0)
      score(scores, `company: in ${source.name}`, guess.id === answer.author);
  }
}

function score(scores: Scores, name: string, isRight: boolean): void {
  const { guesses, right } = scores.get(name) ?? { guesses: 0, right: 0 };
  scores.set(name, { guesses: guesses + 1, right: right + (isRight ? 1 : 0) });
}

/** How likely it is to be right at least so often by luck: right guesses in shuffled orders are as good as Poisson's. */
export function luck({ guesses, right }: Score, people: number): number {
  const mean = guesses / people;
  let term = Math.exp(-mean);
  let below = 0;
  for (let count = 0; count < right; count += 1) {
    below += term;
    term *= mean / (count + 1);
  }
  // Far out the sum of all below is 1 to the last digit, and what is left is the first of the terms above.
  return Math.max(1 - below, term);
}
