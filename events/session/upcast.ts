import { SessionEvent, versionNow } from './event.ts';

/**
 * Lifts an event as it was once written to the shape of today. The log is never rewritten. What a newer
 * Parley wrote is not guessed at: the session then opens for reading only, up to there.
 */
export function upcast(stored: unknown): { event: SessionEvent } | { newer: string } {
  const type =
    typeof stored === 'object' && stored !== null && 'type' in stored ? String(stored.type) : 'unknown';
  const version = typeof stored === 'object' && stored !== null && 'v' in stored ? Number(stored.v) : 0;
  if (version > versionNow) return { newer: type };
  const parsed = SessionEvent.safeParse(stored);
  if (parsed.success) return { event: parsed.data };
  if (parsed.error.issues.some((issue) => issue.code === 'invalid_union')) return { newer: type };
  throw new Error(`A stored ${type} does not have the shape it was written with: ${parsed.error.message}`);
}
