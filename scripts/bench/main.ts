import { parseArgs } from 'node:util';
import { ensureBuilt } from '../setup.mjs';
import { table, type Figure } from './figures.ts';
import { goals } from './goals/index.ts';
import { pinLoad } from './program.ts';

/**
 * `npm run bench -- [--quick] [--json] NAME…`: how fast and how large, always beside a reference of the same run.
 * Figures of a noisy machine are no figures, so the verdict may also be that nothing can be said.
 */

const usage = `npm run bench -- [--quick] [--json] [${Object.keys(goals).join(' ')}]`;

interface Wanted {
  names: string[];
  isQuick: boolean;
  isJson: boolean;
}

function readArguments(): Wanted | null {
  try {
    const options = { quick: { type: 'boolean' }, json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.some((name) => !Object.hasOwn(goals, name))) return null;
    const names = positionals.length > 0 ? positionals : Object.keys(goals);
    return { names, isQuick: values.quick ?? false, isJson: values.json ?? false };
  } catch {
    return null;
  }
}

async function main(): Promise<number> {
  const wanted = readArguments();
  if (!wanted) {
    console.error(`Usage: ${usage}`);
    return 2;
  }
  if (!(await ensureBuilt())) return 1;
  const figures: Figure[] = [];
  const failed: string[] = [];
  for (const name of wanted.names) {
    const began = performance.now();
    pinLoad();
    try {
      figures.push(...((await goals[name]?.({ isQuick: wanted.isQuick })) ?? []));
    } catch (error) {
      // The others can still be measured.
      console.error(`${name} could not be measured:`, error);
      failed.push(name);
    }
    console.error(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  console.log(wanted.isJson ? figures.map((one) => JSON.stringify(one)).join('\n') : table(figures));
  return failed.length > 0 || figures.some(({ verdict }) => verdict === 'missed') ? 1 : 0;
}

process.exit(await main());
