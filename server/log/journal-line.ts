import { hash } from 'node:crypto';
import { z } from 'zod';
import type { SeatRow, SessionRow } from './log.ts';
import type { KeptEvent } from './log.ts';
import type { Rows } from './store.ts';

/**
 * One line of a journal is one row as JSON, ending in the running hash of all lines up to it. So any
 * changed byte is found in the very line it is in, whether an event's, a seat's or the hash's own;
 * against someone who rewrites the hashes too stand the events' heads, which people remember.
 * The last line of a turn carries the turn's number; a file that ends elsewhere was torn.
 */

const journalFormat = 1;

const text = z.string();
export const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));
export const count = z.int().nonnegative();

export const eventSchema = z.strictObject({
  position: count,
  type: text,
  v: count,
  at: text,
  actor: text.nullable(),
  command: text.nullable(),
  salt: hex(32),
  head: hex(64),
  body: text,
});

/** On the last event of a command: who asked, and the digest of what was asked. */
const keptSchema = eventSchema.extend({ askedBy: text.optional(), digest: text.optional() });

const sessionSchema = z.strictObject({
  code: text,
  title: text,
  createdAt: text,
  rehearsal: z.boolean(),
  details: text,
});

const seatSchema = z.strictObject({
  seat: text,
  tokenHash: text,
  role: text,
  participant: text.nullable(),
  details: text,
  revoked: z.boolean(),
});

const ending = { turn: count.optional(), line: hex(32) };

const lineSchema = z.union([
  z.strictObject({ event: keptSchema, ...ending }),
  z.strictObject({ seat: seatSchema, ...ending }),
  z.strictObject({ about: sessionSchema, ...ending }),
  z.strictObject({ journal: z.literal(journalFormat), session: text, line: hex(32) }),
]);

export type JournalLine = z.infer<typeof lineSchema>;

/** What a line says, or null when it is no line of a journal. */
export function parseLine(line: string): JournalLine | null {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** The hash that the first line continues. */
export const noLines = '';

const endingLength = `,"line":""}`.length + 32;

/** The running hash a line ought to end in, and the one it does end in. */
export function lineHashes(previous: string, line: Buffer): { due: string; found: string } {
  const ending = line.subarray(Math.max(0, line.length - endingLength)).toString('latin1');
  const found = /^,"line":"([0-9a-f]{32})"}$/.exec(ending)?.[1] ?? 'none';
  const covered = line.subarray(0, Math.max(0, line.length - endingLength));
  return { due: runningHash(previous, covered), found };
}

function runningHash(previous: string, covered: Buffer): string {
  const bytes = Buffer.concat([Buffer.from(`${previous}\n`), covered]);
  return hash('sha256', bytes, 'hex').slice(0, 32);
}

/** Lines still to be written, each continuing the one before it. */
export class JournalText {
  hash: string;
  private lines: string[] = [];

  constructor(previous: string) {
    this.hash = previous;
  }

  begin(session: string): this {
    return this.add({ journal: journalFormat, session });
  }

  /** One turn's rows. The session's own row comes first, so that a list can be made without reading on. */
  turn(turn: number, rows: TurnRows): this {
    const entries: object[] = [
      ...rows.sessions.map((row) => ({ about: plainSession(row) })),
      ...rows.events.map((event) => ({ event: plainEvent(event) })),
      ...rows.seats.map((row) => ({ seat: plainSeat(row) })),
    ];
    entries.forEach((entry, at) => this.add(at === entries.length - 1 ? { ...entry, turn } : entry));
    return this;
  }

  bytes(): Buffer {
    return Buffer.from(this.lines.join(''));
  }

  private add(entry: object): this {
    const covered = JSON.stringify(entry).slice(0, -1);
    this.hash = runningHash(this.hash, Buffer.from(covered));
    this.lines.push(`${covered},"line":"${this.hash}"}\n`);
    return this;
  }
}

/** The rows of one turn of one session. */
export type TurnRows = Pick<Rows, 'sessions' | 'seats'> & { events: KeptEvent[] };

// The fields are listed one by one, so that nothing a caller adds to an object leaks into a file.

function plainEvent(event: KeptEvent): object {
  const { position, type, v, at, actor, command, askedBy, digest, salt, head, body } = event;
  const asked = askedBy === null || digest === null ? {} : { askedBy, digest };
  return { position, type, v, at, actor, command, ...asked, salt, head, body };
}

function plainSession(row: SessionRow): Omit<SessionRow, 'session'> {
  const { code, title, createdAt, rehearsal, details } = row;
  return { code, title, createdAt, rehearsal, details };
}

function plainSeat(row: SeatRow): Omit<SeatRow, 'session'> {
  const { seat, tokenHash, role, participant, details, revoked } = row;
  return { seat, tokenHash, role, participant, details, revoked };
}
