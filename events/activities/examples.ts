import type { Kind, Settings } from '../activity.ts';

/**
 * Settings of each kind as a template could have written them, for the contract suite, for rehearsals of a
 * single screen, and for whoever wants to see what a kind looks like. The first of each is the usual case.
 */
export const exampleSettings: { [K in Kind]: [Settings<K>, ...Settings<K>[]] } = {
  choice: [
    {
      max: 1,
      options: [
        { id: 'inside', label: 'Push from inside', note: 'Needs a good skip-level relation' },
        { id: 'test', label: 'A time-boxed test' },
        { id: 'leave', label: 'Go where it exists' },
      ],
    },
    {
      max: 3,
      options: [
        { id: 'manager', label: 'Their manager' },
        { id: 'skip', label: 'The skip-level' },
        { id: 'constructor', label: 'Another director' },
      ],
    },
  ],
  columns: [
    {
      left: 'Real',
      right: 'On paper',
      rows: [
        {
          id: 'today',
          label: 'Staff engineers today',
          left: 'Can name two',
          right: 'None, or one from years ago',
        },
        { id: 'route', label: 'Route to promotion', left: 'Written, with examples', right: 'Vague phrases' },
        { id: 'constructor', label: 'Time', left: 'Protected', right: 'On top of the normal job' },
      ],
    },
  ],
  checklist: [
    {
      threshold: { atLeast: 2, met: 'This is sponsoring.', unmet: 'Not sponsoring yet' },
      items: [
        { id: 'found', label: 'Found a cross-team project to lead' },
        { id: 'freed', label: 'Really freed a fifth of the time' },
        { id: 'constructor', label: 'Introduced them to people elsewhere' },
      ],
    },
    { items: [{ id: 'reflex', label: 'My reflex is to grab the hard problem' }] },
  ],
  scale: [
    { min: 1, max: 5, low: 'no way', high: 'yes' },
    { min: 0, max: 10, low: '', high: '' },
  ],
  ratings: [
    {
      min: 1,
      max: 5,
      low: 'convinces nobody',
      high: 'convinces anyone',
      items: [
        { id: 'migration', label: 'The ledger migration' },
        { id: 'reviews', label: 'Design reviews for other teams' },
        { id: 'constructor', label: 'The deploy tool' },
      ],
    },
  ],
  number: [
    { unit: '%', min: 0, max: 100 },
    { unit: '', min: 20_800, max: 21_100, date: true },
    { unit: '', min: -5, max: 5 },
  ],
  tags: [
    {
      buckets: [
        { id: 'what', label: 'What' },
        { id: 'how', label: 'How' },
        { id: 'constructor', label: 'Mixed' },
      ],
      items: [
        { id: 'owner', label: 'One team owns the ledger' },
        { id: 'constructor', label: 'Use a queue' },
      ],
    },
  ],
  ranking: [
    {
      options: [
        { id: 'scope', label: 'The scope was given, not found' },
        { id: 'old', label: 'The evidence is a year old' },
        { id: 'constructor', label: 'Nobody outside knows the work' },
        { id: 'sponsor', label: 'The sponsor is new' },
      ],
    },
    {
      top: 2,
      options: [
        { id: 'stop', label: 'Stop the weekly status call' },
        { id: 'freeze', label: 'Stop changing the schema' },
        { id: 'wait', label: 'Stop waiting for security' },
      ],
    },
  ],
  allocation: [
    {
      points: 100,
      options: [
        { id: 'proof', label: 'A second example' },
        { id: 'seen', label: 'Two directors who have seen it' },
        { id: 'constructor', label: 'A written case' },
      ],
    },
    {
      points: 5,
      cap: 2,
      options: [
        { id: 'load', label: 'The load test failed' },
        { id: 'people', label: 'Two people left' },
        { id: 'scope', label: 'The scope grew' },
      ],
    },
  ],
  texts: [
    { max: 1, length: 140 },
    { max: 3, length: 80, mergedBy: 'candidate' },
  ],
  grid: [
    {
      x: { low: 'little impact', high: 'much impact' },
      y: { low: 'little effort', high: 'much effort' },
      options: [
        { id: 'nothing', label: 'Do nothing' },
        { id: 'smallest', label: 'The smallest test' },
        { id: 'constructor', label: 'Rewrite the importer' },
      ],
    },
  ],
  consent: [{ proposal: 'We freeze the schema for six weeks and move the importer first.' }],
  fist: [{ statement: 'I can stand behind this brief.' }],
  form: [
    {
      fields: [
        { id: 'claim', label: 'The claim in one sentence', type: 'text' },
        { id: 'months', label: 'Time at senior', type: 'number', unit: 'months' },
        { id: 'cycle', label: 'Next cycle', type: 'date' },
        {
          id: 'constructor',
          label: 'Reorganisation ahead',
          type: 'choice',
          options: [
            { id: 'yes', label: 'Yes' },
            { id: 'no', label: 'No' },
          ],
        },
      ],
    },
  ],
  pairs: [
    {
      groups: 3,
      left: [
        { id: 'scope', label: 'The scope was given, not found' },
        { id: 'old', label: 'The evidence is a year old' },
      ],
    },
    {
      left: [{ id: 'schema', label: 'The schema' }],
      right: [
        { id: 'payments', label: 'Payments' },
        { id: 'ledger', label: 'Ledger' },
      ],
    },
  ],
  steps: [{}],
};
