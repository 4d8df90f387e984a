import { Listener } from './notices.ts';
import type { PostgresDatabase } from './postgres-database.ts';

/**
 * Who is connected to which of the processes that share a database. Told when it changes and again and again,
 * forgotten when it is not; never stored anywhere.
 */
export interface PresenceExchange {
  /** Everyone of a session who is connected to this process. */
  tell(session: string, here: readonly string[]): void;
  /** `here` is everyone who is connected to another process; nobody, once that has not been heard of for a while. */
  listen(heard: Heard): void;
  close(): Promise<void>;
}

export interface PeopleElsewhere {
  session: string;
  process: string;
  here: readonly string[];
}

type Heard = (news: PeopleElsewhere) => void;

const channel = 'parley_presence';
const tellAgainMs = 5_000;
const forgottenAfterMs = 16_000;
/** PostgreSQL takes less than 8000 bytes. */
const namesInANotice = 400;

export class PresenceNotices implements PresenceExchange {
  private readonly database: PostgresDatabase;
  private readonly process: string;
  private readonly told = new Map<string, readonly string[]>();
  private readonly others = new Map<string, Other>();
  private readonly again: NodeJS.Timeout;
  private listener: Listener | null = null;
  private heard: Heard = () => {};

  constructor(database: PostgresDatabase, process: string) {
    this.database = database;
    this.process = process;
    this.again = setInterval(() => this.tellAgain(), tellAgainMs).unref();
  }

  tell(session: string, here: readonly string[]): void {
    if (here.length === 0) this.told.delete(session);
    else this.told.set(session, here);
    void this.send(session, here);
  }

  listen(heard: Heard): void {
    this.heard = heard;
    this.listener = new Listener({
      channel,
      connect: () => this.database.listener(),
      heard: (payload) => this.hear(payload),
      reached: () => undefined,
    });
  }

  async close(): Promise<void> {
    clearInterval(this.again);
    for (const { forget } of this.others.values()) clearTimeout(forget);
    for (const session of this.told.keys()) await this.send(session, []);
    await this.listener?.close();
  }

  private tellAgain(): void {
    for (const [session, here] of this.told) void this.send(session, here);
  }

  private async send(session: string, here: readonly string[]): Promise<void> {
    const parts = Math.max(1, Math.ceil(here.length / namesInANotice));
    for (let part = 0; part < parts; part += 1) {
      const names = here.slice(part * namesInANotice, (part + 1) * namesInANotice).join(',');
      const payload = [this.process, session, part, parts, names].join(':');
      // Lost, it is told again soon.
      await this.database.query('select pg_notify($1, $2)', [channel, payload]).catch(() => {});
    }
  }

  private hear(payload: string | null): void {
    const [, process = '', session = '', part, parts, names = ''] = notice.exec(payload ?? '') ?? [];
    if (process === '' || process === this.process) return;
    const name = `${process} ${session}`;
    const other = this.others.get(name) ?? { parts: [], forget: undefined };
    // Who is new there has not heard what was told before.
    const own = this.others.has(name) ? undefined : this.told.get(session);
    if (own && names !== '') void this.send(session, own);
    clearTimeout(other.forget);
    other.parts[Number(part)] = names === '' ? [] : names.split(',');
    other.parts.length = Number(parts);
    other.forget = setTimeout(() => this.forget(name, { session, process }), forgottenAfterMs).unref();
    this.others.set(name, other);
    this.heard({ session, process, here: other.parts.flat() });
  }

  private forget(name: string, where: { session: string; process: string }): void {
    this.others.delete(name);
    this.heard({ ...where, here: [] });
  }
}

/** Process, session, part, parts, names. Whatever else somebody says on this channel is not meant for us. */
const notice = /^([^:]+):([^:]+):(\d{1,3}):(\d{1,3}):([^:]*)$/u;

interface Other {
  parts: string[][];
  forget: NodeJS.Timeout | undefined;
}
