import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/**
 * Documents as they were read and found good enough to send. Ids, days and digests differ each time, and so does the
 * order of what nobody signed; everything else must stand as it stands there. `FIXTURES=write` writes them anew: read
 * them before you commit them.
 */
const folder = join(import.meta.dirname, '..', 'fixtures');

export function expectDocument(name: string, text: string): void {
  const file = join(folder, name);
  const fixed = withoutChance(name.endsWith('.json') ? keyless(text) : text);
  if (process.env['FIXTURES'] === 'write' || !existsSync(file)) writeFileSync(file, fixed);
  expect(inAnyOrder(name, fixed)).toEqual(inAnyOrder(name, readFileSync(file, 'utf8')));
}

/** Ids that stand as keys would all become one key: what they stand for is listed instead. */
function keyless(json: string): string {
  const listed = (_: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value);
    const byId = entries.filter(([key]) => isId.test(key)).map(([, one]): unknown => one);
    const others = entries.filter(([key]) => !isId.test(key));
    return byId.length === 0 ? value : { ...Object.fromEntries(others), 'by id': byId };
  };
  return `${JSON.stringify(JSON.parse(json, listed), null, 2)}\n`;
}

const isId = /^(?:t|th|p)-[a-z0-9-]{8,}$/u;

/** What a clock, dice or a digest decided. Taps that follow each other quickly are sent as one, or as two. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/\bt-p-[a-z0-9]{8,16}-[a-z0-9-]+/gu, 't-named')
    .replaceAll(/\b(t|th|p|n)-[a-z0-9]{8,24}\b/gu, '$1-some')
    .replaceAll(/\bs-[a-z0-9]{8,40}\b/gu, 's-some')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, '2027-01-05T09:00:00.000Z')
    .replaceAll(/\b[0-9A-F]{4}-[0-9A-F]{4}\b/gu, 'ABCD-0123')
    .replaceAll(/\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b/gu, '5 Jan 2027')
    .replaceAll(/\b\d+ events\b/gu, '100 events')
    .replaceAll(/"events": \d+/gu, '"events": 100');
}

function inAnyOrder(name: string, text: string): unknown {
  return name.endsWith('.json') ? sortedData(JSON.parse(text)) : sortedLines(text);
}

/** Rows, sentences and words in quotes stand in the order of ids that dice made: compared as sets, line by line. */
function sortedLines(text: string): string[][] {
  const blocks = text.split(/\n\n+/u);
  return blocks.map((block) =>
    block
      .split('\n')
      .map((line) =>
        line
          .split(/(?<=[.;:”|])\s+|,\s+| and |\s*·\s*|<[^>]*>/u)
          .toSorted()
          .join(' ')
          .trim(),
      )
      .toSorted(),
  );
}

function sortedData(value: unknown): unknown {
  if (typeof value === 'string') return sortedLines(value).flat().join('\n');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value
      .map(sortedData)
      .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'position' && key !== 'events')
      .map(([key, one]): [string, unknown] => [key, sortedData(one)])
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}
