// `npm run parley`: the built commands where there are any, which are there three times as soon; else their sources.

import { isBuilt, runTool } from './setup.mjs';

if (isBuilt()) await import(new URL('../dist/parley/parley.js', import.meta.url).href);
else process.exitCode = await runTool('tsx/dist/cli.mjs', ['scripts/parley.ts', ...process.argv.slice(2)]);
