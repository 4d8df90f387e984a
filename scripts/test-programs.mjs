// Finds the programs that the tests need beside Node and npm: a Chromium, and PostgreSQL's own tools.
// What is missing is installed where that is allowed; otherwise a plain sentence says what to do.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { run, runTool } from './setup.mjs';

const onWindows = platform() === 'win32';

/** Folders inside a folder, newest name first; none when it is not there. */
function foldersOf(/** @type {string} */ folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => join(folder, name));
}

/** The places in PATH where one of these programs lies. */
function inPath(/** @type {string[]} */ names) {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, onWindows ? `${name}.exe` : name)));
}

/** Where Playwright keeps the browsers it has downloaded. */
function playwrightCache() {
  const chosen = process.env['PLAYWRIGHT_BROWSERS_PATH'];
  if (chosen !== undefined && chosen !== '' && chosen !== '0') return chosen;
  if (platform() === 'darwin') return join(homedir(), 'Library/Caches/ms-playwright');
  if (onWindows) return join(process.env['LOCALAPPDATA'] ?? homedir(), 'ms-playwright');
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ms-playwright');
}

const insidePlaywright = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-win/chrome.exe',
  'chrome-win64/chrome.exe',
];

const knownPlaces = [
  '/usr/lib/chromium/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
];

function chromiumPlaces() {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== undefined && chosen !== '') return [chosen];
  const downloaded = foldersOf(playwrightCache())
    .filter((folder) => /chromium-\d+$/u.test(folder))
    .flatMap((folder) => insidePlaywright.map((inner) => join(folder, inner)));
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
  return [...inPath(names), ...knownPlaces, ...downloaded];
}

/** Whether it is a Chromium that starts: Ubuntu has a program of that name that only says to use snap. */
function answers(/** @type {string} */ program) {
  if (!existsSync(program)) return false;
  if (onWindows) return true;
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /chrom/iu.test(stdout);
}

/** How this user may run apt-get, if at all. */
function aptGet() {
  if (!existsSync('/usr/bin/apt-get')) return undefined;
  if (process.getuid?.() === 0) return [];
  const { status } = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return status === 0 ? ['sudo', '-n'] : undefined;
}

async function aptInstall(/** @type {string[]} */ ...what) {
  const before = aptGet();
  if (before === undefined) return false;
  console.log(`Parley: installing ${what.join(' and ')} with apt-get, for the tests …`);
  const apt = [...before, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q'];
  const [program = 'env', ...args] = apt;
  await run(program, [...args, 'update']);
  return (await run(program, [...args, 'install', '-y', '--no-install-recommends', ...what])) === 0;
}

async function playwrightInstall() {
  console.log("Parley: downloading Playwright's Chromium, for the tests …");
  const libraries = aptGet() === undefined ? [] : ['--with-deps'];
  return (await runTool('playwright-core/cli.js', ['install', ...libraries, 'chromium'])) === 0;
}

/** The path of a Chromium that starts; undefined after saying why there is none. */
export async function findChromium() {
  const find = () => chromiumPlaces().find(answers);
  const there = find();
  if (there !== undefined) return there;
  if (process.env['CHROMIUM_PATH']) {
    console.error(
      `Parley: CHROMIUM_PATH is ${process.env['CHROMIUM_PATH']}, which does not start as a Chromium.`,
    );
    return undefined;
  }
  const installed =
    ((await aptInstall('chromium', 'fonts-dejavu-core')) && find()) ||
    ((await playwrightInstall()) && find());
  if (installed) return installed;
  console.error(
    'Parley: the browser tests need a Chromium and none could be installed. Install one, or set CHROMIUM_PATH to it.',
  );
  return undefined;
}

function findPostgresFolder() {
  const tool = inPath(['postgres']).find((path) => existsSync(path));
  const places = [
    process.env['POSTGRES_BIN'] ?? '',
    tool === undefined ? '' : join(tool, '..'),
    ...foldersOf('/usr/lib/postgresql').map((version) => join(version, 'bin')),
    ...foldersOf('/opt/homebrew/opt')
      .filter((folder) => folder.includes('postgresql'))
      .map((folder) => join(folder, 'bin')),
  ];
  const tools = ['initdb', 'pg_ctl', 'postgres'].map((name) => (onWindows ? `${name}.exe` : name));
  return places.find((folder) => folder !== '' && tools.every((name) => existsSync(join(folder, name))));
}

/**
 * The folder of initdb, pg_ctl and postgres; undefined after saying that the tests that need them
 * will be skipped. A database server is not put on somebody's own machine unasked: only a build
 * machine or root gets one.
 */
export async function findPostgres() {
  const there = findPostgresFolder();
  if (there !== undefined) return there;
  const allowed = process.env['CI'] === 'true' || process.getuid?.() === 0;
  if (allowed && (await aptInstall('postgresql'))) return findPostgresFolder();
  console.log('Parley: PostgreSQL is not installed, so the tests of that driver will be skipped.');
  return undefined;
}
