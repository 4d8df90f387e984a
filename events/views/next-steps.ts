import { erasableIn } from '../session/erasure.ts';
import { seesStep } from '../session/audience.ts';
import { lastRound, settingsOf, type SessionState, type StepState } from '../session/state.ts';
import { isSettled, lastTime } from '../workshops/last-time.ts';

/** What a session leaves open: what somebody said they would do, and what it had taken over and nobody called done. */
export function openNextSteps(state: SessionState): string[] {
  const said = state.steps.filter((step) => seesStep(step, state, { role: 'stage' })).flatMap(wordsSaid);
  const taken = state.taken.map(({ text, by }) => withDate(text, by));
  const still = state.steps.filter(({ step }) => step.id === lastTime).flatMap(stillOpen);
  const all = [...still, ...said, ...taken].filter((words) => words !== null);
  return [...new Set(all)].slice(0, carriedMax);
}

/** More than a room can go through in a few minutes is no beginning. */
const carriedMax = 12;

/** Whatever a step shows that somebody does by some day. */
function wordsSaid(step: StepState): (string | null)[] {
  return erasableIn(lastRound(step)?.result?.groupAnswer)
    .filter((thing) => 'by' in thing)
    .map((thing) => withDate(wordsIn(thing['text']), wordsIn(thing['by'])));
}

function stillOpen(step: StepState): (string | null)[] {
  const round = lastRound(step);
  return erasableIn(settingsOf(step, round))
    .filter(({ id }) => !isSettled(round?.result?.groupAnswer, String(id)))
    .map((thing) => wordsIn(thing['label']));
}

function wordsIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Who said so is not carried on: whoever is in the room now says what became of it. */
function withDate(text: string | null, by: string | null): string | null {
  return text === null || by === null || by === '' ? text : `${text} (by ${by})`;
}
