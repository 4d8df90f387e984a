import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { house } from './setup.mjs';

// The lint configuration is the architecture, so it is tested like code: every rule gets a snippet
// that breaks it. All snippets are linted in one run, in a small copy of the house outside the tree.

/** What the linter must say about a file: [path, source, rule]. */
const broken: readonly (readonly [path: string, source: string, rule: string])[] = [
  ...['../server/log.ts', '../client/page.ts', '../scripts/build.ts', 'hono', 'node:fs', 'lit', 'zodiac'].map(
    (from, index) =>
      [`events/import-${index}.ts`, `export * from '${from}';`, 'no-restricted-imports'] as const,
  ),
  ...[
    'Date.now()',
    'new Date()',
    'crypto.randomUUID()',
    'process.env',
    'fetch("/")',
    'window.name',
    'document.title',
  ].map(
    (call, index) =>
      [`events/global-${index}.ts`, `export const it = ${call};`, 'no-restricted-globals'] as const,
  ),
  ...['setTimeout(() => 1, 1)', 'localStorage.length', 'performance.now()', 'globalThis.name'].map(
    (call, index) =>
      [`events/reach-${index}.ts`, `export const it = ${call};`, 'no-restricted-globals'] as const,
  ),
  ['events/random.ts', 'export const it = Math.random();', 'no-restricted-properties'],
  ['events/locale.ts', 'export const it = "a".localeCompare("b");', 'no-restricted-properties'],
  ['events/console.ts', 'console.log(1);', 'no-console'],
  ['events/mutate.ts', 'export function add(state: { n: number }) {\n  state.n = 1;\n}', 'no-param-reassign'],
  ['events/statistics/session.ts', "export * from '../fine.ts';", 'no-restricted-imports'],
  ['events/statistics/zod.ts', "export * from 'zod';", 'no-restricted-imports'],
  ['events/in-test.test.ts', "export * from '../server/log.ts';", 'no-restricted-imports'],

  ['server/page.ts', "export * from '../client/page.ts';", 'no-restricted-imports'],
  ['server/deep/page.ts', "export * from '../../client/page.ts';", 'no-restricted-imports'],
  ['server/page-type.ts', "export type { Page } from '../client/page.ts';", 'no-restricted-imports'],
  ['server/script.ts', "export * from '../scripts/build.ts';", 'no-restricted-imports'],
  ['client/log.ts', "export * from '../server/log.ts';", 'no-restricted-imports'],
  ['client/script.ts', "export * from '../scripts/build.ts';", 'no-restricted-imports'],
  ['client/node.ts', "export * from 'node:fs';", 'no-restricted-imports'],
  ['client/zod.ts', "import { z } from 'zod';\nexport const S = z.string();", 'no-restricted-imports'],
  ['client/unsafe.ts', "export * from 'lit/directives/unsafe-html.js';", 'no-restricted-imports'],
  ['client/log.test.ts', "export * from '../server/log.ts';", 'no-restricted-imports'],

  ['server/circle-a.ts', "import { b } from './circle-b.ts';\nexport const a = () => b;", 'no-cycle'],
  ['server/circle-b.ts', "import { a } from './circle-a.ts';\nexport const b = () => a;", 'no-cycle'],
  ['server/default.ts', 'export default 1;', 'no-default-export'],
  ['server/CamelCase.ts', 'export const it = 1;', 'filename-case'],
  [
    'server/long-function.ts',
    `export function long() {\n${'  void 0;\n'.repeat(71)}}`,
    'max-lines-per-function',
  ],
  ['server/long-file.ts', 'export {};\n'.repeat(351), 'max-lines'],
  ['server/many.ts', 'export const it = (a: 1, b: 1, c: 1, d: 1, e: 1) => [a, b, c, d, e];', 'max-params'],

  ['server/any.ts', 'export const it = (x: any) => x;', 'no-explicit-any'],
  ['server/any-leaks.ts', 'export const it = JSON.parse("1").length;', 'no-unsafe-member-access'],
  ['server/bang.ts', 'export const it = (x: string | null) => x!.length;', 'no-non-null-assertion'],
  ['server/floating.ts', 'export function it() {\n  Promise.resolve(1);\n}', 'no-floating-promises'],
  ['server/misused.ts', 'export const it = [1].forEach(async () => await null);', 'no-misused-promises'],
  ['server/thrown.ts', 'export function it() {\n  throw "words";\n}', 'only-throw-error'],
  [
    'server/type-import.ts',
    "import { Log } from './log.ts';\nexport type It = Log;",
    'consistent-type-imports',
  ],
  ['server/equal.ts', 'export const it = (a: number) => a == 1;', 'eqeqeq'],
  ['server/unused.ts', 'const it = 1;\nexport {};', 'no-unused-vars'],
  ['server/switch-gap.ts', switchOver("case 'a':\n      return 1;"), 'switch-exhaustiveness-check'],
  [
    'server/switch-hidden.ts',
    switchOver("case 'a':\n      return 1;\n    default:\n      return 2;"),
    'switch-exhaustiveness-check',
  ],
  [
    'server/switch-useless.ts',
    switchOver("case 'a':\n      return 1;\n    case 'b':\n      return 2;\n    default:\n      return 3;"),
    'switch-exhaustiveness-check',
  ],
];

