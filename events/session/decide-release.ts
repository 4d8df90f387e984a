import { activityOf } from '../activities/index.ts';
import type { Answer, Kind, Settings, Submission } from '../activity.ts';
import { movement } from '../statistics/movement.ts';
import { isSealed } from './decide-answer.ts';
import { tell, type Ballot, type Context } from './context.ts';
import type { EventOf, NewEvent } from './event.ts';
import { isGiven } from './fold-round.ts';
import { roundBefore, settingsOf, type Round, type SessionState, type StepState } from './state.ts';

/**
 * The one release of a round. Sealed answers come out of the box once, are reduced to the kind's tally, and
 * only that is told; named answers are taken from the log itself.
 */
export function releaseEvents(
  state: SessionState,
  step: StepState,
  round: Round,
  context: Context,
): NewEvent[] {
  const at = { step: step.step.id, round: round.round };
  const ballots = isSealed(round) ? sealedBallots(at, context) : [];
  const submissions = isSealed(round) ? submissionsOf(ballots) : namedSubmissions(round);
  if (isSealed(round) && submissions.length < round.floor) {
    return [
      tell(context, 'discarded', {
        ...at,
        reason: round.counts && round.counts.answered >= round.floor ? 'lost' : 'too-few',
      }),
    ];
  }
  const activity = activityOf(step.step.kind);
  const settings = settingsOf(step, round);
  const tally = activity.tally(submissions, settings, textIds(context));
  return [
    tell(context, 'released', {
      ...at,
      tally: tally as never,
      groupAnswer: activity.groupAnswer(tally, settings) as never,
      rule: activity.rule,
      ...movementSince(state, step, round, { ballots, answered: submissions.length }),
    }),
  ];
}

function sealedBallots(at: { step: string; round: number }, context: Context): readonly Ballot[] {
  const content = context.facts.ballots?.find((one) => one.step === at.step && one.round === at.round);
  if (!content) throw new Error(`Releasing ${at.step} needs what lies in its box, and nobody brought it.`);
  return content.ballots;
}

function submissionsOf(ballots: readonly Ballot[]): Submission<Kind>[] {
  return ballots.flatMap((ballot) =>
    'answer' in ballot ? [{ answer: ballot.answer as Answer, participant: null }] : [],
  );
}

function namedSubmissions(round: Round): Submission<Kind>[] {
  return [...round.answers].flatMap(([participant, answer]) =>
    isGiven(answer) ? [{ answer: answer as Answer, participant }] : [],
  );
}

/** Random ids for texts nobody signed; where the author is named, the author's id leads. */
function textIds(context: Context): (participant: string | null) => string {
  return (participant) =>
    participant === null ? `t-${context.newId()}` : `t-${participant}-${context.newId()}`;
}

/**
 * How many moved, from answers that phones enclosed themselves. It is told only where nobody can be found by
 * subtracting (see `statistics/movement.ts`).
 */
function movementSince(
  state: SessionState,
  step: StepState,
  round: Round,
  now: { ballots: readonly Ballot[]; answered: number },
): Pick<EventOf<'released'>, 'moved' | 'unmoved'> {
  const before = roundBefore(state, step, round.round);
  const { move } = activityOf(step.step.kind);
  if (!before || !move || !before.round.counts || before.round.phase === 'discarded') return {};
  const pairs = isSealed(round) ? enclosedPairs(now.ballots) : namedPairs(before.round, round);
  const moved = movement({
    moves: pairs.map((pair) => move(pair.before, pair.after)),
    before: before.round.counts.answered,
    after: now.answered,
    floor: round.floor,
  });
  return 'refused' in moved ? { unmoved: moved.refused } : { moved };
}

interface Pair {
  before: Answer;
  after: Answer;
}

function enclosedPairs(ballots: readonly Ballot[]): Pair[] {
  return ballots.flatMap((ballot) =>
    'answer' in ballot && ballot.previous !== undefined
      ? [{ before: ballot.previous as Answer, after: ballot.answer as Answer }]
      : [],
  );
}

function namedPairs(before: Round, after: Round): Pair[] {
  return namedSubmissions(after).flatMap(({ participant, answer }) => {
    const earlier = participant === null ? undefined : before.answers.get(participant);
    return earlier !== undefined && isGiven(earlier) ? [{ before: earlier as Answer, after: answer }] : [];
  });
}

/** Settings of a round as the box needs them: how many bytes one sealed record can take at most. */
export function sealedBytesMax(step: StepState, settings: Settings): number {
  return 2 * activityOf(step.step.kind).answerBytesMax(settings) + 64;
}
