import type { Store } from './storage.ts';

/** Seats this device has taken, newest first: a refresh, or scanning the code again, leads back to the same one. */

export interface Seat {
  session: string;
  participant: string;
  token: string;
  /** the code or the personal link it came in with; empty for a seat that came as a link itself */
  code: string;
  /** milliseconds since 1970 */
  at: number;
}

const key = 'parley:seats';
const seatsMax = 12;

export function seats(store: Store): Seat[] {
  const kept = store.get(key);
  return Array.isArray(kept) ? (kept as Seat[]) : [];
}

export function rememberSeat(store: Store, seat: Seat): void {
  const others = seats(store).filter((one) => one.session !== seat.session);
  store.set(key, [seat, ...others].slice(0, seatsMax));
}

export function forgetSeat(store: Store, session: string): void {
  store.set(
    key,
    seats(store).filter((one) => one.session !== session),
  );
}

export function seatFor(store: Store, code: string): Seat | null {
  return seats(store).find((one) => one.code !== '' && one.code === code) ?? null;
}

/** What the address of the phone's page says; a token stands in the fragment, which no server sees. */
export type PhoneLink =
  | { is: 'code'; code: string }
  /** an empty token stands for the one this phone remembers */
  | { is: 'seat'; session: string; token: string }
  /** made for one person: it says which role they join as */
  | { is: 'personal'; session: string; token: string };

/** `/j/ABCD-2345`, `/phone/<session>#<token>` for a seat, `/join/<session>#<token>` for a personal link. */
export function readLink(path: string, hash: string): PhoneLink {
  const [, door = '', name = ''] = path.split('/').map(decoded);
  const token = decoded(hash.slice(1));
  if (door === 'phone') return { is: 'seat', session: name, token };
  if (token !== '' && door === 'join') return { is: 'personal', session: name, token };
  return { is: 'code', code: door === 'j' ? tidyCode(name) : '' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

/** A link that opens this seat on another device, or in another browser of this one. */
export function seatLink(origin: string, { session, token }: Pick<Seat, 'session' | 'token'>): string {
  return `${origin}/phone/${encodeURIComponent(session)}#${token}`;
}

/** As people type it: any case, with dash, spaces or neither. */
export function tidyCode(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/gu, '')
    .slice(0, 8);
}

/** As it stands on the wall: `XXXX-XXXX`. */
export function shownCode(code: string): string {
  return code.length > 4 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}
