import { existsSync } from 'node:fs';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { candidates } from '../address.ts';
import type { Config } from '../config.ts';
import { compareDatabase } from '../log/comparison.ts';
import { messageOf } from '../log/database.ts';
import type { JournalCopy } from '../log/journal-copy.ts';
import { takeLock } from '../log/lock.ts';
import { keyStory, type KeyStory } from './erasures.ts';
import { openSource, type Source } from './source.ts';

/** Everything a server needs to start and to keep its promises, looked at one by one. Nothing is changed. */

export interface Finding {
  name: string;
  ok: boolean;
  says: string;
  /** what to do about it */
  next?: string;
}

export interface Examined {
  config: Config;
  /** milliseconds since 1970 */
  now: number;
  nodeVersion: string;
  progress(done: number, all: number, what: string): void;
}

export async function examine(examined: Examined): Promise<Finding[]> {
  const { config } = examined;
  const findings = [nodeFinding(examined.nodeVersion)];
  if (config.databaseUrl === null) findings.push(await directoryFinding(config), await spaceFinding(config));
  const holder = config.databaseUrl === null ? await holderOf(config) : null;
  if (holder !== null) findings.push(holder.finding);
  findings.push(...(await findingsOfSessions(examined, holder?.isFree ?? false)));
  findings.push(await portFinding(config, holder?.isFree === false), addressFinding(config));
  return findings;
}

const oldestNode = [20, 19] as const;

function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  const ok = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const next = `Install Node.js ${oldestNode.join('.')} or newer.`;
  return { name: 'Node.js', ok, says: version, ...(!ok && { next }) };
}

async function directoryFinding({ dataDirectory }: Config): Promise<Finding> {
  const name = 'data directory';
  const isThere = existsSync(dataDirectory);
  const looked = isThere ? dataDirectory : nearest(dataDirectory);
  try {
    if (!(await stat(looked)).isDirectory()) throw new Error('it is no directory');
    await access(looked, constants.W_OK | constants.X_OK);
    const says = isThere ? `${dataDirectory} can be written` : `${dataDirectory} is made at the first start`;
    return { name, ok: true, says };
  } catch (error) {
    const says = `${dataDirectory} cannot be written: ${messageOf(error)}`;
    return { name, ok: false, says, next: 'Give it to the user that runs Parley, or set DATA_DIR.' };
  }
}

/** The first directory above that exists. */
function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path));
}

const roomWantedBytes = 256 * 1024 * 1024;

async function spaceFinding({ dataDirectory }: Config): Promise<Finding> {
  const { bavail, bsize } = await statfs(nearest(dataDirectory));
  const ok = bavail * bsize >= roomWantedBytes;
  const says = `${Math.floor((bavail * bsize) / 1024 / 1024)} MB are free`;
  const next = 'Free some: on a full disk sessions can only be read.';
  return { name: 'space', ok, says, ...(!ok && { next }) };
}

async function holderOf({ dataDirectory }: Config): Promise<{ finding: Finding; isFree: boolean }> {
  const name = 'lock';
  if (!existsSync(dataDirectory))
    return { isFree: true, finding: { name, ok: true, says: 'nobody uses it' } };
  const lock = await takeLock(dataDirectory);
  if (!('refused' in lock)) {
    await lock.release();
    return { isFree: true, finding: { name, ok: true, says: 'nobody uses the data directory' } };
  }
  const by = lock.pid === null ? 'another process' : `process ${lock.pid}`;
  if (lock.refused === 'in-use')
    return {
      isFree: false,
      finding: { name, ok: true, says: `${by} uses the data directory: a server runs` },
    };
  const next = 'Give it to the user that runs Parley, or set DATA_DIR.';
  return { isFree: false, finding: { name, ok: false, says: lock.sentence, next } };
}

async function findingsOfSessions(examined: Examined, isFree: boolean): Promise<Finding[]> {
  const source = openSource(examined.config);
  try {
    const read = await readAll(source, examined);
    const findings = [chainFinding(read)];
    if (isFree) findings.push(await databaseFinding(examined.config, read.journals));
    findings.push(...(await keyFindings(source, read.stories)), clockFinding(examined, read.journals));
    return findings;
  } catch (error) {
    const next = 'See that it runs, and that DATABASE_URL names it.';
    const says = `${source.name} cannot be read: ${messageOf(error)}`;
    return [{ name: 'sessions', ok: false, says, ...(examined.config.databaseUrl !== null && { next }) }];
  } finally {
    await source.close();
  }
}

interface Read {
  journals: ReadonlyMap<string, JournalCopy>;
  stories: ReadonlyMap<string, KeyStory>;
  broken: string[];
}

async function readAll(source: Source, { progress }: Examined): Promise<Read> {
  const journals = new Map<string, JournalCopy>();
  const stories = new Map<string, KeyStory>();
  const broken: string[] = [];
  const listed = await source.sessions();
  for (const [at, { session }] of listed.entries()) {
    progress(at, listed.length, session);
    const copy = await source.journal(session);
    if (copy === null) continue;
    if ('refused' in copy) {
      broken.push(copy.sentence);
      continue;
    }
    const story = storyOf(session, copy);
    journals.set(session, copy);
    stories.set(session, story);
    if (story.unreadable !== null)
      broken.push(
        `Position ${story.unreadable} of session ${session} is no event that Parley can have written.`,
      );
  }
  return { journals, stories, broken };
}

