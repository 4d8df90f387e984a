import type { VotingRoom } from './room.ts';

/** Everyone of a room votes once, spread over a time, and each vote is followed until it is safe and on the wall. */

export interface Voted {
  /** milliseconds from each vote to its acknowledgement */
  acks: number[];
  /** milliseconds from each vote to the wall's counting it */
  wall: number[];
  /** messages both ways, acknowledgements included */
  messages: number;
}

/** The wall shows nobody's vote but a count: the nth vote that is safe is on it once it counts n. */
export async function everyoneVotes(room: VotingRoom, withinMs: number): Promise<Voted> {
  const many = room.phones.length;
  const safe: { sentAt: number; ackedAt: number }[] = [];
  const counts: { answered: number; at: number }[] = [];
  room.counted = (answered) => counts.push({ answered, at: performance.now() });
  await room.open();
  const before = room.messages();
  const began = performance.now();
  await Promise.all(
    room.phones.map(async (_, phone) => {
      // Evenly, and not in the order in which they came.
      const place = (phone * 7919) % many;
      await passed(began + (place / many) * withinMs);
      const sentAt = performance.now();
      await room.vote(phone);
      safe.push({ sentAt, ackedAt: performance.now() });
    }),
  );
  await wallCounts(counts, many);
  const messages = room.messages() - before;
  await room.close();
  room.counted = () => {};
  return {
    acks: safe.map(({ sentAt, ackedAt }) => ackedAt - sentAt),
    wall: wallTimes(safe, counts),
    messages,
  };
}

async function passed(at: number): Promise<void> {
  const leftMs = at - performance.now();
  if (leftMs > 0) await new Promise((done) => setTimeout(done, leftMs));
}

async function wallCounts(counts: readonly { answered: number }[], many: number): Promise<void> {
  const until = performance.now() + 10_000;
  while ((counts.at(-1)?.answered ?? 0) < many) {
    if (performance.now() > until) throw new Error(`The wall never counted ${many} answers.`);
    await new Promise((done) => setTimeout(done, 2));
  }
}

function wallTimes(
  safe: readonly { sentAt: number }[],
  counts: readonly { answered: number; at: number }[],
): number[] {
  let next = 0;
  // In the order in which they were sent: a wall that counted n had heard of the first n at the latest then.
  return safe
    .toSorted((one, other) => one.sentAt - other.sentAt)
    .map(({ sentAt }, place) => {
      while ((counts[next]?.answered ?? Number.POSITIVE_INFINITY) < place + 1) next += 1;
      return Math.max(0, (counts[next]?.at ?? Number.NaN) - sentAt);
    });
}
