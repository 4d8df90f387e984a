import { z } from 'zod';
import { freeRole } from '../events/session/decide-room.ts';
import { limits } from '../events/session/limits.ts';
import { refuse, type Refused } from '../events/session/refusal.ts';
import { plainText } from '../events/session/workshop.ts';
import { nowOf, type House } from './house.ts';
import { json, type Reply } from './reply.ts';
import type { Room } from './room.ts';
import { newId, newParticipantId, readCode, sameSecret, seatOf, tokenHash } from './seats.ts';

/** How somebody comes in: with the room's code, or with a personal link that says as whom. */

export const Join = z.strictObject({
  code: z.string().max(40).optional(),
  name: plainText(limits.nameMax),
  role: z.string().max(40).optional(),
  /** watches and is not asked */
  observer: z.literal(true).optional(),
  /** a phone that only plays along in a rehearsal */
  pretend: z.literal(true).optional(),
  /** the same id again is the same person again: the answer may have been lost on its way */
  id: z.guid().optional(),
});
export type Join = z.infer<typeof Join>;

export interface Knocking {
  address: string;
  bearer: string | null;
}

interface Way {
  room: Room;
  role: string;
}

export async function joinRoom(house: House, join: Join, knocking: Knocking): Promise<Reply> {
  const way =
    join.pretend === true
      ? await pretendWay(house, join, knocking)
      : knocking.bearer !== null
        ? await linkWay(house, knocking.bearer, knocking.address)
        : await codeWay(house, join, knocking);
  if ('refused' in way) return way;
  const { room, role } = way;
  if (!(await house.budgets.mayJoin(room.session))) return refuse('too-many');
  const { name, observer, pretend } = join;
  const participant = newParticipantId();
  const joined = await house.sessions.ask(room.session, {
    id: join.id ?? `join-${newId()}`,
    actor: { seat: 'door', role: 'participant', participant: null },
    command: {
      type: 'join',
      participant,
      role,
      name,
      ...(observer && { observer }),
      ...(pretend && { pretend }),
    },
  });
  if ('refused' in joined) return joined.refused === 'ended' ? refuse('unknown-code') : joined;
  // A retry is answered with the seat that the first try was given.
  const { token } = joined;
  if (!token) return refuse('failed');
  return json(
    { session: room.session, participant: token.seat, token: token.token, title: room.state.title },
    201,
  );
}

/** An ended session answers like a code that never was: a guess learns nothing from either. */
async function codeWay(house: House, join: Join, { address }: Knocking): Promise<Way | Refused> {
  const room = await house.budgets.guess(address, async () => {
    const code = readCode(join.code ?? '');
    const found = code === null ? null : await house.sessions.roomByCode(code);
    return found && found.state.endedAt === null ? found : null;
  });
  if (room === 'too-many') return refuse('too-many');
  if (!room) return refuse('unknown-code');
  const { roles, joinAs } = room.state.workshop;
  const usual = joinAs ?? roles[0]?.id ?? '';
  const role = join.role ?? usual;
  if (!roles.some(({ id }) => id === role)) return refuse('unknown-role');
  // Where the workshop says who joins with the code, every other role has its own link, or is given at the desk.
  return joinAs !== undefined && role !== joinAs ? refuse('wrong-role') : { room, role };
}

/** Only this process itself makes pretend phones, whatever role they play. The domain keeps them to rehearsals. */
async function pretendWay(house: House, join: Join, { address, bearer }: Knocking): Promise<Way | Refused> {
  if (bearer === null || !sameSecret(bearer, house.rehearsals.key))
    return refuse(await house.budgets.wrongToken(address));
  const code = readCode(join.code ?? '');
  const room = code === null ? null : await house.sessions.roomByCode(code);
  return room ? { room, role: join.role ?? '' } : refuse('unknown-code');
}

/** The token of a personal link says which session and as whom; a code beside it is not looked at. */
async function linkWay(house: House, token: string, address: string): Promise<Way | Refused> {
  const found = await house.sessions.parts.log.seatByToken(tokenHash(token));
  const room = found && (await house.sessions.room(found.session));
  const seat = found && seatOf(found, nowOf(house));
  if (!room || !seat || seat.joinAs === null) return refuse(await house.budgets.wrongToken(address));
  return { room, role: seat.joinAs };
}

export const Invitation = z.object({ title: z.string(), role: z.string() });

/** What a personal link is for, or why it is good for nothing: said before its holder types a name. */
export async function invitationReply(house: House, { address, bearer }: Knocking): Promise<Reply> {
  const way = bearer === null ? refuse('no-token') : await linkWay(house, bearer, address);
  if ('refused' in way) return way;
  await house.sessions.catchUp(way.room.session);
  const { state } = way.room;
  if (state.endedAt !== null) return refuse('ended');
  const role = freeRole(state, way.role);
  if ('refused' in role) return role;
  return json({ title: state.title, role: role.label } satisfies z.infer<typeof Invitation>);
}
