import type { KeyDrawer } from './keys/drawer.ts';
import type { Log, StoredEvent } from './log/log.ts';
import type { Checkpoint, Room } from './room.ts';
import { keyIdsIn } from './sealing.ts';

/**
 * A long session as its log was read the last time, opened and checked: the next start of the same build goes on from
 * there. Shapes may differ from one build to the next, so another build reads the log again. What it says is used
 * only where its head is the log's own.
 */

/** Below that, reading the log is as quick. */
const worthEvents = 1_000;

export interface Recalled extends Checkpoint {
  beyond: StoredEvent[];
}

export interface Checkpoints {
  keys: KeyDrawer;
  log: Log;
  build: string | null;
}

/** What is remembered and what the log has beyond it; null when nothing is, or the log tells another story. */
export async function recall(session: string, { keys, log, build }: Checkpoints): Promise<Recalled | null> {
  const text = build === null ? null : await keys.remembered(session, nameOf(session, build));
  if (text === null) return null;
  // Sealed by this very build.
  const checkpoint = JSON.parse(text) as Checkpoint;
  const [last, ...beyond] = await log.read(session, checkpoint.events.length - 1);
  return last !== undefined && checkpoint.heads.endsWith(last.head) ? { ...checkpoint, beyond } : null;
}

/** Call it where nothing is being decided for this room: an erasure under way would be undone. */
export async function remember(room: Room, { keys, build }: Checkpoints): Promise<void> {
  if (build === null || room.newer !== null || room.position - room.remembered < worthEvents) return;
  // The key of something may be destroyed and the log have had no room to say so: that must not outlive this copy.
  const keyIds = new Set(room.events.flatMap(keyIdsIn));
  if (![...keyIds].every((keyId) => keys.holds(room.session, keyId))) return;
  await keys.remember(room.session, {
    by: nameOf(room.session, build),
    text: JSON.stringify(room.checkpoint()),
  });
  room.remembered = room.position;
}

function nameOf(session: string, build: string): string {
  return JSON.stringify([session, build]);
}
