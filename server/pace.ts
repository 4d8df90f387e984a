/**
 * Runs something as often as asked, but no more than once in so many milliseconds: at once when it has rested long
 * enough, else when that time is up. Whatever was asked in between goes along.
 */
export class Pace {
  private readonly restMs: number;
  private readonly run: () => void;
  private timer: NodeJS.Timeout | null = null;
  private waiting: NodeJS.Immediate | null = null;
  private ranAt = Number.NEGATIVE_INFINITY;

  constructor(restMs: number, run: () => void) {
    this.restMs = restMs;
    this.run = run;
  }

  ask(): void {
    if (this.timer !== null || this.waiting !== null) return;
    const leftMs = this.ranAt + this.restMs - performance.now();
    // Even at once is not this very moment: what else happens in it belongs to the same message.
    if (leftMs <= 0) this.waiting = setImmediate(() => this.go());
    else this.timer = setTimeout(() => this.go(), leftMs);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.waiting !== null) clearImmediate(this.waiting);
    this.timer = null;
    this.waiting = null;
  }

  private go(): void {
    this.stop();
    this.ranAt = performance.now();
    this.run();
  }
}
