import { z } from 'zod';
import { fold } from '../events/session/fold.ts';
import { upcast } from '../events/session/upcast.ts';
import type { SessionEvent } from '../events/session/event.ts';
import { overTime, sittingOf, subjectKey, type Sitting } from '../events/views/over-time.ts';
import type { House } from './house.ts';
import type { Log, StoredEvent } from './log/log.ts';
import { readProjection, writeProjection, type ProjectionRow } from './log/projections.ts';
import { readStreams } from './log/reading.ts';
import { json, type Reply } from './reply.ts';
import { unsealEvent } from './sealing.ts';

/**
 * What each session adds to the story of its subject, kept with the position it was made at: asked again, only
 * sessions that went on are folded again. Nothing in it is under a key, so it is made without any.
 */

const name = 'sittings';
/** Goes up when `sittingOf` comes to give something else for the same events. */
const version = 2;

const KeptSitting = z.custom<Sitting>((value) => typeof value === 'object' && value !== null);

export interface SeriesWanted {
  workshop?: string;
  subject?: string;
}

export async function overTimeReply(
  { sessions }: House,
  { workshop, subject }: SeriesWanted,
): Promise<Reply> {
  const rows = await sittingRows(sessions.parts.log);
  const series = overTime(rows.map(({ body }) => KeptSitting.parse(JSON.parse(body))));
  return json(
    series.filter(
      (one) =>
        (workshop === undefined || one.workshop === workshop) &&
        (subject === undefined || subjectKey(one.subject) === subjectKey(subject)),
    ),
  );
}

/** All of them as they are kept, brought up to the end of every session. */
export async function sittingRows(log: Log): Promise<ProjectionRow[]> {
  const [streams, kept] = await log.ask(
    async (statements) => [await readStreams(statements), await readProjection(statements, name)] as const,
  );
  const known = new Map(kept.map((row) => [row.session, row]));
  const rows: ProjectionRow[] = [];
  for (const { session, position } of streams) {
    const row = known.get(session);
    const isCurrent = row?.position === position && row.version === version;
    const made = isCurrent ? row : await makeRow(log, session);
    if (made !== null) rows.push(made);
  }
  return rows;
}

async function makeRow(log: Log, session: string): Promise<ProjectionRow | null> {
  const stored = await log.read(session, 0);
  const state = fold(null, understood(stored));
  // What cannot be read is told where somebody opens it, or asks the doctor.
  if (state === null) return null;
  const position = stored.at(-1)?.position ?? 0;
  const row = { session, position, version, body: JSON.stringify(sittingOf(state)) };
  await log.ask(async (statements) => await writeProjection(statements, name, row));
  return row;
}

/** Up to the first that only a newer Parley knows, or that none can have written. */
function understood(stored: readonly StoredEvent[]): SessionEvent[] {
  const events: SessionEvent[] = [];
  for (const one of stored) {
    const event = lift(one);
    if (event === null) break;
    events.push(event);
  }
  return events;
}

function lift(stored: StoredEvent): SessionEvent | null {
  try {
    const lifted = upcast(unsealEvent(stored, () => null));
    return 'newer' in lifted ? null : lifted.event;
  } catch {
    return null;
  }
}
