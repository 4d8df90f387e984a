import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePristine as makeDatabase } from '../server/log/startup.ts';
import { house } from './setup.mjs';

/**
 * Makes the empty database directory that a first start copies: creating one takes PGlite up to ten
 * seconds, copying takes a tenth of one. It must be made exactly as the server would make it, and is
 * bound to the PGlite that did; so what stands beside it names both, and only the same is reused.
 */
export async function makePristine({ to, reuse }: { to: string; reuse: string }): Promise<void> {
  const maker = makerOf();
  if (existsSync(`${reuse}.version`) && readFileSync(`${reuse}.version`, 'utf8') === maker) {
    cpSync(reuse, to, { recursive: true });
  } else {
    await makeDatabase(to);
  }
  writeFileSync(`${to}.version`, maker);
}

function makerOf(): string {
  const file = join(house, 'node_modules/@electric-sql/pglite/package.json');
  const manifest: { version: string } = JSON.parse(readFileSync(file, 'utf8'));
  const settings = readFileSync(join(house, 'server/log/pglite-database.ts'));
  return `${manifest.version} ${createHash('sha256').update(settings).digest('hex')}`;
}
