/**
 * What changes is copied before it changes, but only once in a run of events: ten thousand people joining or answering
 * in one batch must not copy ten thousand maps. `owned` holds the copies of this run. So of the states that a run goes
 * through only the last one counts: those before it share what the run goes on changing.
 */
export class Run {
  readonly #owned = new WeakSet<object>();

  own<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
    if (this.#owned.has(map)) return map as Map<K, V>;
    return this.#keep(new Map(map));
  }

  ownList<T>(list: readonly T[]): T[] {
    if (this.#owned.has(list)) return list as T[];
    return this.#keep([...list]);
  }

  /** For plain objects. */
  ownRecord<T extends object>(record: T): T {
    if (this.#owned.has(record)) return record;
    return this.#keep({ ...record });
  }

  #keep<T extends object>(copy: T): T {
    this.#owned.add(copy);
    return copy;
  }
}
