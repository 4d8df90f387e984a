import { randomUUID } from 'node:crypto';
import type { Refused } from '../../events/session/refusal.ts';
import { erasableIn as everythingErasable, wordKeys } from '../../events/session/erasure.ts';
import type { Room } from '../room.ts';
import { keyIdOf } from '../sealing.ts';
import { Sessions } from '../sessions.ts';
import type { Storage } from '../storage.ts';

/** Erasing from outside a session, by the very rules that hold for its desk. */

export type Erasable = { participant: string } | { text: string };

/** Not started: it neither listens nor tidies up, and asks the log only for what it is asked. */
export function sessionsIn(storage: Storage, clock: () => number): Sessions {
  return new Sessions({ ...storage, clock });
}

const operator = { seat: 'host', role: 'facilitator', participant: null } as const;

/** The position of the event that says so. */
export async function eraseIn(
  sessions: Sessions,
  session: string,
  what: Erasable,
): Promise<{ position: number } | Refused> {
  const id = randomUUID();
  const outcome = await sessions.ask(session, {
    id,
    actor: operator,
    command: { id, type: 'erase', ...what },
  });
  return 'refused' in outcome ? outcome : { position: outcome.position ?? 0 };
}

export interface ErasableThing {
  id: string;
  /** a name, or the beginning of a text */
  words: string;
}

/** What of a session can be erased one by one, as it reads now. */
export function erasableIn(room: Room): { participants: ErasableThing[]; texts: ErasableThing[] } {
  const participants = [...room.state.participants.values()].flatMap(({ id, name }) =>
    name === null ? [] : [{ id, words: name }],
  );
  const { steps, taken } = room.state;
  const shown = steps.flatMap(({ rounds }) => rounds.map(({ result }) => result?.groupAnswer));
  const texts = new Map<string, ErasableThing>();
  for (const thing of everythingErasable([shown, taken, steps.map(({ step }) => step.settings)])) {
    const id = String(thing['id']);
    const words = wordKeys.map((key) => thing[key]).find((one) => typeof one === 'string');
    if (words !== undefined && keyIdOf(id) === id) texts.set(id, { id, words: String(words) });
  }
  return { participants, texts: [...texts.values()] };
}
