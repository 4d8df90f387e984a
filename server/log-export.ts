import { redact } from '../events/session/audience.ts';
import { refuse } from '../events/session/refusal.ts';
import type { House } from './house.ts';
import { leafOf } from './log/chain.ts';
import type { StoredEvent } from './log/log.ts';
import { json, type Reply } from './reply.ts';
import type { Room } from './room.ts';

/**
 * The log as it is kept, in a form whose chain can be checked by anyone: what is sealed stays sealed, and of an
 * event that this reader may not see only the leaf is given, from which the next head follows all the same.
 */
export async function logExport(house: House, room: Room | null): Promise<Reply> {
  if (!room) return refuse('unknown-session');
  const stored = await house.sessions.parts.log.read(room.session, 0, room.position);
  const events = stored.map((event, place) => {
    const plain = room.events[place];
    return plain && redact(plain, room.state, { role: 'facilitator' }) ? event : leafOnly(event);
  });
  const head = room.headAt(room.position);
  return json({
    format: 'parley-log',
    version: 1,
    session: room.session,
    title: room.row.title,
    head,
    events,
  });
}

function leafOnly(event: StoredEvent): { position: number; leaf: string; head: string } {
  return { position: event.position, leaf: leafOf(event.salt, event).toString('hex'), head: event.head };
}
