import type { GroupAnswer } from '../activity.ts';
import type { Step } from '../session/workshop.ts';

/**
 * The first step of a session that goes on from another: what was to be done since, thing by thing. The things are
 * words of the people who were there, so each has the id of a text, and is kept and erased like one.
 */
export const lastTime = 'last-time';

export function lastTimeStep(things: readonly { id: string; label: string }[]): Step {
  return {
    id: lastTime,
    title: 'Last time',
    minutes: 3,
    talk: 5,
    say: 'Before anything new: this is what we said we would do. For each, say what became of it. Nobody has to defend anything; what is still open goes on the list again, or we let it go.',
    kind: 'tags',
    prompt: 'What became of what we said we would do?',
    note: 'Leave out what you do not know.',
    mode: 'named',
    settings: {
      items: [...things],
      buckets: [
        { id: 'done', label: 'Done' },
        { id: 'under-way', label: 'Under way' },
        { id: 'not-begun', label: 'Not begun' },
        { id: 'dropped', label: 'Let go' },
      ],
    },
  };
}

const settled = ['done', 'dropped'];

/** More than half of those who knew called it done, or let go. */
export function isSettled(groupAnswer: GroupAnswer | undefined, id: string): boolean {
  const { items } = (groupAnswer ?? { items: [] }) as Pick<GroupAnswer<'tags'>, 'items'>;
  const counts = Object.entries(items.find((item) => item.id === id)?.counts ?? {});
  const sum = (ids: readonly string[]): number =>
    counts.reduce((total, [bucket, people]) => total + (ids.includes(bucket) ? people : 0), 0);
  return 2 * sum(settled) > sum(counts.map(([bucket]) => bucket));
}
