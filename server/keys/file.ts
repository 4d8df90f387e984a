/**
 * The key drawer in a directory: one file a session, named by a digest of the session's id. Part of a backup
 * only beside the journal, never inside it; after restoring one, the log's erasures are applied again.
 */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UNFINISHED } from './checkpoint-file.ts';
import { GONE, makeDirectory, realDisk, shred, type Disk, type Fatal } from './disk.ts';
import type { KeyDrawer } from './drawer.ts';
import { HolderDrawer } from './holder.ts';
import { checkpointBeside, KeyFile, type Ground } from './key-file.ts';

export interface FileKeyDrawerOptions {
  /** DATA_DIR/keys */
  directory: string;
  fatal: Fatal;
  disk?: Disk;
}

export async function openFileKeyDrawer({
  directory,
  fatal,
  disk,
}: FileKeyDrawerOptions): Promise<KeyDrawer> {
  const ground = { fatal, disk: disk ?? realDisk };
  await makeDirectory(directory);
  const interrupted = (await readdir(directory)).filter(
    (file) => file.endsWith(GONE) || file.endsWith(UNFINISHED),
  );
  for (const file of interrupted) await shred(join(directory, file), ground.disk);
  const pathOf = (session: string): string => keyFilePath(directory, session);
  return new HolderDrawer({
    find: (session) => KeyFile.find(pathOf(session), ground),
    remove: (session) => remove(pathOf(session), ground),
  });
}

async function remove(path: string, ground: Ground): Promise<void> {
  try {
    await shred(checkpointBeside(path), ground.disk);
    await shred(path, ground.disk);
  } catch (error) {
    ground.fatal('The keys of a session could not be destroyed.', error);
    throw error;
  }
}

export function keyFilePath(directory: string, session: string): string {
  return join(directory, `${nameOf(session)}.keys`);
}

function nameOf(session: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['session', session]))
    .digest('hex')
    .slice(0, 40);
}
