import type { CommandOf, JoinCommand } from './command.ts';
import { tell, type Context, type Decision } from './context.ts';
import type { NewEvent } from './event.ts';
import { limits } from './limits.ts';
import { refuse, type Refused } from './refusal.ts';
import type { SessionState } from './state.ts';
import { later } from './time.ts';

/** Coming in, names and roles, seats and links. */

type RoomCommand =
  | JoinCommand
  | CommandOf<
      | 'rename'
      | 'ask-pause'
      | 'assign-role'
      | 'move-seat'
      | 'remove-participant'
      | 'lock'
      | 'make-link'
      | 'revoke-link'
    >;

export function decideRoom(state: SessionState, command: RoomCommand, context: Context): Decision {
  switch (command.type) {
    case 'join':
      return join(state, command, context);
    case 'rename':
      return ofParticipant(context, (participant) =>
        tell(context, 'renamed', { participant, name: command.name }),
      );
    case 'ask-pause':
      return askPause(state, context);
    case 'assign-role':
      return assignRole(state, command, context);
    case 'move-seat':
      return moveSeat(state, command, context);
    case 'remove-participant': {
      if (!inRoom(state, command.participant)) return refuse('unknown-participant');
      return { events: [tell(context, 'removed', { participant: command.participant })] };
    }
    case 'lock':
      return { events: state.locked === command.on ? [] : [tell(context, 'locked', { on: command.on })] };
    case 'make-link':
      return makeLink(state, command, context);
    case 'revoke-link': {
      const link = state.links.find((one) => one.id === command.link);
      if (!link || link.revoked) return refuse('unknown-link');
      return { events: [tell(context, 'link-revoked', { link: link.id })] };
    }
  }
}

function join(state: SessionState, command: JoinCommand, context: Context): Decision {
  if (state.locked) return refuse('locked');
  if (command.pretend && !state.rehearsal) return refuse('only-rehearsals');
  if (state.participants.size >= limits.participantsMax) return refuse('full');
  const role = freeRole(state, command.role);
  if ('refused' in role) return role;
  const { participant, name } = command;
  return {
    events: [
      tell({ ...context, actor: { ...context.actor, seat: participant } }, 'joined', {
        participant,
        number: state.joins + 1,
        role: role.id,
        name,
        ...(command.observer && { observer: true }),
        ...(command.pretend && { pretend: true }),
      }),
    ],
  };
}

/** The role, if one more person may hold it. */
export function freeRole(
  state: SessionState,
  id: string,
): SessionState['workshop']['roles'][number] | Refused {
  const role = state.workshop.roles.find((one) => one.id === id);
  if (!role) return refuse('unknown-role');
  const holders = [...state.participants.values()].filter((one) => one.role === id && !one.removed).length;
  return role.max !== undefined && holders >= role.max ? refuse('role-taken') : role;
}

/**
 * “I need a minute” is seen by the facilitator alone. Where the session is about the person who asks, the wall
 * goes blank at once, and nothing on it says who asked.
 */
function askPause(state: SessionState, context: Context): Decision {
  const { participant } = context.actor;
  if (participant === null) return refuse('wrong-role');
  const asked = tell(context, 'pause-asked', { participant });
  if (state.participants.get(participant)?.role !== 'candidate' || state.blanked) return { events: [asked] };
  const blanked: NewEvent = { type: 'blanked', v: 1, at: context.at, on: true };
  return { events: [asked, blanked] };
}

function assignRole(state: SessionState, command: CommandOf<'assign-role'>, context: Context): Decision {
  const participant = inRoom(state, command.participant);
  if (!participant) return refuse('unknown-participant');
  if (participant.role === command.role) return { events: [] };
  const role = freeRole(state, command.role);
  if ('refused' in role) return role;
  return { events: [tell(context, 'role-assigned', { participant: participant.id, role: role.id })] };
}

/** A dead battery: whoever joined last from the new phone becomes the one whose seat it is. */
function moveSeat(state: SessionState, command: CommandOf<'move-seat'>, context: Context): Decision {
  if (!inRoom(state, command.participant)) return refuse('unknown-participant');
  const moved = tell(context, 'seat-moved', { participant: command.participant });
  if (command.to === undefined || command.to === command.participant) return { events: [moved] };
  if (!inRoom(state, command.to)) return refuse('unknown-participant');
  return { events: [moved, tell(context, 'removed', { participant: command.to })] };
}

function makeLink(state: SessionState, command: CommandOf<'make-link'>, context: Context): Decision {
  const known = [...linkRoles, ...state.workshop.roles.map((role) => role.id)];
  if (!known.includes(command.role)) return refuse('unknown-role');
  if (command.expires !== undefined && later(command.expires, 0) <= context.at)
    return refuse('invalid', 'expires: that moment is over');
  return {
    events: [
      tell(context, 'link-made', {
        link: `l-${context.newId()}`,
        role: command.role,
        ...(command.expires !== undefined && { expires: later(command.expires, 0) }),
        ...(command.outcomeOnly === true && { outcomeOnly: true }),
      }),
    ],
  };
}

/** Links that are not a participant's: any role of the workshop makes a personal link besides. */
export const linkRoles: readonly string[] = ['facilitator', 'scribe', 'stage', 'reader'];

function ofParticipant(context: Context, event: (participant: string) => NewEvent): Decision {
  const { participant } = context.actor;
  return participant === null ? refuse('wrong-role') : { events: [event(participant)] };
}

function inRoom(state: SessionState, id: string): { id: string; role: string } | null {
  const participant = state.participants.get(id);
  return participant && !participant.removed ? participant : null;
}
