import { join } from 'node:path';
import { z } from 'zod';
import type { SessionKeys } from './drawer.ts';
import { readIfThere } from './disk.ts';
import { keyFilePath } from './file.ts';
import { readSlots } from './slots.ts';

/**
 * One session's keys as a file of its own, beside the journal and never inside it: whoever is given only the
 * journal can check it and read what was decided, but neither a name nor what somebody wrote under one.
 */

const hex = z.string().regex(/^[0-9a-f]{64}$/u);

const KeysFile = z.strictObject({
  format: z.literal('parley-keys'),
  version: z.literal(1),
  session: z.string(),
  keys: z.record(hex, z.string().regex(/^[\w-]{43}$/u)),
  erased: z.array(hex),
});

export function writeKeys(session: string, { keys, erased }: SessionKeys): string {
  return `${JSON.stringify({ format: 'parley-keys', version: 1, session, keys, erased })}\n`;
}

/** Null when the file is no such thing. */
export function readKeys(bytes: Buffer): { session: string; keys: SessionKeys } | null {
  const parsed = KeysFile.safeParse(parseJson(bytes));
  if (!parsed.success) return null;
  const { session, keys, erased } = parsed.data;
  return { session, keys: { keys, erased } };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

/** Reads a drawer that a running server may be writing to. Changes nothing. */
export async function keysInDrawer(directory: string, session: string): Promise<SessionKeys> {
  const path = keyFilePath(directory, session);
  const { held, damaged } = readSlots(await readIfThere(path));
  if (damaged !== null) throw new Error(`Key ${damaged + 1} in ${path} is damaged; the disk may be failing.`);
  const live = held.flatMap(({ digest, key }) =>
    key === null ? [] : [[digest, key.toString('base64url')] as const],
  );
  return {
    keys: Object.fromEntries(live),
    erased: held.filter(({ key }) => key === null).map(({ digest }) => digest),
  };
}

export function keysDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'keys');
}
