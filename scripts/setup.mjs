// What has to be true before anything runs: packages installed, dist/ built from these sources.
// Plain Node without dependencies, because it runs before there are any.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

/** The top of the tree. */
export const house = join(import.meta.dirname, '..');
const stampFile = join(house, 'dist/stamp');

/** Everything the build reads; other scripts and tests may change without a new build. */
const sources = [
  'client',
  'events',
  'server',
  'package-lock.json',
  'scripts/build.ts',
  'scripts/parley',
  'scripts/parley.ts',
  'scripts/pristine.ts',
  'tsconfig.json',
  'vite.config.ts',
];

/**
 * Runs a command with its output shown; resolves to its exit code (127: not found, 128: killed). The
 * command ends when this process is told to end. Ctrl-C reaches both by itself, so then this one waits.
 */
export function run(
  /** @type {string} */ command,
  /** @type {string[]} */ args,
  /** @type {NodeJS.ProcessEnv} */ env = {},
) {
  return new Promise((/** @type {(code: number) => void} */ resolve) => {
    const child = spawn(command, args, { cwd: house, stdio: 'inherit', env: { ...process.env, ...env } });
    const pass = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
    const wait = () => undefined;
    const stop = () => void child.kill();
    process.on('SIGTERM', pass).on('SIGHUP', pass).on('SIGINT', wait).on('exit', stop);
    const finish = (/** @type {number} */ code) => {
      process.off('SIGTERM', pass).off('SIGHUP', pass).off('SIGINT', wait).off('exit', stop);
      resolve(code);
    };
    child.on('error', () => finish(127));
    child.on('exit', (code) => finish(code ?? 128));
  });
}

/** Runs a program of node_modules/.bin by its script, which also works where links do not. */
export function runTool(
  /** @type {string} */ script,
  /** @type {string[]} */ args,
  /** @type {NodeJS.ProcessEnv} */ env = {},
) {
  return run(process.execPath, [join(house, 'node_modules', script), ...args], env);
}

/**
 * @typedef {{version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean}} Package
 * @returns {Record<string, Package> | undefined}
 */
function packagesOf(/** @type {string} */ lock) {
  if (!existsSync(lock)) return undefined;
  try {
    /** @type {{packages?: Record<string, Package>}} */
    const { packages } = JSON.parse(readFileSync(lock, 'utf8'));
    return packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules is what the lock file says. npm writes what it has really installed to
 * node_modules/.package-lock.json as its last act, so comparing the two needs no dates.
 */
function isInstalled(/** @type {{tools: boolean}} */ { tools }) {
  const there = packagesOf(join(house, 'node_modules/.package-lock.json'));
  const wanted = packagesOf(join(house, 'package-lock.json'));
  if (there === undefined || wanted === undefined) return false;
  return Object.entries(wanted).every(([path, { version, dev, optional, devOptional }]) => {
    if (path === '' || optional === true || (!tools && (dev === true || devOptional === true))) return true;
    return there[path]?.version === version;
  });
}

function countPackages(/** @type {string} */ folder) {
  if (!existsSync(folder)) return 0;
  let count = 0;
  for (const name of readdirSync(folder)) {
    if (name.startsWith('.')) continue;
    count += name.startsWith('@') ? readdirSync(join(folder, name)).length : 1;
  }
  return count;
}

/** A line every few seconds: npm says nothing while it works when it is not at a terminal. */
function showProgress() {
  const total = Object.keys(packagesOf(join(house, 'package-lock.json')) ?? {}).length;
  const began = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - began) / 1000);
    console.log(
      `  … ${seconds} s, ${countPackages(join(house, 'node_modules'))} of at most ${total} packages`,
    );
  }, 3000);
  return () => clearInterval(timer);
}

async function install() {
  console.log('Parley: installing packages with npm ci (needed once, and after an update) …');
  const began = Date.now();
  const stop = showProgress();
  // Without install scripts: nothing here needs one.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env['npm_execpath'];
  const code = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, ...args])
    : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
  stop();
  if (code === 0) {
    console.log(`Parley: packages installed in ${Math.round((Date.now() - began) / 1000)} s.`);
    return true;
  }
  console.error(
    'Parley: the packages could not be installed; npm says why above. Is the package registry reachable?',
  );
  return false;
}

/** Installs what the lock file names when it is not there; false when that failed. */
export async function ensureInstalled() {
  return isInstalled({ tools: true }) || (await install());
}

/** @returns {string[]} */
function filesBelow(/** @type {string} */ path) {
  if (!existsSync(join(house, path))) return [];
  const entries = readdirSync(join(house, path), { withFileTypes: true }).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  return entries.flatMap((entry) => {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(inner);
    return entry.name.endsWith('.test.ts') ? [] : [inner];
  });
}

/** A digest of everything the build reads. Contents, not dates: git and copies change dates. */
export function sourceDigest() {
  const hash = createHash('sha256');
  const files = sources.flatMap((source) => (/\.\w+$/u.test(source) ? [source] : filesBelow(source)));
  for (const file of files) {
    if (!existsSync(join(house, file))) continue;
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(house, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Whether dist/ was built from these sources. */
export function isBuilt() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourceDigest();
}

async function build() {
  console.log('Parley: building (needed once, and after an update) …');
  if ((await run(process.execPath, ['--import', 'tsx', 'scripts/build.ts'])) === 0) return true;
  console.error('Parley: the build failed; the reason stands above.');
  return false;
}

/** Builds dist/ when it is missing or older than the sources; false when that failed. */
export async function ensureBuilt() {
  return isBuilt() || (await build());
}

/** Makes everything ready for the server. The tools are only asked for when a build needs them. */
export async function prepareToStart() {
  const built = isBuilt();
  const ready = isInstalled({ tools: !built }) || (await install());
  if (!ready || !(built || (await build()))) {
    process.exitCode = 1;
    return false;
  }
  // Newer versions of Node keep compiled code between starts.
  const cache = /** @type {{enableCompileCache?: (directory: string) => unknown}} */ (
    /** @type {unknown} */ (module)
  );
  cache.enableCompileCache?.(join(house, 'node_modules/.cache/parley'));
  return true;
}
