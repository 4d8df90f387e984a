import { z } from 'zod';
import type {
  Activity,
  ConsentPosition,
  GroupAnswer,
  Item,
  ObjectionState,
  Settings,
  Signal,
} from '../activity.ts';
import type { Table } from '../picture.ts';
import { limits } from '../session/limits.ts';
import { plainText } from '../session/workshop.ts';
import { pick, textBytesMax } from './items.ts';
import { counted, erasedWords, listed, quoted } from './sentence.ts';
import { textItems, writtenTexts } from './written.ts';

/**
 * Good enough for now, safe enough to try. An objection says what harm the proposal would do; a concern is
 * heard and doesn't stop it; standing aside is neither a yes nor a no, and is printed. Passed means that no
 * objection is open, not that everybody likes it.
 */

const reasonMax = 280;

const positions = ['none', 'concern', 'objection', 'aside'] as const satisfies readonly ConsentPosition[];

const settings = z.strictObject({ proposal: plainText(limits.promptMax).optional() });

const answer = z.strictObject({ position: z.enum(positions), reason: plainText(reasonMax).optional() });

export const consent: Activity<'consent'> = {
  kind: 'consent',
  rule: 'consent@1',
  settings,
  answer,
  example: (_, roll) => {
    const position = pick(
      ['none', 'none', 'none', 'none', 'concern', 'concern', 'objection', 'aside'] as const,
      roll,
    );
    if (position === 'concern') return { position, reason: pick(exampleConcerns, roll) };
    return position === 'objection' ? { position, reason: pick(exampleObjections, roll) } : { position };
  },
  refuse: ({ position, reason }) => {
    if (position === 'objection' && reason === undefined) return 'say what harm it would do';
    const speaks = position === 'objection' || position === 'concern';
    return reason !== undefined && !speaks ? 'words belong to a concern or an objection' : null;
  },
  tally: (submissions, _, textIds) => {
    const count = (position: ConsentPosition): number =>
      submissions.filter((one) => one.answer.position === position).length;
    const reasons = (position: ConsentPosition) =>
      submissions
        .filter((one) => one.answer.position === position)
        .map(({ participant, answer: { reason } }) => ({ participant, text: reason }));
    return {
      n: submissions.length,
      counts: {
        none: count('none'),
        concern: count('concern'),
        objection: count('objection'),
        aside: count('aside'),
      },
      objections: writtenTexts(reasons('objection'), textIds),
      concerns: writtenTexts(reasons('concern'), textIds),
    };
  },
  groupAnswer: ({ n, counts, objections, concerns }) => ({
    n,
    counts: { ...counts },
    objections: objections.map((objection) => ({ ...objection, state: 'open' as const })),
    concerns,
    // Silence is not consent: without a single answer nothing has passed.
    passed: n > 0 && counts.objection === 0,
  }),
  describe: describeConsent,
  finding: findingOfConsent,
  table: tableOfConsent,
  offers: ({ objections }) => textItems(objections.filter(({ state }) => state === 'open')),
  accepts: (given, items) => ({ ...given, proposal: items }),
  ready: ({ proposal }) => proposal !== undefined,
  answerBytesMax: () => 48 + textBytesMax(reasonMax),
};

/** What is proposed, whether a template wrote it or an earlier step brought it: several things together, all of them. */
export function proposalWords(proposal: string | readonly Item[] | undefined): string {
  if (typeof proposal === 'string') return proposal;
  return (proposal ?? []).map(({ label }) => (label as string | null) ?? erasedWords).join('; ');
}

/** “8 answers: no objection 6, concern 1, objection 1. Objection, open: “…”. Not passed.” */
export function describeConsent(
  { n, counts, objections, passed }: GroupAnswer<'consent'>,
  { proposal }: Settings<'consent'>,
): string {
  if (n === 0) return 'No answers.';
  const parts = [
    `no objection ${counts.none}`,
    ...(counts.concern > 0 ? [`concern ${counts.concern}`] : []),
    ...(counts.objection > 0 ? [`objection ${counts.objection}`] : []),
    ...(counts.aside > 0 ? [`standing aside ${counts.aside}`] : []),
  ];
  const told = objections.map(({ text, state }) => `Objection, ${stateWords[state]}: ${quoted(text)}.`);
  const words = proposalWords(proposal);
  return [
    ...(words === '' ? [] : [`Proposal: ${quoted(words)}.`]),
    `${counted(n, 'answer')}: ${listed(parts)}.`,
    ...told,
    passedWords(passed, objections),
  ].join(' ');
}

/** What it was about stands with what came of it: words of the table alone would not say. */
function findingOfConsent(
  { n, passed, objections }: GroupAnswer<'consent'>,
  { proposal }: Settings<'consent'>,
): string {
  if (n === 0) return '';
  const words = proposalWords(proposal);
  const about = words === '' ? '' : `Proposal: ${quoted(words)} `;
  return `${about}${passedWords(passed, objections)}`;
}

function passedWords(passed: boolean, objections: GroupAnswer<'consent'>['objections']): string {
  if (!passed) return 'Not passed.';
  const standing = objections.filter(({ state }) => state === 'overruled').length;
  if (standing === 0) return 'No objection is open.';
  return `No objection is open; ${standing} ${standing === 1 ? 'stands' : 'stand'} as dissent.`;
}

/** What became of an objection; one that whoever decides went over is dissent. */
const stateWords: Record<ObjectionState, string> = {
  open: 'open',
  integrated: 'integrated',
  withdrawn: 'withdrawn',
  overruled: 'stands as dissent',
};

const exampleConcerns = [
  'The on-call load in the first month is not counted',
  'I would like the check after two weeks to be a real stop',
  'We have no one from support in this',
];

const exampleObjections = [
  'It would freeze the billing migration for a quarter',
  'The payments team would carry two schemas with nobody to maintain them',
  'We would promise a date to customers before the load test',
];

const positionWords: Record<ConsentPosition, string> = {
  none: 'No objection',
  concern: 'Concern',
  objection: 'Objection',
  aside: 'Standing aside',
};

export function signalsOfConsent({ objections }: GroupAnswer<'consent'>): Signal[] {
  return objections.map(({ state }) => ({ is: 'objection' as const, state }));
}

export function handsOfConsent(): Item[] {
  return positions.map((id) => ({ id, label: positionWords[id] }));
}

/** The counts, then every objection and concern in the words it was written in. */
function tableOfConsent({ counts, objections, concerns }: GroupAnswer<'consent'>): Table {
  return {
    columns: ['Position', 'People', 'Word for word', 'State', 'How it was settled'],
    rows: [
      ...positions.map((position) => [positionWords[position], counts[position], null, null, null]),
      ...objections.map(({ text, state, how }) => [
        'Objection',
        null,
        text ?? erasedWords,
        stateWords[state],
        how ?? null,
      ]),
      ...concerns.map(({ text }) => ['Concern', null, text ?? erasedWords, null, null]),
    ],
  };
}
