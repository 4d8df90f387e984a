/**
 * How things find their place on a board that does not scroll. Whole words come first: in the largest type in which
 * all of them stand on one page, then on a few pages. Only what would take more pages than people turn has its
 * labels cut, as little as it must be. A thing is never broken over two columns, where it would read as two.
 */

export interface Rung {
  columns: number;
  /** px */
  type: number;
}

export interface Board {
  /** whether the next thing stands below the last one, or wherever there is most room above: rows or cards */
  flow: 'down' | 'across';
  /**
   * Has the attribute `across` while things stand so, `paged` while there are several pages, and `balanced` while there
   * is one and its columns are as even as can be: Chromium takes ten times as long for those, so nothing is tried in
   * them. `broken` while one thing goes on over several pages.
   */
  host: HTMLElement;
  /** the columns */
  box: HTMLElement;
  items: readonly HTMLElement[];
}

/** As many as people turn to see rows whole. */
const pagesOfRowsMax = 5;
const linesOfCutLabels = [1, 2, 3, 4];
const airMax = 36;

/** Lays everything out, and says how many pages that takes. */
export function fit(board: Board, rungs: readonly Rung[]): number {
  board.box.style.transform = '';
  board.host.toggleAttribute('broken', false);
  board.host.toggleAttribute('paged', false);
  board.host.toggleAttribute('balanced', false);
  board.host.toggleAttribute('across', board.flow === 'across');
  const smallest = Math.min(...rungs.map(({ type }) => type));
  const least = rungs.filter(({ type }) => type === smallest);
  // What has no room in the smallest type need not be tried in every larger one.
  const first = least.some((rung) => standsIn(board, rung)) && rungs.find((rung) => standsIn(board, rung));
  if (first) return board.flow === 'across' ? 1 : spread(board);
  board.host.toggleAttribute('across', false);
  const whole = fewestPages(board, least);
  if ((whole?.pages ?? Infinity) > pagesOfRowsMax && cut(board, least)) return spread(board);
  board.host.toggleAttribute('paged', true);
  board.host.toggleAttribute('broken', whole === null);
  lay(board, whole?.rung ?? { columns: 1, type: smallest });
  return pagesOf(board);
}

/**
 * Whole things on as few pages as these rungs take. Null where one of them is higher than any column: it goes on over
 * the next page then, in a column that has the page to itself.
 */
function fewestPages(board: Board, rungs: readonly Rung[]): { rung: Rung; pages: number } | null {
  board.host.toggleAttribute('paged', true);
  let best: { rung: Rung; pages: number } | null = null;
  for (const rung of rungs) {
    lay(board, rung);
    const pages = pagesOf(board);
    if (!isBroken(board) && (best === null || pages < best.pages)) best = { rung, pages };
  }
  return best;
}

/** Cuts labels to as many lines as there is room for, where they lose least. False where even one line has none, or nothing has a label. */
function cut(board: Board, rungs: readonly Rung[]): boolean {
  if (!board.items.some((item) => item.querySelector('.label'))) return false;
  board.host.toggleAttribute('paged', false);
  let best: { rung: Rung; lines: number; lost: number } | null = null;
  for (const lines of linesOfCutLabels) {
    const roomy = rungs.filter((rung) => standsIn(board, rung, lines));
    for (const rung of roomy) {
      lay(board, rung, lines);
      const lost = board.items.reduce((sum, item) => sum + lostOf(item), 0);
      if (best === null || lost < best.lost) best = { rung, lines, lost };
    }
    if (roomy.length === 0) break;
  }
  if (best) lay(board, best.rung, best.lines);
  return best !== null;
}

/** What is left below a single column goes between its rows, as far as they still read as one. */
function spread(board: Board): number {
  const { host, box, items } = board;
  host.toggleAttribute('balanced', true);
  const last = items.at(-1);
  if (box.style.columnCount !== '1' || !last) return 1;
  const left = box.clientHeight - (last.offsetTop + last.offsetHeight);
  let air = Math.min(airMax, Math.floor(left / items.length / 2));
  if (air > 0) box.style.setProperty('--air', `${air}px`);
  // Heights are told in whole pixels: what seems to fit may be a fraction too tall, and would leave the wall.
  for (; air > 0 && !holds(board); air -= 1) box.style.setProperty('--air', `${air - 1}px`);
  return 1;
}

function lay({ host, box, items }: Board, { columns, type }: Rung, lines: number | 'none' = 'none'): void {
  box.style.setProperty('--air', '0px');
  box.style.setProperty('--lines', String(lines));
  box.style.columnCount = String(columns);
  box.style.fontSize = `${type}px`;
  if (host.hasAttribute('across')) stack(box, items);
}

/**
 * Columns of their own heights: in a grid of rows one pixel high each thing spans as many as it needs, and the first
 * place with room for it is in the column that is shortest so far.
 */
function stack(box: HTMLElement, items: readonly HTMLElement[]): void {
  box.style.gridTemplateColumns = `repeat(${box.style.columnCount}, minmax(0, 1fr))`;
  const heights = items.map((item) => {
    const { marginBlockEnd } = getComputedStyle(item);
    return item.offsetHeight + Math.ceil(Number.parseFloat(marginBlockEnd)) + 1;
  });
  for (const [at, item] of items.entries()) item.style.gridRowEnd = `span ${heights[at]}`;
}

function standsIn(board: Board, rung: Rung, lines: number | 'none' = 'none'): boolean {
  lay(board, rung, lines);
  return holds(board);
}

function holds(board: Board): boolean {
  const { box } = board;
  return (
    box.scrollWidth <= box.clientWidth + 1 && box.scrollHeight <= box.clientHeight + 1 && !isBroken(board)
  );
}

/** An element has a rectangle for each column that it stands in. */
function isBroken({ items }: Board): boolean {
  return items.some((item) => item.getClientRects().length > 1);
}

function pagesOf({ box }: Board): number {
  return Math.max(1, Math.ceil((box.scrollWidth - 1) / pageWidth(box)));
}

export function pageWidth(box: HTMLElement): number {
  return box.clientWidth + (Number.parseFloat(getComputedStyle(box).columnGap) || 0);
}

/** How much of an item's labels is not seen, in heights of what is. */
function lostOf(item: HTMLElement): number {
  return [...item.querySelectorAll('.label')].reduce((sum, label) => {
    const hidden = label.scrollHeight - label.clientHeight;
    return hidden > 2 ? sum + hidden / label.clientHeight : sum;
  }, 0);
}
