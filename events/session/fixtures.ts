import type { Step, Workshop } from './workshop.ts';

/** Small workshops for tests. */

export const scaleStep: Step = {
  id: 'ready',
  title: 'Ready?',
  minutes: 1,
  talk: 2,
  say: 'Answer first.',
  kind: 'scale',
  prompt: 'Would this pass?',
  mode: 'sealed',
  settings: { min: 1, max: 5, low: 'no', high: 'yes' },
};

export const textsStep: Step = {
  id: 'cards',
  title: 'Cards',
  minutes: 2,
  say: 'One card each.',
  kind: 'texts',
  prompt: 'What is missing?',
  mode: 'sealed',
  settings: { max: 1, length: 140 },
};

export function workshopWith(steps: Step[], extra: Partial<Workshop> = {}): Workshop {
  return {
    id: 'test',
    title: 'A test',
    minutes: 30,
    purpose: 'To see that it works.',
    topic: 'project',
    roles: [
      { id: 'writer', label: 'Writer' },
      { id: 'candidate', label: 'Candidate', max: 1 },
      { id: 'decider', label: 'Decider', max: 1 },
    ],
    steps,
    ...extra,
  };
}