function storyOf(session: string, { turns }: JournalCopy): KeyStory {
  return keyStory(
    session,
    turns.flatMap(({ events }) => events),
  );
}

function chainFinding({ journals, broken }: Read): Finding {
  const events = [...journals.values()].reduce((sum, { state }) => sum + state.position, 0);
  const [sessions, hold] = journals.size === 1 ? ['session', 'holds'] : ['sessions', 'hold'];
  const says = `${journals.size} ${sessions} with ${events} events ${hold} from end to end`;
  if (broken.length === 0) return { name: 'chains', ok: true, says };
  const next =
    'Put a good copy back with restore, or move the file away to have it written anew from the database.';
  return { name: 'chains', ok: false, says: broken.join(' '), next };
}

async function databaseFinding(
  { dataDirectory }: Config,
  journals: ReadonlyMap<string, JournalCopy>,
): Promise<Finding> {
  const name = 'database';
  const lock = existsSync(dataDirectory) ? await takeLock(dataDirectory) : null;
  if (lock === null) return { name, ok: true, says: 'is made at the first start' };
  if ('refused' in lock) return { name, ok: true, says: 'was not looked at: a server has started meanwhile' };
  try {
    const found = await compareDatabase(dataDirectory, journals);
    if (found.agrees) return { name, ok: true, says: `agrees with the journals` };
    if (journals.size === 0 && found.mends) return { name, ok: true, says: 'is made at the first start' };
    if (found.mends)
      return { name, ok: false, says: found.sentence, next: 'The next start puts that right; or rebuild.' };
    const next = 'Believe the journals: move the directory db away. Believe the database: move the journal.';
    return { name, ok: false, says: found.sentence, next };
  } finally {
    await lock.release();
  }
}

/** A lost key reads like an erasure that nobody asked for; one too many is an erasure that was undone. */
async function keyFindings(source: Source, stories: ReadonlyMap<string, KeyStory>): Promise<Finding[]> {
  const lost: string[] = [];
  const undone: string[] = [];
  let needed = 0;
  for (const [session, story] of stories) {
    const { keys, erased } = await source.keys(session);
    const known = new Set([...Object.keys(keys), ...erased, ...story.erased]);
    needed += story.needed.size;
    if ([...story.needed.keys()].some((digest) => !known.has(digest))) lost.push(session);
    if (Object.keys(keys).some((digest) => story.erased.has(digest))) undone.push(session);
  }
  return [keysThere(needed, lost), erasuresHold(undone)];
}

function keysThere(needed: number, lost: readonly string[]): Finding {
  const name = 'keys';
  if (lost.length === 0)
    return { name, ok: true, says: `all ${needed} are there, or were erased on purpose` };
  const next =
    'Names and texts read as erased there. Bring the keys back with restore, or import a key file.';
  return { name, ok: false, says: `some are missing for ${lost.join(', ')}`, next };
}

function erasuresHold(undone: readonly string[]): Finding {
  const name = 'erasures';
  if (undone.length === 0) return { name, ok: true, says: 'everything that was erased is' };
  const next = 'Keys were copied back by hand. Say erase again for each, or use restore, which does.';
  return { name, ok: false, says: `keys of erased people or texts are back in ${undone.join(', ')}`, next };
}

const clockToleranceMs = 60_000;

function clockFinding({ now }: Examined, journals: ReadonlyMap<string, JournalCopy>): Finding {
  const name = 'clock';
  const times = [...journals.values()].flatMap(({ turns }) => turns.at(-1)?.events.at(-1)?.at ?? []);
  const newest = times.reduce((last, at) => (at > last ? at : last), '');
  const says = new Date(now).toISOString();
  if (newest === '' || Date.parse(newest) <= now + clockToleranceMs) return { name, ok: true, says };
  const next = 'Set the clock of this machine; until then new events all bear the time of the last one.';
  return { name, ok: false, says: `it is ${says}, but the newest event is from ${newest}`, next };
}

async function portFinding({ port, host }: Config, serverRuns: boolean): Promise<Finding> {
  const name = 'port';
  const trouble = await new Promise<NodeJS.ErrnoException | null>((done) => {
    const server = createServer();
    server.once('error', done);
    server.listen(port, host, () => server.close(() => done(null)));
  });
  if (trouble === null) return { name, ok: true, says: `${port} is free` };
  if (trouble.code === 'EADDRINUSE' && serverRuns)
    return { name, ok: true, says: `${port} is in use, by the server that runs` };
  const next = 'Stop what uses it, or set PORT and HOST to something else.';
  return { name, ok: false, says: `${port} cannot be opened on ${host}: ${trouble.message}`, next };
}

function addressFinding({ publicUrl }: Config): Finding {
  const name = 'address';
  if (publicUrl !== null) return { name, ok: true, says: `people use ${publicUrl}` };
  const addresses = candidates();
  if (addresses.length > 0) return { name, ok: true, says: `phones can reach ${addresses.join(', ')}` };
  const next = 'Connect this machine to a network, or set PUBLIC_URL.';
  return { name, ok: false, says: 'this machine has no address that phones could reach', next };
}
