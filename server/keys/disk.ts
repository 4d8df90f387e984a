/**
 * Writing that is on disk when it resolves, for the small files whose loss or survival is a promise
 * (round keys, ballot boxes, key drawers). The two calls that may fail in interesting ways are a port,
 * so that a test can give a full or a broken disk; everything else is node:fs.
 */
import { mkdir, open, readFile, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface Disk {
  write(file: FileHandle, bytes: Uint8Array, position: number): Promise<void>;
  sync(file: FileHandle): Promise<void>;
}

/** Ends the process: the sentence says what can no longer be promised. */
export type Fatal = (sentence: string, cause: unknown) => void;

export const realDisk: Disk = {
  async write(file, bytes, position) {
    let written = 0;
    while (written < bytes.length) {
      const part = await file.write(bytes, written, bytes.length - written, position + written);
      written += part.bytesWritten;
    }
  },
  async sync(file) {
    await file.datasync();
  },
};

export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** No room left is expected and refused by name; every other disk error is final. */
export function isFull(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** A new or removed name is durable only once its directory is. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Without its parent's sync a power cut takes the directory with everything synced inside it. */
export async function makeDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await syncDirectory(dirname(path));
}

export async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

export async function unlinkIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

export const GONE = '.gone';

/**
 * Removes a file of secrets: set aside under another name first, so that a crash in the middle leaves
 * something start-up knows to finish and never a half-overwritten key that looks like a whole one.
 */
export async function shred(path: string, disk: Disk): Promise<void> {
  const aside = path.endsWith(GONE) ? path : path + GONE;
  try {
    if (aside !== path) await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  await syncDirectory(dirname(path));
  const file = await open(aside, 'r+');
  try {
    const { size } = await file.stat();
    await disk.write(file, new Uint8Array(size), 0);
    await disk.sync(file);
  } finally {
    await file.close();
  }
  await unlink(aside);
  await syncDirectory(dirname(path));
}
