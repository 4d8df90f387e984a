import { writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Ballast, noRoom } from './ballast.ts';
import { codeOf, isNoSpace, messageOf } from './database.ts';
import type { Statements } from './database.ts';
import { Gate } from './gate.ts';
import { Journal, syncDirectory } from './journal.ts';
import type { JournalEntry } from './journal.ts';
import type { Lock } from './lock.ts';
import { assertSessionName, assertStorable, ReadOnly } from './log.ts';
import type { Health, Log, NotOpened, Turn, TurnResult } from './log.ts';
import type { EmbeddedDatabase } from './pglite-database.ts';
import { forgetTombstones, placeOf, rebuild, startUp } from './startup.ts';
import type { Place } from './startup.ts';
import * as reading from './reading.ts';
import { makeSalt } from './salts.ts';
import * as store from './store.ts';
import { Writer } from './writer.ts';

export interface EmbeddedOptions {
  /** Taken before; the data directory is the lock's. */
  lock: Lock;
  /** Ends the process with a sentence. Nothing is written or answered after it was called. */
  fatal(sentence: string): void;
  /** A directory made by `makePristine`, copied instead of making a database from nothing. */
  pristine?: string;
  /** Destroys keys and boxes of a session that is being deleted; called again if it was interrupted. */
  removing?(session: string): Promise<void>;
  /** `fdatasync`, which a test lets fail. */
  sync?(handle: FileHandle): Promise<void>;
}

/** Opens the data directory's log: PGlite for reading, a journal a session for keeping. */
export async function openEmbeddedLog(options: EmbeddedOptions): Promise<Log | NotOpened> {
  const place = placeOf(options.lock.directory, options);
  const state = { dead: false };
  const fatal = (sentence: string) => {
    state.dead = true;
    options.fatal(sentence);
  };
  const journal = new Journal({
    directory: place.journals,
    fatal,
    ...(options.sync === undefined ? {} : { sync: options.sync }),
  });
  const ballast = new Ballast(place.directory);
  try {
    const opened = await startUp(place, journal, ballast);
    if ('refused' in opened) {
      await journal.close();
      return opened;
    }
    return new EmbeddedLog({ place, journal, ballast, fatal, state }, opened.database);
  } catch (error) {
    await journal.close();
    const sentence = `The database in ${place.database} can be neither opened nor made anew from the journals: ${messageOf(error)}.`;
    return { refused: 'no-database', sentence };
  }
}

interface Parts {
  place: Place;
  journal: Journal;
  ballast: Ballast;
  fatal(sentence: string): void;
  state: { dead: boolean };
}

class EmbeddedLog implements Log {
  private readonly parts: Parts;
  private readonly gate: Gate<EmbeddedDatabase>;
  private readonly writer = new Writer(async (turns) => await this.writeBatch(turns));
  private readOnly: string | null = null;
  private readonly doomed = new Set<string>();
  private removal: Promise<void> | null = null;
  private closed = false;

  constructor(parts: Parts, database: EmbeddedDatabase) {
    this.parts = parts;
    this.gate = new Gate(database);
    if (!parts.ballast.keep()) this.readOnly = noRoom;
  }

  async append(turns: Turn[]): Promise<TurnResult[]> {
    assertStorable(turns);
    if (this.closed) throw new Error('The log was asked to append after it was closed.');
    return await this.writer.append(turns);
  }

  async read(session: string, after: number, limit?: number) {
    return await this.reading((database) => reading.readEvents(database, session, after, limit ?? null));
  }

  async history(session: string) {
    return await this.reading((database) => reading.readKeptEvents(database, session, 0, null));
  }

  async ask<Result>(work: (statements: Statements) => Promise<Result>) {
    return await this.reading(work);
  }

  async tip(session: string) {
    const stream = await this.reading((database) => reading.readStream(database, session));
    return stream === null ? null : { position: stream.position, head: stream.head };
  }

  async command(session: string, actor: string, id: string) {
    return await this.reading((database) => reading.readCommand(database, { session, actor, id }));
  }

  async sessions() {
    return await this.reading((database) => reading.readSessions(database));
  }

  async sessionByCode(code: string) {
    return await this.reading((database) => reading.readSession(database, { code }));
  }

  async seats(session: string) {
    return await this.reading((database) => reading.readSeats(database, session));
  }

  async seatByToken(tokenHash: string) {
    return await this.reading((database) => reading.readSeatByToken(database, tokenHash));
  }

