import type { Activity, Kind } from '../activity.ts';
import { allocation } from './allocation.ts';
import { checklist } from './checklist.ts';
import { choice } from './choice.ts';
import { columns } from './columns.ts';
import { consent } from './consent.ts';
import { fist } from './fist.ts';
import { form } from './form.ts';
import { grid } from './grid.ts';
import { number } from './number.ts';
import { pairs } from './pairs.ts';
import { ranking } from './ranking.ts';
import { ratings } from './ratings.ts';
import { scale } from './scale.ts';
import { steps } from './steps.ts';
import { tags } from './tags.ts';
import { texts } from './texts.ts';

/** The registry: one line a kind. */
const activities: { [K in Kind]: Activity<K> } = {
  choice,
  columns,
  checklist,
  scale,
  ratings,
  number,
  tags,
  ranking,
  allocation,
  texts,
  grid,
  consent,
  fist,
  form,
  pairs,
  steps,
};

/**
 * The kind of a step, seen without saying which one it is. The one cast of this registry: settings, answers
 * and tallies of a step were checked by that same kind when they came in.
 */
export function activityOf(kind: Kind): Activity<Kind> {
  return activities[kind] as Activity<Kind>;
}
