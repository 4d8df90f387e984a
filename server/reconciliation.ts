import { isSealed } from '../events/session/decide-answer.ts';
import { versionNow, type NewEvent } from '../events/session/event.ts';
import { roundOf, stepOf } from '../events/session/state.ts';
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

/** Rounds that still wait for answers which no longer exist: they are given up, and everyone is told. */
export function lostRounds(room: Room, box: BallotBox, at: string): NewEvent[] {
  return room.state.steps.flatMap((step) =>
    step.rounds.flatMap((round): NewEvent[] => {
      const waits = (round.phase === 'open' || round.phase === 'closed') && isSealed(round);
      const ref = { session: room.session, step: step.step.id, round: round.round };
      if (!waits || box.counts(ref) !== null) return [];
      return [{ type: 'discarded', v: versionNow, at, step: ref.step, round: ref.round, reason: 'lost' }];
    }),
  );
}
