import type { Workshop } from '../session/workshop.ts';

/** Exercises about one's own way of working. Most answers stay on the phone of whoever gives them. */

const engineers = [{ id: 'engineer', label: 'Engineer' }];

export const whatDrawsMe: Workshop = {
  id: 'what-draws-me',
  title: 'The work, or the pay?',
  minutes: 10,
  purpose: 'Be honest with yourself, first, about what you want from the next level.',
  topic: 'people',
  roles: engineers,
  steps: [
    {
      id: 'draws',
      title: 'What draws me',
      minutes: 2,
      say: 'This stays on your phone. Both answers are honest.',
      kind: 'choice',
      prompt: 'What draws me to the next level?',
      mode: 'self',
      settings: {
        max: 1,
        options: [
          { id: 'work', label: 'The work itself' },
          { id: 'pay', label: 'Pay and title' },
          { id: 'both', label: 'Both' },
          { id: 'unsure', label: 'I don’t know yet' },
        ],
      },
      caveats: ['New habits only last if the daily work is satisfying.'],
    },
    {
      id: 'tuesday',
      title: 'A Tuesday',
      minutes: 3,
      talk: 4,
      say: 'Write it for yourself. Then talk in pairs, if you like.',
      kind: 'texts',
      prompt: 'Which part of a staff engineer’s Tuesday would I enjoy?',
      mode: 'self',
      settings: { max: 1, length: 140 },
    },
  ],
};

export const archetype: Workshop = {
  id: 'archetype',
  title: 'Which kind of staff engineer?',
  minutes: 15,
  purpose: 'See which kind of staff role people picture for this candidate; where it differs, talk.',
  topic: 'people',
  joinAs: 'panel',
  roles: [
    { id: 'panel', label: 'Panel' },
    { id: 'candidate', label: 'Candidate', max: 1 },
  ],
  steps: [
    {
      id: 'own-pick',
      title: 'The candidate’s own pick',
      minutes: 1,
      say: 'Candidate first, on your own phone; it appears with the panel’s.',
      kind: 'choice',
      prompt: 'Which is closest to the role you want?',
      mode: 'one',
      who: ['candidate'],
      seenBy: 'room',
      settings: { max: 1, options: archetypes() },
    },
    {
      id: 'panel-pick',
      title: 'As the panel sees it',
      minutes: 2,
      talk: 6,
      say: 'Which of the four do you see? If we differ from the candidate, that is the talk.',
      kind: 'choice',
      prompt: 'Which is closest to how you see this candidate?',
      mode: 'sealed',
      who: ['panel'],
      settings: { max: 1, options: archetypes() },
      caveats: [
        'The four shifts lean to the architect and the tech lead. For a solver, enabling others can mean writing down what was learned.',
        'Impact past what you touch yourself counts in all four.',
      ],
    },
  ],
};

function archetypes(): { id: string; label: string; note: string }[] {
  return [
    { id: 'tech-lead', label: 'Tech lead', note: 'direction, deep in one team' },
    { id: 'architect', label: 'Architect', note: 'vision and standards across teams' },
    { id: 'solver', label: 'Solver', note: 'the hardest open problems' },
    { id: 'right-hand', label: 'Right hand', note: 'extends a director’s reach' },
  ];
}

export const fourShifts: Workshop = {
  id: 'four-shifts',
  title: 'Four shifts',
  minutes: 15,
  purpose: 'Find the one habit to work on next, out of four.',
  topic: 'people',
  roles: engineers,
  steps: [
    {
      id: 'shifts',
      title: 'Where am I?',
      minutes: 4,
      talk: 6,
      say: 'On your own phone. One: nearly always the senior way. Five: nearly always the staff way.',
      kind: 'ratings',
      prompt: 'In the last month, which way did you work?',
      note: 'The lowest row is a candidate for ninety days.',
      mode: 'self',
      settings: {
        min: 1,
        max: 5,
        low: 'the senior way',
        high: 'the staff way',
        items: [
          {
            id: 'solve-shape',
            label: 'Fixing the ticket, or connecting three teams’ similar problem',
            note: 'and helping each with its version',
          },
          { id: 'team-world', label: 'My own backlog, or reviews, strategy and shared answers elsewhere' },
          { id: 'how-what', label: 'Naming a solution, or stating target, limit and data, and asking' },
          { id: 'right-wanted', label: 'Being right alone, or being someone others want in the room' },
        ],
      },
      caveats: ['Habits, not identity. You can’t fake it: documents without the thinking show.'],
    },
  ],
};

