import type { Figure, Tone } from '../picture.ts';
import { tag, type Tag } from './markup.ts';

/**
 * The small drawings of a document: people as dots on steps or along a line, rows cut into parts. Words stand as
 * text in a table, so that they wrap, and only marks are drawn. Each drawing is hidden from screen readers, which
 * get the counts as words in its place.
 */
export interface Drawn {
  /** “Before”, “Now”, or empty */
  label: string;
  figure: Figure;
  /** earlier rounds are drawn hollow */
  earlier: boolean;
}

export function figureTable(rounds: readonly Drawn[]): Tag | null {
  const drawn = onOneLine(rounds);
  const first = drawn[0]?.figure;
  if (!first) return null;
  const rows = drawn.flatMap((one) => figureRows(one, drawn.length > 1));
  return tag('table', `figure ${first.is}`, head(first), tag('tbody', '', rows));
}

/** Rounds that stand above each other are drawn along the same line, from the lowest of all to the highest. */
function onOneLine(rounds: readonly Drawn[]): readonly Drawn[] {
  const lines = rounds.flatMap(({ figure }) => (figure.is === 'line' ? [figure] : []));
  const lowest = lines.toSorted((one, other) => one.from - other.from)[0];
  const highest = lines.toSorted((one, other) => other.to - one.to)[0];
  if (!lowest || !highest) return rounds;
  const ends = { from: lowest.from, low: lowest.low, to: highest.to, high: highest.high };
  return rounds.map((round) =>
    round.figure.is === 'line' ? { ...round, figure: { ...round.figure, ...ends } } : round,
  );
}

function head(figure: Figure): Tag {
  const tells = figure.is === 'dots' ? (figure.tells ?? 'Middle') : figure.is === 'line' ? 'Middle' : '';
  const last = tag('th', { scope: 'col', class: 'said' }, tells);
  return tag(
    'thead',
    '',
    tag('tr', '', tag('td', ''), tag('th', { scope: 'col', class: 'drawing' }, ends(figure)), last),
  );
}

function ends(figure: Figure): Tag[] {
  if (figure.is === 'parts') {
    const used = figure.parts.filter((_, at) => figure.rows.some((row) => (row.counts[at] ?? 0) > 0));
    return used.map(({ label, tone }) =>
      tag('span', 'key', tag('span', { class: `swatch ${tone}`, 'aria-hidden': 'true' }), label),
    );
  }
  const [low, high] =
    figure.is === 'line'
      ? [figure.low, figure.high]
      : [
          `${figure.from} ${figure.low}`,
          `${figure.from + (figure.rows[0]?.counts.length ?? 1) - 1} ${figure.high}`,
        ];
  return [tag('span', 'low', low.trim()), tag('span', 'high', high.trim())];
}

function figureRows({ label, figure, earlier }: Drawn, several: boolean): Tag[] {
  const named = (words: string): string =>
    several ? [label, words].filter((one) => one !== '').join(': ') : words;
  switch (figure.is) {
    case 'dots':
      return figure.rows.map((row) =>
        figureRow({
          label: named(row.label),
          drawing: dots(row.counts, { size: usual, isHollow: earlier }),
          words: row.counts.map((count, at) => `${count} at ${figure.from + at}`).join(', '),
          said: row.middle,
        }),
      );
    case 'line':
      return [
        figureRow({
          label: named(''),
          drawing: line(figure, earlier),
          words: `${figure.values.length} answers`,
          said: figure.middle,
        }),
      ];
    case 'parts':
      return figure.rows.map((row) =>
        figureRow({
          label: named(row.label),
          drawing: bar(row.counts, figure.parts),
          words: figure.parts.map((part, at) => `${part.label} ${row.counts[at] ?? 0}`).join(', '),
          said: row.said,
        }),
      );
  }
}

/** One row of a drawing by itself, for a cell of a larger table; null where the figure has no such row. */
export function rowDrawing(
  figure: Figure,
  label: string,
): { drawing: Tag; words: string; said: string } | null {
  if (figure.is !== 'dots') return null;
  const row = figure.rows.find((one) => one.label === label);
  if (!row) return null;
  const words = row.counts.map((count, at) => `${count} at ${figure.from + at}`).join(', ');
  return { drawing: dots(row.counts, { size: small, isHollow: false }), words, said: row.middle };
}

interface Row {
  label: string;
  drawing: Tag;
  words: string;
  said: string;
}

function figureRow({ label, drawing, words, said }: Row): Tag {
  return tag(
    'tr',
    '',
    label === '' ? tag('td', 'no-label') : tag('th', { scope: 'row' }, label),
    tag('td', 'drawing', drawing, tag('span', 'unseen', words)),
    tag('td', 'said', said),
  );
}

