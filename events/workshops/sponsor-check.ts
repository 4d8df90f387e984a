import type { Workshop } from '../session/workshop.ts';

/** Six questions a manager asks each quarter; four yeses are what the article asks for. */
export const sponsorCheck: Workshop = {
  id: 'sponsor-check',
  title: 'Sponsor check',
  minutes: 15,
  purpose: 'A manager checks, each quarter, whether they are sponsoring someone or only hoping.',
  topic: 'people',
  roles: [
    { id: 'engineer', label: 'Engineer', max: 1 },
    { id: 'manager', label: 'Manager', max: 1 },
  ],
  joinAs: 'engineer',
  steps: [
    {
      id: 'sponsor',
      title: 'Am I sponsoring?',
      minutes: 4,
      talk: 4,
      say: 'Manager: six questions, for this one person, about this quarter. The two of you see the answer; nobody else does.',
      kind: 'checklist',
      prompt: 'This quarter, for this person, have I …',
      note: 'Answer for what happened, not for what is planned.',
      mode: 'one',
      who: ['manager'],
      seenBy: 'roles',
      shownTo: ['manager', 'engineer'],
      settings: {
        items: [
          { id: 'projects', label: '… found one or two cross-team projects they could lead?' },
          { id: 'time', label: '… really freed 20 to 30 % of their time for it?' },
          { id: 'introduced', label: '… introduced them to people elsewhere who need them?' },
          { id: 'written', label: '… become able to write what staff impact means for this person?' },
          { id: 'feedback', label: '… given feedback at staff level, not just “you’re great”?' },
          { id: 'argue', label: '… become able to argue their case with real examples?' },
        ],
        threshold: {
          atLeast: 4,
          met: 'At least four yeses: this is sponsoring.',
          unmet: 'Fewer than four yeses: not sponsoring yet. Each no is something to do.',
        },
      },
      outcome: 'sponsor',
    },
    {
      id: 'next-quarter',
      title: 'What happens next',
      minutes: 3,
      talk: 4,
      say: 'Both of you: one thing each that you will do by the next check, with a date.',
      kind: 'steps',
      prompt: 'What will you do before the next check, and by when?',
      mode: 'named',
      settings: {},
      outcome: 'next-quarter',
    },
  ],
};
