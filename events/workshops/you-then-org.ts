import type { Workshop } from '../session/workshop.ts';

/** First the list about oneself, honestly, on one's own phone; then the list about the company, together. */
export const youThenOrg: Workshop = {
  id: 'you-then-org',
  title: 'Is it you, or is it here?',
  minutes: 20,
  purpose: 'Tell apart what each of us can change from what only the company can, in that order.',
  topic: 'people',
  roles: [
    { id: 'engineer', label: 'Engineer' },
    { id: 'manager', label: 'Manager' },
  ],
  joinAs: 'engineer',
  steps: [
    {
      id: 'you-list',
      title: 'Could it be me?',
      minutes: 4,
      say: 'This one stays on your phone. Nobody sees it, me included. Be honest; it comes first on purpose.',
      kind: 'checklist',
      prompt: 'Which of these are true of you?',
      note: 'Habits, not who you are. A few that land are good news: each can be changed, though not in a quarter.',
      mode: 'self',
      who: ['engineer'],
      settings: {
        items: [
          { id: 'others', label: 'Others became staff lately, and I can see what they met' },
          { id: 'feedback', label: 'I was given clear feedback and did little with it' },
          { id: 'grab', label: 'When something hard turns up, my reflex is to grab it and solve it' },
          { id: 'contact', label: 'I hardly know engineers elsewhere, and they hardly know me' },
          { id: 'impact', label: 'I would struggle to say what last quarter’s work did for the business' },
          { id: 'defined', label: 'I pick well-defined work and avoid the messy kind' },
          { id: 'opinion', label: 'My code is respected, but nobody comes for my opinion' },
        ],
      },
      caveats: ['There is no number that decides. None at all? Then look hard at the next list.'],
    },
    {
      id: 'org-list',
      title: 'Could it be here?',
      minutes: 3,
      talk: 8,
      say: 'Now the company, together. Managers: you listen on this one, so the count is of engineers only.',
      kind: 'checklist',
      prompt: 'Which of these are true here?',
      mode: 'sealed',
      who: ['engineer'],
      settings: {
        items: [
          { id: 'nobody', label: 'Nobody has become staff from within in two years' },
          { id: 'hired', label: 'All staff engineers here were hired as staff' },
          { id: 'answer', label: 'My manager can’t say what would get me there' },
          { id: 'planning', label: 'Cross-team work is praised aloud and punished in planning' },
          { id: 'credit', label: 'Proposals come back as someone else’s idea' },
          { id: 'gap', label: 'There is nothing between senior and director where engineers decide' },
          { id: 'keep-it-up', label: 'The answer is always “keep doing great work”' },
        ],
      },
      caveats: [
        'Several yeses matter: working harder inside a broken system is not the fix.',
        'There is no number that decides.',
      ],
      outcome: 'org-list',
    },
    {
      id: 'which-side',
      title: 'Which side is it?',
      minutes: 1,
      talk: 3,
      say: 'Half the story is worse than none, both ways. Where does it sit for this group, if you had to say?',
      kind: 'choice',
      prompt: 'If things are stuck for people here, which side is it?',
      mode: 'sealed',
      who: ['engineer'],
      settings: {
        max: 1,
        options: [
          { id: 'us', label: 'What we do' },
          { id: 'company', label: 'What the company lacks' },
          { id: 'both', label: 'Both' },
          { id: 'unclear', label: 'Can’t tell' },
        ],
      },
      outcome: 'which-side',
    },
  ],
};
