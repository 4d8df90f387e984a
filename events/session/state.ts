import type { GroupAnswer, Item, Settings, Tally, Theme } from '../activity.ts';
import type { EventOf, FourStates, Moved } from './event.ts';
import type { Mode, Step, Workshop } from './workshop.ts';

/**
 * What a session is after a run of events (`fold.ts`). A role that was sent fewer events holds a smaller state,
 * and `views/` are written so that both give the same picture.
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
  /** when the time for answering is over */
  until: string | null;
  /** when the time for talking is over, once the answer is shown */
  talkUntil: string | null;
  openedAt: string;
  closedAt: string | null;
  releasedAt: string | null;
  /** the position from which on the room could see it; null while somebody looks through it behind a blank wall */
  shownFrom: number | null;
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
  /** whose named answers these are, as the room knew them then; empty where it is too big to know itself */
  names: Readonly<Record<string, string>>;
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
  /** texts that are no longer hidden, by the position of what undid it */
  unhidden: ReadonlyMap<number, string>;
  objections: Readonly<
    Record<string, { state: 'integrated' | 'withdrawn' | 'overruled'; how: string | null }>
  >;
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
  /** of the answer on the wall, from 0; a wall with fewer pages begins again after its last */
  page: number;
  steps: readonly StepState[];
  participants: ReadonlyMap<string, Participant>;
  joins: number;
  links: readonly Link[];
  fields: ReadonlyMap<string, Field>;
  notes: readonly Note[];
  decisions: readonly Decision[];
  taken: readonly TakenStep[];
  /** who asked for a minute, once for each time, last first */
  pauseAsked: readonly string[];
  /** events that can be undone, with what was there before them */
  undoable: ReadonlyMap<number, Undo>;
  /** the step or the field that an undoable event changed */
  undoableSubjects: ReadonlyMap<number, string>;
}

export type Undo = (state: SessionState, undone: EventOf<'undone'>) => SessionState;

export function newStep(step: Step): StepState {
  return { step, skipped: false, rounds: [], themes: [], hidden: [], unhidden: new Map(), objections: {} };
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
export function roundBefore(
  state: SessionState,
  step: StepState,
  round: number,
): { step: StepState; round: Round } | null {
  const before = round > 1 ? roundOf(step, round - 1) : null;
  if (before) return { step, round: before };
  const repeated = step.step.repeats === undefined ? null : stepOf(state, step.step.repeats);
  const last = repeated && lastRound(repeated);
  return repeated && last ? { step: repeated, round: last } : null;
}

export function withStep(
  state: SessionState,
  id: string,
  change: (step: StepState) => StepState,
): SessionState {
  return { ...state, steps: state.steps.map((step) => (step.step.id === id ? change(step) : step)) };
}
