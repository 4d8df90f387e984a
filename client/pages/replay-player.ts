import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Moves a time forward while it plays, a frame at a time, and stops at the end. */
export const speeds = [1, 2, 4, 10, 20, 60] as const;

export class Player implements ReactiveController {
  timeMs = 0;
  speed = 4;
  readonly #host: ReactiveControllerHost;
  readonly #lengthMs: () => number;
  readonly #moved: () => void;
  #frame: number | null = null;
  #last = 0;

  constructor(
    host: ReactiveControllerHost,
    { lengthMs, moved }: { lengthMs: () => number; moved: () => void },
  ) {
    this.#host = host;
    this.#lengthMs = lengthMs;
    this.#moved = moved;
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing plays before someone asks for it.
  }

  hostDisconnected(): void {
    this.halt();
  }

  get isPlaying(): boolean {
    return this.#frame !== null;
  }

  toggle(): void {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  play(): void {
    if (this.timeMs >= this.#lengthMs()) this.timeMs = 0;
    this.#last = performance.now();
    this.#frame = requestAnimationFrame(this.#step);
    this.#host.requestUpdate();
  }

  pause(): void {
    if (this.#frame === null) return;
    this.halt();
    this.#moved();
  }

  /** Stops without saying that it moved, for whoever is about to put it elsewhere. */
  halt(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
    this.#host.requestUpdate();
  }

  seek(timeMs: number): void {
    this.timeMs = Math.max(0, Math.min(this.#lengthMs(), timeMs));
    this.#moved();
    this.#host.requestUpdate();
  }

  readonly #step = (now: number): void => {
    this.timeMs = Math.min(this.#lengthMs(), this.timeMs + (now - this.#last) * this.speed);
    this.#last = now;
    this.#frame = this.timeMs < this.#lengthMs() ? requestAnimationFrame(this.#step) : null;
    if (this.#frame === null) this.#moved();
    this.#host.requestUpdate();
  };
}
