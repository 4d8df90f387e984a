/** Work under one name waits for earlier work under the same name; other names don't wait. */
export class Lanes {
  private readonly last = new Map<string, Promise<unknown>>();

  async in<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.last.get(name) ?? Promise.resolve();
    const done = before.then(work, work);
    this.last.set(name, done);
    try {
      return await done;
    } finally {
      if (this.last.get(name) === done) this.last.delete(name);
    }
  }

  /** Resolves when the work that was waiting at this call is done. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.last.values());
  }
}
