import { createHash } from 'node:crypto';
import type { NewEvent, StoredEvent } from './log.ts';

/**
 * The chain that makes a changed history visible: each event's head covers the event and the head
 * before it. A leaf is salted, because most bodies could be guessed; so a reader who may not see an
 * event can still be given its leaf. The prefixes 0x00 and 0x01 keep leaves and heads apart.
 */

/** The head of a session in which nothing has happened. */
export function firstHead(session: string): string {
  return createHash('sha256').update('parley1').update(session).digest('hex');
}

/** What a leaf covers besides its salt: who, when and what, so that none of it can be changed alone. */
function chainedText(event: NewEvent): string {
  return JSON.stringify([event.type, event.v, event.at, event.actor, event.body]);
}

export function leafOf(salt: string, event: NewEvent): Buffer {
  return createHash('sha256')
    .update(leafPrefix)
    .update(Buffer.from(salt, 'hex'))
    .update(chainedText(event))
    .digest();
}

export function nextHead(previous: string, salt: string, event: NewEvent): string {
  return headAfter(previous, leafOf(salt, event));
}

/** The next head for a reader who was given only the leaf. */
export function headAfter(previous: string, leaf: Buffer): string {
  return createHash('sha256')
    .update(headPrefix)
    .update(Buffer.from(previous, 'hex'))
    .update(leaf)
    .digest('hex');
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

const leafPrefix = Buffer.from([0]);
const headPrefix = Buffer.from([1]);
