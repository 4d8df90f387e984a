import { activityOf } from '../../events/activities/index.ts';
import type {
  Answer,
  GroupAnswer,
  Item,
  Kind,
  Movement,
  Settings,
  Submission,
} from '../../events/activity.ts';
import type { ResultRound } from '../activities/kind.ts';

/** What the gallery shows: believable questions, and groups of any size drawn with a die that always rolls the same. */

const options: Item[] = [
  { id: 'org', label: 'Impact is one org, not the company' },
  { id: 'seen', label: 'Nobody in the room has seen the work' },
  { id: 'number', label: 'No number on it' },
  { id: 'senior', label: 'Strong senior, or staff?' },
  { id: 'soon', label: 'Too soon after the last level' },
  { id: 'manager', label: 'New manager, little weight yet' },
];

const moves: Item[] = [
  { id: 'push', label: 'Push from inside', note: 'needs a skip-level who would spend capital on it' },
  { id: 'test', label: 'Time-boxed test', note: 'six to twelve months, one piece of staff work' },
  { id: 'go', label: 'Go where it exists' },
];

export const examples: { [K in Kind]: { prompt: string; settings: Settings<K> } } = {
  scale: {
    prompt: 'If the room met today, would this case pass?',
    settings: { min: 1, max: 5, low: 'no way', high: 'yes' },
  },
  texts: { prompt: 'What would the room say against it?', settings: { max: 1, length: 140 } },
  columns: {
    prompt: 'Is the staff track here real, or on paper?',
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
          id: 'route',
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
          id: 'decides',
          label: 'Who decides what',
          left: 'staff shape technical calls',
          right: 'always a manager or director',
        },
        {
          id: 'time',
          label: 'Time for it',
          left: 'protected cross-team time',
          right: 'on top of the normal job',
        },
        {
          id: 'judged',
          label: 'How you’re judged',
          left: 'by making others better',
          right: 'same measures as senior',
        },
        {
          id: 'support',
          label: 'Support',
          left: 'a director creates openings',
          right: '“keep it up and it will come”',
        },
      ],
    },
  },
  choice: { prompt: 'Which move comes next?', settings: { options: moves, max: 1 } },
  checklist: {
    prompt: 'How big is your world?',
    settings: {
      items: [
        { id: 'meetings', label: 'I go to cross-team meetings without having to' },
        { id: 'names', label: 'I know names and main problems of engineers on three other teams' },
        { id: 'pulled', label: 'People outside my line pull me into decisions' },
        { id: 'opinions', label: 'I hold opinions on problems outside my own code' },
      ],
      threshold: {
        atLeast: 2,
        met: 'Your world is larger than your team.',
        unmet: 'Your world is still the size of your team.',
      },
    },
  },
  ratings: {
    prompt: 'Does each example convince someone who doesn’t know her?',
    settings: {
      items: [
        { id: 'retry', label: 'Retry standard adopted by four teams' },
        { id: 'review', label: 'Incident review series' },
        { id: 'queue', label: 'Queue rewrite' },
      ],
      min: 1,
      max: 5,
      low: 'not at all',
      high: 'fully',
    },
  },
  ranking: { prompt: 'Which three arguments weigh most?', settings: { options, top: 3 } },
  consent: {
    prompt: 'Can we go with this?',
    settings: { proposal: 'Two teams try the new schema for six weeks; we look again on 12 March.' },
  },
  fist: {
    prompt: 'Can you stand behind this brief?',
    settings: { statement: 'I can stand behind this brief.' },
  },
  tags: {
    prompt: 'Did you do it, or help someone else do it?',
    settings: {
      buckets: [
        { id: 'did', label: 'Did it' },
        { id: 'mixed', label: 'Mixed' },
        { id: 'helped', label: 'Helped' },
      ],
      items: options.slice(0, 5),
    },
  },
  allocation: {
    prompt: 'Which gaps matter most? Spread 100 points.',
    settings: { options: options.slice(0, 5), points: 100 },
  },
  number: {
    prompt: 'If nothing changes, how likely is it that this moves by June?',
    settings: { unit: '%', min: 0, max: 100 },
  },
  grid: {
    prompt: 'Impact and effort of each option',
    settings: {
      options: options.slice(0, 5),
      x: { low: 'little effort', high: 'much effort' },
      y: { low: 'little impact', high: 'much impact' },
    },
  },
  form: {
    prompt: 'Dates and window',
    settings: {
      fields: [
        { id: 'cycle', label: 'Next calibration', type: 'date' },
        { id: 'months', label: 'Months at senior', type: 'number', unit: 'months' },
        {
          id: 'frozen',
          label: 'Hiring freeze?',
          type: 'choice',
          options: [
            { id: 'yes', label: 'Yes' },
            { id: 'no', label: 'No' },
          ],
        },
        { id: 'meet', label: 'Who must see the work before that, and what?', type: 'text' },
      ],
    },
  },
  pairs: { prompt: 'Answer each objection in thirty seconds', settings: { left: options.slice(0, 3) } },
  steps: { prompt: 'What can you do this week without asking anyone?', settings: {} },
};

