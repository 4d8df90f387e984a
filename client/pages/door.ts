import { deviceStore, type Store } from '../storage.ts';

/**
 * The way in from a link such as /stage/ID#TOKEN. The token is kept on this device and taken out of the address, so
 * that a mirrored screen or a copied address does not hand it on; a refresh still comes in.
 */
export interface Door {
  session: string;
  token: string;
}

export function doorFrom(
  place: Pick<Location, 'pathname' | 'hash'>,
  store: Store = deviceStore(),
): Door | null {
  const [, door, session] = place.pathname.split('/');
  if (door === undefined || session === undefined || session === '') return null;
  const key = `parley:door:${door}:${session}`;
  const given = place.hash.slice(1);
  if (given !== '') {
    store.set(key, given);
    history.replaceState(null, '', place.pathname);
    return { session, token: given };
  }
  const kept = store.get(key);
  return typeof kept === 'string' ? { session, token: kept } : null;
}
