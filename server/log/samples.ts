import { createHash } from 'node:crypto';
import type { DecidedCommand, NewEvent, SeatRow, SessionRow, Turn, TurnResult } from './log.ts';

/** Small turns for tests and drills. */

const morning = '2026-03-02T09:00:00.000Z';

export function event(text: string, actor: string | null = 'anna'): NewEvent {
  return { type: 'noted', v: 1, at: morning, actor, body: JSON.stringify({ text }) };
}

export function command(id: string, ...events: NewEvent[]): DecidedCommand {
  const digest = createHash('sha256').update(JSON.stringify(events)).digest('hex');
  return { id, actor: 'anna', digest, events };
}

export function turn(session: string, expected: number, ...commands: DecidedCommand[]): Turn {
  return { session, expected, commands };
}

export function sessionRow(session: string, code = session.toUpperCase()): SessionRow {
  return { session, code, title: 'Spring review', createdAt: morning, rehearsal: false, details: '{}' };
}

export function seatRow(session: string, seat: string, changed: Partial<SeatRow> = {}): SeatRow {
  const tokenHash = createHash('sha256').update(`${session} ${seat}`).digest('hex');
  const row = { session, seat, tokenHash, role: 'participant', participant: seat, details: '{}' };
  return { ...row, revoked: false, ...changed };
}

/** The positions a turn got; fails the test when it was not appended. */
export function positions(result: TurnResult | undefined): number[] {
  if (result === undefined || !('appended' in result)) {
    throw new Error(`The turn was not appended: ${JSON.stringify(result)}`);
  }
  return result.appended.map(({ position }) => position);
}
