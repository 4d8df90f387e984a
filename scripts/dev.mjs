// `npm run dev`: the pages are built again at every change of client/ or events/, the server starts
// again at every change of server/ or events/. The server serves the built pages, under the same
// content policy as always; reload the browser to see a change.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, house, runTool } from './setup.mjs';

async function main() {
  if (!(await ensureInstalled()) || !(await ensureBuilt())) return 1;
  // What dev leaves in dist/ is not what `npm start` would build.
  rmSync(join(house, 'dist/stamp'), { force: true });
  const pages = [
    'build',
    '--config',
    'vite.config.ts',
    '--watch',
    '--mode',
    'development',
    '--logLevel',
    'warn',
  ];
  return Promise.race([
    runTool('vite/bin/vite.js', pages),
    runTool('tsx/dist/cli.mjs', ['watch', '--clear-screen=false', 'server/main.ts'], {
      NODE_ENV: 'development',
    }),
  ]);
}

// Ends whichever of the two still runs.
process.exit(await main());
