// `npm run check`: format, lint, types, unused code and unit tests, with one summary.
// `npm run check -- --no-tests` leaves the tests out, for a machine that has just run them all.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, house } from './setup.mjs';

/** @typedef {{name: string, script: string, args: string[], fix: string}} Check */

/** @type {Check[]} */
const checks = [
  { name: 'format', script: 'oxfmt/bin/oxfmt', args: ['--check'], fix: 'npm run format puts it right' },
  {
    name: 'lint',
    script: 'oxlint/bin/oxlint',
    args: ['--type-aware', '--deny-warnings', '--report-unused-disable-directives'],
    fix: '.oxlintrc.json says why each rule is there',
  },
  { name: 'types', script: 'typescript/bin/tsc', args: ['--noEmit', '--pretty', 'false'], fix: 'see above' },
  { name: 'unused', script: 'knip/bin/knip.js', args: ['--no-progress'], fix: 'delete what nothing uses' },
];

/** @type {Check} */
const tests = {
  name: 'tests',
  script: 'vitest/vitest.mjs',
  args: ['run', '--project', 'unit'],
  fix: 'see above',
};

/** Runs one check silently and shows what it said when it was not content. */
function runCheck(/** @type {Check} */ { name, script, args, fix }) {
  return new Promise((/** @type {(passed: boolean) => void} */ resolve) => {
    const began = Date.now();
    let said = '';
    const child = spawn(process.execPath, [join(house, 'node_modules', script), ...args], { cwd: house });
    const hear = (/** @type {Buffer} */ bytes) => {
      said += bytes.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', (code) => {
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      if (code === 0) console.log(`✓ ${name} (${seconds} s)`);
      else console.log(`${said.trimEnd()}\n✗ ${name} (${seconds} s): ${fix}\n`);
      resolve(code === 0);
    });
  });
}

async function main() {
  if (!(await ensureInstalled())) return 1;
  // The quick ones side by side; the tests have the machine to themselves.
  const results = await Promise.all(checks.map(runCheck));
  if (!process.argv.includes('--no-tests')) results.push(await runCheck(tests));
  const failed = results.filter((passed) => !passed).length;
  console.log(`\n${results.length - failed} passed, ${failed} failed, 0 skipped`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
