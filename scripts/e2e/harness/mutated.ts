/** Bytes with a few of them lost, doubled, cut off or changed; one time in six as they were. */
export function mutated(bytes: Buffer, roll: () => number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(roll() * copy.length);
  const kind = Math.floor(roll() * 6);
  if (kind === 0) return copy;
  if (kind === 1) return copy.subarray(0, at);
  if (kind === 2)
    return Buffer.concat([copy.subarray(0, at), copy.subarray(at + 1 + Math.floor(roll() * 5))]);
  if (kind === 3) return Buffer.concat([copy.subarray(0, at), copy.subarray(Math.floor(at / 2))]);
  for (let flip = 0; flip < kind; flip += 1) {
    const place = Math.floor(roll() * copy.length);
    if (copy.length > 0) copy[place] = Math.floor(roll() * 256);
  }
  return copy;
}
