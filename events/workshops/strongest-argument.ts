import type { Workshop } from '../session/workshop.ts';

/** The objection nobody says aloud: one card each, the candidate listens. */
export const strongestArgument: Workshop = {
  id: 'strongest-argument',
  title: 'Strongest argument against',
  minutes: 20,
  purpose: 'Hear the strongest arguments against a staff case before the room that decides makes them.',
  topic: 'people',
  roles: [
    { id: 'panel', label: 'Panel' },
    { id: 'candidate', label: 'Candidate', max: 1 },
    { id: 'manager', label: 'Manager', max: 1 },
  ],
  joinAs: 'panel',
  steps: [
    {
      id: 'against',
      title: 'Strongest argument against',
      minutes: 3,
      talk: 8,
      say: 'Candidate and manager: listen, don’t defend. Panel: argue against the case, not the person. Two minutes of silence, one card each.',
      kind: 'texts',
      prompt: 'What is the strongest argument against this promotion?',
      note: 'Against the case, not the person. One card.',
      mode: 'sealed',
      who: ['panel'],
      review: true,
      settings: { max: 1, length: 140 },
      caveats: ['If you know the others’ way of writing, you may guess who wrote a card. Please don’t.'],
      outcome: 'objections',
    },
    {
      id: 'weight',
      title: 'Which ones weigh most',
      minutes: 3,
      talk: 5,
      say: 'Rank the groups as the deciding room would weigh them. Ties are fine.',
      kind: 'ranking',
      prompt: 'Which of these would weigh most in the room that decides?',
      mode: 'sealed',
      who: ['panel'],
      from: 'against',
      settings: { top: 3 },
      outcome: 'objections-ranked',
    },
  ],
};