  /** Those asked for while one is under way go together, since each time the whole database is made anew. */
  async remove(session: string): Promise<void> {
    assertSessionName(session);
    this.doomed.add(session);
    this.removal ??= this.writer.exclusive(async () => {
      const sessions = [...this.doomed];
      this.doomed.clear();
      this.removal = null;
      await this.removeAll(sessions);
    });
    await this.removal;
  }

  /** The tombstones come first: from then on every start finishes the deletion. */
  private async removeAll(sessions: readonly string[]): Promise<void> {
    this.assertAlive();
    const { place, journal } = this.parts;
    for (const session of sessions) await writeTombstone(place, session);
    for (const session of sessions) {
      await place.removing(session);
      await journal.remove(session);
    }
    await this.gate.replace(async (database) => await this.without(database));
    await forgetTombstones(place, sessions);
  }

  /** One process owns the directory, so nobody else appends. */
  follow(): () => void {
    return () => {};
  }

  /** Boxes and keys lie on the same disk and may be the first to find it full. */
  health(): Health {
    if (this.parts.state.dead) return { writable: false, reason: 'the log has failed' };
    const reason = this.whyReadOnly() ?? this.parts.ballast.hindrance();
    return reason === null ? { writable: true } : { writable: false, reason };
  }

  private whyReadOnly(): string | null {
    // With room again the ballast is there again, and only then is writing promised.
    if (this.readOnly !== null && this.parts.ballast.keep()) this.readOnly = null;
    return this.readOnly;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.writer.idle();
    await this.parts.journal.close();
    await this.gate.use((database) => database.close());
  }

  /** The database made anew: its write-ahead log would keep the deleted rows. */
  private async without(database: EmbeddedDatabase): Promise<EmbeddedDatabase> {
    try {
      await database.close();
      return await rebuild(this.parts.place, 'delete');
    } catch (error) {
      this.parts.fatal(`The database could not be made anew: ${messageOf(error)}.`);
      throw error;
    }
  }

  private assertAlive(): void {
    if (this.parts.state.dead) throw new Error('The log has failed and takes nothing any more.');
  }

  private async reading<Result>(work: (database: Statements) => Promise<Result>): Promise<Result> {
    try {
      return await this.gate.use(work);
    } catch (error) {
      if (error instanceof reading.BrokenChain) {
        writeFileSync(this.parts.place.suspect, error.message);
        this.parts.fatal(`${error.message} The next start makes the database from the journals.`);
      }
      throw error;
    }
  }

  /** Commit, then journal; whoever waits is told after both. */
  private async writeBatch(turns: Turn[]): Promise<TurnResult[]> {
    this.assertAlive();
    const reason = this.whyReadOnly();
    if (reason !== null) throw new ReadOnly(reason);
    const stored = await this.commit(turns);
    const entries = turns.flatMap((turn, at) => journalEntry(turn, stored[at]));
    let written = await this.parts.journal.write(entries);
    if (written === 'no-space') {
      // It is committed already: the ballast makes room to finish, and then nothing more is taken.
      this.goReadOnly();
      written = await this.parts.journal.write(entries);
    }
    if (written === 'no-space') {
      this.parts.fatal('The disk is full and not even the last answers could be written down.');
    }
    if (written !== 'written') throw new Error('The log has failed; what was sent was not stored.');
    return stored.map(({ result }) => result);
  }

  private async commit(turns: Turn[]): Promise<store.Stored[]> {
    try {
      return await this.gate.use((database) => store.appendTurns(database, turns, makeSalt));
    } catch (error) {
      if (isNoSpace(error)) {
        this.goReadOnly();
        throw new ReadOnly(noRoom);
      }
      // An error without SQLSTATE is no answer of the database but its end.
      if (codeOf(error) === null) {
        this.parts.fatal(`The database has failed: ${messageOf(error)}. The next start repairs it.`);
      }
      throw error;
    }
  }

  private goReadOnly(): void {
    this.readOnly = noRoom;
    this.parts.ballast.free();
  }
}

/** What the journal keeps of a turn that was stored. */
function journalEntry(turn: Turn, stored: store.Stored | undefined): JournalEntry[] {
  if (stored === undefined || stored.kept === null) return [];
  const { turn: number, events } = stored.kept;
  const sessions = turn.sessionRow === undefined ? [] : [turn.sessionRow];
  const rows = { sessions, seats: turn.seats ?? [], events };
  return [{ session: turn.session, turn: number, rows }];
}

async function writeTombstone(place: Place, session: string): Promise<void> {
  const file = await open(join(place.tombstones, session), 'w', 0o600);
  await file.sync();
  await file.close();
  await syncDirectory(place.tombstones);
}
