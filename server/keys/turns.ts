/**
 * One worker over a queue. Each turn is given everything that waits and hands back what it leaves for
 * the next one; so many small requests share one write and one sync (group commit), in order.
 */
export class Turns<Item> {
  private waiting: Item[] = [];
  private working: Promise<void> | null = null;
  private readonly take: (items: Item[]) => Promise<Item[]>;

  /** `take` settles its items itself and must not throw. */
  constructor(take: (items: Item[]) => Promise<Item[]>) {
    this.take = take;
  }

  add(item: Item): void {
    this.waiting.push(item);
    this.working ??= this.work();
  }

  /** Resolves when everything added so far, and since, is settled. */
  async idle(): Promise<void> {
    while (this.working !== null) await this.working;
  }

  get isIdle(): boolean {
    return this.working === null;
  }

  private async work(): Promise<void> {
    // The first turn starts after the current call stack, so what arrives together goes together.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const items = this.waiting;
      this.waiting = [];
      const left = await this.take(items);
      this.waiting = [...left, ...this.waiting];
    }
    this.working = null;
  }
}
