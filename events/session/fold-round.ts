import type { Item, Settings, Tally, GroupAnswer } from '../activity.ts';
import { mapErasable } from './erasure.ts';
import type { EventOf, Words } from './event.ts';
import { limits } from './limits.ts';
import type { Run } from './run.ts';
import {
  lastRound,
  roundOf,
  stepOf,
  withStep,
  type Participant,
  type Result,
  type Round,
  type SessionState,
  type StepState,
} from './state.ts';
import { later } from './time.ts';
import type { Step } from './workshop.ts';

/** How a round goes: opened, answered, closed, released or discarded. */

export type RoundEvent = EventOf<
  'opened' | 'extended' | 'admitted' | 'answered' | 'closed' | 'released' | 'discarded' | 'count-entered'
>;

export function foldRound(run: Run, state: SessionState, event: RoundEvent): SessionState {
  switch (event.type) {
    case 'opened':
      return opened(state, event);
    case 'extended':
      return withStep(state, event.step, (step) => ({
        ...step,
        rounds: step.rounds.map((round) =>
          round.phase === 'open'
            ? { ...round, until: event.until }
            : round === lastRound(step) && round.phase === 'released'
              ? { ...round, talkUntil: event.until }
              : round,
        ),
      }));
    case 'admitted':
      return withRound(state, event, (round) => ({
        ...round,
        electorate: admit(state, round, event.participant),
      }));
    case 'answered':
      return answered(run, state, event);
    case 'closed':
      return withRound(state, event, (round) => ({
        ...round,
        phase: 'closed',
        closedAt: event.at,
        counts: {
          present: event.present,
          answered: event.answered,
          passed: event.passed,
          silent: event.silent,
          absent: event.absent,
        },
      }));
    case 'released':
      return released({ ...state, page: 0 }, event);
    case 'discarded':
      return withRound(state, event, (round) => ({
        ...round,
        phase: 'discarded',
        closedAt: round.closedAt ?? event.at,
        answers: new Map(),
        discarded: event.reason,
      }));
    case 'count-entered':
      return withRound(state, event, (round) => ({ ...round, entered: [...round.entered, event.counts] }));
  }
}

function opened(state: SessionState, event: EventOf<'opened'>): SessionState {
  return withStep({ ...state, startedAt: state.startedAt ?? event.at }, event.step, (step) => ({
    ...step,
    rounds: [
      ...step.rounds,
      {
        round: event.round,
        phase: 'open',
        mode: event.mode,
        floor: event.floor,
        until: event.until,
        talkUntil: null,
        openedAt: event.at,
        closedAt: null,
        releasedAt: null,
        shownFrom: null,
        electorate: {
          size: event.electorate.size,
          members: event.electorate.members ?? knownMembers(state, step),
          roles: event.electorate.roles ?? {},
        },
        items: event.items === undefined ? null : (event.items as unknown as Item[]),
        settings: event.settings === undefined ? null : (event.settings as unknown as Settings),
        answers: new Map(),
        counts: null,
        result: null,
        discarded: null,
        entered: [],
      },
    ],
  }));
}

/** A phone isn't told who may answer, but it knows its own seat, and the rule is the same for all. */
function knownMembers(state: SessionState, step: StepState): string[] {
  return [...state.participants.values()].filter((one) => mayAnswer(one, step)).map((one) => one.id);
}

/** Who is asked when a round opens: in the room, neither erased nor an observer, and in one of the roles the step names. */
export function mayAnswer(participant: Participant, step: StepState): boolean {
  if (participant.removed || participant.erased || participant.observer) return false;
  return step.step.who === undefined || step.step.who.includes(participant.role);
}

function admit(state: SessionState, round: Round, participant: string): Round['electorate'] {
  const { size, members, roles } = round.electorate;
  const known = state.participants.get(participant);
  return {
    size: size + 1,
    members: known ? [...members, participant] : members,
    roles:
      Object.keys(roles).length === 0 || !known
        ? roles
        : { ...roles, [known.role]: (roles[known.role] ?? 0) + 1 },
  };
}

/**
 * Most of what a session holds are answers, so one that comes in a run copies nothing that this run has copied before,
 * all the way down from the state.
 */
function answered(run: Run, state: SessionState, event: EventOf<'answered'>): SessionState {
  const at = state.steps.findIndex(({ step }) => step.id === event.step);
  const step = state.steps[at];
  const round = step && roundOf(step, event.round);
  if (!step || !round) return state;
  const answers = run.own(round.answers);
  if (isWithdrawal(event.answer)) answers.delete(event.participant);
  else answers.set(event.participant, event.answer);
  const ownRound = run.ownRecord(round);
  const ownStep = run.ownRecord(step);
  const own = run.ownRecord(state);
  const [rounds, steps] = [run.ownList(step.rounds), run.ownList(state.steps)];
  ownRound.answers = answers;
  rounds[event.round - 1] = ownRound;
  ownStep.rounds = rounds;
  steps[at] = ownStep;
  own.steps = steps;
  return own;
}

