import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { house } from './setup.mjs';

/**
 * Makes the empty database directory that a first start copies: creating one takes PGlite up to ten
 * seconds, copying takes a tenth of one. It is bound to the PGlite version that made it, whose name
 * stands beside it; a directory of the same version is reused.
 */
export async function makePristine({ to, reuse }: { to: string; reuse: string }): Promise<void> {
  const version = pgliteVersion();
  if (existsSync(`${reuse}.version`) && readFileSync(`${reuse}.version`, 'utf8') === version) {
    cpSync(reuse, to, { recursive: true });
  } else {
    const database = await PGlite.create(to);
    await database.exec('checkpoint');
    await database.close();
  }
  writeFileSync(`${to}.version`, version);
}

function pgliteVersion(): string {
  const file = join(house, 'node_modules/@electric-sql/pglite/package.json');
  const manifest: { version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return manifest.version;
}
