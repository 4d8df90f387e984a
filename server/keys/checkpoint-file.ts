/**
 * What a long session had come to, so that the next start need not open every event again. It holds in clear what
 * the session's keys open, so it lies with them, and whatever erases one of them destroys it first. Sealed under a
 * key of its own in the same file: overwriting that is enough, and nothing in the file can be read by chance.
 *
 *     key 32 | nonce 12 | tag 16 | sealed text
 *
 * Only ever a shortcut: a file that is missing, cut short or made by another build is passed over.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { readIfThere, type Disk } from './disk.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = KEY_BYTES + NONCE_BYTES + TAG_BYTES;

/** A file that was not finished; start-up shreds it. */
export const UNFINISHED = '.new';

export interface Remembered {
  /** by which build, for which session: opened with anything else it is none */
  by: string;
  text: string;
}

export async function writeCheckpoint(path: string, { by, text }: Remembered, disk: Disk): Promise<void> {
  const key = randomBytes(KEY_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(by));
  const sealed = cipher.update(text, 'utf8');
  cipher.final();
  const file = await open(path + UNFINISHED, 'w', 0o600);
  try {
    await disk.write(file, Buffer.concat([key, nonce, cipher.getAuthTag()]), 0);
    await disk.write(file, sealed, HEAD_BYTES);
  } finally {
    key.fill(0);
    await file.close();
  }
  await rename(path + UNFINISHED, path);
}

/** Null when there is none that this build can use. */
export async function readCheckpoint(path: string, by: string): Promise<string | null> {
  const bytes = await readIfThere(path);
  if (bytes.length <= HEAD_BYTES) return null;
  const nonce = bytes.subarray(KEY_BYTES, KEY_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', bytes.subarray(0, KEY_BYTES), nonce)
    .setAAD(Buffer.from(by))
    .setAuthTag(bytes.subarray(KEY_BYTES + NONCE_BYTES, HEAD_BYTES));
  // All of it at once: of this cipher the last part is empty, and every further copy of a long text costs time.
  const text = decipher.update(bytes.subarray(HEAD_BYTES));
  try {
    decipher.final();
    return text.toString('utf8');
  } catch {
    return null;
  }
}
