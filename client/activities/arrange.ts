/** Putting things in order by hand: a part that is ranked, best first, and the rest below the line. */
export interface Arrangement {
  ranked: readonly string[];
  rest: readonly string[];
}

/** What stands where at first: what was ranked before, then everything else in the order it is offered. */
export function arranged(offered: readonly string[], ranked: readonly string[]): Arrangement {
  const known = ranked.filter((id) => offered.includes(id));
  return { ranked: known, rest: offered.filter((id) => !known.includes(id)) };
}

/** Puts one at a place among the ranked; who no longer fits falls just below the line. */
export function placed({ ranked, rest }: Arrangement, id: string, place: number, top: number): Arrangement {
  const others = ranked.filter((one) => one !== id);
  const order = [...others.slice(0, place), id, ...others.slice(place)];
  return { ranked: order.slice(0, top), rest: [...order.slice(top), ...rest.filter((one) => one !== id)] };
}

/** Puts one below the line. */
export function dropped({ ranked, rest }: Arrangement, id: string): Arrangement {
  return { ranked: ranked.filter((one) => one !== id), rest: [id, ...rest.filter((one) => one !== id)] };
}

/** One step up: among the ranked, or from below the line to the last place. */
export function raised(now: Arrangement, id: string, top: number): Arrangement {
  const place = now.ranked.indexOf(id);
  if (place === 0) return now;
  if (place > 0) return placed(now, id, place - 1, top);
  return placed(now, id, Math.min(now.ranked.length, top - 1), top);
}

/** One step down: from the last place to below the line. */
export function lowered(now: Arrangement, id: string, top: number): Arrangement {
  const place = now.ranked.indexOf(id);
  if (place === -1) return now;
  return place === now.ranked.length - 1 ? dropped(now, id) : placed(now, id, place + 1, top);
}

/** Places in the order, best first: whoever is `tied` stands beside the one above it. */
export function placesOf(ranked: readonly string[], tied: readonly string[]): string[][] {
  const places: string[][] = [];
  for (const id of ranked) {
    const above = places.at(-1);
    if (above && tied.includes(id)) above.push(id);
    else places.push([id]);
  }
  return places;
}

/** Those who stand beside the one above them, in an order of places. */
export function tiedIn(places: readonly (readonly string[])[]): string[] {
  return places.flatMap((together) => together.slice(1));
}

/** An order that a seed decides, so that nobody's list begins with the same thing as everybody's. */
export function shuffledBy(seed: string, ids: readonly string[]): string[] {
  return ids
    .map((id) => ({ id, key: hash(`${seed}/${id}`) }))
    .toSorted((one, other) => one.key - other.key)
    .map(({ id }) => id);
}

/** FNV-1a, then mixed, because FNV alone leaves near neighbours for ids that differ only at the end. */
function hash(words: string): number {
  let mixed = 0x811c9dc5;
  for (let place = 0; place < words.length; place += 1)
    mixed = Math.imul(mixed ^ words.charCodeAt(place), 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 12)) >>> 0;
}
