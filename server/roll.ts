import { createHash } from 'node:crypto';

/** Numbers from 0 up to 1 that are the same again for the same words: what a rehearsal is made of. */
export function rollFor(...words: readonly (string | number)[]): () => number {
  let rolled = 0;
  return () => {
    const digest = createHash('sha256')
      .update(JSON.stringify([...words, rolled]))
      .digest();
    rolled += 1;
    return digest.readUInt32BE(0) / 2 ** 32;
  };
}
