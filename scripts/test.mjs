// `npm test`: gets what the tests need, builds, and runs them all. Further arguments go to vitest,
// for instance `npm test -- --project unit sessions`.

import { ensureBuilt, ensureInstalled, runTool } from './setup.mjs';
import { findChromium, findPostgres } from './test-programs.mjs';

async function main() {
  if (!(await ensureInstalled())) return 1;
  const chromium = await findChromium();
  if (chromium === undefined) return 1;
  const postgres = await findPostgres();
  if (!(await ensureBuilt())) return 1;
  const programs = { CHROMIUM_PATH: chromium, ...(postgres === undefined ? {} : { POSTGRES_BIN: postgres }) };
  console.log(`Parley: testing with ${chromium}${postgres === undefined ? '' : ` and ${postgres}`}.`);
  return runTool('vitest/vitest.mjs', ['run', ...process.argv.slice(2)], programs);
}

process.exitCode = await main();
