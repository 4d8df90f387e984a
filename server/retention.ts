import { readSummary } from './session-list.ts';
import type { Sessions } from './sessions.ts';

/** Deletes sessions that ended longer ago than the operator wants to keep them. */

const dayMs = 24 * 60 * 60 * 1000;
const lookEveryMs = 60 * 60 * 1000;

export interface RetentionParts {
  clock: () => number;
  complain: (what: string, error: unknown) => void;
}

export function keepRetention(
  sessions: Sessions,
  days: number | null,
  { clock, complain }: RetentionParts,
): { stop(): void } {
  if (days === null) return { stop: () => {} };
  const look = (): void => {
    deleteOlder(sessions, new Date(clock() - days * dayMs).toISOString()).catch((error: unknown) => {
      complain('Old sessions could not be deleted.', error);
    });
  };
  look();
  const timer = setInterval(look, lookEveryMs).unref();
  return { stop: () => clearInterval(timer) };
}

export async function deleteOlder(sessions: Sessions, before: string): Promise<void> {
  const old = sessions.sessionRows().filter((row) => {
    const { endedAt } = readSummary(row);
    return endedAt !== null && endedAt < before;
  });
  for (const { session } of old) await sessions.remove(session);
}
