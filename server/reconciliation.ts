import { isSealed } from '../events/session/decide-answer.ts';
import { sealedBytesMax } from '../events/session/decide-release.ts';
import { versionNow, type NewEvent } from '../events/session/event.ts';
import { roundOf, settingsOf, stepOf } from '../events/session/state.ts';
import type { BallotBox } from './ballots/box.ts';
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
    const waits = round && (round.phase === 'open' || round.phase === 'closed') && isSealed(round);
    // A session that a newer Parley went on writing may have opened a round that cannot be seen from here.
    if (!waits && room?.newer == null) await box.destroy(ref);
  }
}

/**
 * What a crash has emptied: a round that is still open gets a new box, whose epoch tells phones to cast once more by
 * themselves. What was closed and is gone is given up, and everyone is told.
 */
export async function mendRounds(room: Room, box: BallotBox, at: string): Promise<NewEvent[]> {
  const lost: NewEvent[] = [];
  for (const step of room.state.steps) {
    for (const round of step.rounds) {
      if ((round.phase !== 'open' && round.phase !== 'closed') || !isSealed(round)) continue;
      const ref = { session: room.session, step: step.step.id, round: round.round };
      // Another process may have made it.
      await box.refresh(ref);
      if (box.counts(ref) !== null) continue;
      if (round.phase === 'open') await box.open(ref, sealedBytesMax(step, settingsOf(step, round)));
      else
        lost.push({ type: 'discarded', v: versionNow, at, step: ref.step, round: ref.round, reason: 'lost' });
    }
  }
  return lost;
}
