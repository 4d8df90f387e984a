/** One session's keys as rows of a database that other processes write to as well. */
import { randomBytes } from 'node:crypto';
import { addKeys, eraseKeys, readKeys, scrub, type KeyRow } from '../log/ballot-store.ts';
import { isNoSpace, type Database } from '../log/database.ts';
import type { HeldKey, KeyHolder, Outcome, Wanted } from './holder.ts';
import { Lanes } from './lanes.ts';
import { KEY_BYTES } from './seal.ts';

const lane = 'session';

export class KeyRows implements KeyHolder {
  private readonly database: Database;
  private readonly session: string;
  private readonly held = new Map<string, Buffer | null>();
  private readonly lanes = new Lanes();
  private scrubDue = false;

  constructor(database: Database, session: string) {
    this.database = database;
    this.session = session;
  }

  async remember(): Promise<void> {
    // Another process could erase what this one keeps beside itself, and not reach it.
  }

  async remembered(): Promise<null> {
    return null;
  }

  key(digest: string): Buffer | null | undefined {
    return this.held.get(digest);
  }

  entries(): HeldKey[] {
    return [...this.held].map(([digest, key]) => ({ digest, key }));
  }

  add(wanted: Wanted[]): Promise<Outcome> {
    return this.unlessFull(async () => {
      if (wanted.every(({ digest }) => this.held.has(digest))) return this.outcomeFor(wanted);
      await this.read();
      // Erased before: nothing is made. Erased in this very moment: the rows below leave it erased.
      if (this.outcomeFor(wanted) === 'erased') return 'erased';
      const rows = new Map(wanted.map((one): [string, KeyRow] => [one.digest, rowOf(one)]));
      const missing = [...rows.values()].filter(({ digest }) => !this.held.has(digest));
      await addKeys(this.database, this.session, missing);
      await this.read();
      return this.outcomeFor(wanted);
    });
  }

  erase(digests: string[]): Promise<Outcome> {
    return this.unlessFull(async () => {
      const standing = [...new Set(digests)].filter((digest) => this.held.get(digest) !== null);
      if (standing.length > 0) {
        await eraseKeys(this.database, this.session, standing);
        this.scrubDue = true;
        await this.read();
      }
      await this.scrub();
      return 'done';
    });
  }

  refresh(): Promise<void> {
    return this.lanes.in(lane, async () => {
      await this.read();
      await this.scrub();
    });
  }

  async release(): Promise<void> {
    await this.lanes.idle();
    for (const key of this.held.values()) key?.fill(0);
    this.held.clear();
  }

  private outcomeFor(wanted: Wanted[]): Outcome {
    return wanted.some(({ digest }) => this.held.get(digest) === null) ? 'erased' : 'done';
  }

  private async read(): Promise<void> {
    for (const { digest, key } of await readKeys(this.database, this.session)) {
      const known = this.held.get(digest);
      if (known && key !== null) continue;
      known?.fill(0);
      this.held.set(digest, key === null ? null : Buffer.from(key, 'base64'));
    }
  }

  /** While somebody reads the table for long, the erased key's bytes wait for a later call. */
  private async scrub(): Promise<void> {
    if (this.scrubDue) this.scrubDue = !(await scrub(this.database, 'erasable_key'));
  }

  private unlessFull(work: () => Promise<Outcome>): Promise<Outcome> {
    return this.lanes.in(lane, async () => {
      try {
        return await work();
      } catch (error) {
        if (isNoSpace(error)) return 'read-only';
        throw error;
      }
    });
  }
}

function rowOf({ digest, key }: Wanted): KeyRow {
  return { digest, key: (key ?? randomBytes(KEY_BYTES)).toString('base64') };
}
