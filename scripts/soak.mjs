// `npm run soak`: what `npm test` drills a few times, many times: kills under voting phones, damage after kills,
// starters on one directory, restarts of PostgreSQL, broken frames, flipped bytes, full rooms that come back at once,
// readers that do not read, guessed codes, hundreds of sessions searched for who said what, and other time zones and
// languages. And every template in a browser, of which the tests take the shortest. Names choose among the drills.

import { run } from './setup.mjs';

const drills = [
  'server/linking',
  'server/races',
  'server/log/drill',
  'server/log/journal',
  'server/log/postgres',
  'scripts/e2e/bad-input',
  'scripts/e2e/crash',
  'scripts/e2e/floods',
  'scripts/e2e/guessing',
  'scripts/e2e/keep-and-move',
  'scripts/e2e/reconnect-storm',
  'scripts/e2e/repeats',
  'scripts/e2e/sealed',
  'scripts/e2e/slow-readers',
  'scripts/e2e/starting',
  'scripts/e2e/templates',
  'scripts/e2e/time-zones',
];

const wanted = process.argv.slice(2);
const chosen = drills.filter((drill) => wanted.length === 0 || wanted.some((name) => drill.endsWith(name)));
if (chosen.length === 0) {
  console.error(`Usage: npm run soak -- [${drills.map((drill) => drill.split('/').at(-1)).join(' ')}]`);
  process.exitCode = 2;
} else {
  process.exitCode = await run(process.execPath, ['scripts/test.mjs', ...chosen], { SOAK: 'on' });
}
