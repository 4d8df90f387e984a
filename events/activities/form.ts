import { z } from 'zod';
import type {
  Activity,
  FormField,
  GroupAnswer,
  Item,
  Settings,
  Submission,
  WrittenText,
} from '../activity.ts';
import type { Table } from '../picture.ts';
import { DefinedId, plainText } from '../session/workshop.ts';
import { amountMax, rounded } from './number.ts';
import { dayNumber } from './calendar.ts';
import {
  itemList,
  labelMax,
  labelOf,
  misnamed,
  namedId,
  partOf,
  pick,
  textBytesMax,
  uniqueList,
} from './items.ts';
import { counted, erasedWords, quoted } from './sentence.ts';
import { textItems, writtenTexts } from './written.ts';

/**
 * A few fields to fill in. In a room of several each field is collected by itself, so that what stands in one
 * field says nothing about who filled in another. Days are written 2027-03-31.
 */

const fieldsMax = 16;
const choicesMax = 20;
const textMax = 400;

const field = z
  .strictObject({
    id: DefinedId,
    label: plainText(labelMax),
    type: z.enum(['text', 'number', 'date', 'choice']),
    unit: plainText(30, 0).optional(),
    options: itemList({ min: 2, max: choicesMax }).optional(),
  })
  .refine(
    ({ type, options }) => (type === 'choice') === (options !== undefined),
    'options belong to a choice, and a choice needs them',
  );

const settings = z.strictObject({ fields: uniqueList(field, { max: fieldsMax }) });

const answer = z.strictObject({
  values: z.record(namedId(), z.union([plainText(textMax), z.number().min(-amountMax).max(amountMax)])),
});

type Value = WrittenText | number | string;

export const form: Activity<'form'> = {
  kind: 'form',
  rule: 'form@1',
  settings,
  answer,
  example: ({ fields }, roll) => ({
    values: Object.fromEntries(fields.map((one) => [one.id, exampleValue(one, roll)])),
  }),
  refuse: ({ values }, { fields }) => {
    if (Object.keys(values).length === 0) return 'fill in at least one field';
    const wrong = misnamed(Object.keys(values), fields);
    if (wrong !== null) return wrong;
    const refused = fields.map((one) => ({
      label: one.label,
      why: refuseValue(one, partOf(values, one.id)),
    }));
    const first = refused.find(({ why }) => why !== null);
    return first ? `${first.label}: ${first.why}` : null;
  },
  tally: (submissions, { fields }, textIds) => ({
    n: submissions.length,
    values: Object.fromEntries(
      fields.map((one) => {
        const given = submissions.flatMap(({ participant, answer: { values } }) => {
          const value = partOf(values, one.id);
          return value === undefined ? [] : [{ participant, value }];
        });
        return [one.id, collected(one, given, textIds)];
      }),
    ),
  }),
  groupAnswer: ({ n, values }) => ({ n, values }),
  describe: describeForm,
  table: tableOfForm,
  offers: ({ values }, { fields }) =>
    fields.flatMap((one) => textItems((partOf(values, one.id) ?? []).filter(isWritten))),
  accepts: () => null,
  ready: () => true,
  answerBytesMax: ({ fields }) =>
    fields.reduce((sum, one) => sum + one.id.length + 4 + valueBytesMax(one), 16),
};

function refuseValue({ type, options }: FormField, value: string | number | undefined): string | null {
  if (value === undefined) return null;
  switch (type) {
    case 'text':
      return typeof value === 'string' ? null : 'write some words';
    case 'number':
      return typeof value === 'number' && rounded(value) === value
        ? null
        : 'give a number, three decimals at most';
    case 'date':
      return typeof value === 'string' && dayNumber(value) !== null ? null : 'give a day, such as 2027-03-31';
    case 'choice':
      return (options ?? []).some(({ id }) => id === value) ? null : 'choose one of the list';
  }
}

type Given = { participant: Submission<'form'>['participant']; value: string | number };

function collected(
  { type }: FormField,
  given: readonly Given[],
  textIds: (participant: string | null) => string,
): Value[] {
  if (type === 'text') {
    return writtenTexts(
      given.map(({ participant, value }) => ({ participant, text: String(value) })),
      textIds,
    );
  }
  const values = given.map(({ value }) => (typeof value === 'number' ? rounded(value) : value));
  return values.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));
}

function isWritten(value: Value): value is WrittenText {
  return typeof value === 'object';
}

function valueBytesMax({ type, options }: FormField): number {
  switch (type) {
    case 'text':
      return textBytesMax(textMax);
    case 'number':
      return 24;
    case 'date':
      return 12;
    case 'choice':
      return Math.max(...(options ?? []).map(({ id }) => id.length + 2));
  }
}

/** “1 answer. Next cycle: 2027-03-31. Months at senior: 20 months.” */
export function describeForm({ n, values }: GroupAnswer<'form'>, { fields }: Settings<'form'>): string {
  if (n === 0) return 'No answers.';
  const told = fields.map((one) => {
    const given = (partOf(values, one.id) ?? []).map((value) => valueWords(one, value));
    return `${one.label}: ${given.length === 0 ? 'left open' : given.join('; ')}.`;
  });
  return [`${counted(n, 'answer')}.`, ...told].join(' ');
}

function valueWords({ type, unit, options }: FormField, value: Value): string {
  if (isWritten(value)) return quoted(value.text);
  if (type === 'choice') return labelOf(options as Item[] | undefined, String(value));
  return type === 'number' && unit !== undefined && unit !== '' ? `${value} ${unit}` : String(value);
}

function exampleValue({ type, options = [] }: FormField, roll: () => number): string | number {
  switch (type) {
    case 'text':
      return pick(exampleTexts, roll);
    case 'number':
      return 6 + Math.floor(roll() * 30);
    case 'date':
      return `2027-0${1 + Math.floor(roll() * 9)}-${10 + Math.floor(roll() * 18)}`;
    case 'choice':
      return pick(options, roll).id;
  }
}

const exampleTexts = [
  'The ledger service, owned with the payments team',
  'Three teams ship without waiting for a schema review',
  'The director of platform, in the next calibration',
  'Deploy time down from 40 to 9 minutes for four teams',
];

/** One row a value: in a room of several a field has several, in no order that says whose. */
function tableOfForm({ values }: GroupAnswer<'form'>, { fields }: Settings<'form'>): Table {
  const plain = (one: FormField, value: Value): string =>
    isWritten(value) ? (value.text ?? erasedWords) : valueWords(one, value);
  return {
    columns: ['Field', 'Answer'],
    rows: fields.flatMap((one) => {
      const given = (partOf(values, one.id) ?? []).map((value) => plain(one, value));
      return given.length === 0 ? [[one.label, null]] : given.map((words) => [one.label, words]);
    }),
  };
}
