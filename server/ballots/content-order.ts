import type { Ballot } from './box.ts';

/** By code point: that is the order of the UTF-8 bytes, and not that of JavaScript's UTF-16 units. */
export function inContentOrder(ballots: Ballot[]): Ballot[] {
  const keyed = ballots.map((ballot) => ({ ballot, bytes: Buffer.from(ballot.content) }));
  return keyed.sort((one, other) => Buffer.compare(one.bytes, other.bytes)).map(({ ballot }) => ballot);
}