export const workMix: Workshop = {
  id: 'work-mix',
  title: 'Did it, or helped?',
  minutes: 15,
  purpose: 'Tag a month or a quarter of work, then ask your manager whether the mix is right.',
  topic: 'people',
  roles: [
    { id: 'engineer', label: 'Engineer', max: 1 },
    { id: 'manager', label: 'Manager', max: 1 },
  ],
  joinAs: 'engineer',
  steps: [
    {
      id: 'work-items',
      title: 'What I worked on',
      minutes: 4,
      say: 'One card for each thing of the last 30 or 90 days.',
      kind: 'texts',
      prompt: 'What did you work on?',
      mode: 'one',
      who: ['engineer'],
      seenBy: 'roles',
      shownTo: ['engineer', 'manager'],
      settings: { max: 10, length: 100 },
    },
    {
      id: 'mix',
      title: 'Did it, or helped',
      minutes: 3,
      talk: 6,
      say: 'Then ask: is this the right mix for someone aiming at staff?',
      kind: 'tags',
      prompt: 'Did you do it, or help someone else do it?',
      mode: 'one',
      who: ['engineer'],
      seenBy: 'roles',
      shownTo: ['engineer', 'manager'],
      from: 'work-items',
      settings: {
        buckets: [
          { id: 'did', label: 'I did this' },
          { id: 'helped', label: 'I helped someone do it' },
          { id: 'mixed', label: 'Mixed' },
          { id: 'skip', label: 'Skip' },
        ],
      },
      caveats: [
        'Nothing under “helped” is a clear signal. Apart from that there is no right ratio: it depends on the kind of role and the company.',
      ],
    },
  ],
};

export const gutCheck: Workshop = {
  id: 'gut-check',
  title: 'How big is your world?',
  minutes: 10,
  purpose: 'Four questions on whether your world is still the size of your team.',
  topic: 'people',
  roles: engineers,
  steps: [
    {
      id: 'world',
      title: 'How big is your world?',
      minutes: 2,
      talk: 5,
      say: '“Regularly” is the bar. This stays on your phone unless you add it.',
      kind: 'checklist',
      prompt: 'Do you regularly …',
      note: 'Not sure counts as not yet.',
      mode: 'self',
      settings: {
        items: [
          { id: 'meetings', label: '… go to cross-team meetings you don’t have to attend?' },
          {
            id: 'names',
            label: '… know the names and main problems of engineers on at least three other teams?',
          },
          { id: 'pulled-in', label: '… get pulled into decisions by people outside your reporting line?' },
          { id: 'opinions', label: '… hold opinions on technical problems beyond your own code?' },
        ],
        threshold: {
          atLeast: 2,
          met: 'Two or more are true.',
          unmet: 'Fewer than two are true: your world is still the size of your team.',
        },
      },
      caveats: [
        'The research behind it looked at leadership teams; don’t carry its proportions over to engineers.',
      ],
    },
  ],
};

export const peopleCheck: Workshop = {
  id: 'people-check',
  title: 'Wanted in the room?',
  minutes: 10,
  purpose: 'Four questions on working with people beyond your team.',
  topic: 'people',
  roles: engineers,
  steps: [
    {
      id: 'people',
      title: 'With people',
      minutes: 2,
      talk: 5,
      say: 'On your own phone. If your impact ends at what you can touch yourself, that is the ceiling.',
      kind: 'ratings',
      prompt: 'How true is it of you?',
      mode: 'self',
      settings: {
        min: 1,
        max: 5,
        low: 'not at all',
        high: 'fully',
        items: [
          { id: 'buy-in', label: 'I get buy-in from other teams' },
          { id: 'politics', label: 'I can work through messy politics' },
          { id: 'wanted', label: 'Others want me in the room, not just my answer' },
          { id: 'reach', label: 'My impact goes past what I touch myself' },
        ],
      },
    },
  ],
};

export const impactSentence: Workshop = {
  id: 'impact-sentence',
  title: 'Say the impact',
  minutes: 15,
  purpose: 'One sentence about last quarter that a director would repeat.',
  topic: 'people',
  joinAs: 'panel',
  roles: [
    { id: 'panel', label: 'Panel' },
    { id: 'candidate', label: 'Author', max: 1 },
  ],
  steps: [
    {
      id: 'sentence',
      title: 'The sentence',
      minutes: 3,
      say: 'Author: up to three wordings.',
      kind: 'texts',
      prompt: 'What did last quarter’s work do for the business? One sentence for a director.',
      mode: 'named',
      who: ['candidate'],
      settings: { max: 3, length: 140 },
    },
    {
      id: 'repeat',
      title: 'Would you repeat it?',
      minutes: 2,
      talk: 5,
      from: 'sentence',
      say: 'Would you repeat it to someone who doesn’t know the author?',
      kind: 'ratings',
      prompt: 'Would you repeat this to someone who doesn’t know them?',
      mode: 'sealed',
      who: ['panel'],
      settings: { min: 1, max: 5, low: 'no', high: 'word for word' },
    },
  ],
};

