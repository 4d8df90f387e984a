import { randomBytes } from 'node:crypto';
import { link, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { codeOf, isNoSpace, messageOf } from './database.ts';

/**
 * One process a data directory, decided without a race and without trusting process ids.
 *
 * A starter listens on a socket of its own, then tries to link a file naming that socket as the next
 * `lock.N`; linking succeeds for exactly one. Whether an earlier owner lives is asked of its socket,
 * which the kernel closes however the owner ends. The highest `lock.N` is never deleted, not even
 * when the owner leaves: were the numbers to start again, someone who slept in between could link a
 * number above the new owner's.
 */

/** Proof of ownership; whoever opens the log asks for it. */
export interface Lock {
  directory: string;
  release(): Promise<void>;
}

export interface LockRefused {
  refused: 'in-use' | 'not-writable';
  pid: number | null;
  sentence: string;
}

export async function takeLock(directory: string): Promise<Lock | LockRefused> {
  const name = randomBytes(6).toString('hex');
  const claim = join(directory, `.claim-${name}`);
  const place = await Place.of(directory);
  try {
    const { server, socket } = await place.listen(`.l-${name}`);
    const text = JSON.stringify({ pid: process.pid, socket });
    try {
      await writeFile(claim, text, { mode: 0o600 });
      const owner = await linkNext(place, claim);
      if (owner === null) return { directory, release: async () => await closeServer(server) };
      await closeServer(server);
      return inUse(directory, owner.pid);
    } catch (error) {
      await closeServer(server);
      throw error;
    }
  } catch (error) {
    const why = isNoSpace(error)
      ? 'the disk is full; make room and start again'
      : `${messageOf(error)}; mend that, or set DATA_DIR`;
    const sentence = `The data directory ${directory} cannot be used: ${why}.`;
    return { refused: 'not-writable', pid: null, sentence };
  } finally {
    // Where the directory is none, this fails for the same reason again.
    await rm(claim, { force: true }).catch(() => {});
    await place.leave();
  }
}

function inUse(directory: string, pid: number | null): LockRefused {
  const by = pid === null ? 'another process' : `process ${pid}`;
  const sentence = `The data directory ${directory} is in use by ${by}; stop that first, or set DATA_DIR.`;
  return { refused: 'in-use', pid, sentence };
}

/** What a lock file says. */
interface Claim {
  pid: number | null;
  socket: string;
}

/** Becomes the owner (null), or says who is. */
async function linkNext(place: Place, claim: string): Promise<Claim | null> {
  for (;;) {
    const numbers = await lockNumbers(place.directory);
    const highest = numbers.at(-1) ?? 0;
    const owner = highest === 0 ? null : await readClaim(lockPath(place.directory, highest));
    // Deleted since it was listed: a newer owner did that, so look again.
    if (highest > 0 && owner === null) continue;
    if (owner !== null && (await place.answers(owner.socket))) return owner;
    if (!(await linked(claim, lockPath(place.directory, highest + 1)))) continue;
    if (await overtaken(place.directory, highest + 1)) continue;
    await clearAway(place.directory, numbers);
    return null;
  }
}

async function linked(claim: string, path: string): Promise<boolean> {
  try {
    await link(claim, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** A number can be free again because newer owners cleared it away; then a higher one exists. */
async function overtaken(directory: string, mine: number): Promise<boolean> {
  const numbers = await lockNumbers(directory);
  if (numbers.at(-1) === mine) return false;
  await rm(lockPath(directory, mine), { force: true });
  return true;
}

async function clearAway(directory: string, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    const path = lockPath(directory, number);
    const old = await readClaim(path);
    if (old !== null && old.socket !== '') await rm(resolve(directory, old.socket), { force: true });
    await rm(path, { force: true });
  }
}

function lockPath(directory: string, number: number): string {
  return join(directory, `lock.${number}`);
}

async function lockNumbers(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names
    .flatMap((name) => /^lock\.(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** Null when the file is gone. */
async function readClaim(path: string): Promise<Claim | null> {
  try {
    const claim: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof claim !== 'object' || claim === null) return { pid: null, socket: '' };
    const pid = 'pid' in claim && typeof claim.pid === 'number' ? claim.pid : null;
    const socket = 'socket' in claim && typeof claim.socket === 'string' ? claim.socket : '';
    return { pid, socket };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    // Linking is atomic, but the machine may have stopped before the content reached the disk.
    if (error instanceof SyntaxError) return { pid: null, socket: '' };
    throw error;
  }
}

/** A data directory as sockets can reach it: their paths may not be longer than about a hundred bytes. */
class Place {
  readonly directory: string;
  private readonly short: string;
  private readonly shortcut: string | null;

  private constructor(directory: string, short: string, shortcut: string | null) {
    this.directory = directory;
    this.short = short;
    this.shortcut = shortcut;
  }

  static async of(directory: string): Promise<Place> {
    const whole = resolve(directory);
    if (Buffer.byteLength(whole) + socketNameLength < socketPathMax) return new Place(whole, whole, null);
    // The socket lives in the data directory all the same, where nobody tidies up; only the way is shorter.
    const shortcut = await mkdtemp(join(tmpdir(), 'parley-'));
    const short = join(shortcut, 'd');
    await symlink(whole, short);
    return new Place(whole, short, shortcut);
  }

  async leave(): Promise<void> {
    if (this.shortcut !== null) await rm(this.shortcut, { recursive: true, force: true });
  }

  /** `socket` is what the lock file says: a name in the directory, or a whole path where it can hold no socket. */
  async listen(name: string): Promise<{ server: Server; socket: string }> {
    try {
      return { server: await listening(join(this.short, name)), socket: name };
    } catch (error) {
      // Some mounted file systems hold no sockets; an unwritable directory fails again right after.
      const elsewhere = join(tmpdir(), `parley${name}`);
      if (codeOf(error) === 'ENOENT') throw error;
      return { server: await listening(elsewhere), socket: elsewhere };
    }
  }

  /** Only a socket that is not there or that nobody listens on belongs to a dead owner. */
  async answers(socket: string): Promise<boolean> {
    if (socket === '') return false;
    return await new Promise((done) => {
      const connection = createConnection(resolve(this.short, socket));
      connection.once('connect', () => {
        connection.destroy();
        done(true);
      });
      connection.once('error', (error) => {
        const code = codeOf(error);
        done(code !== 'ECONNREFUSED' && code !== 'ENOENT');
      });
    });
  }
}

const socketPathMax = 100;
const socketNameLength = '/.l-'.length + 12;

async function listening(path: string): Promise<Server> {
  const server = createServer((connection) => {
    // Whoever asks hangs up at once; an unhandled error here once killed the owner.
    connection.on('error', () => connection.destroy());
    connection.destroy();
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(path, done);
  });
  server.unref();
  return server;
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((done) => server.close(() => done()));
}
