/**
 * Ballot boxes in PostgreSQL, shared by any number of processes. Tables and keys are unlogged: a crash of the
 * database empties them, `epoch` then changes when the round's box is opened again, and phones cast once more.
 * Destroying deletes rows and key and then moves the keys that live on to a new file (see ballot-store.ts).
 */
import { randomBytes } from 'node:crypto';
import { addBox, ballotSchema, listBoxes, removeBox, scrub } from '../log/ballot-store.ts';
import { isNoSpace, type Database } from '../log/database.ts';
import { migrate } from '../log/schema.ts';
import { Lanes } from '../keys/lanes.ts';
import {
  boxName,
  type Ballot,
  type BallotBox,
  type BallotCounts,
  type Cast,
  type CastResult,
  type CastState,
  type CloseResult,
  type OpenResult,
  type RoundRef,
} from './box.ts';
import { BoxRows } from './box-rows.ts';
import { ROUND_KEY_BYTES } from './sealing.ts';

export async function openPostgresBallotBox(database: Database): Promise<BallotBox> {
  const migrated = await migrate(database, 'ballots', ballotSchema);
  if ('newer' in migrated)
    throw new Error('The ballot boxes in the database were made by a newer version of Parley.');
  const boxes = new PostgresBallotBox(database);
  for (const { ref } of await boxes.list()) await boxes.refresh(ref);
  return boxes;
}

class PostgresBallotBox implements BallotBox {
  private readonly database: Database;
  private readonly boxes = new Map<string, BoxRows>();
  private readonly lanes = new Lanes();
  private scrubDue = false;

  constructor(database: Database) {
    this.database = database;
  }

  async open(ref: RoundRef, contentBytesMax: number): Promise<OpenResult> {
    const name = boxName(ref);
    const epoch = randomBytes(8).toString('hex');
    const key = randomBytes(ROUND_KEY_BYTES).toString('base64');
    const row = { ...ref, epoch, contentBytesMax, closed: false, records: 0 };
    try {
      await this.database.transaction((statements) => addBox(statements, name, row, key));
    } catch (error) {
      if (isNoSpace(error)) return { refused: 'read-only' };
      throw error;
    }
    await this.current(name);
    return { opened: true };
  }

  async cast(ref: RoundRef, cast: Cast): Promise<CastResult> {
    const name = boxName(ref);
    const result = await (this.boxes.get(name) ?? (await this.current(name)))?.cast(cast);
    if (result !== undefined && !('refused' in result && result.refused === 'no-box')) return result;
    // Lost in a crash and opened anew by another process: the cast belongs into the new box.
    const reopened = await this.current(name);
    return (await reopened?.cast(cast)) ?? { refused: 'no-box' };
  }

  counts(ref: RoundRef): BallotCounts | null {
    return this.boxes.get(boxName(ref))?.roll.counts() ?? null;
  }

  has(ref: RoundRef, participant: string): CastState | null {
    return this.boxes.get(boxName(ref))?.roll.has(participant) ?? null;
  }

  epoch(ref: RoundRef): string | null {
    return this.boxes.get(boxName(ref))?.label.epoch ?? null;
  }

  async close(ref: RoundRef): Promise<CloseResult> {
    const name = boxName(ref);
    // At once: a cast here after this call is refused.
    this.boxes.get(name)?.bar();
    return (await (await this.current(name))?.close()) ?? { refused: 'no-box' };
  }

  async take(ref: RoundRef): Promise<Ballot[] | null> {
    return (await (await this.current(boxName(ref)))?.take()) ?? null;
  }

  async destroy(ref: RoundRef): Promise<void> {
    const name = boxName(ref);
    await this.lanes.in(name, async () => {
      await this.forget(name);
      await this.database.transaction((statements) => removeBox(statements, name));
    });
    this.scrubDue = true;
    await this.scrub();
  }

  async destroySession(session: string): Promise<void> {
    await this.lanes.idle();
    const own = (await this.list()).filter(({ ref }) => ref.session === session);
    for (const { ref } of own) await this.destroy(ref);
  }

  async list(): Promise<{ ref: RoundRef; closed: boolean }[]> {
    const rows = await listBoxes(this.database);
    return rows.map(({ session, step, round, closed }) => ({ ref: { session, step, round }, closed }));
  }

  async refresh(ref: RoundRef): Promise<void> {
    await this.current(boxName(ref));
    await this.scrub();
  }

  async stop(): Promise<void> {
    await this.lanes.idle();
    await Promise.all([...this.boxes.keys()].map((name) => this.forget(name)));
  }

  /** The box as it is in the database now, whoever made it. */
  private current(name: string): Promise<BoxRows | null> {
    return this.lanes.in(name, async () => {
      const known = this.boxes.get(name);
      if (known !== undefined && (await known.refresh())) return known;
      await this.forget(name);
      const found = await BoxRows.find(this.database, name);
      if (found !== null) this.boxes.set(name, found);
      return found;
    });
  }

  private async forget(name: string): Promise<void> {
    const box = this.boxes.get(name);
    this.boxes.delete(name);
    await box?.release();
  }

  /** While somebody reads the table for long the key is gone for every query; its bytes go at a later call. */
  private async scrub(): Promise<void> {
    if (this.scrubDue) this.scrubDue = !(await scrub(this.database, 'round_key'));
  }
}
