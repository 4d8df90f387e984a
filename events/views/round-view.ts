import type { GroupAnswer, Kind, Settings } from '../activity.ts';
import {
  seesAnswers,
  seesItems,
  seesResult,
  seesStep,
  withoutHidden,
  type Audience,
} from '../session/audience.ts';
import type { EventOf, FourStates, Moved } from '../session/event.ts';
import { earlierAnswerNow, groupAnswerNow } from '../session/group-answer.ts';
import {
  settingsOf,
  stepOf,
  type Participant,
  type Round,
  type SessionState,
  type StepState,
} from '../session/state.ts';

/** One round as plain data for any screen, with nothing in it that this audience may not see. */
export interface RoundView {
  step: string;
  round: number;
  kind: Kind;
  phase: Round['phase'];
  mode: Round['mode'];
  floor: number;
  size: number;
  openedAt: string;
  until: string | null;
  /** when the time for talking about it is over */
  talkUntil: string | null;
  settings: Settings;
  counts: FourStates | null;
  discarded: Round['discarded'];
  entered: readonly unknown[];
  /** null until this audience may see it */
  result: ResultView | null;
}

export interface ResultView {
  groupAnswer: GroupAnswer;
  rule: string;
  moved: Moved | null;
  unmoved: EventOf<'released'>['unmoved'] | null;
  releasedAt: string;
  position: number;
  /** who answered what, where the mode names people and this audience may read it */
  answers: { participant: string; answer: unknown }[] | null;
}

/** `closed` is as far as someone outside `seenBy` ever gets to see a round go. */
export function roundView(state: SessionState, step: StepState, round: Round, audience: Audience): RoundView {
  const sees = seesResult(step, round, state, audience);
  return {
    step: step.step.id,
    round: round.round,
    kind: step.step.kind,
    phase: round.phase === 'released' && !sees ? 'closed' : round.phase,
    mode: round.mode,
    floor: round.floor,
    size: round.electorate.size,
    openedAt: round.openedAt,
    until: round.until,
    talkUntil: sees ? round.talkUntil : null,
    settings: settingsFor(state, step, { round, audience }),
    counts: round.counts,
    discarded: round.discarded,
    entered: sees ? round.entered : [],
    result: sees ? resultView(state, step, round, audience) : null,
  };
}

/** What is asked about, as far as this audience may see it; a hidden card is so wherever it was carried. */
export function settingsFor(
  state: SessionState,
  step: StepState,
  { round, audience }: { round: Round; audience: Audience },
): Settings {
  if (!seesItems(step, state, audience)) return step.step.settings;
  return withoutHidden(settingsOf(step, round), state);
}

function resultView(
  state: SessionState,
  step: StepState,
  round: Round,
  audience: Audience,
): ResultView | null {
  if (!round.result || round.releasedAt === null) return null;
  const isLatest = step.rounds.at(-1) === round;
  return {
    groupAnswer: isLatest ? groupAnswerNow(step, round.result) : earlierAnswerNow(step, round.result),
    rule: round.result.rule,
    moved: round.result.moved,
    unmoved: round.result.unmoved,
    releasedAt: round.releasedAt,
    position: round.result.position,
    answers: answersView(state, step, round, audience),
  };
}

/** Named answers by participant, in the order people joined; null where this audience may not read them. */
export function answersView(
  state: SessionState,
  step: StepState,
  round: Round,
  audience: Audience,
): { participant: string; answer: unknown }[] | null {
  if (!seesAnswers(step, round, state, audience)) return null;
  return [...round.answers]
    .map(([participant, answer]) => ({ participant, answer }))
    .toSorted((one, other) => (one.participant < other.participant ? -1 : 1));
}

/**
 * The rounds that belong side by side: of the step it repeats, then its own. Discarded rounds are left out, and
 * so is everything this audience may not see yet.
 */
export function roundsTogether(state: SessionState, step: StepState, audience: Audience): RoundView[] {
  const repeated = step.step.repeats === undefined ? null : stepOf(state, step.step.repeats);
  const before =
    repeated && seesStep(repeated, state, audience)
      ? repeated.rounds.map((round) => ({ step: repeated, round }))
      : [];
  return [...before, ...step.rounds.map((round) => ({ step, round }))]
    .map((one) => roundView(state, one.step, one.round, audience))
    .filter((round) => round.phase === 'released');
}

/** A name, or what stands for it once it is gone or for those who may not read it. */
export function nameOf(participant: Participant | undefined): string {
  if (!participant) return 'Someone who has left';
  return participant.name ?? `Participant ${participant.number}`;
}

export function roleLabel(state: SessionState, role: string): string {
  return state.workshop.roles.find((one) => one.id === role)?.label ?? role;
}
