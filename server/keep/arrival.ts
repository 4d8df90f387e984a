import type { Config } from '../config.ts';
import type { KeyDrawer, SessionKeys } from '../keys/drawer.ts';
import { keysDirectory } from '../keys/exported.ts';
import { openFileKeyDrawer } from '../keys/file.ts';
import { messageOf } from '../log/database.ts';
import { deletionOf, readDeletions, writeDeletions } from '../log/deletions.ts';
import { journalPath } from '../log/journal-copy.ts';
import type { JournalCopy, NoJournal } from '../log/journal-copy.ts';
import { takeLock } from '../log/lock.ts';
import { openPostgres } from '../log/postgres-database.ts';
import { adoptSession } from '../log/replay.ts';
import { makeDirectory, openStorage, type Storage } from '../storage.ts';
import { writeWhole } from '../log/whole-file.ts';
import type { NotStarted } from '../start.ts';
import { eraseIn, sessionsIn, type Erasable } from './erasing.ts';
import { keyStory, untoldErasures, withoutErased } from './erasures.ts';
import { compareCopies, compareWithPlace, type Placed } from './placing.ts';
import { openSource } from './source.ts';

/**
 * Lets sessions in that come from elsewhere, with the server stopped. Keys go first, as they do when an event is
 * written. Whatever was erased, here, there, or by the history itself, stays erased; and where the history does
 * not tell of it yet, the erasure is told again at its end.
 */

/** What is to come in: one session of a file, or all those of a backup. */
export interface Arriving {
  sessions: readonly string[];
  journal(session: string): Promise<JournalCopy | NoJournal | null>;
  keys(session: string): Promise<SessionKeys | null>;
  /** digests that somebody else knows to be erased */
  erased(session: string): Promise<readonly string[]>;
  /** Digests of sessions to leave out. */
  deleted: ReadonlySet<string>;
  /** `import` brings one new session, wanted in spite of an earlier deletion; `restore` adds what is missing. */
  by: 'import' | 'restore';
}

export interface Ground {
  config: Config;
  pristine?: string;
  clock: () => number;
  progress(done: number, all: number, what: string): void;
}

export type Received =
  | {
      session: string;
      outcome: Come;
      position: number;
      head: string;
      erasedAgain: number;
      newer: string | null;
    }
  | { session: string; outcome: 'refused' | 'deleted'; sentence: string };
type Come = 'added' | 'kept' | 'completed' | 'mended';

/** What is left to tell once the log is open. */
interface Untold {
  session: string;
  things: Erasable[];
}

export async function receive(arriving: Arriving, ground: Ground): Promise<Received[] | NotStarted> {
  const untold: Untold[] = [];
  const received =
    ground.config.databaseUrl === null
      ? await intoDirectory(arriving, ground, untold)
      : await intoDatabase(arriving, ground, untold);
  if ('refused' in received) return received;
  // Opening the log makes database and journals agree, so it is done even where nothing is left to tell.
  const storage = await openStorage({ ...ground, fatal });
  if ('refused' in storage) return storage;
  try {
    await tell(storage, { untold, received, ground });
    return received;
  } finally {
    await storage.close();
  }
}

/** Takes one session in, given where its keys go and how its journal is put in place. */
interface Doors {
  keys: KeyDrawer;
  compare(copy: JournalCopy): Promise<Placed>;
  put(copy: JournalCopy): Promise<void>;
}

async function intoDirectory(
  arriving: Arriving,
  ground: Ground,
  untold: Untold[],
): Promise<Received[] | NotStarted> {
  const { dataDirectory } = ground.config;
  const made = await makeDirectory(dataDirectory);
  if (made) return made;
  const lock = await takeLock(dataDirectory);
  if ('refused' in lock) return lock;
  const keys = await openFileKeyDrawer({ directory: keysDirectory(dataDirectory), fatal });
  try {
    const deleted = await readDeletions(dataDirectory);
    const doors: Doors = {
      keys,
      compare: async (copy) => await compareWithPlace(dataDirectory, copy),
      put: async ({ state, bytes }) => await writeWhole(journalPath(dataDirectory, state.session), bytes),
    };
    const all = { ...arriving, deleted: new Set([...arriving.deleted, ...deleted]) };
    const received = await receiveAll(all, { doors, ground, untold });
    const back = arriving.by === 'import' ? arriving.sessions.map(deletionOf) : [];
    await writeDeletions(
      dataDirectory,
      [...all.deleted].filter((digest) => !back.includes(digest)),
    );
    return received;
  } finally {
    await keys.stop();
    await lock.release();
  }
}

