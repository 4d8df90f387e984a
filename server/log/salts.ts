import { randomBytesOf } from '../random-bytes.ts';
import { saltBytes } from './chain.ts';

const saltOf = randomBytesOf(saltBytes);

/** A salt nobody can guess, as hex. */
export function makeSalt(): string {
  return saltOf().toString('hex');
}
