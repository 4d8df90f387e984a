import type { GroupAnswer, Item, Settings, Tally, Theme } from '../activity.ts';
import { eraseText } from './erasure.ts';
import type { EventOf, FourStates, Moved, SessionEvent } from './event.ts';
import { foldAgenda, type AgendaEvent } from './fold-agenda.ts';
import { foldRecord, type RecordEvent } from './fold-record.ts';
import { foldRoom, type RoomEvent } from './fold-room.ts';
import { foldRound, type RoundEvent } from './fold-round.ts';
import type { Mode, Step, Workshop } from './workshop.ts';

/**
 * What a session is after a run of events. The server, every screen and the replay fold the same events with
 * the same function; a role that was sent fewer events holds a smaller state, and `views/` are written so that
 * both give the same picture.
 *
 * Nothing here imports zod: the phone carries this file.
 */

export interface Participant {
  id: string;
  /** the how-manieth to join: what stands for a name once it is erased */
  number: number;
  name: string | null;
  role: string;
  observer: boolean;
  pretend: boolean;
  removed: boolean;
  erased: boolean;
}

export interface Round {
  round: number;
  phase: 'open' | 'closed' | 'released' | 'discarded';
  mode: Mode;
  floor: number;
  until: string | null;
  openedAt: string;
  closedAt: string | null;
  releasedAt: string | null;
  electorate: {
    size: number;
    /** those of the electorate that this copy of the log knows of: everyone, or a phone's own */
    members: readonly string[];
    roles: Readonly<Record<string, number>>;
  };
  items: readonly Item[] | null;
  /** settings with items of an earlier step filled in; else those of the step hold */
  settings: Settings | null;
  /** named answers by participant; null is a pass */
  answers: ReadonlyMap<string, unknown>;
  counts: FourStates | null;
  result: Result | null;
  discarded: EventOf<'discarded'>['reason'] | null;
  entered: readonly unknown[];
}

export interface Result {
  tally: Tally;
  groupAnswer: GroupAnswer;
  rule: string;
  moved: Moved | null;
  unmoved: EventOf<'released'>['unmoved'] | null;
  /** the position of the release, for links to the moment */
  position: number;
}

export interface HiddenText {
  text: string;
  reason: string;
}

export interface StepState {
  step: Step;
  skipped: boolean;
  rounds: readonly Round[];
  themes: readonly Theme[];
  hidden: readonly HiddenText[];
  objections: Readonly<Record<string, { state: 'integrated' | 'withdrawn' | 'overruled'; how: string | null }>>;
}

export interface Field {
  text: string;
  position: number;
  at: string;
  /** another wording that was written against an older one: both are kept */
  beside: readonly string[];
}

export interface Note {
  id: string;
  step: string | null;
  text: string;
  record: boolean;
  at: string;
  position: number;
}

export interface Decision {
  status: 'decided' | 'advisory' | 'not-today';
  text: string;
  who: string | null;
  why: string;
  at: string;
  position: number;
}

export interface TakenStep {
  id: string;
  text: string | null;
  owner: string | null;
  by: string;
  position: number;
}

export interface Link {
  id: string;
  role: string;
  expires: string | null;
  outcomeOnly: boolean;
  revoked: boolean;
}

export interface SessionState {
  position: number;
  session: string;
  title: string;
  subject: string | null;
  workshop: Workshop;
  floor: number;
  rehearsal: boolean;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  shared: boolean;
  locked: boolean;
  blanked: boolean;
  pausedAt: string | null;
  current: string | null;
  /** when the current step came on the wall */
  currentSince: string | null;
  steps: readonly StepState[];
  participants: ReadonlyMap<string, Participant>;
  joins: number;
  links: readonly Link[];
  fields: ReadonlyMap<string, Field>;
  notes: readonly Note[];
  decisions: readonly Decision[];
  taken: readonly TakenStep[];
  /** participants who asked for a minute, last first */
  pauseAsked: readonly string[];
  /** events that can be undone, with what was there before them */
  undoable: ReadonlyMap<number, (state: SessionState) => SessionState>;
  /** the step or the field that an undoable event changed */
  undoableSubjects: ReadonlyMap<number, string>;
  undone: readonly number[];
}

/**
 * Maps are copied before they change, but only once in a run of events: ten thousand people joining in one
 * batch must not copy ten thousand maps. `owned` holds the copies of this run.
 */
export class Run {
  readonly #owned = new WeakSet<object>();