/** What the linter must let pass. */
const fine: readonly (readonly [path: string, source: string])[] = [
  [
    'events/fine.ts',
    "import { z } from 'zod';\nexport const S = z.string();\nexport const half = Math.round(0.5);",
  ],
  ['events/session/deep.ts', "export * from '../fine.ts';"],
  ['events/fine.test.ts', 'export const it = Date.now();'],
  ['events/statistics/mean.ts', 'export const it = 1;'],
  ['events/statistics/median.ts', "export * from './mean.ts';"],
  ['events/statistics/stem.ts', "export { stemmer } from 'stemmer';"],
  [
    'server/log.ts',
    "import { half } from '../events/fine.ts';\nexport type Log = string;\nexport const at = Date.now() + half;",
  ],
  [
    'client/page.ts',
    "import type { z } from 'zod';\nimport { half } from '../events/fine.ts';\nexport type Page = z.ZodType;\nexport const page = half;",
  ],
  ['client/page.test.ts', "export * from 'node:fs';"],
  ['scripts/build.ts', "export * from '../server/log.ts';\nexport * from '../client/page.ts';"],
  ['server/switch.ts', switchOver("case 'a':\n      return 1;\n    case 'b':\n      return 2;")],
];

function switchOver(cases: string): string {
  return `export function it(x: 'a' | 'b') {\n  switch (x) {\n    ${cases}\n  }\n  return 0;\n}`;
}

interface Report {
  diagnostics: { code: string; filename: string; message: string }[];
}

const small = mkdtempSync(join(tmpdir(), 'parley-lint-'));
let complaints: Report['diagnostics'] = [];

beforeAll(() => {
  for (const name of ['.oxlintrc.json', 'tsconfig.json', 'package.json'])
    cpSync(join(house, name), join(small, name));
  symlinkSync(join(house, 'node_modules'), join(small, 'node_modules'));
  for (const [path, source] of [...broken, ...fine]) {
    mkdirSync(dirname(join(small, path)), { recursive: true });
    writeFileSync(join(small, path), `${source}\n`);
  }
  const oxlint = join(house, 'node_modules/oxlint/bin/oxlint');
  const lint = spawnSync(
    process.execPath,
    [oxlint, '--type-aware', '-f', 'json', 'events', 'server', 'client', 'scripts'],
    {
      cwd: small,
      encoding: 'utf8',
    },
  );
  const report: Report = JSON.parse(lint.stdout);
  complaints = report.diagnostics;
});

afterAll(() => rmSync(small, { recursive: true }));

function complaintsOn(path: string): string[] {
  return complaints.filter(({ filename }) => filename === path).map(({ code }) => code);
}

test.each(broken)('the linter complains about %s', (path, _source, rule) => {
  expect(complaintsOn(path).join(' ')).toContain(`(${rule})`);
});

test.each(fine)('the linter lets %s pass', (path) => {
  expect(complaintsOn(path)).toEqual([]);
});
