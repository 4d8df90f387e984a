import { figure, percentile, type Figure, type Scale } from '../figures.ts';
import { Parley } from '../parley.ts';
import { memoryBytes } from '../program.ts';
import { ParleyRoom, ReferenceRoom } from '../room.ts';
import { everyoneVotes } from '../voting.ts';

/** More people than any room: nobody is lost, and the wall still counts. */

const megabyte = 1024 * 1024;

export async function crowd({ isQuick }: Scale): Promise<Figure[]> {
  const figures = await votesOf(isQuick ? 1_500 : 3_000, isQuick ? 5_000 : 10_000);
  return isQuick ? figures : [...figures, ...(await greatCrowd())];
}

async function votesOf(many: number, withinMs: number): Promise<Figure[]> {
  const parley = await Parley.start();
  const ours = await ParleyRoom.fill(parley, many);
  const theirs = await ReferenceRoom.fill(many, { store: true });
  const found = {
    acks: [] as number[],
    wall: [] as number[],
    there: [] as number[],
    wallThere: [] as number[],
  };
  for (let round = 0; round < 3; round += 1) {
    const voted = await everyoneVotes(ours, withinMs);
    const bare = await everyoneVotes(theirs, withinMs);
    found.acks.push(percentile(voted.acks, 99));
    found.wall.push(percentile(voted.wall, 99));
    found.there.push(percentile(bare.acks, 99));
    found.wallThere.push(percentile(bare.wall, 99));
  }
  ours.leave();
  theirs.leave();
  await parley.stop();
  return [
    figure({
      name: `crowd of ${many} ack p99`,
      unit: 'ms',
      values: found.acks,
      references: found.there,
      limit: { value: 'at most', is: 200 },
    }),
    figure({
      name: `crowd of ${many} wall p99`,
      unit: 'ms',
      values: found.wall,
      references: found.wallThere,
      limit: { value: 'at most', is: 250 },
    }),
  ];
}

async function greatCrowd(): Promise<Figure[]> {
  const many = 10_000;
  const parley = await Parley.start();
  const empty = memoryBytes(parley.pid) / megabyte;
  const ours = await ParleyRoom.fill(parley, many);
  const full = memoryBytes(parley.pid) / megabyte;
  const { wall } = await everyoneVotes(ours, 30_000);
  ours.leave();
  await parley.stop();
  return [
    figure({
      name: 'crowd of 10000 wall p99',
      unit: 'ms',
      values: [percentile(wall, 99)],
      limit: { value: 'at most', is: 1_000 },
    }),
    figure({
      name: 'crowd of 10000 memory a phone',
      unit: 'KB',
      values: [((full - empty) * 1024) / many],
      limit: { value: 'at most', is: 60 },
    }),
  ];
}
