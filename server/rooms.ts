import type { NewEvent } from '../events/session/event.ts';
import type { SessionRow } from './log/log.ts';
import { lostRounds, reopenBoxes } from './reconciliation.ts';
import { recall, remember, type Checkpoints } from './checkpoint.ts';
import { Room } from './room.ts';
import { sealEvent } from './sealing.ts';
import { newId } from './seats.ts';
import type { Parts } from './sessions.ts';

/** Which sessions there are, and those of them that are in memory because somebody uses them. */

/** A session that nobody has looked at for so long is read again when somebody does. */
const idleMs = 30 * 60 * 1000;

export class Rooms {
  private readonly parts: Parts;
  private readonly rows = new Map<string, SessionRow>();
  /** sessions by code: a room of a thousand that joins at once should not ask the database a thousand times */
  private readonly codes = new Map<string, string>();
  private readonly loading = new Map<string, Promise<Room | null>>();
  private readonly usedAt = new Map<string, number>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  list(): readonly SessionRow[] {
    return [...this.rows.values()];
  }

  async readRows(): Promise<void> {
    for (const row of await this.parts.log.sessions()) this.keepRow(row);
  }

  keepRow(row: SessionRow): void {
    this.rows.set(row.session, row);
    this.codes.set(row.code, row.session);
  }

  async known(session: string): Promise<SessionRow | null> {
    if (!this.rows.has(session)) await this.readRows();
    return this.rows.get(session) ?? null;
  }

  async room(session: string): Promise<Room | null> {
    const loading = this.loading.get(session) ?? this.load(session);
    this.loading.set(session, loading);
    this.usedAt.set(session, this.parts.clock());
    try {
      const room = await loading;
      if (!room) this.drop(session);
      return room;
    } catch (error) {
      this.drop(session);
      throw error;
    }
  }

  async byCode(code: string): Promise<Room | null> {
    const known = this.codes.get(code);
    if (known !== undefined) return await this.room(known);
    const row = await this.parts.log.sessionByCode(code);
    if (!row) return null;
    this.keepRow(row);
    return await this.room(row.session);
  }

  /** A room that is in memory already. */
  async loaded(session: string): Promise<Room | null> {
    return (await this.loading.get(session)) ?? null;
  }

  isLoaded(session: string): boolean {
    return this.loading.has(session);
  }

  forget(session: string): void {
    this.codes.delete(this.rows.get(session)?.code ?? '');
    this.rows.delete(session);
    this.drop(session);
  }

  /** Lets go of what nobody has used for a while, and says what that was. */
  dropIdle(isInUse: (session: string) => boolean): string[] {
    const before = this.parts.clock() - idleMs;
    const idle = [...this.usedAt].flatMap(([session, at]) =>
      at < before && !isInUse(session) ? [session] : [],
    );
    for (const session of idle) this.drop(session);
    return idle;
  }

  /** Reads what other processes appended; gives how many events that was, or null when the session was deleted. */
  async refresh(room: Room): Promise<number | null> {
    const { log, keys } = this.parts;
    const [tip, seats] = await Promise.all([log.tip(room.session), log.seats(room.session)]);
    if (!tip) return null;
    room.book.keep(seats);
    if (tip.position <= room.position) return 0;
    const stored = await log.read(room.session, room.position);
    await keys.load(room.session);
    return room.learn(stored).length;
  }

  private drop(session: string): void {
    this.loading.delete(session);
    this.usedAt.delete(session);
  }

  private async load(session: string): Promise<Room | null> {
    const row = await this.known(session);
    if (!row) return null;
    const { log, keys, box } = this.parts;
    await keys.load(session);
    const [recalled, seats] = await Promise.all([recall(session, this.checkpoints), log.seats(session)]);
    const room = new Room(row, seats, keys);
    if (recalled) room.resume(recalled);
    room.learn(recalled?.beyond ?? (await log.read(session, 0)));
    if (room.newer !== null) return room;
    await reopenBoxes(room, box, async () => (await this.refresh(room)) !== null);
    const lost = lostRounds(room, box, timeIn(room, this.parts.clock));
    if (lost.length > 0) await this.giveUp(room, lost);
    await remember(room, this.checkpoints);
    return room;
  }

  /** For the next start. Call it where nothing is being decided any more. */
  async remember(): Promise<void> {
    for (const loading of await Promise.allSettled(this.loading.values()))
      if (loading.status === 'fulfilled' && loading.value) await remember(loading.value, this.checkpoints);
  }

  private get checkpoints(): Checkpoints {
    const { keys, log, build = null } = this.parts;
    return { keys, log, build };
  }

  private async giveUp(room: Room, lost: readonly NewEvent[]): Promise<void> {
    const events = lost.map((event) => sealEvent(event, nothingSealed));
    const commands = [{ id: `lost-${newId()}`, actor: 'server', digest: '', events }];
    const [result] = await this.parts.log.append([
      { session: room.session, expected: room.position, commands },
    ]);
    if (result && 'appended' in result) room.learn(result.appended);
  }
}

/** The clock of the machine may jump back; a session's own never does. */
export function timeIn(room: Room, clock: () => number): string {
  const now = new Date(clock()).toISOString();
  const last = room.events.at(-1)?.at ?? now;
  return last > now ? last : now;
}

function nothingSealed(): never {
  throw new Error('A round that is given up holds nothing erasable.');
}
