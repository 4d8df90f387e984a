import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './database.ts';

/**
 * Which sessions were deleted here, as digests of their ids: nothing is left of them, but a backup from before
 * must not bring them back unasked. One digest a line; the same one twice does no harm.
 */

const name = 'deleted';

export function deletionOf(session: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['deleted', session]))
    .digest('hex');
}

/** Durable when it resolves. */
export async function addDeletions(directory: string, digests: readonly string[]): Promise<void> {
  const known = await readDeletions(directory);
  const added = digests.filter((digest) => !known.has(digest));
  if (added.length === 0) return;
  const file = await open(join(directory, name), 'a', 0o600);
  try {
    await file.write(added.map((digest) => `${digest}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function readDeletions(directory: string): Promise<Set<string>> {
  try {
    const text = await readFile(join(directory, name), 'utf8');
    return new Set(text.split('\n').filter((line) => /^[0-9a-f]{64}$/u.test(line)));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return new Set();
    throw error;
  }
}
