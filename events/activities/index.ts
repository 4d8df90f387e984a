import type { Activity, Kind } from '../activity.ts';
import { scale } from './scale.ts';
import { texts } from './texts.ts';

/** The registry: one line a kind. */
const activities: Partial<{ [K in Kind]: Activity<K> }> = {
  scale,
  texts,
};

/** The kinds that a step can have today. */
export const knownKinds = Object.keys(activities) as Kind[];

/**
 * The kind of a step, seen without saying which one it is. The one cast of this registry: settings, answers
 * and tallies of a step were checked by that same kind when they came in.
 */
export function activityOf(kind: Kind): Activity<Kind> {
  const activity = activities[kind];
  if (!activity) throw new Error(`The kind ${kind} is not in the registry.`);
  return activity as Activity<Kind>;
}
