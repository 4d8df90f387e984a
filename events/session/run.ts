/**
 * Maps are copied before they change, but only once in a run of events: ten thousand people joining in one
 * batch must not copy ten thousand maps. `owned` holds the copies of this run.
 */
export class Run {
  readonly #owned = new WeakSet<object>();

  own<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
    if (this.#owned.has(map)) return map as Map<K, V>;
    const copy = new Map(map);
    this.#owned.add(copy);
    return copy;
  }
}
