import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { house } from './setup.mjs';

// What the linter cannot see of the house's order.

const git = spawnSync('git', ['ls-files'], { cwd: house, encoding: 'utf8' });
const files = git.status === 0 ? git.stdout.split('\n').filter((path) => path !== '') : [];
const unlessNoGit = test.skipIf(files.length === 0); // A copy without git has no list of what belongs to it.

unlessNoGit('nothing lies at the top level without a reason', () => {
  const reasons = [
    'client events scripts server',
    'package.json package-lock.json tsconfig.json vite.config.ts README.md LICENSE',
    'Dockerfile compose.yaml',
  ].flatMap((names) => names.split(' '));
  const top = new Set(files.map((path) => path.split('/')[0] ?? path));
  expect([...top].filter((name) => !name.startsWith('.') && !reasons.includes(name))).toEqual([]);
});

unlessNoGit('no file is a drawer for everything', () => {
  const drawers = /^(?:utils?|helpers?|common|misc|manager|types?)\.\w+$/u;
  expect(files.filter((path) => drawers.test(basename(path)))).toEqual([]);
});

unlessNoGit('only registries gather exports', () => {
  const barrels = files.filter((path) => path.endsWith('.ts') && /^export \* from/mu.test(read(path)));
  expect(barrels.filter((path) => !path.endsWith('lint.test.ts'))).toEqual([]);
});

unlessNoGit('no template binds style=, which the content policy blocks on first render', () => {
  const templates = files.filter((path) => path.startsWith('client/') && path.endsWith('.ts'));
  expect(templates.filter((path) => /\sstyle=["']?\$\{/u.test(read(path)))).toEqual([]);
});

test('the socket parser is one that bounds what a packet may hold', () => {
  const manifest: { version: string } = JSON.parse(read('node_modules/socket.io-parser/package.json'));
  const [major = 0, minor = 0, patch = 0] = manifest.version.split('.').map(Number);
  expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(4_002_007);
});

// A registry that lacks some platforms' binaries makes `npm install` leave them out of the lock file,
// and then `npm ci` refuses it everywhere.
test('the lock file names every optional package that another names', () => {
  const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
    read('package-lock.json'),
  );
  const named = Object.values(lock.packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}),
  );
  const paths = Object.keys(lock.packages);
  expect(named.filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([]);
});

function read(path: string): string {
  return readFileSync(join(house, path), 'utf8');
}
