/**
 * The key drawer in a directory: one file a session, named by a digest of the session's id. Part of a backup
 * only beside the journal, never inside it; after restoring one, the log's erasures are applied again.
 */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GONE, makeDirectory, realDisk, shred, type Disk, type Fatal } from './disk.ts';
import type { DestroyResult, EnsureResult, ImportResult, KeyDrawer, SessionKeys } from './drawer.ts';
import { KeyFile, type Ground } from './key-file.ts';
import { keyDigest, sealText, unsealText } from './seal.ts';

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
  const interrupted = (await readdir(directory)).filter((file) => file.endsWith(GONE));
  for (const file of interrupted) await shred(join(directory, file), ground.disk);
  return new FileKeyDrawer(directory, ground);
}

class FileKeyDrawer implements KeyDrawer {
  private readonly directory: string;
  private readonly ground: Ground;
  private readonly loading = new Map<string, Promise<KeyFile>>();
  private readonly loaded = new Map<string, KeyFile>();

  constructor(directory: string, ground: Ground) {
    this.directory = directory;
    this.ground = ground;
  }

  async load(session: string): Promise<void> {
    const loading = this.loading.get(session) ?? KeyFile.find(this.pathOf(session), this.ground);
    this.loading.set(session, loading);
    try {
      this.loaded.set(session, await loading);
    } catch (error) {
      this.loading.delete(session);
      throw error;
    }
  }

  async ensure(session: string, keyIds: string[]): Promise<EnsureResult> {
    const wanted = keyIds.map((keyId) => ({ digest: keyDigest(session, keyId) }));
    const outcome = await this.keysOf(session).add(wanted);
    return outcome === 'done' ? { ensured: true } : { refused: outcome };
  }

  seal(session: string, keyId: string, plain: string): string {
    const key = this.keysOf(session).key(keyDigest(session, keyId));
    if (!key) throw new Error('A text was to be sealed under a key that was not ensured, or is erased.');
    return sealText(key, session, keyId, plain);
  }

  unseal(session: string, keyId: string, sealed: string): string | null {
    const key = this.keysOf(session).key(keyDigest(session, keyId));
    return key ? unsealText(key, session, keyId, sealed) : null;
  }

  async destroy(session: string, keyIds: string[]): Promise<DestroyResult> {
    const outcome = await this.keysOf(session).erase(keyIds.map((keyId) => keyDigest(session, keyId)));
    return outcome === 'read-only' ? { refused: outcome } : { destroyed: true };
  }

  async destroySession(session: string): Promise<void> {
    const loading = this.loading.get(session);
    this.loading.delete(session);
    this.loaded.delete(session);
    await (await loading)?.release();
    try {
      await shred(this.pathOf(session), this.ground.disk);
    } catch (error) {
      this.ground.fatal('The keys of a session could not be destroyed.', error);
      throw error;
    }
  }

  async exportKeys(session: string): Promise<SessionKeys> {
    const entries = this.keysOf(session).entries();
    const live = entries.flatMap(({ digest, key }) =>
      key ? [[digest, key.toString('base64url')] as const] : [],
    );
    return {
      keys: Object.fromEntries(live),
      erased: entries.filter(({ key }) => key === null).map(({ digest }) => digest),
    };
  }

  async importKeys(session: string, { keys, erased }: SessionKeys): Promise<ImportResult> {
    const file = this.keysOf(session);
    const given = Object.entries(keys).map(([digest, text]) => ({
      digest,
      key: Buffer.from(text, 'base64url'),
    }));
    for (const { digest, key } of given) {
      const held = file.key(digest);
      if (held && !held.equals(key)) throw new Error('An imported key differs from the one already here.');
    }
    // Erased first: a key that the import both holds and calls erased never lives, not even for a moment.
    if ((await file.erase(erased)) === 'read-only') return { refused: 'read-only' };
    const missing = given.filter(({ digest }) => file.key(digest) === undefined);
    if ((await file.add(missing)) === 'read-only') return { refused: 'read-only' };
    return { imported: true };
  }

  async stop(): Promise<void> {
    const files = await Promise.all(this.loading.values());
    await Promise.all(files.map((file) => file.release()));
    this.loading.clear();
    this.loaded.clear();
  }

  private keysOf(session: string): KeyFile {
    const file = this.loaded.get(session);
    if (file === undefined) throw new Error('The keys of a session were asked for before they were loaded.');
    return file;
  }

  private pathOf(session: string): string {
    const name = createHash('sha256')
      .update(JSON.stringify(['session', session]))
      .digest('hex')
      .slice(0, 40);
    return join(this.directory, `${name}.keys`);
  }
}
