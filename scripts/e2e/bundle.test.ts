import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { house } from '../setup.mjs';

// What a phone has to load, and what the content policy would block, read from the built pages.

const built = join(house, 'dist/client');
const pages = readdirSync(built).filter((name) => name.endsWith('.html'));
const phoneBytesMax = 32 * 1024;

const early = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/gu;
const late = /import\(\s*["'`]\.\/([^"'`]+\.js)["'`]/gu;

/** The scripts of a page: those it names, and what those import by these patterns. */
function scriptsOf(page: string, ...patterns: RegExp[]): string[] {
  const html = readFileSync(join(built, page), 'utf8');
  const found = new Map<string, string>();
  const todo = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/gu)].map(([, name = '']) => name);
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (found.has(name)) continue;
    const source = readFileSync(join(built, name), 'utf8');
    found.set(name, source);
    for (const [, other = ''] of patterns.flatMap((pattern) => [...source.matchAll(pattern)])) {
      todo.push(`assets/${other}`);
    }
  }
  return [...found.values()];
}

test('a phone loads at most 32 KB of script, compressed', () => {
  const bytes = scriptsOf('phone.html').reduce(
    (sum, source) => sum + gzipSync(source, { level: 9 }).length,
    0,
  );
  expect(bytes).toBeGreaterThan(1024);
  expect(bytes).toBeLessThanOrEqual(phoneBytesMax);
});

test('no script of a phone, early or late, holds zod', () => {
  const scripts = scriptsOf('phone.html', early, late);
  expect(scripts.filter((source) => source.includes('_zod'))).toEqual([]);
});

test.each(pages)('%s has nothing inline that the content policy would block', (page) => {
  const html = readFileSync(join(built, page), 'utf8');
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|["']javascript:/iu);
  for (const [, attributes = '', inside = ''] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/giu)) {
    expect(attributes).toContain('src="/');
    expect(inside.trim()).toBe('');
  }
});

test('the gallery is not in what is shipped', () => {
  expect(pages).not.toContain('gallery.html');
});
