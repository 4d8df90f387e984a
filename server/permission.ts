import type { Room } from './room.ts';
import { seatOf, type Seat } from './seats.ts';

/** Null for a token that was revoked, has expired, or whose person was taken out of the room. */
export function seatWithToken(room: Room, token: string, at: string): Seat | null {
  const row = room.book.withToken(token);
  const seat = row && seatOf(row, at);
  if (!seat) return null;
  const participant = seat.participant === null ? undefined : room.state.participants.get(seat.participant);
  return participant?.removed || participant?.erased ? null : seat;
}

