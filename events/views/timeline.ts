import type { SessionEvent } from '../session/event.ts';

/** The moments of a session in the order they happened, for the replay's timeline and its list of moments. */
export interface Moment {
  position: number;
  at: string;
  step: string | null;
  what:
    | 'begin'
    | 'step'
    | 'open'
    | 'close'
    | 'release'
    | 'discard'
    | 'record'
    | 'decision'
    | 'end'
    | 'change';
}

const whats: Partial<Record<SessionEvent['type'], Moment['what']>> = {
  'session-created': 'begin',
  'went-to': 'step',
  opened: 'open',
  closed: 'close',
  released: 'release',
  discarded: 'discard',
  noted: 'record',
  decided: 'decision',
  ended: 'end',
  themed: 'change',
  'text-hidden': 'change',
  'objection-settled': 'change',
  written: 'change',
  'step-taken': 'record',
};

export function timeline(events: readonly SessionEvent[]): Moment[] {
  return events.flatMap((event) => {
    const what = whats[event.type];
    if (what === undefined) return [];
    const step = 'step' in event && typeof event.step === 'string' ? event.step : null;
    return [{ position: event.position, at: event.at, step, what }];
  });
}
