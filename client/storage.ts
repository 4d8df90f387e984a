/**
 * What this device remembers. Storage can be full, forbidden (private windows) or absent; then memory stands in
 * for it, so that a page works for as long as it stays open. Every write reads first: two tabs of one phone share
 * what is stored, and neither may put back what the other has taken out.
 */

export interface Store {
  /** null if there is nothing, or nothing readable */
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  remove(key: string): void;
}

export function memoryStore(): Store {
  const kept = new Map<string, string>();
  return {
    get: (key) => parsed(kept.get(key) ?? null),
    set: (key, value) => void kept.set(key, JSON.stringify(value)),
    remove: (key) => void kept.delete(key),
  };
}

export function deviceStore(): Store {
  const memory = memoryStore();
  return {
    get: (key) => memory.get(key) ?? parsed(attempt(() => localStorage.getItem(key))),
    set: (key, value) => {
      const stored = attempt(() => {
        localStorage.setItem(key, JSON.stringify(value));
        return true;
      });
      if (stored) memory.remove(key);
      else memory.set(key, value);
    },
    remove: (key) => {
      memory.remove(key);
      attempt(() => localStorage.removeItem(key));
    },
  };
}

function parsed(text: string | null): unknown {
  return text === null ? null : attempt(() => JSON.parse(text) as unknown);
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
