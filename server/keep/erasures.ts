import { upcast } from '../../events/session/upcast.ts';
import type { NewEvent } from '../../events/session/event.ts';
import type { SessionKeys } from '../keys/drawer.ts';
import { keyDigest } from '../keys/seal.ts';
import type { StoredEvent } from '../log/log.ts';
import { keyIdsErasedBy, keyIdsIn, unsealEvent } from '../sealing.ts';

/**
 * What a history says of its own keys: which it needs, which it says were erased. Read from the events as they
 * are kept, without any key, so that a copy can be judged before it is let in.
 */
export interface KeyStory {
  /** by digest, the id of everything that is under a key */
  needed: ReadonlyMap<string, string>;
  /** digests of what an `erased` event names */
  erased: ReadonlySet<string>;
  /** the first type of event that only a newer Parley knows */
  newer: string | null;
  /** the first position whose event no Parley can have written */
  unreadable: number | null;
}

export function keyStory(session: string, events: readonly StoredEvent[]): KeyStory {
  const needed = new Map<string, string>();
  const erased = new Set<string>();
  let newer: string | null = null;
  let unreadable: number | null = null;
  for (const stored of events) {
    const event = { ...(JSON.parse(stored.body) as object), type: stored.type } as NewEvent;
    for (const keyId of keyIdsIn(event)) needed.set(keyDigest(session, keyId), keyId);
    for (const keyId of keyIdsErasedBy(event)) erased.add(keyDigest(session, keyId));
    const lifted: ReturnType<typeof lift> | null = newer === null ? lift(stored) : null;
    if (lifted === 'unreadable') unreadable ??= stored.position;
    else if (lifted !== null && 'newer' in lifted) newer = lifted.newer;
  }
  return { needed, erased, newer, unreadable };
}

/** A chain says that nothing was changed, not that it makes sense. */
function lift(stored: StoredEvent): ReturnType<typeof upcast> | 'unreadable' {
  try {
    return upcast(unsealEvent(stored, () => null));
  } catch {
    return 'unreadable';
  }
}

/** Keys as they may be let in: nothing that was erased on either side, or that the history itself says is erased. */
export function withoutErased(keys: SessionKeys, story: KeyStory, others: Iterable<string>): SessionKeys {
  const erased = new Set([...keys.erased, ...story.erased, ...others]);
  const live = Object.entries(keys.keys).filter(([digest]) => !erased.has(digest));
  return { keys: Object.fromEntries(live), erased: [...erased] };
}

/** Erasures that the history does not tell of: they happened after it was copied. */
export function untoldErasures(
  story: KeyStory,
  erased: Iterable<string>,
): ({ participant: string } | { text: string })[] {
  return [...new Set(erased)].flatMap((digest) => {
    const keyId = story.needed.get(digest);
    if (keyId === undefined || story.erased.has(digest)) return [];
    return [keyId.startsWith('p-') ? { participant: keyId } : { text: keyId }];
  });
}
