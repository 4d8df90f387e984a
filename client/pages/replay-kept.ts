import type { HiddenRun, SessionEvent } from '../../events/session/event.ts';
import type { DocumentView } from '../../events/views/document.ts';
import { parseLines } from '../intake.ts';
import type { Source } from './replay-source.ts';

/**
 * A kept file holds what a server would have answered, in blocks that no browser runs: the outcome, and the events as
 * a reader may see them. Where the replay was not kept with it there are no events.
 */
export function keptSource(page: Pick<Document, 'querySelector'>): Source | null {
  const block = (name: string): string | null =>
    page.querySelector(`script[data-parley="${name}"]`)?.textContent ?? null;
  const outcome = block('outcome');
  if (outcome === null) return null;
  const view = JSON.parse(outcome) as DocumentView;
  return {
    isForReaders: true,
    link: null,
    file: null,
    outcome: () => Promise.resolve({ value: view }),
    async events(recording, came) {
      const lines = block('events');
      if (lines === null)
        return { status: 403, code: 'wrong-role', message: 'This file holds the outcome alone.' };
      for (const piece of inPieces(parseLines(lines))) {
        recording.take(piece);
        came();
        await nextTask();
      }
      return { value: true };
    },
  };
}

const linesAtOnce = 1_000;

function inPieces(lines: (SessionEvent | HiddenRun)[]): (SessionEvent | HiddenRun)[][] {
  const many = Math.ceil(lines.length / linesAtOnce);
  return Array.from({ length: many }, (_, at) => lines.slice(at * linesAtOnce, (at + 1) * linesAtOnce));
}

/** The page is drawn before the rest is folded. */
async function nextTask(): Promise<void> {
  await new Promise((done) => setTimeout(done));
}
