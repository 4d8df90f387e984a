import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './database.ts';
import { writeWhole } from './whole-file.ts';

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

export async function addDeletion(directory: string, session: string): Promise<void> {
  const known = await readDeletions(directory);
  if (!known.has(deletionOf(session))) await writeDeletions(directory, [...known, deletionOf(session)]);
}

export async function writeDeletions(directory: string, digests: readonly string[]): Promise<void> {
  await writeWhole(join(directory, name), digests.map((digest) => `${digest}\n`).join(''));
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
