import { isSealed } from '../events/session/decide-answer.ts';
import { sealedBytesMax } from '../events/session/decide-release.ts';
import { versionNow, type NewEvent } from '../events/session/event.ts';
import { roundOf, settingsOf, stepOf, type Round, type StepState } from '../events/session/state.ts';
import type { BallotBox, OpenResult, RoundRef } from './ballots/box.ts';
import type { Room } from './room.ts';

/** Puts log and boxes in agreement after a stop in the middle. The log is what is true; boxes follow it. */

/**
 * Destroys every box whose round is over. One whose round was never told of stays while the session goes on: it may
 * be another process's, about to tell. It is empty, and who opens the round makes it fit.
 */
export async function staleBoxes(
  box: BallotBox,
  roomOf: (session: string) => Promise<Room | null>,
): Promise<void> {
  for (const { ref } of await box.list()) {
    const room = await roomOf(ref.session);
    if (!room || (room.newer === null && isOver(room, ref))) await box.destroy(ref);
  }
}

/**
 * A crash of the database empties its boxes. A round that is still open gets a new one, whose epoch tells phones to
 * cast once more by themselves. Whoever shows a round destroys its box too, after the log says so: a box that is
 * missed means nothing until the log has been read once more, by `readOn`, which is false for a session that is gone.
 */
export async function reopenBoxes(
  room: Room,
  box: BallotBox,
  readOn: () => Promise<boolean>,
): Promise<OpenResult> {
  // Another process may have made one.
  for (const { ref } of waitingRounds(room)) await box.refresh(ref);
  const isMissed = ({ ref, round }: WaitingRound): boolean =>
    round.phase === 'open' && box.counts(ref) === null;
  if (!waitingRounds(room).some(isMissed) || !(await readOn())) return { opened: true };
  for (const { ref, step, round } of waitingRounds(room).filter(isMissed)) {
    const result = await box.open(ref, sealedBytesMax(step, settingsOf(step, round)));
    if ('refused' in result) return result;
  }
  return { opened: true };
}

/** Closed rounds whose answers no longer exist: they are given up, and everyone is told. */
export function lostRounds(room: Room, box: BallotBox, at: string): NewEvent[] {
  return waitingRounds(room)
    .filter(({ ref, round }) => round.phase === 'closed' && box.counts(ref) === null)
    .map(({ ref: { step, round } }) => ({
      type: 'discarded',
      v: versionNow,
      at,
      step,
      round,
      reason: 'lost',
    }));
}

interface WaitingRound {
  ref: RoundRef;
  step: StepState;
  round: Round;
}

/** Sealed ones whose answers are still to be shown. */
function waitingRounds({ session, state }: Room): WaitingRound[] {
  return state.steps.flatMap((step) =>
    step.rounds
      .filter((round) => waits(round))
      .map((round) => ({ ref: { session, step: step.step.id, round: round.round }, step, round })),
  );
}

function isOver({ state }: Room, ref: RoundRef): boolean {
  const step = stepOf(state, ref.step);
  const round = step && roundOf(step, ref.round);
  return round ? !waits(round) : state.endedAt !== null;
}

function waits(round: Round): boolean {
  return (round.phase === 'open' || round.phase === 'closed') && isSealed(round);
}
