import type pg from 'pg';
import type { Statements } from './database.ts';

/**
 * Hints between processes: after a commit, one NOTIFY for everything of the last twenty milliseconds.
 * A hint may be lost with its connection; whoever listens also polls. It is not sent inside the
 * appending transaction, where it would make all of them queue for one lock.
 */

export const logChannel = 'parley_log';
const coalesceMs = 20;
const heartbeatMs = 10_000;
const reconnectMs = 1_000;
/** PostgreSQL takes less than 8000 bytes. */
const payloadLength = 7_000;

/** Sends. `sender` marks what comes from this process, which needs no hint of its own doing. */
export class Announcer {
  private readonly sessions = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private readonly database: Statements;
  private readonly sender: string;

  constructor(database: Statements, sender: string) {
    this.database = database;
    this.sender = sender;
  }

  announce(sessions: readonly string[]): void {
    for (const session of sessions) this.sessions.add(session);
    if (this.sessions.size > 0) this.timer ??= setTimeout(() => void this.send(), coalesceMs);
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private async send(): Promise<void> {
    this.timer = null;
    const names = [...this.sessions].join(',');
    this.sessions.clear();
    const payload = `${this.sender}:${names.length > payloadLength ? '' : names}`;
    // Lost, it costs the others one poll.
    await this.database.query(`select pg_notify($1, $2)`, [logChannel, payload]).catch(() => {});
  }
}

/** Which sessions an announcement names, none where anything may have changed; null for what `sender` said itself. */
export function announcedIn(payload: string | null, sender: string): string[] | null {
  const [by = '', names = ''] = (payload ?? '').split(':');
  if (by === sender) return null;
  return names === '' ? [] : names.split(',');
}

export interface ListenerOptions {
  channel: string;
  connect(): pg.Client;
  /** null: whatever was said while nobody listened. */
  heard(payload: string | null): void;
  /** Whether the server could be reached just now. */
  reached(error: Error | null): void;
}

/** Listens, and connects anew when the connection is gone or silent. */
export class Listener {
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private closed = false;
  private readonly options: ListenerOptions;

  constructor(options: ListenerOptions) {
    this.options = options;
    void this.begin();
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.client?.end().catch(() => {});
  }

  private async begin(): Promise<void> {
    const client = this.options.connect();
    this.client = client;
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, new Error('The connection for notifications has ended.')));
    client.on('notification', ({ payload }) => this.options.heard(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${this.options.channel}`);
      this.options.reached(null);
      this.options.heard(null);
      this.later(heartbeatMs, () => void this.beat(client));
    } catch (error) {
      this.lost(client, error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** A half-open connection looks like silence; asking something shows it. */
  private async beat(client: pg.Client): Promise<void> {
    const silent = setTimeout(() => client.connection.stream.destroy(), heartbeatMs);
    try {
      await client.query('select 1');
      this.options.reached(null);
      this.later(heartbeatMs, () => void this.beat(client));
    } catch (error) {
      this.lost(client, error instanceof Error ? error : new Error(String(error)));
    } finally {
      clearTimeout(silent);
    }
  }

  private lost(client: pg.Client, error: Error): void {
    if (this.client !== client || this.closed) return;
    this.client = null;
    client.end().catch(() => {});
    this.options.reached(error);
    this.later(reconnectMs, () => void this.begin());
  }

  private later(delayMs: number, work: () => void): void {
    if (this.closed) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(work, delayMs);
    this.timer.unref();
  }
}
