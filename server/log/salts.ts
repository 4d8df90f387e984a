import { randomFillSync } from 'node:crypto';
import { saltBytes } from './chain.ts';

const pool = Buffer.alloc(256 * saltBytes);
let used = pool.length;

/** A salt nobody can guess, as hex; fetched from the system in handfuls, because each request costs. */
export function makeSalt(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += saltBytes;
  return pool.toString('hex', used - saltBytes, used);
}
