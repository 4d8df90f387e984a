import { newId } from './command-id.ts';
import { join } from './joining.ts';
import { forgetSeat, readLink, rememberSeat, seatFor, seats, type PhoneLink, type Seat } from './seats.ts';
import type { Store } from './storage.ts';

/** How this phone comes to its seat: by a code, a personal link, a link to the seat itself, or because it has one. */
export class WayIn {
  link: PhoneLink = { is: 'code', code: '' };
  /** where the personal link leads, and as whom, as soon as the server has said so */
  purpose = '';
  /** why there is no seat yet, in a sentence */
  problem = '';
  readonly #store: Store;
  /** one person, however often they press Join */
  readonly #joinId = newId();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Reads the address; gives the seat it leads to, if this phone need not ask for one. */
  arrive(path: string, hash: string): Seat | null {
    this.link = readLink(path, hash);
    this.purpose = '';
    this.problem = '';
    const seat = this.#seatOf(this.link);
    if (seat) rememberSeat(this.#store, seat);
    return seat;
  }

  /** Asks what the personal link is for. One that is good for nothing gives way to the code. */
  async look(): Promise<void> {
    const { link } = this;
    if (link.is !== 'personal') return;
    const told = await import('./invitation.ts')
      .then(({ readInvitation }) => readInvitation(link.token))
      .catch(() => null);
    if (!told || this.link !== link) return;
    if ('purpose' in told) this.purpose = told.purpose;
    else {
      this.link = { is: 'code', code: '' };
      this.problem = told.problem;
    }
  }

  async join(code: string, name: string): Promise<Seat | null> {
    const { link } = this;
    this.problem = '';
    this.#store.set('parley:name', name);
    const way = link.is === 'personal' ? { session: link.session, token: link.token } : { code };
    const joined = await join({ way, name, id: this.#joinId });
    if ('refused' in joined) {
      this.problem = joined.refused.message;
      await this.look();
      return null;
    }
    const seat = { ...joined, code: link.is === 'personal' ? nameOf(link) : code, at: Date.now() };
    rememberSeat(this.#store, seat);
    return seat;
  }

  /** the name its owner joined with last */
  get name(): string {
    const name = this.#store.get('parley:name');
    return typeof name === 'string' ? name : '';
  }

  get lastSeat(): Seat | null {
    return seats(this.#store)[0] ?? null;
  }

  forget({ session }: Seat): void {
    forgetSeat(this.#store, session);
  }

  #seatOf(link: PhoneLink): Seat | null {
    if (link.is === 'code') return seatFor(this.#store, link.code);
    if (link.is === 'personal') return seatFor(this.#store, nameOf(link));
    const kept = seats(this.#store).find((one) => one.session === link.session) ?? null;
    if (link.token === '' || link.token === kept?.token) return kept;
    return { session: link.session, token: link.token, participant: '', code: '', at: Date.now() };
  }
}

/** A personal link leads back to the seat it gave. */
function nameOf({ session, token }: { session: string; token: string }): string {
  return `${session}#${token.slice(-12)}`;
}
