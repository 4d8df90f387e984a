import { z } from 'zod';
import type { Activity, ChecklistAnswer, GroupAnswer, KindTypes, Settings, Tally } from '../activity.ts';
import type { Figure, Table } from '../picture.ts';
import { plainText } from '../session/workshop.ts';
import { verdict } from '../statistics/proportion.ts';
import { itemList, keyed, labelOf, misnamed, namedId, partsOf, readable, recordBytesMax } from './items.ts';
import { counted } from './sentence.ts';

/**
 * Statements that are true, not true, or unsure. Only a few checklists have a threshold in the text they come
 * from; where one has, it is about one person's list, so the verdict is said of one list and never of a room's.
 */

const itemsMax = 30;

const settings = z
  .strictObject({
    items: itemList({ max: itemsMax }),
    threshold: z
      .strictObject({ atLeast: z.int().min(1).max(itemsMax), met: plainText(300), unmet: plainText(300) })
      .optional(),
  })
  .refine(
    ({ items, threshold }) => threshold === undefined || threshold.atLeast <= items.length,
    'threshold asks for more than there are items',
  );

const answer = z.strictObject({ items: z.record(namedId(), z.enum(['yes', 'no', 'unsure'])) });

type ItemCounts = KindTypes['checklist']['tally']['items'][number];

export const checklist: Activity<'checklist'> = {
  kind: 'checklist',
  rule: 'checklist@1',
  settings,
  answer,
  example: ({ items }, roll) => ({ items: keyed(items, () => readily(roll())) }),
  refuse: ({ items: given }, { items }) =>
    Object.keys(given).length === 0 ? 'answer at least one line' : misnamed(Object.keys(given), items),
  tally: (submissions, { items }) => {
    const answers = submissions.map((one) => one.answer.items);
    const yes = answers.map((given) => Object.values(given).filter((one) => one === 'yes').length);
    return {
      n: submissions.length,
      items: items.map(({ id }) => countItem(id, partsOf(answers, id))),
      histogram: Array.from(
        { length: items.length + 1 },
        (_, many) => yes.filter((count) => count === many).length,
      ),
    };
  },
  groupAnswer: (tally, { threshold }) => {
    const said = threshold === undefined ? null : ownVerdict(tally, threshold.atLeast);
    return {
      n: tally.n,
      items: tally.items.map((item) => ({ ...item })),
      histogram: [...tally.histogram],
      ...(threshold !== undefined && said !== null && { verdict: threshold[said] }),
    };
  },
  describe: describeChecklist,
  finding: (group, { threshold }) => (group.n === 0 ? '' : thresholdWords(group, threshold).join(' ')),
  table: tableOfChecklist,
  figure: figureOfChecklist,
  offers: (_, { items }) => readable(items),
  accepts: () => null,
  ready: () => true,
  answerBytesMax: ({ items }) => 11 + recordBytesMax(items, 8),
};

function countItem(id: string, given: readonly ChecklistAnswer[]): ItemCounts {
  const count = (what: ChecklistAnswer): number => given.filter((one) => one === what).length;
  return { id, yes: count('yes'), no: count('no'), unsure: count('unsure') };
}

/** Said of one list only, and not before the lines left open could no longer change it. Unsure counts as not yes. */
function ownVerdict({ n, items }: Tally<'checklist'>, atLeast: number): 'met' | 'unmet' | null {
  if (n !== 1) return null;
  const yes = items.reduce((sum, item) => sum + item.yes, 0);
  const open = items.filter((item) => item.yes + item.no + item.unsure === 0).length;
  const now = verdict(yes, atLeast);
  return now === verdict(yes + open, atLeast) ? now : null;
}

/** “5 answers. Yes to at least 4 of 6: 2 people.” and each line's counts. */
export function describeChecklist(
  group: GroupAnswer<'checklist'>,
  { items, threshold }: Settings<'checklist'>,
): string {
  if (group.n === 0) return 'No answers.';
  const told = group.items.map(({ id, yes, no, unsure }) => {
    const parts = [`yes ${yes}`, `no ${no}`, ...(unsure > 0 ? [`unsure ${unsure}`] : [])];
    return `${labelOf(items, id)}: ${parts.join(', ')}.`;
  });
  return [`${counted(group.n, 'answer')}.`, ...thresholdWords(group, threshold), ...told].join(' ');
}

function thresholdWords(
  { n, histogram, verdict: said }: GroupAnswer<'checklist'>,
  threshold: Settings<'checklist'>['threshold'],
): string[] {
  if (said !== undefined) return [/[.!?…]$/u.test(said) ? said : `${said}.`];
  if (threshold === undefined || n === 1) return [];
  const reached = histogram.slice(threshold.atLeast).reduce((sum, people) => sum + people, 0);
  return [`Yes to at least ${threshold.atLeast} of ${histogram.length - 1}: ${reached} of ${n} people.`];
}

function readily(roll: number): ChecklistAnswer {
  if (roll < 0.5) return 'yes';
  return roll < 0.85 ? 'no' : 'unsure';
}

function tableOfChecklist({ items }: GroupAnswer<'checklist'>, settled: Settings<'checklist'>): Table {
  return {
    columns: ['Line', 'Yes', 'No', 'Unsure'],
    rows: items.map(({ id, yes, no, unsure }) => [labelOf(settled.items, id), yes, no, unsure]),
  };
}

function figureOfChecklist({ items }: GroupAnswer<'checklist'>, settled: Settings<'checklist'>): Figure {
  return {
    is: 'parts',
    parts: [
      { label: 'Yes', tone: 'left' },
      { label: 'No', tone: 'right' },
      { label: 'Unsure', tone: 'quiet' },
    ],
    rows: items.map(({ id, yes, no, unsure }) => ({
      label: labelOf(settled.items, id),
      counts: [yes, no, unsure],
      said: '',
    })),
  };
}
