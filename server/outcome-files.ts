import { documentFile } from '../events/views/document-file.ts';
import { documentView, type DocumentView } from '../events/views/document.ts';
import { outcomeMarkdown } from '../events/views/outcome-markdown.ts';
import { refuse } from '../events/session/refusal.ts';
import { outcomeCsv } from './outcome-csv.ts';
import type { Reply } from './reply.ts';
import type { Room } from './room.ts';
import type { Seat } from './seats.ts';

/** The outcome as files. */

export interface OutcomeFormat {
  extension: string;
  name: string;
  type: string;
  write(view: DocumentView): string;
}

export const outcomeFormats: readonly OutcomeFormat[] = [
  { extension: 'md', name: 'Markdown', type: 'text/markdown', write: outcomeMarkdown },
  {
    extension: 'json',
    name: 'JSON',
    type: 'application/json',
    write: (view) => `${JSON.stringify(view, null, 2)}\n`,
  },
  { extension: 'csv', name: 'CSV', type: 'text/csv', write: outcomeCsv },
  { extension: 'html', name: 'one HTML file', type: 'text/html', write: documentFile },
];

/** Readers get it once it is finished, or when the facilitator hands it out before. */
export function outcomeReply(room: Room | null, seat: Seat | null, format: OutcomeFormat): Reply {
  if (!room || !seat || (seat.role !== 'facilitator' && seat.role !== 'reader')) return refuse('wrong-role');
  if (seat.role === 'reader' && room.state.endedAt === null && !room.state.shared)
    return refuse('not-shared');
  const view = documentView(room.state, { role: seat.role }, room.headAt(room.position));
  return { status: 200, text: format.write(view), type: `${format.type}; charset=utf-8` };
}
