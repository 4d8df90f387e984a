import type { EventOf } from './event.ts';
import { showLookedThrough } from './fold-round.ts';
import { newStep, withStep, type SessionState, type StepState, type Undo } from './state.ts';
import { later, millisecondsBetween } from './time.ts';

/** Where the session stands on its agenda, and how the agenda changes while it runs. */

export type AgendaEvent = EventOf<
  | 'went-to'
  | 'paused'
  | 'resumed'
  | 'blanked'
  | 'turned'
  | 'step-added'
  | 'step-edited'
  | 'step-moved'
  | 'step-skipped'
>;

export function foldAgenda(state: SessionState, event: AgendaEvent): SessionState {
  switch (event.type) {
    case 'went-to':
      return showLookedThrough(
        {
          ...state,
          current: event.step,
          currentSince: event.at,
          page: 0,
          startedAt: state.startedAt ?? event.at,
        },
        event,
      );
    case 'paused':
      return { ...state, pausedAt: event.at };
    case 'resumed':
      return resumed(state, event.at);
    case 'blanked':
      return showLookedThrough({ ...state, blanked: event.on }, event);
    case 'turned':
      return { ...state, page: event.page };
    case 'step-added':
      return { ...state, steps: placed(state.steps, newStep(event.added), event.before) };
    case 'step-edited':
      return withStep(state, event.edited.id, (step) => ({ ...step, step: event.edited }));
    case 'step-moved':
      return undoable(
        moved(state, event),
        { position: event.position, step: placeOfStep(event.step) },
        (later) => ({
          ...later,
          steps: inOrderOf(later.steps, state.steps),
        }),
      );
    case 'step-skipped':
      return undoable(skipped(state, event.step, event.skipped), event, (later) =>
        skipped(later, event.step, !event.skipped),
      );
  }
}

/** A pause costs nobody time: what is left when it begins is left when it ends. */
function resumed(state: SessionState, at: string): SessionState {
  if (state.pausedAt === null) return state;
  const { pausedAt } = state;
  const pausedMs = Math.max(0, millisecondsBetween(pausedAt, at));
  return {
    ...state,
    pausedAt: null,
    steps: state.steps.map((step) => ({
      ...step,
      rounds: step.rounds.map((round) => ({
        ...round,
        until: round.phase === 'open' && round.until !== null ? later(round.until, pausedMs) : round.until,
        talkUntil:
          round.talkUntil !== null && round.talkUntil > pausedAt
            ? later(round.talkUntil, pausedMs)
            : round.talkUntil,
      })),
    })),
  };
}

function skipped(state: SessionState, id: string, on: boolean): SessionState {
  return withStep(state, id, (step) => ({ ...step, skipped: on }));
}

export function moved(
  state: SessionState,
  event: Pick<EventOf<'step-moved'>, 'step' | 'before'>,
): SessionState {
  const step = state.steps.find((one) => one.step.id === event.step);
  if (!step) return state;
  const others = state.steps.filter((one) => one !== step);
  return { ...state, steps: placed(others, step, event.before) };
}

function placed(steps: readonly StepState[], step: StepState, before: string | null): StepState[] {
  const at = before === null ? -1 : steps.findIndex((one) => one.step.id === before);
  return at < 0 ? [...steps, step] : [...steps.slice(0, at), step, ...steps.slice(at)];
}

function inOrderOf(steps: readonly StepState[], order: readonly StepState[]): StepState[] {
  const places = new Map(order.map((one, place) => [one.step.id, place]));
  const placeOf = (one: StepState): number => places.get(one.step.id) ?? order.length;
  return steps.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** What a move changes of a step; what people make of its answers is another matter. */
export function placeOfStep(step: string): string {
  return `the place of ${step}`;
}

/** Keeps the way back beside the change, so that undoing is an event like any other. */
export function undoable(
  state: SessionState,
  event: { position: number; step?: string },
  back: Undo,
): SessionState {
  const { position, step } = event;
  return {
    ...state,
    undoable: new Map(state.undoable).set(position, back),
    undoableSubjects:
      step === undefined ? state.undoableSubjects : new Map(state.undoableSubjects).set(position, step),
  };
}
