/** Lets everyone use a thing, except while it is replaced by another: they wait then. */
export class Gate<Thing> {
  private thing: Thing;
  private users = 0;
  private replacing: Promise<unknown> | null = null;
  private unused: () => void = () => {};

  constructor(thing: Thing) {
    this.thing = thing;
  }

  async use<Result>(work: (thing: Thing) => Promise<Result>): Promise<Result> {
    while (this.replacing !== null) await this.replacing.catch(() => {});
    this.users += 1;
    try {
      return await work(this.thing);
    } finally {
      this.users -= 1;
      if (this.users === 0) this.unused();
    }
  }

  /** Waits until nobody uses it. If making the new one fails, the old one stays. */
  async replace(make: (old: Thing) => Promise<Thing>): Promise<void> {
    this.replacing = this.exchange(make);
    try {
      await this.replacing;
    } finally {
      this.replacing = null;
    }
  }

  private async exchange(make: (old: Thing) => Promise<Thing>): Promise<void> {
    if (this.users > 0) await new Promise<void>((done) => (this.unused = done));
    this.thing = await make(this.thing);
  }
}
