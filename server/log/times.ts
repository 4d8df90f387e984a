/** How often a drill is done: a few times whenever the tests run, many times in a soak (`npm run soak`). */
export function times(few: number, many: number): number {
  return isSoak ? many : few;
}

const isSoak = process.env['SOAK'] === 'on';
