import { enteredWords } from '../activities/hands.ts';
import type { Cell } from '../picture.ts';
import type { DocumentPart, DocumentView } from './document.ts';
import type { OutcomeRound, OutcomeSection } from './outcome.ts';

/**
 * The outcome as one long table: a line for each cell, with the people behind it on every line, so that whoever
 * filters or pivots it never separates a number from its n and its rule.
 */
export const outcomeColumns = [
  'part',
  'what',
  'step',
  'round',
  'rule',
  'present',
  'answered',
  'passed',
  'silent',
  'absent',
  'row',
  'column',
  'value',
] as const;

export type OutcomeRow = Record<(typeof outcomeColumns)[number], Cell>;

const nothing: OutcomeRow = {
  part: null,
  what: null,
  step: null,
  round: null,
  rule: null,
  present: null,
  answered: null,
  passed: null,
  silent: null,
  absent: null,
  row: null,
  column: null,
  value: null,
};

export function outcomeRows(view: DocumentView): OutcomeRow[] {
  return [
    ...headRows(view),
    ...view.parts.flatMap(partRows),
    ...view.limits.map((limit) => said('Limits', 'limit', limit)),
  ];
}

function headRows(view: DocumentView): OutcomeRow[] {
  const head = (row: string, value: Cell): OutcomeRow => ({ ...said('Session', 'session', value), row });
  return [
    head('Title', view.title),
    ...(view.subject === null ? [] : [head('Subject', view.subject)]),
    head('Workshop', view.workshop.title),
    head('Begun', view.startedAt ?? view.createdAt),
    ...(view.endedAt === null ? [] : [head('Ended', view.endedAt)]),
    ...(view.rehearsal ? [head('Rehearsal', 'Nothing here was said by anyone')] : []),
    ...view.roles.map(({ label, count }) => ({ ...head('People', count), column: label })),
    ...(view.log === null ? [] : [head('Log', view.log.code), head('Events', view.log.events)]),
  ];
}

function said(part: string, what: string, value: Cell): OutcomeRow {
  return { ...nothing, part, what, value };
}

function partRows({ title, fields, decisions, actions, steps, record }: DocumentPart): OutcomeRow[] {
  return [
    ...fields.flatMap(({ label, text, beside }) => [
      { ...said(title, 'written', text), row: label },
      ...beside.map((other) => ({ ...said(title, 'written', other), row: label, column: 'also written' })),
    ]),
    ...decisions.flatMap(({ status, text, who, why }) => [
      { ...said(title, 'decision', text), column: status },
      { ...said(title, 'decision', who), column: 'who' },
      { ...said(title, 'decision', why), column: 'why' },
    ]),
    ...actions.flatMap(({ text, owner, by }) => [
      { ...said(title, 'next step', text ?? 'erased'), row: owner, column: 'what' },
      { ...said(title, 'next step', by), row: owner, column: 'by' },
    ]),
    ...steps.flatMap((section) => sectionRows(title, section)),
    ...record.map(({ text }) => said(title, 'record', text)),
  ];
}

function sectionRows(part: string, { title, rounds, record }: OutcomeSection): OutcomeRow[] {
  return [
    ...rounds.flatMap((round, at) =>
      roundRows({ ...nothing, part, what: 'answer', step: title, round: at + 1 }, round),
    ),
    ...record.map(({ text }) => ({ ...said(part, 'record', text), step: title })),
  ];
}

function roundRows(of: OutcomeRow, round: OutcomeRound): OutcomeRow[] {
  const { counts, result, table, participation } = round;
  const known = { ...of, ...counts, rule: result?.rule ?? null };
  if (!result || !table) return [{ ...known, what: 'not shown', value: participation }];
  const cells = table.rows.flatMap((row) =>
    row
      .slice(1)
      .flatMap((value, at) =>
        value === null
          ? []
          : [{ ...known, row: row[0] ?? null, column: table.columns[at + 1] ?? null, value }],
      ),
  );
  const moved = Object.entries(result.moved ?? {}).map(([way, people]) => ({
    ...known,
    what: 'movement',
    row: 'People',
    column: way,
    value: people,
  }));
  const hands = enteredWords(round);
  return [
    ...cells,
    ...moved,
    ...(hands === null ? [] : [{ ...known, what: 'entered by hand', value: hands }]),
  ];
}
