import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Numbers for whoever runs the server. None is about a session, a person or an answer. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly register = { registers: [this.registry] };
  readonly sockets = new Gauge({
    name: 'parley_sockets',
    help: 'connected sockets',
    labelNames: ['role'],
    ...this.register,
  });
  readonly events = new Counter({ name: 'parley_events_total', help: 'events appended', ...this.register });
  readonly append = new Histogram({
    name: 'parley_append_seconds',
    help: 'from handing a turn to the log until it is on disk',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    ...this.register,
  });
  readonly refused = new Counter({
    name: 'parley_refused_total',
    help: 'refusals',
    labelNames: ['code'],
    ...this.register,
  });
  readonly dropped = new Counter({
    name: 'parley_slow_sockets_total',
    help: 'sockets dropped for reading too slowly',
    ...this.register,
  });

  constructor() {
    // Event-loop lag, memory and processor time among others.
    collectDefaultMetrics({ register: this.registry, prefix: 'parley_' });
  }

  async text(): Promise<string> {
    return await this.registry.metrics();
  }

  close(): void {
    this.registry.clear();
  }
}
