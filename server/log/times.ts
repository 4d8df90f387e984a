/** How often a drill is done: a few times whenever the tests run, many times in a soak (`npm run soak`). */
export function times(few: number, many: number): number {
  return isSoak ? many : few;
}

/** Some drills wait so long that only a soak takes them. */
export const isSoak = process.env['SOAK'] === 'on';
