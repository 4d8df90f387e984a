import { figure, percentile, type Figure, type Scale } from '../figures.ts';
import { Parley } from '../parley.ts';
import { processorSeconds } from '../program.ts';
import { ParleyRoom, ReferenceRoom, type VotingRoom } from '../room.ts';
import { everyoneVotes } from '../voting.ts';

/** A thousand phones, one vote each: how long until it is safe, how long until the wall counts it, what it costs. */

const rounds = 5;
const burstMs = 500;

export async function vote({ isQuick }: Scale): Promise<Figure[]> {
  const many = isQuick ? 500 : 1000;
  const withinMs = isQuick ? 2_500 : 5_000;
  const parley = await Parley.start();
  const ours = await ParleyRoom.fill(parley, many);
  const theirs = await ReferenceRoom.fill(many, { store: true });
  const [calm, calmThere] = [new Found(), new Found()];
  const [burst, burstThere] = [new Found(), new Found()];
  for (let round = 0; round < rounds; round += 1) {
    await calm.add(ours, withinMs);
    await calmThere.add(theirs, withinMs);
  }
  for (let round = 0; round < rounds; round += 1) {
    await burst.add(ours, burstMs);
    await burstThere.add(theirs, burstMs);
  }
  ours.leave();
  theirs.leave();
  await parley.stop();
  const seconds = withinMs / 1000;
  const messagesMax = many * (4 * seconds + 4) + 25 * seconds + 2 * many;
  return [
    figure({
      name: 'vote ack p99',
      unit: 'ms',
      values: calm.acks,
      references: calmThere.acks,
      limit: { ratio: 'at most', is: 2 },
    }),
    figure({
      name: 'vote wall p99',
      unit: 'ms',
      values: calm.wall,
      references: calmThere.wall,
      limit: { value: 'at most', is: 100 },
    }),
    figure({
      name: 'vote burst ack p99',
      unit: 'ms',
      values: burst.acks,
      references: burstThere.acks,
      limit: { value: 'at most', is: 200 },
    }),
    figure({
      name: 'vote burst wall p99',
      unit: 'ms',
      values: burst.wall,
      references: burstThere.wall,
      limit: { value: 'at most', is: 250 },
    }),
    figure({
      name: 'vote processor',
      unit: 'ms/vote',
      values: calm.processor,
      references: calmThere.processor,
      limit: { ratio: 'at most', is: 1.5 },
    }),
    figure({
      name: 'vote messages',
      unit: 'messages',
      values: calm.messages,
      limit: { value: 'at most', is: messagesMax },
    }),
  ];
}

class Found {
  readonly acks: number[] = [];
  readonly wall: number[] = [];
  /** milliseconds of the server's processor, a vote */
  readonly processor: number[] = [];
  readonly messages: number[] = [];

  async add(room: VotingRoom, withinMs: number): Promise<void> {
    const before = processorSeconds(room.pid);
    const { acks, wall, messages } = await everyoneVotes(room, withinMs);
    this.processor.push(((processorSeconds(room.pid) - before) * 1000) / acks.length);
    this.acks.push(percentile(acks, 99));
    this.wall.push(percentile(wall, 99));
    this.messages.push(messages);
  }
}