  own<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
    if (this.#owned.has(map)) return map as Map<K, V>;
    const copy = new Map(map);
    this.#owned.add(copy);
    return copy;
  }
}

export function fold(state: SessionState | null, events: readonly SessionEvent[]): SessionState | null {
  const run = new Run();
  return events.reduce((folded: SessionState | null, event) => evolveIn(run, folded, event), state);
}

export function evolve(state: SessionState | null, event: SessionEvent): SessionState | null {
  return evolveIn(new Run(), state, event);
}

/** Like `evolve` within a run that lasts longer than one event: a server deciding a whole batch. */
export function evolveIn(run: Run, state: SessionState | null, event: SessionEvent): SessionState | null {
  if (event.type === 'session-created') return created(event);
  if (!state) throw new Error(`The first event of a session is session-created, but ${event.type} came before it.`);
  return { ...foldEvent(run, state, event), position: event.position };
}

type LaterEvent = Exclude<SessionEvent, EventOf<'session-created'>>;

const roundTypes: readonly string[] = [
  'opened', 'extended', 'admitted', 'answered', 'closed', 'released', 'discarded', 'count-entered',
] satisfies RoundEvent['type'][];
const roomTypes: readonly string[] = [
  'joined', 'renamed', 'role-assigned', 'seat-moved', 'removed', 'locked', 'link-made', 'link-revoked', 'pause-asked',
] satisfies RoomEvent['type'][];
const agendaTypes: readonly string[] = [
  'went-to', 'paused', 'resumed', 'blanked', 'step-added', 'step-edited', 'step-moved', 'step-skipped',
] satisfies AgendaEvent['type'][];

function foldEvent(run: Run, state: SessionState, event: LaterEvent): SessionState {
  if (isOneOf<RoundEvent>(event, roundTypes)) return foldRound(run, state, event);
  if (isOneOf<RoomEvent>(event, roomTypes)) return foldRoom(run, state, event);
  if (isOneOf<AgendaEvent>(event, agendaTypes)) return foldAgenda(state, event);
  if (isOneOf<RecordEvent>(event, recordTypes)) return foldRecord(run, state, event);
  return foldEnd(run, state, event as EndEvent);
}

const recordTypes: readonly string[] = [
  'themed', 'split', 'retitled', 'text-hidden', 'written', 'noted', 'objection-settled', 'decided', 'step-taken',
] satisfies RecordEvent['type'][];

type EndEvent = Exclude<LaterEvent, RoundEvent | RoomEvent | AgendaEvent | RecordEvent>;

function isOneOf<E extends SessionEvent>(event: SessionEvent, types: readonly string[]): event is E {
  return types.includes(event.type);
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
      return { ...(back ? back(state) : state), undoable, undone: [...state.undone, event.undoes] };
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
    undone: [],
  };
}

export function newStep(step: Step): StepState {
  return { step, skipped: false, rounds: [], themes: [], hidden: [], objections: {} };
}

export function stepOf(state: SessionState, id: string): StepState | null {
  return state.steps.find((step) => step.step.id === id) ?? null;
}

export function roundOf(step: StepState, round: number): Round | null {
  return step.rounds[round - 1] ?? null;
}

export function lastRound(step: StepState): Round | null {
  return step.rounds.at(-1) ?? null;
}

/** Settings in force for a round: with the items of an earlier step where the round froze them. */
export function settingsOf(step: StepState, round: Round | null): Settings {
  return round?.settings ?? step.step.settings;
}

/** The role that groups the cards of a step from its own phone, where one is named; else the facilitator does. */
export function mergerOf({ step }: StepState): string | null {
  return step.mergedBy ?? ('mergedBy' in step.settings ? (step.settings.mergedBy ?? null) : null);
}

/**
 * The round before this one: of the same step, or the last one of the step it repeats. Two rounds are only
 * ever compared along this line.
 */
export function roundBefore(state: SessionState, step: StepState, round: number): { step: StepState; round: Round } | null {
  const before = round > 1 ? roundOf(step, round - 1) : null;
  if (before) return { step, round: before };
  const repeated = step.step.repeats === undefined ? null : stepOf(state, step.step.repeats);
  const last = repeated && lastRound(repeated);
  return repeated && last ? { step: repeated, round: last } : null;
}

export function withStep(state: SessionState, id: string, change: (step: StepState) => StepState): SessionState {
  return { ...state, steps: state.steps.map((step) => (step.step.id === id ? change(step) : step)) };
}
