import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LibraryOptions, Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longest-first.ts';
import { CountReporter } from './scripts/reporter.ts';

const house = import.meta.dirname;
const clientRoot = join(house, 'client');

/**
 * Every page in client/ is a door; the gallery opens only in development. A release builds the phone by itself, in
 * a mode of its own: chunks shared with the other doors would bring what only those use, 3 kB of the phone's 32.
 */
function doors(mode: string): string[] {
  const pages = readdirSync(clientRoot).filter((name) => name.endsWith('.html'));
  const isPhone = (name: string): boolean => name === 'phone.html';
  const open = pages.filter((name) => {
    if (mode === 'development') return true;
    return mode === 'phone' ? isPhone(name) : !isPhone(name) && name !== 'gallery.html';
  });
  return open.map((name) => join(clientRoot, name));
}

/**
 * Lets the bundler drop what a door does not use of events/, and with it zod (60 KB that a phone
 * would otherwise load). Everything at the top of a module there is pure by rule, but the bundler
 * cannot know that `schema.extend(…)` or `limited(5)` has no effect. Rolldown's own
 * `treeshake.manualPureFunctions: ['z']` was tried: it covers calls that begin with `z`, and a
 * single chain that begins with a schema's own name brings all of zod back. So each top-level value
 * is wrapped as one pure call; the minifier unwraps those that stay.
 */
function pureEvents(): Plugin {
  return {
    name: 'parley-pure-events',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: /\/events\/.*\.ts$/u },
      handler(code) {
        const values = this.parse(code).body.flatMap((statement) => {
          const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
          if (inner?.type !== 'VariableDeclaration') return [];
          return inner.declarations.flatMap(({ init }) => (init === null ? [] : [init]));
        });
        let pure = '';
        let done = 0;
        for (const { start, end } of values) {
          pure += `${code.slice(done, start)}/* @__PURE__ */ (() => (${code.slice(start, end)}))()`;
          done = end;
        }
        return { code: pure + code.slice(done), map: null };
      },
    },
  };
}

/** The minifier leaves template literals as they are: styles go out without what only their authors read. */
function tightStyles(): Plugin {
  return {
    name: 'parley-tight-styles',
    apply: 'build',
    transform: {
      filter: { id: /\/client\/.*\.ts$/u, code: 'css`' },
      handler(code) {
        const tight = (styles: string): string =>
          styles.replaceAll(/\/\*.*?\*\//gsu, '').replaceAll(/\n\s+/gu, '\n');
        return { code: code.replaceAll(/\bcss`[^`]*`/gu, tight), map: null };
      },
    },
  };
}

/** A kept file loads nothing, so its script is one, kinds included, and runs where modules do not: from disk. */
const keptReplay: LibraryOptions = {
  entry: join(clientRoot, 'replay-file.ts'),
  formats: ['iife'],
  name: 'parleyReplay',
  fileName: () => 'replay.js',
  cssFileName: 'replay',
};

/** On a slow machine the bundler tells how slow: nothing that who starts Parley could do anything about. */
const quiet = { pluginTimings: false };

export default defineConfig(({ mode }) => ({
  root: clientRoot,
  cacheDir: join(house, 'node_modules/.vite'),
  plugins: [pureEvents(), tightStyles()],
  build: {
    outDir: join(house, 'dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    // Nothing inline, neither data: fonts nor the preload polyfill: the content policy forbids it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    ...(mode === 'kept' && { lib: keptReplay }),
    rolldownOptions: { checks: quiet, ...(mode !== 'kept' && { input: doors(mode) }) },
  },
  test: {
    reporters: ['default', new CountReporter()],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        root: house,
        test: {
          name: 'unit',
          include: ['{events,server,client,scripts}/**/*.test.ts'],
          exclude: ['scripts/e2e/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: '100%',
        },
      },
      {
        // Real processes and a real Chromium, after the unit tests. They wait more than they work, but not for long
        // enough that a small machine could carry more than two at a time.
        root: house,
        test: {
          name: 'e2e',
          include: ['scripts/e2e/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
}));
