import type { DeskView } from '../../events/views/desk.ts';

/** What the facilitator says now: the script's words, or what helps where there are none. */
export function sayOf({ current, ended, started }: DeskView): string {
  if (ended) return 'Read the outcome aloud, and let them correct it. Then say who gets it.';
  if (current && current.say !== '') return current.say;
  return started
    ? 'Nothing is written for this step.'
    : 'Welcome everyone. Ask them to scan the code, and to say so if their name is wrong.';
}
