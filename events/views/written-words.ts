import { seesStep, type Audience } from '../session/audience.ts';
import { authorOf, erasableIn, wordKeys } from '../session/erasure.ts';
import type { SessionState } from '../session/state.ts';
import { nameOf } from './round-view.ts';

/** What people wrote under one step, so that any of it can be found and erased. */
export interface WrittenWords {
  title: string;
  /** `by` is the author's name where the log knows it */
  words: { id: string; text: string; by: string | null }[];
}

export function writtenWords(state: SessionState, audience: Audience): WrittenWords[] {
  const shown = state.steps
    .filter((step) => seesStep(step, state, audience))
    .map(({ step, rounds }) => ({
      title: step.title,
      words: wordsIn(
        state,
        rounds.map((round) => round.result?.groupAnswer),
      ),
    }));
  const all = [...shown, { title: 'Next steps', words: wordsIn(state, state.taken) }];
  return all.filter(({ words }) => words.length > 0);
}

function wordsIn(state: SessionState, value: unknown): WrittenWords['words'] {
  const found = new Map(erasableIn(value).map((thing) => [String(thing['id']), thing]));
  return [...found].flatMap(([id, thing]) => {
    const text = wordKeys.flatMap((key) => spoken(thing[key])).join(' · ');
    const author = authorOf(id);
    return text === ''
      ? []
      : [{ id, text, by: author === null ? null : nameOf(state.participants.get(author)) }];
  });
}

/** Ids of other things are no words. */
function spoken(value: unknown): string[] {
  return typeof value === 'string' && value !== '' && !/^th?-/u.test(value) ? [value] : [];
}
