import { z } from 'zod';
import type { SessionEvent } from '../events/session/event.ts';
import type { SessionState } from '../events/session/state.ts';
import type { SessionRow } from './log/log.ts';

/** What lists say of a session without reading its events. Kept in its row, rewritten when it starts and ends. */
export const SessionSummary = z.object({
  workshop: z.string(),
  workshopTitle: z.string(),
  /** rows that an earlier Parley wrote do not have it */
  subject: z.string().nullable().default(null),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  participants: z.int(),
});
export type SessionSummary = z.infer<typeof SessionSummary>;

export function summaryOf(state: SessionState): SessionSummary {
  return {
    workshop: state.workshop.id,
    workshopTitle: state.workshop.title,
    subject: state.subject,
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    participants: [...state.participants.values()].filter((one) => !one.removed).length,
  };
}

export function readSummary(row: SessionRow): SessionSummary {
  return SessionSummary.parse(JSON.parse(row.details));
}

/** The row as it has to be once these events are in, or null where nothing that lists say has changed. */
export function rowAfter(
  row: SessionRow,
  state: SessionState,
  events: readonly SessionEvent[],
): SessionRow | null {
  const started =
    state.startedAt === null ? events.find(({ type }) => type === 'went-to' || type === 'opened') : undefined;
  const ended = events.find(({ type }) => type === 'ended');
  if (!started && !ended) return null;
  const summary = summaryOf(state);
  const startedAt = started?.at ?? summary.startedAt;
  return {
    ...row,
    details: JSON.stringify({ ...summary, startedAt, endedAt: ended?.at ?? summary.endedAt }),
  };
}
