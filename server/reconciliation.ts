import { isSealed } from '../events/session/decide-answer.ts';
import { sealedBytesMax } from '../events/session/decide-release.ts';
import { versionNow, type NewEvent } from '../events/session/event.ts';
import { roundOf, settingsOf, stepOf, type Round, type StepState } from '../events/session/state.ts';
import type { BallotBox, RoundRef } from './ballots/box.ts';
import type { Room } from './room.ts';

/** Puts log and boxes in agreement after a stop in the middle. The log is what is true; boxes follow it. */

/** Destroys every box whose round is over, or was never told of. */
export async function staleBoxes(
  box: BallotBox,
  roomOf: (session: string) => Promise<Room | null>,
): Promise<void> {
  for (const { ref } of await box.list()) {
    const room = await roomOf(ref.session);
    const step = room && stepOf(room.state, ref.step);
    const round = step && roundOf(step, ref.round);
    // A session that a newer Parley went on writing may have opened a round that cannot be seen from here.
    if (!(round && waits(round)) && room?.newer == null) await box.destroy(ref);
  }
}

/**
 * A crash of the database empties its boxes. A round that is still open gets a new one, whose epoch tells phones to
 * cast once more by themselves.
 */
export async function reopenBoxes(room: Room, box: BallotBox): Promise<void> {
  for (const { ref, step, round } of waitingRounds(room)) {
    // Another process may have made it.
    await box.refresh(ref);
    if (round.phase === 'open' && box.counts(ref) === null)
      await box.open(ref, sealedBytesMax(step, settingsOf(step, round)));
  }
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

function waits(round: Round): boolean {
  return (round.phase === 'open' || round.phase === 'closed') && isSealed(round);
}
