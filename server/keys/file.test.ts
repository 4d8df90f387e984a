import {
  appendFile,
  mkdtemp,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keyDrawerContract } from './contract.ts';
import { realDisk, type Disk } from './disk.ts';
import type { KeyDrawer } from './drawer.ts';
import { openFileKeyDrawer } from './file.ts';
import { keyDigest, unsealText } from './seal.ts';
import { SLOT_BYTES } from './slots.ts';

const fatal = (sentence: string): void => {
  throw new Error(sentence);
};
const session = 'session-1';
const newDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), 'parley-keys-'));

keyDrawerContract('files', async () => {
  const directory = await newDirectory();
  let drawer = await openFileKeyDrawer({ directory, fatal });
  return {
    drawer,
    again: async () => {
      await drawer.stop();
      drawer = await openFileKeyDrawer({ directory, fatal });
      return drawer;
    },
    cleanUp: async () => {
      await drawer.stop();
      await rm(directory, { recursive: true });
    },
  };
});

describe('key drawers in files', () => {
  let directory: string;
  let drawer: KeyDrawer;

  const start = async (disk: Disk = realDisk): Promise<void> => {
    drawer = await openFileKeyDrawer({ directory, fatal, disk });
    await drawer.load(session);
  };
  const restart = async (disk?: Disk): Promise<void> => {
    await drawer.stop();
    await start(disk);
  };
  const pathOf = async (): Promise<string> => join(directory, (await readdir(directory))[0] ?? '');
  const overwrite = async (at: number, bytes: Buffer): Promise<void> => {
    const file = await open(await pathOf(), 'r+');
    await file.write(bytes, 0, bytes.length, at);
    await file.close();
  };
  const sealed = async (person: string): Promise<string> => {
    await drawer.ensure(session, [person]);
    return drawer.seal(session, person, `name of ${person}`);
  };

  beforeEach(async () => {
    directory = await newDirectory();
    await start();
  });

  afterEach(async () => {
    await drawer.stop();
    await rm(directory, { recursive: true });
  });

  test('after an erasure no bytes in the directory open the name, and the key is nowhere', async () => {
    const ada = await sealed('ada');
    await sealed('ben');
    const key = Buffer.from(
      (await drawer.exportKeys(session)).keys[keyDigest(session, 'ada')] ?? '',
      'base64url',
    );
    expect((await readFile(await pathOf())).includes(key)).toBe(true);
    await drawer.destroy(session, ['ada']);
    const bytes = await readFile(await pathOf());
    expect(bytes.includes(key)).toBe(false);
    for (let at = 0; at + 32 <= bytes.length; at++)
      expect(() => unsealText(bytes.subarray(at, at + 32), session, 'ada', ada)).toThrow('does not belong');
  });

  test('the file is for its owner alone and holds neither names nor ids nor the session', async () => {
    await sealed('participant-of-note');
    const path = await pathOf();
    expect((await stat(path)).mode & 0o077).toBe(0);
    expect(path).toMatch(/[0-9a-f]{40}\.keys$/);
    expect(await readFile(path, 'latin1')).not.toContain('of-note');
  });

  test('erasing keeps the file’s size: the slot is overwritten, not left behind', async () => {
    await sealed('ada');
    const before = (await stat(await pathOf())).size;
    await drawer.destroy(session, ['ada']);
    expect((await stat(await pathOf())).size).toBe(before);
  });

  test('a torn key slot at the end is cut off; its id can have a key', async () => {
    const ada = await sealed('ada');
    await sealed('ben');
    await drawer.stop();
    await overwrite(SLOT_BYTES + 60, Buffer.alloc(16));
    await appendFile(await pathOf(), Buffer.alloc(SLOT_BYTES + 50, 7));
    await start();
    expect((await stat(await pathOf())).size).toBe(SLOT_BYTES);
    expect(drawer.unseal(session, 'ada', ada)).toBe('name of ada');
    const ben = await sealed('ben');
    await restart();
    expect(drawer.unseal(session, 'ben', ben)).toBe('name of ben');
  });

  test('an empty slot that a power cut left inside is passed over', async () => {
    await sealed('ada');
    await drawer.ensure(session, ['ben', 'cleo']);
    await drawer.stop();
    await overwrite(SLOT_BYTES, Buffer.alloc(SLOT_BYTES));
    await start();
    expect(Object.keys((await drawer.exportKeys(session)).keys).length).toBe(2);
    const ben = await sealed('ben');
    await restart();
    expect(drawer.unseal(session, 'ben', ben)).toBe('name of ben');
  });

  test('a damaged slot inside stops with a sentence', async () => {
    await sealed('ada');
    await sealed('ben');
    await drawer.stop();
    await overwrite(60, Buffer.alloc(16));
    drawer = await openFileKeyDrawer({ directory, fatal });
    await expect(drawer.load(session)).rejects.toThrow(/Key 1 in .* is damaged/);
  });

  test('a session’s destruction that was interrupted is finished at the next start', async () => {
    await sealed('ada');
    await drawer.stop();
    const path = await pathOf();
    await rename(path, `${path}.gone`);
    await start();
    expect(await readdir(directory)).toEqual([]);
  });

  test('keys asked for together share one sync', async () => {
    let syncs = 0;
    await sealed('ada');
    await restart({
      ...realDisk,
      sync: async (file) => {
        syncs++;
        await realDisk.sync(file);
      },
    });
    await Promise.all(
      Array.from({ length: 50 }, (_, person) => drawer.ensure(session, [`person-${person}`])),
    );
    expect(syncs).toBe(1);
  });

  test('what is remembered is there for the same build after a start, sealed, and for no other', async () => {
    await sealed('ada');
    await drawer.remember(session, { by: 'build one', text: 'Ada said so' });
    await drawer.remember(session, { by: 'build one', text: 'Ada said more' });
    await restart();
    expect(await drawer.remembered(session, 'build one')).toBe('Ada said more');
    expect(await drawer.remembered(session, 'build two')).toBeNull();
    const files = (await readdir(directory)).filter((file) => !file.endsWith('.keys'));
    expect(files).toHaveLength(1);
    const path = join(directory, files[0] ?? '');
    expect((await readFile(path)).includes('Ada')).toBe(false);
    await truncate(path, 70);
    expect(await drawer.remembered(session, 'build one')).toBeNull();
  });

  test.each([
    ['a key is destroyed', async () => await drawer.destroy(session, ['ada'])],
    ['a key that never was is barred', async () => await drawer.destroy(session, ['zoe'])],
    [
      'an import brings an erasure',
      async () => await drawer.importKeys(session, { keys: {}, erased: [keyDigest(session, 'ada')] }),
    ],
    ['the session goes', async () => await drawer.destroySession(session)],
  ])('when %s, what was remembered is destroyed', async (_, erase) => {
    await sealed('ada');
    const remembering = drawer.remember(session, { by: 'build', text: 'Ada said so' });
    await erase();
    await remembering;
    expect((await readdir(directory)).filter((file) => !file.endsWith('.keys'))).toEqual([]);
  });

  test('an unfinished one is shredded at the start, and without room there is none', async () => {
    await sealed('ada');
    await writeFile(join(directory, 'half.checkpoint.new'), 'Ada said');
    await restart({
      ...realDisk,
      write: async (file, bytes, position) => {
        if ((await file.stat()).size < position + bytes.length)
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        await realDisk.write(file, bytes, position);
      },
    });
    expect((await readdir(directory)).filter((file) => !file.endsWith('.keys'))).toEqual([]);
    await drawer.remember(session, { by: 'build', text: 'Ada said so' });
    expect(await drawer.remembered(session, 'build')).toBeNull();
    expect((await readdir(directory)).filter((file) => !file.endsWith('.keys'))).toEqual([]);
  });

  test('a full disk refuses new keys by name, still erases, and takes keys again when there is room', async () => {
    const ada = await sealed('ada');
    let room = 40;
    await restart({
      ...realDisk,
      write: async (file, bytes, position) => {
        const { size } = await file.stat();
        const fits = Math.max(size - position, Math.min(room, bytes.length));
        await realDisk.write(file, bytes.subarray(0, fits), position);
        if (fits < bytes.length)
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
    });
    expect(await drawer.ensure(session, ['ben'])).toEqual({ refused: 'read-only' });
    expect(drawer.unseal(session, 'ada', ada)).toBe('name of ada');
    expect(await drawer.destroy(session, ['ada', 'cleo'])).toEqual({ refused: 'read-only' });
    expect(drawer.unseal(session, 'ada', ada)).toBeNull();
    room = Infinity;
    expect(await drawer.destroy(session, ['ada', 'cleo'])).toEqual({ destroyed: true });
    expect(await drawer.ensure(session, ['ben'])).toEqual({ ensured: true });
    await restart();
    expect(await drawer.ensure(session, ['cleo'])).toEqual({ refused: 'erased' });
  });

  test('a failed sync is final: the process is told to end and nothing is promised after it', async () => {
    await drawer.stop();
    const sentences: string[] = [];
    let works = false;
    const sync: Disk['sync'] = async (file) => {
      if (!works) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
      await realDisk.sync(file);
    };
    const failing = {
      directory,
      fatal: (sentence: string) => sentences.push(sentence),
      disk: { ...realDisk, sync },
    };
    drawer = await openFileKeyDrawer(failing);
    await drawer.load(session);
    await expect(drawer.ensure(session, ['ada'])).rejects.toThrow('could not be stored');
    works = true;
    await expect(drawer.ensure(session, ['ben'])).rejects.toThrow('could not be stored');
    expect(sentences).toEqual(['The keys of a session could not be stored.']);
  });
});
