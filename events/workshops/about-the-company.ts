import type { Workshop } from '../session/workshop.ts';

/** Exercises about what a company provides, and what to do about it. */

const engineers = [{ id: 'engineer', label: 'Engineer' }];

export const fiveThings: Workshop = {
  id: 'five-things',
  title: 'Five things a company builds',
  minutes: 20,
  purpose: 'Leaders see which of five things are in place, and where next quarter’s effort should go.',
  topic: 'project',
  roles: [{ id: 'leader', label: 'Leader' }],
  steps: [
    {
      id: 'in-place',
      title: 'What is in place',
      minutes: 3,
      talk: 4,
      say: 'As it is, not as it is planned. Look at what is funded, who is invited, who decides.',
      kind: 'ratings',
      prompt: 'How far is it in place?',
      mode: 'sealed',
      settings: { min: 1, max: 5, low: 'not at all', high: 'fully', items: fiveItems() },
      caveats: [
        'Where formal review is required, the question is whether staff engineers carry weight in it or only rubber-stamp.',
      ],
    },
    {
      id: 'effort',
      title: 'Where the effort goes',
      minutes: 3,
      talk: 6,
      say: 'Spread a hundred points over next quarter. The lowest-rated with the most points wants an owner.',
      kind: 'allocation',
      prompt: 'Where should next quarter’s effort go?',
      mode: 'sealed',
      settings: { points: 100, options: fiveItems() },
      caveats: ['Unwilling to protect people’s time means wanting seniors to do the extra for nothing.'],
      outcome: 'effort',
    },
    {
      id: 'owners',
      title: 'Who owns it',
      minutes: 2,
      talk: 2,
      say: 'One owner, one date.',
      kind: 'steps',
      prompt: 'What will you do, and by when?',
      mode: 'named',
      settings: {},
      outcome: 'owners',
    },
  ],
};

function fiveItems(): { id: string; label: string }[] {
  return [
    { id: 'work', label: 'Staff-sized work exists, is funded and comes first' },
    { id: 'decisions', label: 'Decisions that don’t all pass through managers' },
    { id: 'reviews', label: 'Reviews that measure other teams shipping better' },
    { id: 'openings', label: 'Someone who makes openings' },
    { id: 'air-cover', label: 'Air cover from being pulled back' },
  ];
}

export const threeMoves: Workshop = {
  id: 'three-moves',
  title: 'Three moves',
  minutes: 15,
  purpose: 'Choose a move, and a date. The one wrong outcome is no choice.',
  topic: 'people',
  roles: engineers,
  steps: [
    {
      id: 'move',
      title: 'Which move?',
      minutes: 2,
      talk: 3,
      say: 'On your own phone. Pushing from inside needs a skip-level who listens and credit to spend.',
      kind: 'choice',
      prompt: 'Which move is yours?',
      mode: 'self',
      settings: {
        max: 1,
        options: [
          { id: 'inside', label: 'Push from inside', note: 'framed as keeping people, not as “I want”' },
          { id: 'test', label: 'A test with an end', note: 'six to twelve months, one piece of staff work' },
          { id: 'elsewhere', label: 'Go where it exists', note: 'not giving up; don’t jump blind' },
        ],
      },
    },
    {
      id: 'move-plan',
      title: 'By when',
      minutes: 4,
      talk: 4,
      say: 'Choose the date on which you decide.',
      kind: 'form',
      prompt: 'What must hold, what counts as evidence, and when do you decide?',
      mode: 'self',
      settings: {
        fields: [
          { id: 'holds', label: 'What must hold', type: 'text' },
          { id: 'begin', label: 'Begins', type: 'date' },
          { id: 'evidence', label: 'Evidence that would count', type: 'text' },
          { id: 'decide-on', label: 'I decide on', type: 'date' },
        ],
      },
      caveats: ['No choice is the one wrong outcome. Set a date.'],
    },
  ],
};

export const offerQuestions: Workshop = {
  id: 'offer-questions',
  title: 'Before you say yes',
  minutes: 10,
  purpose: 'Four questions to a company before accepting its offer.',
  topic: 'people',
  roles: engineers,
  steps: [
    {
      id: 'offer',
      title: 'Were they answered?',
      minutes: 3,
      talk: 4,
      say: 'On your own phone. Yes means: clearly.',
      kind: 'checklist',
      prompt: 'Did they answer clearly …',
      mode: 'self',
      settings: {
        items: [
          { id: 'how-many', label: '… how many went from senior to staff in the last two years?' },
          { id: 'talk', label: '… whether you may talk to a staff engineer about their days?' },
          { id: 'share', label: '… how their time splits between teams and their own?' },
          { id: 'who', label: '… who decides on staff, and how?' },
        ],
      },
      caveats: ['What isn’t answered clearly may be another track on paper.'],
    },
  ],
};

