import { z } from 'zod';
import { PretendPhone } from './pretend-phone.ts';
import { pretendPeople } from './pretend-people.ts';
import type { Room } from './room.ts';
import { rollFor } from './roll.ts';
import { newToken } from './seats.ts';
import type { Listener } from './sessions.ts';

/**
 * Rehearsals: sessions that are marked as such from their first event, with phones that only pretend. The phones
 * are this process's own; nobody else can make one, because the door wants a key that never leaves it.
 */

const pretendPhonesMax = 60;

/** What `POST /api/sessions` takes for a rehearsal with phones. */
export const Rehearsing = z.strictObject({
  phones: z.int().min(0).max(pretendPhonesMax).default(11),
  /** the same seed is the same people with the same answers */
  seed: z.int().min(0).max(999_999_999).default(1),
  /** 1 takes as long as people do, 0 no time at all */
  pace: z.number().min(0).max(10).default(1),
});
export type Rehearsing = z.infer<typeof Rehearsing>;

export interface RehearsalParts {
  /** where this server answers, as seen from this machine; known once the port is */
  address: () => string;
  complain: (what: string, error: unknown) => void;
}

/** Phones come in one by one, as people do. */
const arrivesWithinMs = 9_000;

export class Rehearsals implements Listener {
  /** what a pretend phone shows at the door */
  readonly key = newToken('pretend');
  private readonly parts: RehearsalParts;
  private readonly phones = new Map<string, PretendPhone[]>();

  constructor(parts: RehearsalParts) {
    this.parts = parts;
  }

  start(room: Room, { phones, seed, pace }: Rehearsing): void {
    const { session, row, state } = room;
    const people = pretendPeople(state.workshop, phones, seed);
    const address = this.parts.address();
    const coming = people.map(
      (person) => new PretendPhone({ address, code: row.code, key: this.key, person, pace }),
    );
    this.phones.set(session, coming);
    coming.forEach((phone, number) => {
      const afterMs = rollFor(seed, 'arrives', number)() * arrivesWithinMs * pace;
      setTimeout(() => void this.come(phone), afterMs).unref();
    });
  }

  /** Those of one rehearsal, in the order of their people. */
  of(session: string): readonly PretendPhone[] {
    return this.phones.get(session) ?? [];
  }

  told(room: Room): void {
    if (room.state.endedAt !== null) this.gone(room.session);
  }

  answered(): void {
    // Answers are what these phones do; they have nothing to learn from them.
  }

  gone(session: string): void {
    for (const phone of this.of(session)) phone.stop();
    this.phones.delete(session);
  }

  close(): void {
    for (const session of this.phones.keys()) this.gone(session);
  }

  private async come(phone: PretendPhone): Promise<void> {
    try {
      await phone.come();
    } catch (error) {
      this.parts.complain('A pretend phone could not come in.', error);
    }
  }
}
