import type { Kind } from '../../events/activity.ts';
import type { RoundView } from '../../events/views/round-view.ts';
import type { ResultProps, ResultRound } from '../activities/kind.ts';

/** Released rounds as a kind draws them: the same on the wall, on a page and in the replay. */

const ordinals = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth'];

function resultRounds(rounds: readonly RoundView[]): ResultRound<Kind>[] {
  return rounds.flatMap((round, place) => {
    if (!round.result) return [];
    return [
      {
        label: roundLabel(place, rounds.length),
        settings: round.settings,
        groupAnswer: round.result.groupAnswer,
        answered: round.counts?.answered ?? 0,
        present: round.counts?.present ?? 0,
        moved: round.result.moved,
        unmoved: round.result.unmoved ?? null,
      },
    ];
  });
}

/** Two rounds are before and now; more are counted, and the last one is still now. */
function roundLabel(place: number, of: number): string {
  if (of === 1) return '';
  if (place === of - 1) return 'Now';
  return of === 2 ? 'Before' : (ordinals[place] ?? `Round ${place + 1}`);
}

export interface Drawing {
  rounds: readonly RoundView[];
  size: ResultProps<Kind>['size'];
  names: Record<string, string>;
  landing: boolean;
  page?: number;
}

/** What a kind needs to draw a result that is nobody's own, or null while there is nothing to draw. */
export function resultProps({ rounds, ...drawing }: Drawing): ResultProps<Kind> | null {
  const drawn = resultRounds(rounds);
  const last = drawn.at(-1);
  return last ? { ...drawing, settings: last.settings, rounds: drawn, mine: null } : null;
}
