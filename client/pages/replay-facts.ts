import type { Table } from '../../events/picture.ts';
import type { SessionEvent } from '../../events/session/event.ts';
import type { DocumentView } from '../../events/views/document.ts';
import type { OutcomeRound } from '../../events/views/outcome.ts';
import type { StageView } from '../../events/views/stage.ts';
import type { ProgressMessage } from '../../events/wire.ts';

/** Small facts that the replay says beside the wall. */

/** How many had answered each round once it was closed: all that is told of a round before its release. */
export function finalCounts(
  events: readonly SessionEvent[],
  session: string,
): ReadonlyMap<string, ProgressMessage> {
  return new Map(
    events.flatMap((event) => {
      if (event.type !== 'closed') return [];
      const { step, round, present, answered } = event;
      return [[`${step}/${round}`, { session, step, round, present, answered } as ProgressMessage]];
    }),
  );
}

/** What is said beside the picture of a release. */
export interface Release {
  /** what it found, in the words of the moment at which it was shown */
  words: string;
  /** “n = 9”, who answered and who did not, and the rule that made the answer of the room */
  facts: string;
  /** numbers that the room did not see, beside those it saw */
  unseen: Table | null;
}

/** By their positions. */
export function releasesIn(view: DocumentView): ReadonlyMap<number, Release> {
  const rounds = view.sections.flatMap((section) => section.rounds);
  return new Map(
    rounds.flatMap((round) => {
      const { result, words, shownWords, table } = round;
      if (!result) return [];
      const unseen = (table?.unseen?.length ?? 0) > 0 ? table : null;
      return [[result.position, { words: shownWords ?? words ?? '', facts: factsOf(round), unseen }]];
    }),
  );
}

function factsOf({ result, participation }: OutcomeRound): string {
  const answered = result && 'n' in result.groupAnswer ? [`n = ${result.groupAnswer.n}`] : [];
  const rule = result ? [`Rule: ${result.rule}`] : [];
  return [...answered, participation.replace(/\.$/u, ''), ...rule].join(' · ');
}

const captions: Partial<Record<StageView['screen']['is'], string>> = {
  answering: 'The count is how many had answered in the end. Who answered when is not kept.',
  closed: 'Nobody saw more than this until it was shown.',
  lobby: 'Readers see roles, never names.',
};

/** What the replay knows less of than the room did, said under the wall. */
export function captionOf(view: StageView | null): string {
  return (view && captions[view.screen.is]) ?? '';
}

/** Why a link opens nothing, in words that name the next action. */
export function refusedWords({ status, code, message }: { status: number; code: string; message: string }): {
  title: string;
  text: string;
  again: boolean;
} {
  if (code === 'not-shared')
    return {
      title: 'The session is still running',
      text: 'Its outcome is here once it has ended, or when the facilitator shares it before. This link stays good.',
      again: true,
    };
  if (code === 'unknown-session')
    return {
      title: 'This session is gone',
      text: 'It was deleted, with everything of it, or it was never on this server.',
      again: false,
    };
  if (status === 401 || status === 410)
    return {
      title: 'This link opens nothing any more',
      text: 'It has expired, was taken back, or lost its end when it was copied. Ask whoever sent it for a new one.',
      again: false,
    };
  if (status === 403) return { title: 'This link is for another page', text: message, again: false };
  return { title: 'The outcome could not be opened', text: message, again: true };
}

/** What a copy of the document is called once it is saved. */
export function fileName({ title, heading }: DocumentView): string {
  const words = `${heading} ${title}`.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  return words.replaceAll(/^-+|-+$/gu, '').slice(0, 80) || 'outcome';
}
