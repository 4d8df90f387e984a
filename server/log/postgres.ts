import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf, isNoSpace, messageOf } from './database.ts';
import type { Statements } from './database.ts';
import { assertSessionName, assertStorable, ReadOnly } from './log.ts';
import type { Health, KnownCommand, Log, NotOpened, Turn, TurnResult } from './log.ts';
import { announcedIn, Announcer, Listener, logChannel } from './notices.ts';
import { isPassing } from './postgres-database.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { logSchema, migrate } from './schema.ts';
import * as reading from './reading.ts';
import { makeSalt } from './salts.ts';
import * as store from './store.ts';
import { Writer } from './writer.ts';

export interface PostgresOptions {
  /** Shared with whatever else keeps rows there; the caller closes it after the log. */
  database: PostgresDatabase;
  /** Destroys keys and boxes of a session that is being deleted; called again if it was interrupted. */
  removing?(session: string): Promise<void>;
}

/** Opens the log of a PostgreSQL that any number of processes may share. Its own sync is the promise. */
export async function openPostgresLog(options: PostgresOptions): Promise<Log | NotOpened> {
  const { database } = options;
  try {
    const migrated = await migrate(database, 'log', logSchema);
    if ('newer' in migrated) {
      const sentence = `The database was written by a newer Parley (its log has schema ${migrated.newer}, this one knows ${logSchema.length}); start that version instead.`;
      return { refused: 'newer-schema', sentence };
    }
    const log = new PostgresLog(options);
    for (const session of await reading.readTombstones(database)) await log.remove(session);
    return log;
  } catch (error) {
    const sentence = `The database at DATABASE_URL cannot be used: ${messageOf(error)}.`;
    return { refused: 'no-database', sentence };
  }
}

/** 0.05 s, 0.1 s … 3.2 s: together a restart of the server. */
const attemptsMax = 8;
const firstPauseMs = 50;

class PostgresLog implements Log {
  private readonly database: PostgresDatabase;
  private readonly removing: (session: string) => Promise<void>;
  private readonly writer = new Writer(async (turns) => await this.writeBatch(turns));
  private readonly followers = new Set<(sessions: string[]) => void>();
  private readonly announcer: Announcer;
  private readonly sender = randomBytes(8).toString('hex');
  private listener: Listener | null = null;
  private unwritable: string | null = null;
  private closed = false;

  constructor({ database, removing }: PostgresOptions) {
    this.database = database;
    this.removing = removing ?? (async () => {});
    this.announcer = new Announcer(database, this.sender);
  }

  async append(turns: Turn[]): Promise<TurnResult[]> {
    assertStorable(turns);
    if (this.closed) throw new Error('The log was asked to append after it was closed.');
    return await this.writer.append(turns);
  }

  async read(session: string, after: number, limit?: number) {
    return await this.trying(() => reading.readEvents(this.database, session, after, limit ?? null));
  }

  async history(session: string) {
    return await this.trying(() => reading.readKeptEvents(this.database, session, 0, null));
  }

  async ask<Result>(work: (statements: Statements) => Promise<Result>) {
    return await this.trying(() => work(this.database));
  }

  async tip(session: string) {
    const stream = await this.trying(() => reading.readStream(this.database, session));
    return stream === null ? null : { position: stream.position, head: stream.head };
  }

  async command(session: string, actor: string, id: string) {
    return await this.trying(() => reading.readCommand(this.database, { session, actor, id }));
  }

  async sessions() {
    return await this.trying(() => reading.readSessions(this.database));
  }

  async sessionByCode(code: string) {
    return await this.trying(() => reading.readSession(this.database, { code }));
  }

  async seats(session: string) {
    return await this.trying(() => reading.readSeats(this.database, session));
  }

  async seatByToken(tokenHash: string) {
    return await this.trying(() => reading.readSeatByToken(this.database, tokenHash));
  }

  async remove(session: string): Promise<void> {
    assertSessionName(session);
    await this.trying(() => store.addTombstone(this.database, session));
    await this.removing(session);
    await this.trying(() => store.deleteSession(this.database, session));
    this.announcer.announce([session]);
  }

  follow(changed: (sessions: string[]) => void): () => void {
    this.followers.add(changed);
    this.listener ??= new Listener({
      channel: logChannel,
      connect: () => this.database.listener(),
      heard: (payload) => this.announced(announcedIn(payload, this.sender)),
      reached: (error) => (error === null ? this.reached() : void (this.unwritable = unreachable)),
    });
    return () => void this.followers.delete(changed);
  }

  private announced(sessions: string[] | null): void {
    if (sessions) for (const follower of this.followers) follower(sessions);
  }

  health(): Health {
    return this.unwritable === null ? { writable: true } : { writable: false, reason: this.unwritable };
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.writer.idle();
    this.announcer.close();
    await this.listener?.close();
  }

  private async writeBatch(turns: Turn[]): Promise<TurnResult[]> {
    let uncertain = false;
    const results = await this.trying(async () => {
      const first = !uncertain;
      uncertain = true;
      const stored = await this.commit(turns);
      const found = stored.map(({ result }) => result);
      return first ? found : await this.recognise(turns, found);
    });
    this.unwritable = null;
    const changed = turns.filter((_, at) => isChange(results[at])).map(({ session }) => session);
    this.announcer.announce(changed);
    return results;
  }

  private async commit(turns: Turn[]): Promise<store.Stored[]> {
    try {
      return await store.appendTurns(this.database, turns, makeSalt);
    } catch (error) {
      if (isNoSpace(error)) throw this.readOnly('the disk of the database is full');
      if (codeOf(error) === '25006') throw this.readOnly('the database takes no writes');
      throw error;
    }
  }

  private readOnly(reason: string): ReadOnly {
    this.unwritable = reason;
    return new ReadOnly(reason);
  }

  /** An earlier attempt may have been committed although its answer was lost: then it was no repetition. */
  private async recognise(turns: Turn[], results: TurnResult[]): Promise<TurnResult[]> {
    return await Promise.all(
      turns.map(async (turn, at): Promise<TurnResult> => {
        const result = results[at] ?? { appended: [] };
        if (!('repeated' in result) || !isOwn(turn, result.repeated)) return result;
        const events = turn.commands.flatMap((command) => command.events);
        const appended = await reading.readEvents(this.database, turn.session, turn.expected, events.length);
        return { appended };
      }),
    );
  }

  /** Only a write shows that a full disk has room again. */
  private reached(): void {
    if (this.unwritable === unreachable) this.unwritable = null;
  }

  private async trying<Result>(work: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await work();
        this.reached();
        return result;
      } catch (error) {
        if (!isPassing(error)) throw error;
        this.unwritable = unreachable;
        if (attempt === attemptsMax || this.closed) throw error;
        await wait(firstPauseMs * 2 ** (attempt - 1));
      }
    }
  }
}

const unreachable = 'the database cannot be reached';

function isChange(result: TurnResult | undefined): boolean {
  return result !== undefined && 'appended' in result;
}

/** All its commands are known, exactly where this turn would have put them. */
function isOwn(turn: Turn, known: readonly KnownCommand[]): boolean {
  let position = turn.expected;
  for (const { id, actor, digest, events } of turn.commands) {
    if (events.length === 0) continue;
    position += events.length;
    const same = known.find((one) => one.id === id && one.actor === actor);
    if (same?.position !== position || same.digest !== digest) return false;
  }
  return true;
}
