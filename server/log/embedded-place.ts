import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lock } from './lock.ts';
import { takeLock } from './lock.ts';
import type { Log } from './log.ts';
import { openEmbeddedLog } from './pglite.ts';
import type { EmbeddedOptions } from './pglite.ts';
import { makePristine } from './startup.ts';

/** For tests and drills: data directories that come and go, and one pristine database for all of them. */
export function freshDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'parley-log-'));
}

/** Made once a machine and kept between runs, because it takes seconds. */
export async function pristineDatabase(): Promise<string> {
  const path = join(tmpdir(), `parley-pristine-${process.getuid?.() ?? 0}-2`);
  if (existsSync(path)) return path;
  const fresh = `${path}.${process.pid}`;
  await makePristine(fresh);
  try {
    renameSync(fresh, path);
  } catch {
    // Another run was quicker.
    rmSync(fresh, { recursive: true, force: true });
  }
  return path;
}

export interface Kept {
  log: Log;
  lock: Lock;
  /** What `fatal` was called with. */
  sentences: string[];
  close(): Promise<void>;
}

export async function openAt(directory: string, options: Partial<EmbeddedOptions> = {}): Promise<Kept> {
  const opened = await tryOpen(directory, options);
  if ('refused' in opened) throw new Error(opened.refused);
  return opened;
}

/** Like `openAt`, with the refusal's sentence where there is one. */
export async function tryOpen(
  directory: string,
  options: Partial<EmbeddedOptions> = {},
): Promise<Kept | { refused: string }> {
  const lock = await takeLock(directory);
  if ('refused' in lock) return { refused: lock.sentence };
  const sentences: string[] = [];
  const pristine = await pristineDatabase();
  const fatal = (sentence: string) => void sentences.push(sentence);
  const log = await openEmbeddedLog({ lock, fatal, pristine, ...options });
  if ('refused' in log) {
    await lock.release();
    return { refused: log.sentence };
  }
  const close = async () => {
    await log.close();
    await lock.release();
  };
  return { log, lock, sentences, close };
}
