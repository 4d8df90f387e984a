import type { NewEvent, SessionEvent } from '../events/session/event.ts';
import { authorOf, mapErasable, wordKeys } from '../events/session/erasure.ts';
import { canonical } from './canonical.ts';
import type { NewEvent as StorableEvent, StoredEvent } from './log/log.ts';

/**
 * Between an event as it is decided and its body as it is kept. Names, named answers and every word that a
 * participant wrote are ciphertext in the body, each under the key whose destruction erases it: the person's,
 * or the text's own where nobody knows the author. Everything else stays readable, so that the chain, lists and
 * folds need no key.
 */

/** Changes what stands under a key; `plain` is any JSON value but null. */
type Change = (keyId: string, value: NonNullable<unknown>) => unknown;

/** The key that erases a text. */
export function keyIdOf(textId: string): string {
  return authorOf(textId) ?? textId;
}

/** The words of a named text are under their author's key, which also holds the author's name: they go with both or not at all. */
export function keyIdsErasedBy(event: NewEvent): string[] {
  if (event.type !== 'erased') return [];
  if (event.participant !== undefined) return [event.participant];
  return event.text !== undefined && keyIdOf(event.text) === event.text ? [event.text] : [];
}

/** The keys that must exist before this event can be kept. */
export function keyIdsIn(event: NewEvent): string[] {
  const keyIds = new Set<string>();
  changeSecrets(event, (keyId, value) => {
    keyIds.add(keyId);
    return value;
  });
  return [...keyIds];
}

export function sealEvent(event: NewEvent, seal: (keyId: string, plain: string) => string): StorableEvent {
  const sealed = changeSecrets(event, (keyId, value) => ({ sealed: seal(keyId, JSON.stringify(value)) }));
  const { type, v, at, actor, ...body } = sealed;
  return { type, v, at, actor: actor ?? null, body: canonical(body) };
}

/** The event again, with null wherever a key is gone. Its shape is the one it was written with: lift it next. */
export function unsealEvent(
  stored: StoredEvent,
  unseal: (keyId: string, sealed: string) => string | null,
): unknown {
  const { position, type, v, at, actor } = stored;
  const payload: unknown = JSON.parse(stored.body);
  const event = { ...(payload as object), position, type, v, at, ...(actor !== null && { actor }) };
  return changeSecrets(event as SessionEvent, (keyId, value) => {
    if (typeof value !== 'object' || !('sealed' in value)) return value;
    const plain = unseal(keyId, String(value.sealed));
    return plain === null ? null : (JSON.parse(plain) as unknown);
  });
}

/** An event in which everything that is, or is to be, sealed has been changed. */
function changeSecrets<E extends NewEvent | SessionEvent>(event: E, change: Change): E {
  if (event.type === 'joined' || event.type === 'renamed') {
    return { ...event, name: changed(event.participant, event.name, change) };
  }
  if (event.type === 'answered')
    return { ...event, answer: changed(event.participant, event.answer, change) };
  if (event.type === 'step-taken') return { ...event, text: changed(keyIdOf(event.id), event.text, change) };
  return mapErasable(event, (thing) => changeWords(thing, change)) as E;
}

function changeWords(thing: Record<string, unknown>, change: Change): Record<string, unknown> {
  const keyId = keyIdOf(String(thing['id']));
  return Object.fromEntries(
    Object.entries(thing).map(([key, value]) => [
      key,
      wordKeys.includes(key) ? changed(keyId, value, change) : value,
    ]),
  );
}

function changed(keyId: string, value: unknown, change: Change): unknown {
  return value === null || value === undefined ? value : change(keyId, value);
}