interface Size {
  width: number;
  pitch: number;
  radius: number;
}

const usual: Size = { width: 260, pitch: 9, radius: 3.6 };
const small: Size = { width: 130, pitch: 6.4, radius: 2.5 };
const { width, pitch } = usual;
/** where nobody would count dots any more */
const dotsMax = 24;

function drawing(size: { width: number; height: number }, marks: readonly (Tag | null)[]): Tag {
  const [across, down] = [rounded(size.width), rounded(size.height)];
  const frame = { viewBox: `0 0 ${across} ${down}`, width: across, height: down, 'aria-hidden': 'true' };
  return tag('svg', frame, marks);
}

/** Each dot is a person. Where they are too many to count, a bar with its number stands in the place. */
function dots(counts: readonly number[], { size, isHollow }: { size: Size; isHollow: boolean }): Tag {
  const slot = size.width / counts.length;
  const across = Math.max(1, Math.floor((slot - 4) / size.pitch));
  const isMany = counts.some((count) => count > dotsMax);
  const lines = isMany ? 3 : Math.max(1, ...counts.map((count) => Math.ceil(count / across)));
  const height = lines * size.pitch + 5;
  const most = Math.max(1, ...counts);
  const marks = counts.flatMap((count, step) => {
    if (isMany) return countBar({ count, most, left: step * slot, slot, height });
    return Array.from({ length: count }, (_, at) => {
      const x = step * slot + 3 + size.radius + (at % across) * size.pitch;
      const y = height - 3 - size.radius - Math.floor(at / across) * size.pitch;
      return dot({ x, y, radius: size.radius, isHollow });
    });
  });
  return drawing({ width: size.width, height }, [
    ...floors({ steps: counts.length, slot, height }),
    ...marks,
  ]);
}

function floors({ steps, slot, height }: { steps: number; slot: number; height: number }): Tag[] {
  return Array.from({ length: steps }, (_, step) =>
    tag('rect', {
      class: 'floor',
      x: rounded(step * slot + 2),
      y: rounded(height - 1),
      width: rounded(slot - 4),
      height: '1',
    }),
  );
}

interface CountBar {
  count: number;
  most: number;
  left: number;
  slot: number;
  height: number;
}

function countBar({ count, most, left, slot, height }: CountBar): Tag[] {
  const tall = (count / most) * (height - 12);
  const x = left + slot / 2;
  return [
    tag('rect', {
      class: 'dot',
      x: rounded(left + 4),
      y: rounded(height - 1 - tall),
      width: rounded(slot - 8),
      height: rounded(tall),
    }),
    tag('text', { x: rounded(x), y: rounded(height - 3 - tall), 'text-anchor': 'middle' }, count),
  ];
}

function dot({ x, y, radius, isHollow }: { x: number; y: number; radius: number; isHollow: boolean }): Tag {
  return tag('circle', {
    class: isHollow ? 'dot hollow' : 'dot',
    cx: rounded(x),
    cy: rounded(y),
    r: String(radius),
  });
}

/** Amounts along their line; those that would cover each other stand on each other. */
function line({ from, to, values }: Extract<Figure, { is: 'line' }>, isHollow: boolean): Tag {
  const places = values.map((value) => 6 + ((value - from) / (to - from)) * (width - 12));
  const levels: number[] = [];
  places.forEach((x, at) => {
    const near = places
      .slice(0, at)
      .flatMap((other, place) => (x - other < pitch - 1 ? [levels[place] ?? 0] : []));
    levels.push(near.length === 0 ? 0 : Math.min(5, Math.max(...near) + 1));
  });
  const height = (Math.max(0, ...levels) + 1) * pitch + 5;
  const marks = places.map((x, at) =>
    dot({ x, y: height - 6 - (levels[at] ?? 0) * pitch, radius: usual.radius, isHollow }),
  );
  return drawing({ width, height }, [...floors({ steps: 1, slot: width, height }), ...marks]);
}

function bar(counts: readonly number[], parts: readonly { tone: Tone }[]): Tag {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const height = 18;
  let left = 0;
  const marks = counts.flatMap((count, at) => {
    if (count === 0) return [];
    const wide = (count / all) * width;
    const x = left;
    left += wide;
    const tone = parts[at]?.tone ?? 'quiet';
    return [
      tag('rect', {
        class: `tone ${tone}`,
        x: rounded(x),
        y: '0',
        width: rounded(Math.max(1, wide - 1.5)),
        height: String(height),
      }),
      tag('text', { class: `on ${tone}`, x: rounded(x + wide / 2), y: '13', 'text-anchor': 'middle' }, count),
    ];
  });
  return drawing({ width, height }, all === 0 ? floors({ steps: 1, slot: width, height }) : marks);
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
