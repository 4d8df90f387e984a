import { redactRun } from '../events/session/audience.ts';
import { documentFile, type ReplayParts } from '../events/views/document-file.ts';
import { documentView, type DocumentView } from '../events/views/document.ts';
import { outcomeMarkdown } from '../events/views/outcome-markdown.ts';
import { refuse } from '../events/session/refusal.ts';
import type { House } from './house.ts';
import { outcomeCsv } from './outcome-csv.ts';
import type { Reply } from './reply.ts';
import type { Room } from './room.ts';
import type { Seat } from './seats.ts';

/** The outcome as files. */

export interface OutcomeFormat {
  extension: string;
  name: string;
  type: string;
  /** `replay` is there for whoever may see more than the outcome, where it was built */
  write(view: DocumentView, replay: ReplayParts | null): string;
}

export const outcomeFormats: readonly OutcomeFormat[] = [
  { extension: 'md', name: 'Markdown', type: 'text/markdown', write: (view) => outcomeMarkdown(view) },
  {
    extension: 'json',
    name: 'JSON',
    type: 'application/json',
    write: (view) => `${JSON.stringify(view, null, 2)}\n`,
  },
  { extension: 'csv', name: 'CSV', type: 'text/csv', write: (view) => outcomeCsv(view) },
  { extension: 'html', name: 'one HTML file', type: 'text/html', write: documentFile },
];

/** Readers get it once it is finished, or when the facilitator hands it out before. */
export async function outcomeReply(
  { house, room, seat }: { house: Pick<House, 'keptReplay'>; room: Room | null; seat: Seat | null },
  format: OutcomeFormat,
): Promise<Reply> {
  if (!room || !seat || (seat.role !== 'facilitator' && seat.role !== 'reader')) return refuse('wrong-role');
  if (seat.role === 'reader' && room.state.endedAt === null && !room.state.shared)
    return refuse('not-shared');
  const replay = format.extension === 'html' && !seat.outcomeOnly ? await replayOf(room, house) : null;
  const view = documentView(room.state, { role: seat.role }, room.headAt(room.position));
  return { status: 200, text: format.write(view, replay), type: `${format.type}; charset=utf-8` };
}

/** A file is handed on, so it holds what a reader may see, whoever asks for it. */
async function replayOf(room: Room, { keptReplay }: Pick<House, 'keptReplay'>): Promise<ReplayParts | null> {
  const kept = await keptReplay();
  return kept && { ...kept, lines: redactRun(room.events, room.state, { role: 'reader' }) };
}
