import type { Kind } from '../../events/activity.ts';
import type { ClientKind } from './kind.ts';

/** The registry: one line a kind, loaded when it is needed. */
const kinds: Partial<{ [K in Kind]: () => Promise<ClientKind<K>> }> = {
  choice: async () => (await import('./choice.ts')).choice,
  columns: async () => (await import('./columns.ts')).columns,
  checklist: async () => (await import('./checklist.ts')).checklist,
  scale: async () => (await import('./scale.ts')).scale,
  ratings: async () => (await import('./ratings.ts')).ratings,
  ranking: async () => (await import('./ranking.ts')).ranking,
  consent: async () => (await import('./consent.ts')).consent,
  fist: async () => (await import('./fist.ts')).fist,
  tags: async () => (await import('./tags.ts')).tags,
  allocation: async () => (await import('./allocation.ts')).allocation,
  number: async () => (await import('./number.ts')).number,
  grid: async () => (await import('./grid.ts')).grid,
  form: async () => (await import('./form.ts')).form,
  pairs: async () => (await import('./pairs.ts')).pairs,
  steps: async () => (await import('./steps.ts')).steps,
  texts: async () => (await import('./texts.ts')).texts,
};

const loaded = new Map<Kind, ClientKind<Kind> | null>();

/**
 * The one cast of this registry: a step's settings, answers and group answers were checked by its own kind on
 * the server, so whoever draws them may forget which kind it is.
 */
export async function loadKind(kind: Kind): Promise<ClientKind<Kind> | null> {
  const known = loaded.get(kind);
  if (known !== undefined) return known;
  const load = kinds[kind];
  const client = load ? ((await load()) as ClientKind<Kind>) : null;
  loaded.set(kind, client);
  return client;
}

/** The kind if it has been loaded already: undefined while loading, null when this client does not know it. */
export function kindNow(kind: Kind): ClientKind<Kind> | null | undefined {
  return loaded.get(kind);
}
