import type { Workshop } from '../session/workshop.ts';

/** Seven rows, two columns, no score: does a staff role exist here in practice? */
export const realOrPaper: Workshop = {
  id: 'real-or-paper',
  title: 'Real or on paper?',
  minutes: 20,
  purpose:
    'Find out together whether the staff track here exists in practice, row by row, and what to ask next.',
  topic: 'project',
  floor: 5,
  roles: [{ id: 'engineer', label: 'Engineer' }],
  steps: [
    {
      id: 'gates',
      title: 'What applies here',
      minutes: 2,
      talk: 1,
      say: 'Four questions about this company first. They don’t stop anything; they tell us how to read the rest.',
      kind: 'checklist',
      prompt: 'What is true where you work?',
      note: 'Answer for the company as it is this month.',
      mode: 'sealed',
      settings: {
        items: [
          { id: 'small', label: 'Fewer than about 100 engineers work here' },
          { id: 'survival', label: 'The company is fighting to survive right now' },
          { id: 'regulated', label: 'Architecture must pass a formal review, by law or contract' },
          { id: 'collecting', label: 'People collect documents that look like staff work' },
        ],
      },
      caveats: [
        'With fewer than about 100 engineers a separate staff role may not be needed yet, and that is nobody’s fault.',
        'In a fight for survival, shipping comes first; come back to this later.',
      ],
    },
    {
      id: 'track',
      title: 'Is the track real?',
      minutes: 4,
      talk: 6,
      say: 'Answer for yourself, from where you sit. Nothing appears until everyone is done. Then we look at the rows where we differ.',
      kind: 'columns',
      prompt: 'Is the staff track here real, or on paper?',
      note: 'From where you sit. “Can’t tell” is an answer too.',
      mode: 'sealed',
      rounds: 2,
      settings: {
        left: 'Real',
        right: 'On paper',
        rows: [
          {
            id: 'people',
            label: 'Staff engineers today',
            left: 'can name two and what they do',
            right: 'none, or one from years ago',
          },
          {
            id: 'promotion',
            label: 'How you get promoted',
            left: 'written, with examples',
            right: 'vague phrases',
          },
          {
            id: 'work',
            label: 'Where the work is',
            left: 'named cross-team projects',
            right: 'only team backlogs',
          },
          {
            id: 'decisions',
            label: 'Who decides what',
            left: 'staff own or strongly shape technical calls',
            right: 'always a manager or director',
          },
          {
            id: 'time',
            label: 'Time for it',
            left: 'cross-team time is protected',
            right: 'on top of the normal job',
          },
          {
            id: 'judged',
            label: 'How you’re judged',
            left: 'by how others got better',
            right: 'by the same things as a senior',
          },
          {
            id: 'support',
            label: 'Support',
            left: 'the director makes openings',
            right: '“keep it up and it will come”',
          },
        ],
      },
      caveats: [
        'Real companies are messier than two columns.',
        'The more rows lean to paper, the more doubt is in order.',
        'Where a formal review is required, ask whether staff engineers carry weight in it.',
      ],
      outcome: 'track',
    },
    {
      id: 'ask-next',
      title: 'What to ask, and whom',
      minutes: 2,
      talk: 5,
      say: 'One question each that would settle a row we see differently. Then we pick who asks it.',
      kind: 'texts',
      prompt: 'Which question, put to whom, would settle one of these rows?',
      mode: 'sealed',
      settings: { max: 1, length: 140 },
      outcome: 'ask-next',
    },
  ],
};
