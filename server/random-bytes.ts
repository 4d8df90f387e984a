import { randomFillSync } from 'node:crypto';

const handful = 256;

/** Makes bytes that nobody can guess, so many at a time; fetched from the system in handfuls, because each request costs. */
export function randomBytesOf(length: number): () => Buffer {
  const pool = Buffer.alloc(handful * length);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += length;
    return Buffer.from(pool.subarray(used - length, used));
  };
}
