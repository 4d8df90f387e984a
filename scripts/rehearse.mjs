// `npm run rehearse [template] [-- --phones 11 --seed 1 --port 4747]`: a room full of pretend phones, on a
// data directory that is gone afterwards. start.mjs runs it once everything is installed and built. It uses
// nothing of the server but what any program may: its environment and its HTTP calls.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const usage = 'npm run rehearse [template] [-- --phones 11 --seed 1 --pace 1 --port 4747]';
const readyWithinMs = 30_000;

/**
 * @typedef {{template: string, phones: number, seed: number, pace: number, port: number}} Wanted
 * @returns {Wanted | undefined}
 */
function readArguments() {
  /** @type {Record<string, {type: 'string', default: string}>} */
  const options = {
    phones: { type: 'string', default: '11' },
    seed: { type: 'string', default: '1' },
    pace: { type: 'string', default: '1' },
    port: { type: 'string', default: process.env['PORT'] || '4747' },
  };
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(3),
      options,
      allowPositionals: true,
    });
    const [template = 'real-or-paper', ...more] = positionals;
    const [phones, seed, pace, port] = ['phones', 'seed', 'pace', 'port'].map((name) => Number(values[name]));
    const all = [phones, seed, pace, port];
    if (more.length > 0 || all.some((number) => number === undefined || !(number >= 0))) return undefined;
    return /** @type {Wanted} */ ({ template, phones, seed, pace, port });
  } catch {
    return undefined;
  }
}

/** @returns {Promise<any>} */
async function call(/** @type {string} */ url, /** @type {RequestInit} */ init = {}) {
  const response = await fetch(url, init);
  /** @type {any} */
  const answer = await response.json();
  /** @type {{error?: {message: string}}} */
  const { error } = answer;
  if (!response.ok) throw new Error(error?.message ?? `${url} answered ${response.status}.`);
  return answer;
}

async function ready(/** @type {string} */ url, /** @type {() => boolean} */ hasEnded) {
  const until = Date.now() + readyWithinMs;
  while (Date.now() < until && !hasEnded()) {
    try {
      await call(`${url}/readyz`);
      return true;
    } catch {
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  return false;
}

function startServer(
  /** @type {Wanted} */ { port },
  /** @type {{directory: string, hostKey: string}} */ place,
) {
  const program = join(import.meta.dirname, '../dist/server/main.js');
  const env = { ...process.env, PORT: String(port), DATA_DIR: place.directory, HOST_KEY: place.hostKey };
  // Its greeting is for real sessions; what goes wrong is shown.
  return spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function makeSession(
  /** @type {Wanted} */ { template, phones, seed, pace, port },
  /** @type {string} */ hostKey,
) {
  const url = `http://localhost:${port}`;
  /** @type {{id: string, title: string}[]} */
  const workshops = await call(`${url}/api/workshops`);
  const workshop = workshops.find(({ id }) => id === template);
  if (!workshop) {
    const ids = workshops.map(({ id }) => id).join(', ');
    throw new Error(`There is no template ${template}. There are: ${ids}.`);
  }
  /** @type {{code: string, links: {desk: string, stage: string, join: string}}} */
  const made = await call(`${url}/api/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hostKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ workshop: template, title: workshop.title, rehearsal: { phones, seed, pace } }),
  });
  return made;
}

async function rehearse(/** @type {Wanted} */ wanted) {
  const place = {
    directory: mkdtempSync(join(tmpdir(), 'parley-rehearsal-')),
    hostKey: randomBytes(24).toString('hex'),
  };
  const server = startServer(wanted, place);
  const ended = new Promise((/** @type {(code: number) => void} */ done) =>
    server.on('exit', (code) => done(code ?? 0)),
  );
  // Ctrl+C reaches the server by itself; this only waits for it.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => void server.kill());
  process.on('exit', () => rmSync(place.directory, { recursive: true, force: true }));
  try {
    if (!(await ready(`http://localhost:${wanted.port}`, () => server.exitCode !== null))) return await ended;
    const { links, code } = await makeSession(wanted, place.hostKey);
    console.log(`
A rehearsal with ${wanted.phones} pretend phones. Nothing of it is kept.

  Desk   ${links.desk}
  Stage  ${links.stage}
  Join   ${links.join}   (${code}: your own phone may play along)

Open the desk and the stage, then open the first step. Stop with Ctrl+C.`);
  } catch (error) {
    console.error(`Parley: ${error instanceof Error ? error.message : String(error)}`);
    server.kill();
    await ended;
    return 1;
  }
  return await ended;
}

const wanted = readArguments();
if (!wanted) console.error(`Usage: ${usage}`);
process.exitCode = wanted ? await rehearse(wanted) : 2;
