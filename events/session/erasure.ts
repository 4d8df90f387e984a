import type { EventOf } from './event.ts';
import type { Run } from './run.ts';
import type { Round, SessionState, StepState } from './state.ts';

/**
 * What can be erased carries an id that begins with `t-`, wherever it stands. In the log everything else of
 * such a thing is ciphertext under a key of its own, so destroying one key reaches the release, the items
 * handed on, and every later mention. A text of a named author has the author's id in its own.
 */

export function isTextId(id: unknown): id is string {
  return typeof id === 'string' && id.startsWith('t-');
}

/** The author of a named text, or null for texts whose author nobody knows. */
export function authorOf(textId: string): string | null {
  return /^t-(p-[a-z0-9]{8,16})-/u.exec(textId)?.[1] ?? null;
}

/** Every erasable thing in plain data, wherever it stands. */
export function erasableIn(value: unknown): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  mapErasable(value, (thing) => {
    found.push(thing);
    return thing;
  });
  return found;
}

/** A copy of any plain data in which each erasable thing is replaced. */
export function mapErasable(value: unknown, change: (thing: Record<string, unknown>) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => mapErasable(one, change));
  if (typeof value !== 'object' || value === null) return value;
  if ('id' in value && isTextId(value.id) && Object.keys(value).length > 1) return change({ ...value });
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapErasable(one, change)]));
}

/** What is left of an erasable thing without its key: the id, and null wherever words stood. */
export function erasedThing(thing: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(thing).map(([key, value]) => [key, wordKeys.includes(key) ? null : value]),
  );
}

/** Where words stand in an erasable thing; everything else of it may stay. */
export const wordKeys: readonly string[] = ['text', 'label', 'note', 'left', 'right', 'who', 'fact', 'by'];

/** Folds an erasure into what is already known, so that a screen in the room forgets at once. */
export function eraseText(run: Run, state: SessionState, event: EventOf<'erased'>): SessionState {
  const gone = (id: string): boolean =>
    id === event.text || (event.participant !== undefined && authorOf(id) === event.participant);
  const participants = run.own(state.participants);
  const person = event.participant === undefined ? undefined : participants.get(event.participant);
  if (person) participants.set(person.id, { ...person, name: null, erased: true });
  const clean = <T>(value: T): T =>
    mapErasable(value, (thing) => (gone(String(thing['id'])) ? erasedThing(thing) : thing)) as T;
  return {
    ...state,
    participants,
    // A step may bring along what was written in an earlier session.
    workshop: clean(state.workshop),
    steps: state.steps.map((step) => eraseInStep(step, clean, event.participant)),
    taken: state.taken.map((one) => (gone(one.id) ? { ...one, text: null } : one)),
  };
}

type Clean = <T>(value: T) => T;

function eraseInStep(step: StepState, clean: Clean, participant: string | undefined): StepState {
  const rounds = step.rounds.map((round) => eraseInRound(round, clean, participant));
  return { ...step, step: clean(step.step), rounds };
}

function eraseInRound(round: Round, clean: Clean, participant: string | undefined): Round {
  const answers = new Map(round.answers);
  if (participant !== undefined && answers.has(participant)) answers.set(participant, null);
  return {
    ...round,
    items: clean(round.items),
    settings: clean(round.settings),
    answers,
    result: round.result && {
      ...round.result,
      tally: clean(round.result.tally),
      groupAnswer: clean(round.result.groupAnswer),
      names: Object.fromEntries(Object.entries(round.result.names).filter(([id]) => id !== participant)),
    },
  };
}
