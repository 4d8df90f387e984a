import { activityOf } from '../../../events/activities/index.ts';
import type { Round, StepState } from '../../../events/session/state.ts';
import { lastRound, settingsOf } from '../../../events/session/state.ts';
import type { Workshop } from '../../../events/session/workshop.ts';
import { dice } from './dice.ts';
import type { MadeSession } from './made-session.ts';
import type { SocketClient } from './socket-client.ts';
import { SocketPhone } from './socket-phone.ts';

/** How many seats of a room are taken by phones without a page, and which are kept free for those with one. */
export interface Filling {
  people: number;
  /** kept free in the usual role */
  free: number;
  /** one seat of this role is kept free as well */
  freeRole: string | null;
}

/** Phones without pages that fill a room's roles and answer whatever is asked, believably and always alike. */
export class PlayedRoom {
  readonly phones: SocketPhone[] = [];
  readonly #lead: SocketClient;
  readonly #roll = dice(12);

  private constructor(lead: SocketClient) {
    this.#lead = lead;
  }

  /** Fills every role that only so many may hold, and the usual one up to `people` less the seats kept free. */
  static async fill(lead: SocketClient, made: MadeSession, options: Filling): Promise<PlayedRoom> {
    const room = new PlayedRoom(lead);
    const { workshop } = lead.state;
    const usual = usualRole(workshop);
    for (const { id, max } of workshop.roles.filter((role) => role.id !== usual)) {
      const seats = Math.min(max ?? 2, 2) - (id === options.freeRole ? 1 : 0);
      for (let seat = 0; seat < seats; seat += 1) await room.#seat(made, id);
    }
    const others = room.phones.length + (options.freeRole === null ? 0 : 1);
    const left = roomFor(workshop, options.people - others) - options.free;
    for (let seat = 0; seat < left; seat += 1) await room.#seat(made, usual);
    return room;
  }

  /** Everyone who is asked answers; in a big room one passes. Gives how many have answered. */
  async answer(step: StepState): Promise<number> {
    const round = lastRound(step);
    if (round?.phase !== 'open') return 0;
    const asked = this.phones.filter(({ participant }) => round.electorate.members.includes(participant));
    const passing = asked.length > 6 ? asked[0] : undefined;
    await Promise.all(
      asked.map(async (phone) => await this.#answerAs(phone, { step, round, passes: phone === passing })),
    );
    return asked.length - (passing ? 1 : 0);
  }

  close(): void {
    for (const phone of this.phones) phone.close();
  }

  async #answerAs(
    phone: SocketPhone,
    asked: { step: StepState; round: Round; passes: boolean },
  ): Promise<void> {
    const { step, round, passes } = asked;
    const { id, kind } = step.step;
    const settings = settingsOf(step, round);
    const ack = passes
      ? await phone.pass(id, round.round)
      : await phone.answer(id, round.round, activityOf(kind).example(settings, this.#roll));
    if (!ack.ok)
      throw new Error(`${phone.name} was refused at ${id}, a ${kind}: ${ack.code}, ${ack.message}`);
  }

  async #seat(made: MadeSession, role: string): Promise<void> {
    const { url, state } = this.#lead;
    const name = `${state.workshop.roles.find(({ id }) => id === role)?.label ?? role} ${this.phones.length + 1}`;
    const phone =
      role === usualRole(state.workshop)
        ? await SocketPhone.join(url, { code: made.code, name })
        : await SocketPhone.joinByLink(url, { token: await personalToken(this.#lead, role), name });
    this.phones.push(phone);
  }
}

/** The secret of a link for one person, who takes this role with it. */
export async function personalToken(lead: SocketClient, role: string): Promise<string> {
  const ack = await lead.must('make-link', { role });
  return ack.ok ? new URL(ack.link ?? '').hash.slice(1) : '';
}

/** The role of whoever joins with the common code. */
export function usualRole({ joinAs, roles }: Workshop): string {
  return joinAs ?? roles[0]?.id ?? '';
}

/** How many of so many the usual role can hold. */
export function roomFor(workshop: Workshop, people: number): number {
  const usual = usualRole(workshop);
  return Math.min(people, workshop.roles.find(({ id }) => id === usual)?.max ?? people);
}
