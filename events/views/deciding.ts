import { lastRound, type Participant, type SessionState, type StepState } from '../session/state.ts';

/** Who decides, and where the decision is due. */

/** Whoever holds this role decides; see `decide-record.ts`. */
const decider = 'decider';

/** Whether this workshop has somebody decide at all. */
export function decides(state: SessionState): boolean {
  return state.workshop.roles.some((role) => role.id === decider);
}

export function decidersOf(state: SessionState): Participant[] {
  return [...state.participants.values()].filter((one) => one.role === decider && !one.removed);
}

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
