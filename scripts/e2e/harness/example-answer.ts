import { activityOf } from '../../../events/activities/index.ts';
import type { Step } from '../../../events/session/workshop.ts';

/** An answer as somebody might give it, from the kind's own examples. */
export function exampleAnswer({ kind, settings }: Step, roll: () => number): unknown {
  return activityOf(kind).example(settings, roll);
}
