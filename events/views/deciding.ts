import { decidersOf } from '../session/deciders.ts';
import { lastRound, type SessionState, type StepState } from '../session/state.ts';

/** What a phone shows to whoever decides, beside the answer it is decided on. */
export interface DecidingView {
  step: string;
  /** what was decided so far, the latest last */
  decided: { text: string; status: SessionState['decisions'][number]['status'] }[];
}

export function decidingView(state: SessionState, step: StepState, participant: string): DecidingView | null {
  const isDue = step.step.decides === true && lastRound(step)?.phase === 'released';
  if (!isDue || !decidersOf(state).some((one) => one.id === participant)) return null;
  return { step: step.step.id, decided: state.decisions.map(({ text, status }) => ({ text, status })) };
}
