import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/**
 * What a phone loads before its first vote, counted as it is sent: the page, what the page imports, and the kind of
 * the first question. `goals.md` calls it `phone`; the budget is a promise to whoever stands in a basement.
 */

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
}

const house = join(import.meta.dirname, '..');
const kibibyte = 1_024;
let folder = '';
let manifest: Record<string, Chunk> = {};

beforeAll(async () => {
  // Tests run as `test`, for which libraries bring their development halves; phones get the other ones.
  vi.stubEnv('NODE_ENV', 'production');
  folder = mkdtempSync(join(tmpdir(), 'phone-size-'));
  await build({
    configFile: join(house, 'vite.config.ts'),
    mode: 'phone',
    logLevel: 'error',
    build: { outDir: folder, manifest: true },
  });
  vi.unstubAllEnvs();
  manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A chunk and everything it imports before it can run. */
function closure(name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk || seen.has(name)) return seen;
  seen.add(name);
  for (const imported of chunk.imports ?? []) closure(imported, seen);
  return seen;
}

/** Everything that must have arrived before a question of this kind can be answered. */
function upTo(kind: string): Set<string> {
  return new Set([...closure('phone.html'), ...closure(kind)]);
}

function gzipped(files: Iterable<string>): number {
  return [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length,
    0,
  );
}

function filesOf(names: Iterable<string>, kind: 'file' | 'css' | 'assets'): string[] {
  return [...new Set([...names].flatMap((name) => manifest[name]?.[kind] ?? []))];
}

/** What the registry loads by name; a kind loads what draws its results by itself, and later. */
function kindsOnPhone(): string[] {
  return (manifest['phone.html']?.dynamicImports ?? []).filter((name) => name.startsWith('activities/'));
}

describe('phone', () => {
  it('loads at most 32 KiB of gzipped scripts up to the first vote, whatever its kind', () => {
    const sizes = kindsOnPhone().map((kind) => ({ kind, bytes: gzipped(filesOf(upTo(kind), 'file')) }));
    expect(sizes.map(({ kind }) => kind)).toContain('activities/scale.ts');
    expect(sizes.filter(({ bytes }) => bytes > 32 * kibibyte)).toEqual([]);
  });

  it('loads at most 42 KiB in all, whatever the kind of its first question, and neither a font nor a picture', () => {
    for (const kind of kindsOnPhone()) {
      const all = upTo(kind);
      expect(filesOf(all, 'assets'), kind).toEqual([]);
      expect(
        gzipped(['phone.html', ...filesOf(all, 'file'), ...filesOf(all, 'css')]),
        kind,
      ).toBeLessThanOrEqual(42 * kibibyte);
    }
  });

  it('carries neither the schemas nor the server’s half of the socket', () => {
    const scripts = filesOf(closure('phone.html'), 'file').map((file) =>
      readFileSync(join(folder, file), 'utf8'),
    );
    for (const script of scripts) expect(script).not.toMatch(/ZodError|\bengine\.io\b/u);
  });
});
