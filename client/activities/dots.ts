/**
 * Dots are people, so a dot is the same size wherever it stands in one drawing. They stack; where a stack would be too
 * tall it grows in width; and where dots would be too small to be counted, a bar with its number stands instead.
 */

export type Pile = { as: 'dots'; dot: number; gap: number; across: number } | { as: 'bar' };

export interface PileRoom {
  width: number;
  height: number;
  dotMin: number;
  dotMax: number;
}

/** Nobody counts sixty dots. */
const dotsMax = 60;

/** The space between two dots, as a share of a dot. */
const gapShare = 0.22;

/** The largest dot with which the tallest pile fits; among equals the narrowest pile, because height is what people read. */
export function pileFor(tallest: number, { width, height, dotMin, dotMax }: PileRoom): Pile {
  if (tallest > dotsMax) return { as: 'bar' };
  let best = { dot: 0, across: 1 };
  for (let across = 1; across <= Math.max(1, tallest); across += 1) {
    const rows = Math.max(1, Math.ceil(tallest / across));
    const pitch = Math.min(width / across, height / rows);
    const dot = Math.min(dotMax, Math.floor(pitch / (1 + gapShare)));
    if (dot > best.dot) best = { dot, across };
  }
  if (best.dot < dotMin) return { as: 'bar' };
  return { as: 'dots', ...best, gap: Math.max(2, Math.floor(best.dot * gapShare)) };
}

/** How much of the room's height the tallest pile takes. */
export function heightOf(pile: Pile, tallest: number, room: number): number {
  return pile.as === 'bar' ? room : Math.ceil(tallest / pile.across) * (pile.dot + pile.gap);
}
