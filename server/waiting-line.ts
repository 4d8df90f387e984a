/**
 * Tries that wait because others fail too often. Those let through first whose address has failed least and has the
 * fewest others waiting, so that a room that comes while many addresses guess is not behind all their guesses.
 */

interface Waiting {
  address: string;
  rank: number;
  go(isLet: boolean): void;
}

/** Behind so many nobody would wait long enough. */
const lengthMax = 1_000;

export class WaitingLine {
  private line: Waiting[] = [];
  private timer: NodeJS.Timeout | null = null;
  private readonly everyMs: number;
  private readonly howMany: () => Promise<number>;

  /** `howMany` says how many may go each time. */
  constructor(everyMs: number, howMany: () => Promise<number>) {
    this.everyMs = everyMs;
    this.howMany = howMany;
  }

  get isEmpty(): boolean {
    return this.line.length === 0;
  }

  /** True when it is this one's turn, false when there is no use in waiting. */
  async wait(address: string, rank: number): Promise<boolean> {
    return await new Promise((go) => {
      const before = this.line.findIndex((one) => one.rank > rank);
      this.line.splice(before < 0 ? this.line.length : before, 0, { address, rank, go });
      if (this.line.length > lengthMax) this.line.pop()?.go(false);
      this.timer ??= setTimeout(() => void this.next(), this.everyMs).unref();
    });
  }

  /** Lets go everyone of an address that has turned out to be welcome. */
  letAll(address: string): void {
    const [theirs, others] = [true, false].map((isTheirs) =>
      this.line.filter((one) => (one.address === address) === isTheirs),
    );
    this.line = others ?? [];
    for (const one of theirs ?? []) one.go(true);
  }

  private async next(): Promise<void> {
    const count = await this.howMany();
    for (const one of this.line.splice(0, count)) one.go(true);
    this.timer = this.isEmpty ? null : setTimeout(() => void this.next(), this.everyMs).unref();
  }
}
