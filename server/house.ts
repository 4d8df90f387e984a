import type { Workshop } from '../events/session/workshop.ts';
import type { Health } from './log/log.ts';
import type { PresenceExchange } from './log/presence-notices.ts';
import type { Budgets } from './budgets.ts';
import type { KeptReplay } from './kept-replay.ts';
import type { Metrics } from './metrics.ts';
import type { Rehearsals } from './rehearsal.ts';
import type { Sessions } from './sessions.ts';

/** What the doors in and out of this process share. */
export interface House {
  sessions: Sessions;
  rehearsals: Rehearsals;
  budgets: Budgets;
  metrics: Metrics;
  templates: readonly Workshop[];
  hostKey: string;
  /** the replay that a kept file carries */
  keptReplay: () => Promise<KeptReplay | null>;
  /** known once the port is */
  publicUrl: () => string;
  /** what only this process answers at /healthz */
  instance: string;
  /** where several processes share a database */
  presence: PresenceExchange | null;
  secure: boolean;
  trustProxy: boolean;
  /** milliseconds since 1970 */
  clock: () => number;
  health: () => Health;
  /** of what nobody expected: the error, never what somebody sent */
  complain: (what: string, error: unknown) => void;
}

export function nowOf(house: Pick<House, 'clock'>): string {
  return new Date(house.clock()).toISOString();
}
