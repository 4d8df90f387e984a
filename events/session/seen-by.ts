import type { Step } from './workshop.ts';

/** Who sees what a step brings, as the step says it, and how that compares with another step. No zod: the phone carries this. */

type Shown = Pick<Step, 'mode' | 'seenBy' | 'shownTo' | 'who'>;

/** Who may see a step's answers and its answer: what one role tells is for that role, unless the step says otherwise. */
export function seenByOf({ seenBy, mode }: Shown): NonNullable<Step['seenBy']> {
  return seenBy ?? (mode === 'one' ? 'roles' : 'room');
}

/** Whether everyone who may see one step may see the other as well. */
export function isSeenWithin(one: Shown, other: Shown): boolean {
  if (seenByOf(other) === 'room') return true;
  if (seenByOf(one) !== seenByOf(other)) return false;
  return seenByOf(other) === 'desk' || areAmong(rolesShown(one), rolesShown(other));
}

/** Whether a step may ask about what another one brought: to answer is to see it. */
export function mayTakeFrom(step: Shown, source: Shown): boolean {
  if (seenByOf(source) === 'room') return true;
  return seenByOf(source) === 'roles' && isSeenWithin(step, source) && areAmong(step.who, rolesShown(source));
}

/** The roles that see a step which is for some roles; undefined for every one of them. */
export function rolesShown({ shownTo, who }: Shown): readonly string[] | undefined {
  return shownTo ?? who;
}

/** Undefined stands for every role. */
function areAmong(some: readonly string[] | undefined, all: readonly string[] | undefined): boolean {
  return all === undefined || (some?.every((role) => all.includes(role)) ?? false);
}
