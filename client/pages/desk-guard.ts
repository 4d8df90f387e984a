import type { DeskView } from '../../events/views/desk.ts';
import type { ProgressMessage } from '../../events/wire.ts';
import { counted, listed } from '../words.ts';
import type { Question } from '../ui/dialog.ts';

export interface Guard extends Question {
  /** said when what was missing has come while the question stood there */
  settled?: string;
}

/** What the desk asks before it does something that cannot be taken back; null where it just does it. */
export function guardOf(view: DeskView, progress: ProgressMessage | null): Guard | null {
  switch (view.forward.do) {
    case 'close':
      return closingGuard(view, progress);
    case 'open':
      return openingGuard(view);
    case 'end':
      return endingGuard(view);
    case 'go-to':
    case 'release':
    case 'show':
    case 'read':
      return null;
  }
}

/** Asked where the workshop did not plan for another round; a key is soon pressed. */
export function againGuard({ current }: DeskView): Guard | null {
  const round = current?.round;
  if (!current || round?.phase !== 'released' || round.round < current.rounds) return null;
  return {
    title: 'Ask this once more?',
    text: 'Its answer leaves the wall and every phone answers anew. The outcome keeps both rounds.',
    no: 'Leave it',
    yes: 'Ask again',
  };
}

function closingGuard({ current }: DeskView, progress: ProgressMessage | null): Guard | null {
  const round = current?.round;
  if (!round || round.mode !== 'sealed') return null;
  const answered = answeredIn(round, progress);
  if (answered >= round.floor) return null;
  return {
    title: 'Too few answers yet',
    text: `${answered} of ${round.floor} needed answers are in. Closing now erases them.`,
    no: 'Wait',
    yes: 'Close and erase',
    danger: true,
    settled: 'Enough answers are in now: closing keeps them.',
  };
}

function openingGuard({ current }: DeskView): Guard | null {
  if (!current || current.mode !== 'sealed' || current.asked >= current.floor || current.asked === 0)
    return null;
  return {
    title: 'Fewer here than this question needs',
    text: `“${current.title}” needs ${current.floor} answers; ${counted(current.asked, 'person', 'people')} here can give one. Opened now, its answers can’t be shown.`,
    no: 'Wait',
    yes: 'Open anyway',
    danger: true,
    settled: 'Enough people are here now.',
  };
}

export function endingGuard({ unshown }: Pick<DeskView, 'unshown'>): Guard {
  const lost =
    unshown.length === 0
      ? 'Everything that was answered has been shown.'
      : `${listed(unshown.map((title) => `“${title}”`))} ${unshown.length === 1 ? 'was' : 'were'} never shown: those answers stay sealed and are erased.`;
  return {
    title: 'End the session?',
    text: `${lost} Phones show that it is over. Afterwards the outcome can be corrected and shared, nothing can be asked.`,
    no: 'Go on',
    yes: unshown.length === 0 ? 'End the session' : 'End and erase',
    danger: unshown.length > 0,
  };
}

/** Only a count of this very round counts. */
export function answeredIn(round: { step: string; round: number }, progress: ProgressMessage | null): number {
  return progress?.step === round.step && progress.round === round.round ? progress.answered : 0;
}
