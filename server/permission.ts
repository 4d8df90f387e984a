import { nowOf, type House } from './house.ts';
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

/** Another process may have given the token out a moment ago: then this one has not heard of it yet. */
export async function seatWithFreshToken(
  { sessions, clock }: Pick<House, 'sessions' | 'clock'>,
  room: Room,
  token: string,
): Promise<Seat | null> {
  const at = nowOf({ clock });
  const seat = seatWithToken(room, token, at);
  if (seat) return seat;
  await sessions.catchUp(room.session);
  return seatWithToken(room, token, at);
}
