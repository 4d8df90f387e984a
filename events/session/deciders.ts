import type { Participant, SessionState } from './state.ts';

/** Whoever holds this role decides. */
const decider = 'decider';

/** Whether this workshop has somebody decide at all. */
export function decides(state: SessionState): boolean {
  return state.workshop.roles.some((role) => role.id === decider);
}

export function decidersOf(state: SessionState): Participant[] {
  return [...state.participants.values()].filter((one) => one.role === decider && !one.removed);
}
