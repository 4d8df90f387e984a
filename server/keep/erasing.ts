import { randomUUID } from 'node:crypto';
import type { Refused } from '../../events/session/refusal.ts';
import { mapErasable, wordKeys } from '../../events/session/erasure.ts';
import type { StepState } from '../../events/session/state.ts';
import type { Room } from '../room.ts';
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
  return { participants, texts: room.state.steps.flatMap(textsOf) };
}

/** As far as `erase` takes them: those of a step's last release. */
function textsOf(step: StepState): ErasableThing[] {
  const texts = new Map<string, ErasableThing>();
  mapErasable(step.rounds.at(-1)?.result?.groupAnswer, (thing) => {
    const id = String(thing['id']);
    const words = wordKeys.map((key) => thing[key]).find((one) => typeof one === 'string');
    if (words !== undefined) texts.set(id, { id, words: String(words) });
    return thing;
  });
  return [...texts.values()];
}
