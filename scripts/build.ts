// Builds dist/: the doors (client/), the replay that a kept file carries (kept/), the server and the operator's
// commands as one file each (server/, parley/), and an empty database to copy at first start (pristine/). It builds
// beside the old dist/ and swaps at the end, so an interrupted build leaves what worked.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { makePristine } from './pristine.ts';
import { house, sourceDigest } from './setup.mjs';

const dist = join(house, 'dist');
const fresh = join(house, 'dist.new');

async function timed(what: string, work: Promise<unknown>): Promise<void> {
  const began = performance.now();
  await work;
  console.log(`  ${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

async function buildClient(): Promise<void> {
  const outDir = join(fresh, 'client');
  for (const mode of ['production', 'phone']) {
    await build({
      configFile: join(house, 'vite.config.ts'),
      mode,
      logLevel: 'warn',
      build: { outDir, emptyOutDir: false },
    });
  }
  compress(outDir);
}

/** The replay that a kept file carries: never served, so nothing lies packed beside it. */
async function buildKeptReplay(): Promise<void> {
  const outDir = join(fresh, 'kept');
  await build({
    configFile: join(house, 'vite.config.ts'),
    mode: 'kept',
    logLevel: 'warn',
    build: { outDir, emptyOutDir: false },
  });
  const file = join(outDir, 'replay.js');
  writeFileSync(file, withoutTags(readFileSync(file, 'utf8')));
}

/** Within a page, a script ends at the first such letters, even inside a string; written so, they mean the same. */
function withoutTags(script: string): string {
  return script.replaceAll(/<(?=!--|\/?script)/giu, '\\x3c');
}

/** Writes `.br` and `.gz` beside every text file, so that serving costs nothing. */
function compress(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!/\.(?:html|js|css|svg|json|webmanifest)$/u.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
  }
}

/** With its packages inside: reading a thousand small files is a third of a start. PGlite reads files beside its own. */
async function buildProgram(source: string, folder: string): Promise<void> {
  await build({
    configFile: false,
    root: house,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['@electric-sql/pglite'] },
    build: {
      ssr: source,
      outDir: join(fresh, folder),
      target: 'node20',
      minify: false,
      rolldownOptions: { checks: { pluginTimings: false } },
      sourcemap: true,
    },
  });
}

const began = performance.now();
const digest = sourceDigest();
rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh);
await Promise.all([
  timed('an empty database', makePristine({ to: join(fresh, 'pristine'), reuse: join(dist, 'pristine') })),
  timed('the pages', buildClient()),
  timed('the replay to keep', buildKeptReplay()),
  timed('the server', buildProgram('server/main.ts', 'server')),
  timed('the commands', buildProgram('scripts/parley.ts', 'parley')),
]);
writeFileSync(join(fresh, 'stamp'), digest);
if (existsSync(dist)) rmSync(dist, { recursive: true });
renameSync(fresh, dist);
console.log(`Parley: built in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