export const peerTest: Workshop = {
  id: 'peer-test',
  title: 'Peer test',
  minutes: 15,
  purpose: 'Three peers you chose tell you, and only you, the strongest argument against your promotion.',
  topic: 'people',
  floor: 3,
  joinAs: 'peer',
  roles: [
    { id: 'peer', label: 'Peer', max: 3 },
    { id: 'asker', label: 'Asker', max: 1 },
  ],
  steps: [
    {
      id: 'peer-arguments',
      title: 'The strongest argument against',
      minutes: 5,
      talk: 5,
      mergedBy: 'asker',
      say: 'Send each peer a link of their own. The asker sees all three at once, nobody else does, and groups what says the same.',
      kind: 'texts',
      prompt: 'If I were up for staff, what would be the strongest argument against it?',
      note: 'With an example, if you have one.',
      mode: 'sealed',
      who: ['peer'],
      seenBy: 'roles',
      shownTo: ['asker'],
      settings: { max: 1, length: 280 },
      caveats: [
        'Two of three the same: that is the development area. Three different ones: keep all three.',
        'There are three of you, so this hides very little. Choose people who are honest and discreet.',
        'Don’t defend; only listen.',
      ],
    },
  ],
};

export const ninetyDays: Workshop = {
  id: 'ninety-days',
  title: 'Ninety days, one shift',
  minutes: 15,
  purpose: 'Commit to exactly one shift for ninety days, with days to look again.',
  topic: 'people',
  roles: engineers,
  steps: [
    {
      id: 'one-shift',
      title: 'One shift',
      minutes: 2,
      say: 'Exactly one. It stays on your phone unless you add it.',
      kind: 'choice',
      prompt: 'Which one shift, for ninety days?',
      mode: 'self',
      settings: {
        max: 1,
        options: [
          { id: 'shape', label: 'Shape instead of solve' },
          { id: 'beyond', label: 'Look beyond my team' },
          { id: 'what', label: 'Say what, let go of how' },
          { id: 'people', label: 'Be wanted in the room' },
        ],
      },
    },
    {
      id: 'commitment',
      title: 'What will be seen',
      minutes: 4,
      say: 'Only what others could see counts.',
      kind: 'form',
      prompt: 'What will others see, where, and when do you look?',
      mode: 'self',
      settings: {
        fields: [
          { id: 'behaviour', label: 'First thing others will see', type: 'text' },
          { id: 'where', label: 'Where', type: 'text' },
          { id: 'who', label: 'Who will notice', type: 'text' },
          { id: 'day-30', label: 'Day 30', type: 'date' },
          { id: 'day-60', label: 'Day 60', type: 'date' },
          { id: 'day-90', label: 'Day 90', type: 'date' },
          { id: 'stop', label: 'I stop if', type: 'text' },
        ],
      },
    },
    {
      id: 'letting-go',
      title: 'A problem I hand over',
      minutes: 3,
      talk: 4,
      say: 'The biggest one: a problem you could crush and will not. It takes longer than a quarter.',
      kind: 'form',
      prompt: 'Which problem do I hand over, to whom, and what do I do instead of taking it back?',
      mode: 'self',
      settings: {
        fields: [
          { id: 'problem', label: 'The problem', type: 'text' },
          { id: 'to-whom', label: 'To whom', type: 'text' },
          { id: 'instead', label: 'Instead of taking it back, I', type: 'text' },
        ],
      },
    },
  ],
};

export const goingDeep: Workshop = {
  id: 'going-deep',
  title: 'When I went deep',
  minutes: 10,
  purpose: 'After a week: each time you went into the how, was there a reason?',
  topic: 'people',
  roles: engineers,
  steps: [
    {
      id: 'times',
      title: 'Times I went into the how',
      minutes: 3,
      say: 'On your own phone.',
      kind: 'choice',
      prompt: 'Why did you go deep this week? Choose every reason that was true.',
      mode: 'self',
      settings: {
        max: 4,
        options: [
          { id: 'stakes', label: 'A high-stakes architecture call' },
          { id: 'novel', label: 'New ground for everyone' },
          { id: 'stuck', label: 'The team was truly stuck' },
          { id: 'reflex', label: 'Reflex' },
        ],
      },
      caveats: ['Going deep is allowed, for a reason you can say. Only handing over problems costs trust.'],
    },
  ],
};
