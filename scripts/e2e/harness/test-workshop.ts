import type { Workshop } from '../../../events/session/workshop.ts';

/**
 * One step of each sort. Estimates go to ten million, so that every answer a test ever gives can be a number of its
 * own: what comes out is then traceable to what went in, by the test and by nobody else.
 */
export const testWorkshop: Workshop = {
  id: 'all-sorts',
  title: 'All sorts',
  minutes: 60,
  purpose: 'One step of each sort, for tests.',
  topic: 'project',
  floor: 3,
  roles: [
    { id: 'member', label: 'Member' },
    { id: 'lead', label: 'Lead', max: 1 },
  ],
  steps: [
    {
      id: 'mood',
      title: 'Mood',
      minutes: 5,
      say: 'A word to begin with.',
      kind: 'number',
      prompt: 'Which number are you today?',
      mode: 'named',
      settings: { unit: 'points', min: 0, max: 9_999_999 },
    },
    {
      id: 'estimate',
      title: 'Estimate',
      minutes: 5,
      say: 'In silence.',
      kind: 'number',
      prompt: 'How many are there?',
      mode: 'sealed',
      rounds: 9,
      settings: { unit: 'points', min: 0, max: 9_999_999 },
    },
    {
      id: 'cards',
      title: 'Cards',
      minutes: 5,
      say: 'One card each.',
      kind: 'texts',
      prompt: 'What is missing?',
      mode: 'sealed',
      settings: { max: 1, length: 140 },
    },
    {
      id: 'honest',
      title: 'Honesty',
      minutes: 5,
      say: 'For me alone.',
      kind: 'scale',
      prompt: 'Can you be honest here?',
      mode: 'sealed',
      seenBy: 'desk',
      settings: { min: 1, max: 5, low: 'no', high: 'fully' },
    },
    {
      id: 'alone',
      title: 'For the lead',
      minutes: 5,
      say: 'Nobody else sees it.',
      kind: 'number',
      prompt: 'Only between you and your phone: how many?',
      mode: 'one',
      who: ['lead'],
      seenBy: 'roles',
      settings: { unit: 'points', min: 0, max: 9_999_999 },
    },
  ],
};
