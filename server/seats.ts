import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../events/session/context.ts';
import { linkRoles } from '../events/session/decide-room.ts';
import type { NewEvent } from '../events/session/event.ts';
import type { SeatRow } from './log/log.ts';

/**
 * Who may come in. A token is 256 random bits and the whole of a permission; what is kept of it is a digest, so
 * neither the log nor a copy of it opens a door. A row per seat says what the token is good for.
 */

/** Letters and digits that nobody takes for one another, read aloud or off a wall. */
const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTVWX';
const codeLength = 8;

export function newCode(): string {
  return Array.from({ length: codeLength }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');
}

/** As people type it, or null: any case, with a dash or spaces or without. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[\s–—-]/gu, '');
  return new RegExp(`^[${codeAlphabet}]{${codeLength}}$`, 'u').test(code) ? code : null;
}

export function shownCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** The prefix lets scanners of leaked secrets tell what they found. */
const prefixes: Record<string, string> = {
  facilitator: 'parley_f_',
  scribe: 'parley_n_',
  stage: 'parley_s_',
  reader: 'parley_r_',
  participant: 'parley_p_',
  link: 'parley_j_',
};

export function newToken(role: string): string {
  return `${prefixes[role] ?? 'parley_x_'}${randomBytes(32).toString('base64url')}`;
}

export function newHostKey(): string {
  return `parley_h_${randomBytes(32).toString('base64url')}`;
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(tokenHash(one), 'hex'), Buffer.from(tokenHash(other), 'hex'));
}

const randomSigns = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Random lower-case letters and digits: 82 bits. */
export function newId(): string {
  return Array.from({ length: 16 }, () => randomSigns[randomInt(randomSigns.length)]).join('');
}

export function newParticipantId(): string {
  return `p-${newId().slice(0, 12)}`;
}

const SeatDetails = z.object({
  expires: z.string().optional(),
  outcomeOnly: z.boolean().optional(),
  /** of a personal link: the role its holder joins as */
  joinAs: z.string().optional(),
});

export interface Seat {
  id: string;
  role: Actor['role'] | 'link';
  participant: string | null;
  expires: string | null;
  outcomeOnly: boolean;
  joinAs: string | null;
}

/** Null for a seat that no longer lets anyone in. */
export function seatOf(row: SeatRow, at: string): Seat | null {
  if (row.revoked) return null;
  const details = SeatDetails.parse(JSON.parse(row.details));
  if (details.expires !== undefined && details.expires <= at) return null;
  return {
    id: row.seat,
    role: row.role as Seat['role'],
    participant: row.participant,
    expires: details.expires ?? null,
    outcomeOnly: details.outcomeOnly ?? false,
    joinAs: details.joinAs ?? null,
  };
}

/** A personal link is a way to a seat, not one. */
export function actorOf(seat: Seat): Actor | null {
  return seat.role === 'link' ? null : { seat: seat.id, role: seat.role, participant: seat.participant };
}

/** All ways into one session, by seat and by token. */
export class SeatBook {
  private readonly bySeat = new Map<string, SeatRow>();
  private readonly byHash = new Map<string, SeatRow>();

  constructor(rows: readonly SeatRow[]) {
    this.keep(rows);
  }

  keep(rows: readonly SeatRow[]): void {
    for (const row of rows) {
      const before = this.bySeat.get(row.seat);
      if (before && this.byHash.get(before.tokenHash) === before) this.byHash.delete(before.tokenHash);
      this.bySeat.set(row.seat, row);
      if (!row.revoked) this.byHash.set(row.tokenHash, row);
    }
  }

  withToken(token: string): SeatRow | null {
    return this.byHash.get(tokenHash(token)) ?? null;
  }

  /** Whose seat a token was, also after it has been taken away. */
  participantOnceWith(token: string): string | null {
    const hash = tokenHash(token);
    for (const row of this.bySeat.values()) if (row.tokenHash === hash) return row.participant;
    return null;
  }

  seat(id: string): SeatRow | null {
    return this.bySeat.get(id) ?? null;
  }
}

export interface Issued {
  rows: SeatRow[];
  /** the token that only this answer ever shows, and what it is for */
  token?: { token: string; role: string; seat: string };
}

/** The seats that events give, move and take away. */
export function seatsFor(session: string, events: readonly NewEvent[], book: SeatBook): Issued {
  const issued: Issued = { rows: [] };
  for (const event of events) seatFor(issued, { session, event, events, book });
  return issued;
}

interface Change {
  session: string;
  event: NewEvent;
  events: readonly NewEvent[];
  book: SeatBook;
}

function seatFor(issued: Issued, { session, event, events, book }: Change): void {
  if (event.type === 'joined') {
    issue(issued, session, { seat: event.participant, role: 'participant', participant: event.participant });
  } else if (event.type === 'link-made') {
    issue(issued, session, linkSeat(event));
  } else if (event.type === 'seat-moved') {
    move(issued, { session, participant: event.participant, to: movedTo(events), book });
  } else if (event.type === 'link-revoked') {
    revoke(issued, book.seat(event.link));
  } else if (event.type === 'removed' || (event.type === 'erased' && event.participant !== undefined)) {
    revoke(issued, book.seat(event.participant ?? ''));
  }
}

interface NewSeat {
  seat: string;
  role: string;
  participant: string | null;
  details?: z.infer<typeof SeatDetails>;
}

export function issue(
  issued: Issued,
  session: string,
  { seat, role, participant, details = {} }: NewSeat,
): void {
  const token = newToken(role);
  issued.token = { token, role, seat };
  issued.rows.push({
    session,
    seat,
    role,
    participant,
    tokenHash: tokenHash(token),
    details: JSON.stringify(details),
    revoked: false,
  });
}

/** A new token for a seat that is already there: the one before it is worth nothing from then on. */
export function reissue(row: SeatRow): Issued {
  const token = newToken(row.role);
  return {
    rows: [{ ...row, tokenHash: tokenHash(token) }],
    token: { token, role: row.role, seat: row.seat },
  };
}

function linkSeat(event: Extract<NewEvent, { type: 'link-made' }>): NewSeat {
  const personal = !linkRoles.includes(event.role);
  return {
    seat: event.link,
    role: personal ? 'link' : event.role,
    participant: null,
    details: {
      ...(event.expires !== undefined && { expires: event.expires }),
      ...(event.outcomeOnly === true && { outcomeOnly: true }),
      ...(personal && { joinAs: event.role }),
    },
  };
}

function revoke(issued: Issued, row: SeatRow | null): void {
  if (row && !row.revoked && !issued.rows.some((one) => one.seat === row.seat))
    issued.rows.push({ ...row, revoked: true });
}

/** The seat that `move-seat` names in `to` leaves the room in the very same decision. */
function movedTo(events: readonly NewEvent[]): string | null {
  for (const event of events) if (event.type === 'removed') return event.participant;
  return null;
}

interface Move {
  session: string;
  participant: string;
  to: string | null;
  book: SeatBook;
}

/** The phone that came in as someone new gets the old seat; without such a phone a link is issued for one. */
function move(issued: Issued, { session, participant, to, book }: Move): void {
  const row = book.seat(participant);
  const target = to === null ? null : book.seat(to);
  if (!row || !target) {
    issue(issued, session, { seat: participant, role: 'participant', participant });
    return;
  }
  issued.rows.push({ ...row, tokenHash: target.tokenHash, revoked: false });
  issued.rows.push({ ...target, tokenHash: tokenHash(newToken('participant')), revoked: true });
}
