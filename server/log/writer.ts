import { limits } from './log.ts';
import type { Turn, TurnResult } from './log.ts';

interface Waiting {
  turns: Turn[];
  events: number;
  resolve(results: TurnResult[]): void;
  reject(error: unknown): void;
}

/**
 * One writer loop: while a batch is on its way to disk, everything else waits and then goes as one
 * transaction. That, not parallel writing, is what makes many voters cheap.
 */
export class Writer {
  private waiting: Waiting[] = [];
  private running: Promise<void> = Promise.resolve();
  private looping = false;
  private readonly write: (turns: Turn[]) => Promise<TurnResult[]>;

  constructor(write: (turns: Turn[]) => Promise<TurnResult[]>) {
    this.write = write;
  }

  append(turns: Turn[]): Promise<TurnResult[]> {
    const events = turns.flatMap((turn) => turn.commands.flatMap((command) => command.events));
    return new Promise((resolve, reject) => {
      this.waiting.push({ turns, events: events.length, resolve, reject });
      this.loop();
    });
  }

  /** Runs `work` between two batches. */
  exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.running.then(work);
    this.running = result.then(ignore, ignore);
    return result;
  }

  /** Resolves when everything given so far is written. */
  async idle(): Promise<void> {
    while (this.looping) await this.running;
    await this.running;
  }

  private loop(): void {
    if (this.looping) return;
    this.looping = true;
    void this.exclusive(async () => {
      while (this.waiting.length > 0) await this.writeBatch(this.takeBatch());
      this.looping = false;
    });
  }

  private async writeBatch(batch: Waiting[]): Promise<void> {
    try {
      const results = await this.write(batch.flatMap(({ turns }) => turns));
      let from = 0;
      for (const { turns, resolve } of batch) {
        resolve(results.slice(from, from + turns.length));
        from += turns.length;
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /** From the front, as long as no session comes twice: a second turn builds upon the first. */
  private takeBatch(): Waiting[] {
    const sessions = new Set<string>();
    let events = 0;
    const first = this.waiting.findIndex((waiting) => {
      const again = waiting.turns.some((turn) => sessions.has(turn.session));
      const tooMany = events > 0 && events + waiting.events > limits.eventsInATurn;
      if (again || tooMany) return true;
      for (const turn of waiting.turns) sessions.add(turn.session);
      events += waiting.events;
      return false;
    });
    return this.waiting.splice(0, first === -1 ? this.waiting.length : first);
  }
}

function ignore(): void {}