export const whatVersusHow: Workshop = {
  id: 'what-versus-how',
  title: 'What, not how',
  minutes: 20,
  purpose: 'Take sentences from real plans and see how many argue the how before the what is settled.',
  topic: 'project',
  roles: engineers,
  steps: [
    {
      id: 'sentences',
      title: 'Sentences from plans',
      minutes: 3,
      say: 'A real sentence from a plan or a meeting, one card each.',
      kind: 'texts',
      prompt: 'Which sentence from a current plan do you remember?',
      mode: 'sealed',
      settings: { max: 1, length: 200 },
    },
    {
      id: 'tagged',
      title: 'What or how?',
      minutes: 3,
      talk: 4,
      from: 'sentences',
      say: 'Tag each one. A what-statement has a problem, its limits, a bar for success, and a link to data.',
      kind: 'tags',
      prompt: 'Does it say what, or how?',
      mode: 'sealed',
      settings: {
        buckets: [
          { id: 'what', label: 'What' },
          { id: 'how', label: 'How' },
          { id: 'mixed', label: 'Mixed' },
        ],
      },
      caveats: [
        'A default, not a ban: a high-stakes call, new ground or a truly stuck team allow going deep.',
      ],
    },
    {
      id: 'rewritten',
      title: 'Say it as what',
      minutes: 4,
      talk: 4,
      say: 'Rewrite one: problem, limits, success bar with number, unit and date, and where the data is.',
      kind: 'form',
      prompt: 'Rewrite one of them as a what-statement',
      mode: 'named',
      settings: {
        fields: [
          { id: 'problem', label: 'Problem', type: 'text' },
          { id: 'limits', label: 'Limits', type: 'text' },
          { id: 'bar', label: 'Success bar', type: 'text' },
          { id: 'data', label: 'Link to the data', type: 'text' },
        ],
      },
    },
  ],
};

export const visibilityGrid: Workshop = {
  id: 'visibility-grid',
  title: 'Do they know the work?',
  minutes: 15,
  purpose: 'Candidate and manager see which decision-makers know the work, and what closes the window.',
  topic: 'people',
  joinAs: 'candidate',
  roles: [
    { id: 'candidate', label: 'Candidate', max: 1 },
    { id: 'manager', label: 'Manager', max: 1 },
  ],
  steps: [
    {
      id: 'who-decides',
      title: 'Who decides',
      minutes: 2,
      say: 'One card for each decision-maker, by role.',
      kind: 'texts',
      prompt: 'Who decides, by role?',
      mode: 'named',
      settings: { max: 10, length: 60 },
    },
    {
      id: 'grid',
      title: 'What they have seen',
      minutes: 3,
      talk: 3,
      from: 'who-decides',
      say: 'Which two must see something before the date, and what?',
      kind: 'tags',
      prompt: 'What has each of them seen of the work?',
      mode: 'one',
      who: ['candidate'],
      seenBy: 'roles',
      shownTo: ['candidate', 'manager'],
      settings: {
        buckets: [
          { id: 'talk', label: 'Saw a talk or review' },
          { id: 'read', label: 'Read a document' },
          { id: 'heard', label: 'Heard from their people' },
          { id: 'nothing', label: 'Nothing yet' },
        ],
      },
      caveats: ['The room should confirm what it knows, not hear it cold.'],
    },
    {
      id: 'timing',
      title: 'The window',
      minutes: 3,
      talk: 2,
      say: 'Cycle, packet, freeze, reorganisation, credit, months at senior.',
      kind: 'form',
      prompt: 'When is the window, and what could close it?',
      mode: 'one',
      who: ['candidate'],
      seenBy: 'roles',
      shownTo: ['candidate', 'manager'],
      settings: {
        fields: [
          { id: 'cycle', label: 'Next cycle', type: 'date' },
          { id: 'packet', label: 'Packet due', type: 'date' },
          { id: 'risk', label: 'Freeze, reorganisation or spent credit', type: 'text' },
          { id: 'months', label: 'Months at senior', type: 'number', unit: 'months' },
        ],
      },
      caveats: [
        'Under 18 months many companies won’t discuss it yet; 18 to 24 is borderline. It is a long game.',
        'Merit is needed and not enough: the right time and the right voice count too.',
      ],
    },
  ],
};

export const packet: Workshop = {
  id: 'packet',
  title: 'The packet',
  minutes: 20,
  purpose: 'Write the case in the words of the room that decides, and test whether it travels.',
  topic: 'people',
  joinAs: 'panel',
  roles: [
    { id: 'panel', label: 'Panel' },
    { id: 'candidate', label: 'Candidate', max: 1 },
  ],
  steps: [
    {
      id: 'case',
      title: 'The case',
      minutes: 5,
      say: 'A few clear paragraphs. If you can’t, your manager can’t. Don’t wait to be asked.',
      kind: 'texts',
      prompt: 'Claim first, then three to five examples, one card each',
      mode: 'named',
      who: ['candidate'],
      settings: { max: 6, length: 280 },
      outcome: 'case',
    },
    {
      id: 'travels',
      title: 'Could you say it in half a minute?',
      minutes: 3,
      talk: 6,
      from: 'case',
      say: 'Which of these could you repeat in thirty seconds?',
      kind: 'ratings',
      prompt: 'Could someone else repeat this in thirty seconds?',
      mode: 'sealed',
      who: ['panel'],
      settings: { min: 1, max: 5, low: 'no', high: 'yes' },
    },
  ],
};

export const thisWeek: Workshop = {
  id: 'this-week',
  title: 'This week, this month, this quarter',
  minutes: 10,
  purpose: 'A plan with dates, on your own phone.',
  topic: 'people',
  roles: engineers,
  steps: [
    {
      id: 'plan',
      title: 'The plan',
      minutes: 4,
      talk: 3,
      say: 'Now: is the track real? This month: tag a quarter of work and show it. This quarter: one shift if it is real, an honest talk with the skip-level if it is on paper.',
      kind: 'form',
      prompt: 'What do you do when?',
      mode: 'self',
      settings: {
        fields: [
          { id: 'week', label: 'This week', type: 'text' },
          { id: 'month', label: 'This month', type: 'text' },
          { id: 'quarter', label: 'This quarter', type: 'text' },
          { id: 'look', label: 'I look again on', type: 'date' },
        ],
      },
    },
  ],
};
