import { figure, percentile, type Figure, type Scale } from '../figures.ts';
import { Parley } from '../parley.ts';
import { ParleyRoom, ReferenceRoom } from '../room.ts';

/** A room where one votes now and then: the wall shows it at once, however many phones are coalesced. */

const rounds = 5;

export async function room({ isQuick }: Scale): Promise<Figure[]> {
  const votes = isQuick ? 60 : 200;
  const parley = await Parley.start();
  const figures: Figure[] = [];
  for (const many of [12, 200]) {
    const ours = await ParleyRoom.fill(parley, many);
    const theirs = await ReferenceRoom.fill(many, { store: false });
    const found: number[] = [];
    const there: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await ours.open();
      found.push(
        ...(await oneByOne(
          votes,
          ours,
          async (turn) =>
            await (turn % 2 === 0 ? ours.vote(phoneOf(turn, many)) : ours.withdraw(phoneOf(turn, many))),
        )),
      );
      await ours.close();
      there.push(
        percentile(await oneByOne(votes, theirs, async (turn) => await theirs.vote(turn % many)), 99),
      );
    }
    ours.leave();
    theirs.leave();
    const values = Array.from({ length: rounds }, (_, at) =>
      percentile(found.slice(at * votes, (at + 1) * votes), 99),
    );
    figures.push(
      figure({
        name: `room of ${many} wall p99`,
        unit: 'ms',
        values,
        references: there,
        limit: { value: 'at most', is: 20 },
      }),
    );
  }
  await parley.stop();
  return figures;
}

/** Each in turn answers and takes it back, so that every vote changes the count. */
function phoneOf(turn: number, many: number): number {
  return Math.floor(turn / 2) % many;
}

async function oneByOne(
  votes: number,
  room: ParleyRoom | ReferenceRoom,
  vote: (turn: number) => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < votes; turn += 1) {
    const began = performance.now();
    const seen = new Promise<void>((told) => (room.counted = () => told()));
    const [at] = await Promise.all([seen.then(() => performance.now()), vote(turn)]);
    times.push(at - began);
    // Not in step with any clock of the server.
    await new Promise((done) => setTimeout(done, 18 + ((turn * 7) % 23)));
  }
  return times;
}
