import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Draws its host anew each time the shown second changes, for as long as the host is on the page. */
export class Clock implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(host: ReactiveControllerHost, now: () => number) {
    this.#host = host;
    this.#now = now;
    host.addController(this);
  }

  hostConnected(): void {
    this.#tick();
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #tick(): void {
    this.#host.requestUpdate();
    this.#timer = setTimeout(() => this.#tick(), 1000 - (this.#now() % 1000) + 5);
  }
}

/** Whole seconds left until a time; 0 once it is over, null where there is no end. */
export function secondsLeft(until: string | null, now: number): number | null {
  return until === null ? null : Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
}