/** Two hundred characters without mercy, one very long word among them. */
const longWords =
  'A label that somebody wrote late in the evening, with Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft in it and no wish to stop before the two hundredth character came by.';
const rightToLeftWords = 'مهندسو الطاقم اليوم في الشركة، وما الذي يفعلونه حقا';

export interface Wish {
  kind: Kind;
  n: number;
  rounds: 1 | 2;
  words: 'plain' | 'long' | 'rtl';
  seed: number;
}

export function settingsFor({ kind, words }: Pick<Wish, 'kind' | 'words'>): Settings {
  const { settings } = examples[kind];
  if (words === 'plain') return settings;
  const say = words === 'long' ? longWords : rightToLeftWords;
  return JSON.parse(JSON.stringify(settings), (key, value: unknown) => {
    const short =
      key === 'low' ||
      key === 'high' ||
      (kind === 'columns' && (key === 'left' || key === 'right') && typeof value === 'string');
    if (short && value !== '') return say.slice(0, 60);
    return ['label', 'statement', 'proposal', 'note'].includes(key) && typeof value === 'string'
      ? say
      : value;
  }) as Settings;
}

/** Mulberry32: small, and good enough to fill a gallery. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const exampleNames = { 'p-1': 'Arjun', 'p-2': 'Bea', 'p-3': 'Dana', 'p-4': 'Femi', 'p-5': 'Ines' };

export function exampleRounds(wish: Wish): ResultRound<Kind>[] {
  const settings = settingsFor(wish);
  const answers = Array.from({ length: wish.rounds }, (_, round) =>
    exampleAnswers(wish, settings, wish.seed + round),
  );
  return answers.map((given, round) => ({
    label: wish.rounds === 1 ? '' : round === 0 ? 'Before' : 'Now',
    settings,
    groupAnswer: groupAnswerOf(wish, given, settings),
    answered: given.length,
    present: given.length + 1,
    ...(round === 0 ? { moved: null, unmoved: null } : moved(wish.kind, answers)),
  }));
}

function exampleAnswers({ kind, n }: Wish, settings: Settings, seed: number): Answer[] {
  const roll = dice(seed);
  return Array.from({ length: n }, () => activityOf(kind).example(settings, roll));
}

function groupAnswerOf({ kind, words }: Wish, answers: Answer[], settings: Settings): GroupAnswer {
  const activity = activityOf(kind);
  const named = ['steps', 'pairs', 'form', 'consent'].includes(kind);
  const submissions: Submission<Kind>[] = answers.map((answer, place) => ({
    answer: spoken(answer, words),
    participant: named ? `p-${(place % 5) + 1}` : null,
  }));
  const roll = dice(7);
  const textIds = (participant: string | null) => `t-${participant ?? ''}${Math.floor(roll() * 1e9)}`;
  return activity.groupAnswer(activity.tally(submissions, settings, textIds), settings);
}

function spoken(answer: Answer, words: Wish['words']): Answer {
  if (words === 'plain' || !('texts' in answer)) return answer;
  const say = words === 'long' ? longWords.slice(0, 140) : rightToLeftWords;
  return { texts: answer.texts.map((text, place) => `${text.slice(0, 3)}${place} ${say}`) };
}

function moved(
  kind: Kind,
  [before = [], after = []]: Answer[][],
): Pick<ResultRound<Kind>, 'moved' | 'unmoved'> {
  const { move } = activityOf(kind);
  if (!move) return { moved: null, unmoved: null };
  if (after.length < 5) return { moved: null, unmoved: 'too-few-in-both' };
  const counts: Record<Movement, number> = { up: 0, same: 0, down: 0 };
  after.forEach((answer, place) => {
    const earlier = before[place];
    if (earlier) counts[move(earlier, answer)] += 1;
  });
  return { moved: counts, unmoved: null };
}

/** Half of an answer: what someone has who was interrupted. */
export function halfOf(answer: Answer): Answer {
  return JSON.parse(JSON.stringify(answer), (key, value: unknown) => {
    if (key === '' || typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.slice(0, Math.ceil(value.length / 2)) as unknown;
    const entries = Object.entries(value);
    return 'x' in value || 'text' in value || 'left' in value
      ? value
      : Object.fromEntries(entries.slice(0, Math.max(1, Math.floor(entries.length / 2))));
  }) as Answer;
}