async function intoDatabase(
  arriving: Arriving,
  ground: Ground,
  untold: Untold[],
): Promise<Received[] | NotStarted> {
  // Makes the tables where there are none yet.
  const storage = await openStorage({ ...ground, fatal });
  if ('refused' in storage) return storage;
  const database = openPostgres(ground.config.databaseUrl ?? '');
  const source = openSource(ground.config);
  const compare = async (copy: JournalCopy): Promise<Placed> => {
    const present = await source.journal(copy.state.session);
    if (present === null) return { placed: 'added', copy };
    if ('refused' in present) return { refused: 'differs', sentence: present.sentence };
    const compared = compareCopies(present, copy);
    if ('refused' in compared || compared.placed === 'kept') return compared;
    const sentence = `Session ${copy.state.session} is in the database up to position ${present.state.position} only; delete it there, then bring it in again.`;
    return { refused: 'already-here', sentence };
  };
  const put = async ({ state, turns }: JournalCopy): Promise<void> => {
    if ((await adoptSession(database, { state, turns })) === 'already-here')
      throw new Error(`Session ${state.session} came into the database from elsewhere at the same time.`);
  };
  try {
    return await receiveAll(arriving, { doors: { keys: storage.keys, compare, put }, ground, untold });
  } finally {
    await source.close();
    await database.close();
    await storage.close();
  }
}

interface Receiving {
  doors: Doors;
  ground: Ground;
  untold: Untold[];
}

async function receiveAll(arriving: Arriving, receiving: Receiving): Promise<Received[]> {
  const received: Received[] = [];
  for (const session of arriving.sessions) {
    receiving.ground.progress(received.length, arriving.sessions.length, session);
    received.push(await receiveOne(arriving, session, receiving));
  }
  return received;
}

async function receiveOne(
  arriving: Arriving,
  session: string,
  { doors, untold }: Receiving,
): Promise<Received> {
  const refused = (sentence: string): Received => ({ session, outcome: 'refused', sentence });
  if (arriving.by === 'restore' && arriving.deleted.has(deletionOf(session))) {
    const sentence = `Session ${session} was deleted since; it is left out.`;
    return { session, outcome: 'deleted', sentence };
  }
  const copy = await arriving.journal(session);
  if (copy === null) return refused(`There is no session ${session}.`);
  if ('refused' in copy) return refused(copy.sentence);
  const place = await doors.compare(copy);
  if ('refused' in place) return refused(place.sentence);
  if (arriving.by === 'import' && place.placed !== 'added')
    return refused(`Session ${session} is here already; nothing was changed.`);

  const { state, turns } = place.copy;
  const story = keyStory(
    session,
    turns.flatMap(({ events }) => events),
  );
  if (story.unreadable !== null)
    return refused(
      `Position ${story.unreadable} of session ${session} is no event that Parley can have written.`,
    );
  await doors.keys.load(session);
  const here = await doors.keys.exportKeys(session);
  const elsewhere = await arriving.erased(session);
  const given = (await arriving.keys(session)) ?? { keys: {}, erased: [] };
  const keys = withoutErased(given, story, [...here.erased, ...elsewhere]);
  try {
    const imported = await doors.keys.importKeys(session, keys);
    if ('refused' in imported) return refused('The disk is full; nothing was changed.');
  } catch (error) {
    return refused(`The keys of session ${session} were not taken: ${messageOf(error)}`);
  }
  if (place.placed === 'added' || place.placed === 'completed' || place.placed === 'mended')
    await doors.put(place.copy);
  const things = untoldErasures(story, keys.erased);
  if (things.length > 0) untold.push({ session, things });
  const { position, head } = state;
  return { session, outcome: place.placed, position, head, erasedAgain: 0, newer: story.newer };
}

async function tell(
  storage: Storage,
  { untold, received, ground }: { untold: Untold[]; received: Received[]; ground: Ground },
): Promise<void> {
  const sessions = sessionsIn(storage, ground.clock);
  for (const { session, things } of untold) {
    const one = received.find((entry) => entry.session === session);
    for (const what of things) {
      // A text that is shown nowhere any more has nothing to be told; its key is gone all the same.
      const told = await eraseIn(sessions, session, what);
      if ('position' in told && one !== undefined && 'erasedAgain' in one) one.erasedAgain += 1;
    }
  }
  await sessions.close();
}

function fatal(sentence: string): never {
  throw new Error(sentence);
}

/** For a session whose keys come later than its journal. */
export async function receiveKeys(
  session: string,
  given: SessionKeys,
  ground: Ground,
): Promise<Received[] | NotStarted> {
  const source = openSource(ground.config);
  const present = await source.journal(session);
  await source.close();
  if (present === null || 'refused' in present) {
    const sentence = present?.sentence ?? `Session ${session} is not here; import its journal first.`;
    return [{ session, outcome: 'refused', sentence }];
  }
  return await receive(
    {
      sessions: [session],
      journal: async () => present,
      keys: async () => given,
      erased: async () => [],
      deleted: new Set(),
      by: 'restore',
    },
    ground,
  );
}
