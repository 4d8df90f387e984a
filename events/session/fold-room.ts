import type { EventOf } from './event.ts';
import type { Run } from './run.ts';
import type { Participant, SessionState } from './state.ts';

/** Who is in the room, and which links lead into it. */

export type RoomEvent = EventOf<
  | 'joined'
  | 'renamed'
  | 'role-assigned'
  | 'seat-moved'
  | 'removed'
  | 'locked'
  | 'link-made'
  | 'link-revoked'
  | 'pause-asked'
>;

export function foldRoom(run: Run, state: SessionState, event: RoomEvent): SessionState {
  switch (event.type) {
    case 'joined': {
      const participants = run.own(state.participants);
      participants.set(event.participant, {
        id: event.participant,
        number: event.number,
        name: event.name,
        role: event.role,
        observer: event.observer ?? false,
        pretend: event.pretend ?? false,
        removed: false,
        erased: event.name === null,
      });
      return { ...state, participants, joins: event.number };
    }
    case 'renamed':
      return withParticipant(run, state, event.participant, (one) =>
        one.erased ? one : { ...one, name: event.name },
      );
    case 'role-assigned':
      return withParticipant(run, state, event.participant, (one) => ({ ...one, role: event.role }));
    case 'removed':
      return withParticipant(run, state, event.participant, (one) => ({ ...one, removed: true }));
    case 'seat-moved':
      return state;
    case 'pause-asked':
      return {
        ...state,
        pauseAsked: [event.participant, ...state.pauseAsked],
      };
    case 'locked':
      return { ...state, locked: event.on };
    case 'link-made':
      return {
        ...state,
        links: [
          ...state.links,
          {
            id: event.link,
            role: event.role,
            expires: event.expires ?? null,
            outcomeOnly: event.outcomeOnly ?? false,
            revoked: false,
          },
        ],
      };
    case 'link-revoked':
      return {
        ...state,
        links: state.links.map((link) => (link.id === event.link ? { ...link, revoked: true } : link)),
      };
  }
}

function withParticipant(
  run: Run,
  state: SessionState,
  id: string,
  change: (participant: Participant) => Participant,
): SessionState {
  const participant = state.participants.get(id);
  if (!participant) return state;
  const participants = run.own(state.participants);
  participants.set(id, change(participant));
  return { ...state, participants };
}
