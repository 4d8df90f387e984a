/**
 * One box as rows of a database that other processes write to as well. Whoever holds the lock on the box's row
 * first reads what the others added, then decides, then adds: so all processes come to the same roll.
 */
import {
  addRecords,
  closeBox,
  findBox,
  findRoundKey,
  lockBox,
  readRecords,
  type BoxRow,
} from '../log/ballot-store.ts';
import { isNoSpace, type Database, type Statements } from '../log/database.ts';
import { Lanes } from '../keys/lanes.ts';
import type { Ballot, Cast, CastResult, CloseResult } from './box.ts';
import { inContentOrder } from './content-order.ts';
import { draft, Intake, type Arrival } from './intake.ts';
import { Roll } from './roll.ts';
import {
  openEntry,
  roundSecret,
  sealEntry,
  wipe,
  type BoxLabel,
  type Entry,
  type RoundSecret,
} from './sealing.ts';

const lane = 'reading';

export class BoxRows {
  readonly label: BoxLabel;
  readonly roll: Roll;
  private readonly database: Database;
  private readonly name: string;
  private readonly secret: RoundSecret;
  private readonly intake = new Intake((arrivals) => this.put(arrivals));
  /** Reading on, from a cast or a poll, happens once at a time: each record is taken in exactly once. */
  private readonly lanes = new Lanes();
  private read = 0;
  private shut: boolean;
  private gone = false;

  private constructor(database: Database, name: string, row: BoxRow, secret: RoundSecret) {
    this.database = database;
    this.name = name;
    this.secret = secret;
    this.shut = row.closed;
    this.label = labelOf(row);
    this.roll = new Roll(secret);
  }

  static async find(database: Database, name: string): Promise<BoxRows | null> {
    const row = await findBox(database, name);
    const key = row === null ? null : await findRoundKey(database, name);
    if (row === null || key === null) return null;
    const bytes = Buffer.from(key, 'base64');
    const box = new BoxRows(database, name, row, roundSecret(bytes));
    bytes.fill(0);
    return (await box.refresh()) ? box : null;
  }

  cast(cast: Cast): Promise<CastResult> {
    if (this.gone) return Promise.resolve({ refused: 'no-box' });
    return this.shut ? this.castLate(cast) : this.intake.add(cast);
  }

  /** From this call on casts in this process are refused; those before it will still be settled. */
  bar(): void {
    this.shut = true;
  }

  async close(): Promise<CloseResult> {
    this.bar();
    await this.intake.idle();
    const there = await this.locked(async (statements) => {
      await closeBox(statements, this.name);
      return true;
    });
    return there === null ? { refused: 'no-box' } : { closed: true };
  }

  async take(): Promise<Ballot[] | null> {
    if (!this.shut) throw new Error('Ballots were asked for before their box was closed.');
    await this.intake.idle();
    return this.lanes.in(lane, async () => {
      if (!(await this.catchUp(this.database, await findBox(this.database, this.name)))) return null;
      const standing = new Set(this.roll.standing());
      const records = await readRecords(this.database, this.name, 0);
      const ballots = records.filter(({ number }) => standing.has(number)).map((row) => this.ballot(row));
      return inContentOrder(ballots);
    });
  }

  /** False when the box is not the one it was: destroyed elsewhere, or lost in a crash of the database. */
  refresh(): Promise<boolean> {
    return this.lanes.in(lane, async () =>
      this.catchUp(this.database, await findBox(this.database, this.name)),
    );
  }

  async release(): Promise<void> {
    this.bar();
    this.gone = true;
    await this.intake.idle();
    await this.lanes.idle();
    wipe(this.secret);
  }

  /** A phone that missed its acknowledgement asks again after the close, and is told what was true. */
  private async castLate(cast: Cast): Promise<CastResult> {
    await this.intake.idle();
    if (!(await this.refresh())) return { refused: 'no-box' };
    return this.roll.repeated(cast) ?? { refused: 'box-closed' };
  }

  private async put(arrivals: Arrival[]): Promise<void> {
    let waiting = arrivals;
    try {
      const result = await this.locked(async (statements, row): Promise<CastResult> => {
        if (row.closed) {
          waiting = settleRepeated(arrivals, this.roll);
          return { refused: 'box-closed' };
        }
        const drafted = draft(arrivals, this.roll, this.label.contentBytesMax, this.read);
        waiting = drafted.writing;
        await this.store(statements, drafted.entries);
        return { kept: true };
      });
      for (const { settle } of waiting) settle(result ?? { refused: 'no-box' });
    } catch (error) {
      for (const { settle, fail } of waiting) {
        if (isNoSpace(error)) settle({ refused: 'read-only' });
        else fail(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  private async store(statements: Statements, entries: Entry[]): Promise<void> {
    if (entries.length === 0) return;
    const records = entries.map((entry, index) => {
      const number = this.read + index;
      return { number, record: sealEntry(this.secret, this.label, number, entry).toString('base64') };
    });
    await addRecords(statements, this.name, records);
  }

  /**
   * Runs `work` on the up-to-date box under its lock; null when the box is gone. What it added is read back once
   * committed; a commit whose connection broke is read at the next turn instead, whether it stood or not.
   */
  private locked<Result>(
    work: (statements: Statements, row: BoxRow) => Promise<Result>,
  ): Promise<Result | null> {
    return this.lanes.in(lane, async () => {
      const result = await this.database.transaction(async (statements) => {
        const row = await lockBox(statements, this.name);
        return row !== null && (await this.catchUp(statements, row)) ? work(statements, row) : null;
      });
      await this.catchUp(this.database, await findBox(this.database, this.name));
      return result;
    });
  }

  private async catchUp(statements: Statements, row: BoxRow | null): Promise<boolean> {
    if (row?.epoch !== this.label.epoch) {
      this.gone = true;
      return false;
    }
    this.shut ||= row.closed;
    if (row.records <= this.read) return true;
    for (const { number, record } of await readRecords(statements, this.name, this.read)) {
      const entry = this.open(number, record);
      this.roll.add(entry, number);
      entry.content.fill(0);
      this.read = number + 1;
    }
    return true;
  }

  private ballot({ number, record }: { number: number; record: string }): Ballot {
    const { content, state } = this.open(number, record);
    if (state === 'withdrawn') throw new Error('A withdrawn ballot was counted as standing.');
    const ballot = { content: content.toString(), state };
    content.fill(0);
    return ballot;
  }

  private open(number: number, record: string): Entry {
    const entry = openEntry(this.secret, this.label, number, Buffer.from(record, 'base64'));
    if (entry === null) throw new Error(`Sealed ballot ${number + 1} of a box in the database is damaged.`);
    return entry;
  }
}

function labelOf({ session, step, round, epoch, contentBytesMax }: BoxRow): BoxLabel {
  return { ref: { session, step, round }, epoch, contentBytesMax };
}

/** Returns those that were never seen. */
function settleRepeated(arrivals: Arrival[], roll: Roll): Arrival[] {
  return arrivals.filter(({ cast, settle }) => {
    const repeated = roll.repeated(cast);
    if (repeated !== null) settle(repeated);
    return repeated === null;
  });
}
