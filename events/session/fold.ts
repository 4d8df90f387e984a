import { eraseText } from './erasure.ts';
import type { EventOf, SessionEvent } from './event.ts';
import { foldAgenda, type AgendaEvent } from './fold-agenda.ts';
import { foldRecord, type RecordEvent } from './fold-record.ts';
import { foldRoom, type RoomEvent } from './fold-room.ts';
import { foldRound, type RoundEvent } from './fold-round.ts';
import { Run } from './run.ts';
import { newStep, type SessionState } from './state.ts';

/**
 * Events become state. The server, every screen and the replay fold the same events with this function: live is
 * the replay at its tip.
 */

export function fold(state: SessionState | null, events: readonly SessionEvent[]): SessionState | null {
  const run = new Run();
  return events.reduce((folded: SessionState | null, event) => evolveIn(run, folded, event), state);
}

/** One more event in a run: a server decides a whole batch in one. */
export function evolveIn(run: Run, state: SessionState | null, event: SessionEvent): SessionState | null {
  if (event.type === 'session-created') return created(event);
  if (!state)
    throw new Error(`The first event of a session is session-created, but ${event.type} came before it.`);
  const next = foldEvent(run, state, event);
  // What changed nothing is not ours to mark; anything else was made for this event.
  const own = next === state ? run.ownRecord(state) : next;
  own.position = event.position;
  return own;
}

type LaterEvent = Exclude<SessionEvent, EventOf<'session-created'>>;

const roundTypes: ReadonlySet<string> = new Set<RoundEvent['type']>([
  'opened',
  'extended',
  'admitted',
  'answered',
  'closed',
  'released',
  'discarded',
  'count-entered',
]);
const roomTypes: ReadonlySet<string> = new Set<RoomEvent['type']>([
  'joined',
  'renamed',
  'role-assigned',
  'seat-moved',
  'removed',
  'locked',
  'link-made',
  'link-revoked',
  'pause-asked',
]);
const agendaTypes: ReadonlySet<string> = new Set<AgendaEvent['type']>([
  'went-to',
  'paused',
  'resumed',
  'blanked',
  'turned',
  'step-added',
  'step-edited',
  'step-moved',
  'step-skipped',
]);
const recordTypes: ReadonlySet<string> = new Set<RecordEvent['type']>([
  'themed',
  'split',
  'retitled',
  'text-hidden',
  'written',
  'noted',
  'objection-settled',
  'decided',
  'step-taken',
]);

function foldEvent(run: Run, state: SessionState, event: LaterEvent): SessionState {
  if (isOneOf<RoundEvent>(event, roundTypes)) return foldRound(run, state, event);
  if (isOneOf<RoomEvent>(event, roomTypes)) return foldRoom(run, state, event);
  if (isOneOf<AgendaEvent>(event, agendaTypes)) return foldAgenda(state, event);
  if (isOneOf<RecordEvent>(event, recordTypes)) return foldRecord(run, state, event);
  return foldEnd(run, state, event as EndEvent);
}

type EndEvent = Exclude<LaterEvent, RoundEvent | RoomEvent | AgendaEvent | RecordEvent>;

function isOneOf<E extends SessionEvent>(event: SessionEvent, types: ReadonlySet<string>): event is E {
  return types.has(event.type);
}

function foldEnd(run: Run, state: SessionState, event: EndEvent): SessionState {
  switch (event.type) {
    case 'shared':
      return { ...state, shared: true };
    case 'ended':
      return { ...state, endedAt: event.at, blanked: false, pausedAt: null };
    case 'undone': {
      const back = state.undoable.get(event.undoes);
      const undoable = run.own(state.undoable);
      undoable.delete(event.undoes);
      return { ...(back ? back(state, event) : state), undoable };
    }
    case 'erased':
      return eraseText(run, state, event);
  }
}

function created(event: EventOf<'session-created'>): SessionState {
  return {
    position: event.position,
    session: event.session,
    title: event.title,
    subject: event.subject ?? null,
    workshop: event.workshop,
    floor: event.floor,
    rehearsal: event.rehearsal ?? false,
    createdAt: event.at,
    startedAt: null,
    endedAt: null,
    shared: false,
    locked: false,
    blanked: false,
    pausedAt: null,
    current: null,
    currentSince: null,
    page: 0,
    steps: event.workshop.steps.map(newStep),
    participants: new Map(),
    joins: 0,
    links: [],
    fields: new Map(),
    notes: [],
    decisions: [],
    taken: [],
    pauseAsked: [],
    undoable: new Map(),
    undoableSubjects: new Map(),
  };
}
