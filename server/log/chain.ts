import { hash } from 'node:crypto';
import type { NewEvent, StoredEvent } from './log.ts';

/**
 * The chain that makes a changed history visible: each event's head covers the event and the head
 * before it. A leaf is salted, because most bodies could be guessed; so a reader who may not see an
 * event can still be given its leaf. The prefixes 0x00 and 0x01 keep leaves and heads apart.
 */

/** Of a head, in characters. */
export const headLength = 64;

/** The head of a session in which nothing has happened. */
export function firstHead(session: string): string {
  return hash('sha256', `parley1${session}`, 'hex');
}

/** What a leaf covers besides its salt: who, when and what, so that none of it can be changed alone. */
function chainedText(event: NewEvent): string {
  return JSON.stringify([event.type, event.v, event.at, event.actor, event.body]);
}

export function leafOf(salt: string, event: NewEvent): Buffer {
  const text = chainedText(event);
  const bytes = Buffer.allocUnsafe(1 + saltBytes + Buffer.byteLength(text));
  bytes[0] = 0x00;
  bytes.write(salt, 1, 'hex');
  bytes.write(text, 1 + saltBytes);
  return hash('sha256', bytes, 'buffer');
}

export function nextHead(previous: string, salt: string, event: NewEvent): string {
  return headAfter(previous, leafOf(salt, event));
}

/** The next head for a reader who was given only the leaf. */
export function headAfter(previous: string, leaf: Buffer): string {
  const bytes = Buffer.allocUnsafe(1 + 2 * hashBytes);
  bytes[0] = 0x01;
  bytes.write(previous, 1, 'hex');
  leaf.copy(bytes, 1 + hashBytes);
  return hash('sha256', bytes, 'hex');
}

/** The first position that does not follow from `head` at `after`, or null when all do. */
export function brokenAt(head: string, after: number, events: readonly StoredEvent[]): number | null {
  let previous = head;
  let position = after;
  for (const event of events) {
    position += 1;
    if (event.position !== position) return position;
    if (nextHead(previous, event.salt, event) !== event.head) return position;
    previous = event.head;
  }
  return null;
}

export const saltBytes = 16;
const hashBytes = 32;
