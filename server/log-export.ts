import { redact } from '../events/session/audience.ts';
import { refuse, type Refused } from '../events/session/refusal.ts';
import type { House } from './house.ts';
import { leafOf } from './log/chain.ts';
import type { StoredEvent } from './log/log.ts';
import { writeKeys } from './keys/exported.ts';
import { journalOf } from './log/journal-copy.ts';
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

/**
 * A session to be kept or moved: its journal, which verifies alone and can be imported elsewhere. Nothing in it may
 * be left out, so it is only for a facilitator from whom the session hides nothing.
 */
export async function journalExport(house: House, room: Room | null): Promise<Reply> {
  if (!room) return refuse('unknown-session');
  const refused = refuseWhole(room);
  if (refused) return refused;
  const { log } = house.sessions.parts;
  // A seat without its person does no harm; a person without a seat could not come in again.
  const events = (await log.history(room.session)).slice(0, room.position);
  const text = journalOf(room.row, await log.seats(room.session), events).toString('utf8');
  return { status: 200, text, type: 'application/x-ndjson' };
}

/** What opens the names and texts of that journal: a file of its own, so that each can be given without the other. */
export async function keysExport(house: House, room: Room | null): Promise<Reply> {
  if (!room) return refuse('unknown-session');
  const refused = refuseWhole(room);
  if (refused) return refused;
  const { keys } = house.sessions.parts;
  await keys.load(room.session);
  const text = writeKeys(room.session, await keys.exportKeys(room.session));
  return { status: 200, text, type: 'application/json' };
}

function refuseWhole(room: Room): Refused | null {
  if (room.newer !== null) return refuse('newer-version');
  const isHidden = room.events.some((event) => !redact(event, room.state, { role: 'facilitator' }));
  const detail =
    'something in this session is not for the facilitator; whoever runs the server can export it';
  return isHidden ? refuse('wrong-role', detail) : null;
}
