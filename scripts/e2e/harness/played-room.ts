import { activityOf } from '../../../events/activities/index.ts';
import type { Round, StepState } from '../../../events/session/state.ts';
import { lastRound, settingsOf } from '../../../events/session/state.ts';
import type { Workshop } from '../../../events/session/workshop.ts';
import { dice } from './dice.ts';
import type { MadeSession } from './made-session.ts';
import type { SocketClient } from './socket-client.ts';
import { SocketPhone } from './socket-phone.ts';

/** Phones without pages that fill a room's roles and answer whatever is asked, believably and always alike. */
export class PlayedRoom {
  readonly phones: SocketPhone[] = [];
  readonly #lead: SocketClient;
  readonly #roll = dice(12);

  private constructor(lead: SocketClient) {
    this.#lead = lead;
  }

  /** Fills every role that only so many may hold, and the usual one up to `people` less the seats kept free in it. */
  static async fill(
    lead: SocketClient,
    made: MadeSession,
    options: { people: number; free: number },
  ): Promise<PlayedRoom> {
    const room = new PlayedRoom(lead);
    const { workshop } = lead.state;
    const usual = usualRole(workshop);
    for (const { id, max } of workshop.roles.filter((role) => role.id !== usual)) {
      for (let seat = 0; seat < Math.min(max ?? 2, 2); seat += 1) await room.#seat(made, id);
    }
    const left = roomFor(workshop, options.people - room.phones.length) - options.free;
    for (let seat = 0; seat < left; seat += 1) await room.#seat(made, usual);
    return room;
  }

  /** Everyone who is asked answers; in a big room one passes. */
  async answer(step: StepState): Promise<void> {
    const round = lastRound(step);
    if (round?.phase !== 'open') return;
    const asked = this.phones.filter(({ participant }) => round.electorate.members.includes(participant));
    await Promise.all(
      asked.map(
        async (phone, at) =>
          await this.#answerAs(phone, { step, round, passes: at === 0 && asked.length > 8 }),
      ),
    );
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
    const { joinAs } = state.workshop;
    if (joinAs === undefined || joinAs === role) {
      const seat = joinAs === undefined ? { role } : {};
      this.phones.push(await SocketPhone.join(url, { code: made.code, name, ...seat }));
      return;
    }
    const ack = await this.#lead.must('make-link', { role });
    const token = ack.ok ? new URL(ack.link ?? '').hash.slice(1) : '';
    this.phones.push(await SocketPhone.joinByLink(url, { session: made.session, token, name }));
  }
}

/** The role of whoever joins with the common code. */
function usualRole({ joinAs, roles }: Workshop): string {
  return joinAs ?? roles[0]?.id ?? '';
}

/** How many of so many the usual role can hold. */
export function roomFor(workshop: Workshop, people: number): number {
  const usual = usualRole(workshop);
  return Math.min(people, workshop.roles.find(({ id }) => id === usual)?.max ?? people);
}