export function isPass(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'pass' in answer && answer.pass === true;
}

/** Neither a pass nor erased. */
export function isGiven(answer: unknown): boolean {
  return answer !== null && !isPass(answer);
}

function isWithdrawal(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'withdrawn' in answer && answer.withdrawn === true;
}

function released(state: SessionState, event: EventOf<'released'>): SessionState {
  return withStep(state, event.step, (step) => ({
    ...step,
    themes: themesOf(event.groupAnswer) ?? step.themes,
    rounds: step.rounds.map((round) =>
      round.round === event.round
        ? releasedRound(step, round, {
            ...event,
            names: event.names ?? namesIn(state, round, event),
            isBlank: state.blanked,
          })
        : round,
    ),
  }));
}

/** Phones are told the names of those whom the answer shows, and every other copy of the log knows them. */
function namesIn(
  state: SessionState,
  { mode, electorate, answers }: Round,
  { tally, groupAnswer }: EventOf<'released'>,
): Record<string, string> {
  const isNamed = mode === 'named' || mode === 'one';
  if (!isNamed || electorate.size > limits.electorateNamesMax) return {};
  const shown = JSON.stringify([tally, groupAnswer]);
  return Object.fromEntries(
    [...answers.keys()].flatMap((id) => {
      const name = shown.includes(id) ? state.participants.get(id)?.name : null;
      return name == null ? [] : [[id, name]];
    }),
  );
}

function releasedRound(
  { step }: StepState,
  round: Round,
  event: EventOf<'released'> & Pick<Result, 'names'> & { isBlank: boolean },
): Round {
  return {
    ...round,
    phase: 'released',
    releasedAt: event.at,
    shownFrom: step.review === true && event.isBlank ? null : event.position,
    talkUntil: talkUntil(step, event.at),
    answers: event.answers
      ? new Map(event.answers.map((one) => [one.participant, one.answer]))
      : round.answers,
    result: {
      tally: event.tally as unknown as Tally,
      groupAnswer: event.groupAnswer as unknown as GroupAnswer,
      rule: event.rule,
      moved: event.moved ?? null,
      unmoved: event.unmoved ?? null,
      position: event.position,
      names: event.names,
    },
  };
}

function talkUntil({ talk = 0 }: Step, at: string): string | null {
  return talk === 0 ? null : later(at, talk * 60_000);
}

/**
 * Cards that somebody has looked through behind a blank wall come before the room with the first event after which
 * they are on the wall and it is not blank. Those who were not sent the words before are sent them with it.
 */
export function showLookedThrough(
  state: SessionState,
  { position, at, words }: EventOf<'blanked' | 'went-to'>,
): SessionState {
  const step = state.current === null ? null : stepOf(state, state.current);
  const round = step && lastRound(step);
  if (state.blanked || !step || !round || round.phase !== 'released' || round.shownFrom !== null)
    return state;
  return withRound(state, { step: step.step.id, round: round.round }, (one) => ({
    ...withWords(one, words),
    shownFrom: position,
    talkUntil: talkUntil(step.step, at),
  }));
}

/** A round whose release was sent without these words, or without any. */
export function withWords(round: Round, words: Words = []): Round {
  if (words.length === 0 || !round.result) return round;
  const things = new Map(words.map((thing) => [thing.id, thing]));
  const filled = <T>(value: T): T =>
    mapErasable(value, (thing) => ({ ...thing, ...things.get(String(thing['id'])) })) as T;
  const { tally, groupAnswer } = round.result;
  return {
    ...round,
    result: { ...round.result, tally: filled(tally), groupAnswer: filled(groupAnswer) },
  };
}

/** Themes that a release already makes (exact twins) are where merging by hand starts from. */
function themesOf(groupAnswer: unknown): StepState['themes'] | null {
  if (typeof groupAnswer !== 'object' || groupAnswer === null || !('themes' in groupAnswer)) return null;
  return groupAnswer.themes as StepState['themes'];
}

function withRound(
  state: SessionState,
  at: { step: string; round: number },
  change: (round: Round) => Round,
): SessionState {
  return withStep(state, at.step, (step) => {
    if (!roundOf(step, at.round)) return step;
    return {
      ...step,
      rounds: step.rounds.map((round) => (round.round === at.round ? change(round) : round)),
    };
  });
}
