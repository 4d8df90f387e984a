import type { SessionState, StepState } from '../session/state.ts';

/** Where a session stands: steps that share a phase count as one, skipped steps count as none. */
export interface Place {
  /** 0 before the first step */
  number: number;
  of: number;
  phase: string;
}

export function placeOf(state: SessionState, stepId: string | null): Place {
  const phases = phasesOf(state);
  const at = phases.findIndex((phase) => phase.steps.some((step) => step.step.id === stepId));
  return { number: at + 1, of: phases.length, phase: phases[at]?.title ?? '' };
}

export interface Phase {
  title: string;
  steps: StepState[];
}

export function phasesOf(state: SessionState): Phase[] {
  const phases: Phase[] = [];
  for (const step of state.steps) {
    if (step.skipped) continue;
    const title = step.step.phase ?? step.step.title;
    const last = phases.at(-1);
    if (last && step.step.phase !== undefined && last.title === title) last.steps.push(step);
    else phases.push({ title, steps: [step] });
  }
  return phases;
}
