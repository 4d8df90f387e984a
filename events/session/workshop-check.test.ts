import { describe, expect, test } from 'vitest';
import { exampleSettings } from '../activities/examples.ts';
import type { Kind } from '../activity.ts';
import { checkStep, checkWorkshop } from './workshop-check.ts';
import { scaleStep, textsStep, workshopWith } from './fixtures.ts';

/** What is wrong with a workshop of these steps, given as anyone may send them; null if nothing is. */
const problemOf = (steps: object[], extra: object = {}): string | null => {
  const result = checkWorkshop({ ...workshopWith([]), ...extra, steps });
  return 'problem' in result ? result.problem : null;
};
const stepOf = (kind: Kind, settings: object, extra: object = {}): object => ({
  ...scaleStep,
  id: kind,
  kind,
  settings,
  ...extra,
});

/** A mistake in the settings of each kind, and the sentence that names the place. */
const mistakes: [Kind, object, string][] = [
  ['choice', { options: [{ id: 'a', label: 'A' }], max: 1 }, 'settings options: needs at least 2'],
  ['columns', { left: 'Real', right: 'Paper', rows: [] }, 'settings rows: is empty'],
  [
    'checklist',
    { items: [{ id: 'a', label: 'A' }], threshold: { atLeast: 2, met: 'yes', unmet: 'no' } },
    'settings threshold asks for more than there are items',
  ],
  ['scale', { min: 5, max: 1, low: '', high: '' }, 'settings max must be above min'],
  [
    'ratings',
    { min: 1, max: 5, low: '', high: '', items: [{ id: 't-a', label: 'A' }] },
    'settings items.0.id: must not begin with t- or p-',
  ],
  [
    'number',
    { unit: '', min: 0.5, max: 9, date: true },
    'settings a day is a whole number of days since 1970-01-01',
  ],
  [
    'tags',
    {
      buckets: [
        { id: 'a', label: 'A' },
        { id: 'a', label: 'B' },
      ],
      items: [],
    },
    'settings buckets: holds the same id twice',
  ],
  [
    'ranking',
    {
      options: [
        { id: 'a', label: 'A' },
        { id: 'b', label: 'B' },
      ],
      top: 3,
    },
    'settings top is more than there are options',
  ],
  [
    'allocation',
    {
      options: [
        { id: 'a', label: 'A' },
        { id: 'b', label: 'B' },
      ],
      points: 9,
      cap: 4,
    },
    'settings cap leaves points that cannot be spent',
  ],
  ['texts', { max: 1, length: 140, colour: 'red' }, 'settings Unrecognized key: "colour"'],
  [
    'grid',
    { x: { low: 'a', high: 'b' }, options: [{ id: 'a', label: 'A' }] },
    'settings y: Invalid input: expected object, received undefined',
  ],
  ['consent', { proposal: '   ' }, 'settings proposal: is empty'],
  ['fist', { statement: 'x'.repeat(601) }, 'settings statement: is longer than 600 characters'],
  [
    'form',
    { fields: [{ id: 'a', label: 'A', type: 'choice' }] },
    'settings fields.0: options belong to a choice, and a choice needs them',
  ],
  ['pairs', { left: [{ id: 'a', label: 'A\u0000' }] }, 'settings left.0.label: holds a control character'],
  ['steps', { max: 3 }, 'settings Unrecognized key: "max"'],
];

describe('a workshop definition', () => {
  const kinds = Object.keys(exampleSettings) as Kind[];

  test.each(kinds)('W4 runs as it is with a step of kind %s', (kind) => {
    for (const settings of exampleSettings[kind]) expect(problemOf([stepOf(kind, settings)])).toBeNull();
  });

  test.each(mistakes)(
    'W4 a wrong %s step is refused with its id, the field and what is wrong',
    (kind, settings, words) => {
      expect(problemOf([scaleStep, stepOf(kind, settings, { id: 'the-step' })])).toBe(
        `step “the-step”: ${words}`,
      );
    },
  );

  test('W4 every kind has its mistake here', () => {
    expect(mistakes.map(([kind]) => kind)).toEqual(kinds);
  });

  test('W4 a step, a role or a start that refers to nothing is refused by name', () => {
    expect(problemOf([{ ...scaleStep, who: ['ghost'] }])).toBe(
      'step “ready”: names the role “ghost”, which is not in roles',
    );
    expect(problemOf([{ ...textsStep, mergedBy: 'ghost' }])).toContain('names the role “ghost”');
    expect(problemOf([{ ...textsStep, settings: { max: 1, length: 140, mergedBy: 'ghost' } }])).toContain(
      'names the role “ghost”',
    );
    expect(problemOf([scaleStep], { joinAs: 'ghost' })).toBe(
      'joinAs names the role “ghost”, which is not in roles',
    );
    expect(problemOf([{ ...scaleStep, mode: 'one' }])).toBe(
      'step “ready”: is answered by one role, but who does not name it',
    );
    expect(problemOf([scaleStep, scaleStep])).toBe('the step “ready” stands twice');
    const twice = [
      { id: 'writer', label: 'One' },
      { id: 'writer', label: 'Two' },
    ];
    expect(problemOf([scaleStep], { roles: twice })).toBe('the role “writer” stands twice');
    expect(problemOf([])).toMatch(/^steps: /u);
    expect(problemOf([{ ...scaleStep, kind: 'lottery' }])).toMatch(/^steps\.0\.kind: /u);
    expect(problemOf([{ ...scaleStep, settings: 'none' }])).toMatch(/^steps\.0\.settings: /u);
    expect(problemOf([scaleStep], { colour: 'red' })).toBe('Unrecognized key: "colour"');
    expect(checkWorkshop(null)).toHaveProperty('problem');
  });

  test('W4 what is repeated comes before, is of the same kind, and asks for the same', () => {
    const again = { ...scaleStep, id: 'again', repeats: 'ready' };
    expect(problemOf([scaleStep, again])).toBeNull();
    expect(problemOf([again, scaleStep])).toBe(
      'step “again”: repeats names the step “ready”, which does not come before it',
    );
    expect(problemOf([textsStep, { ...again, repeats: 'cards' }])).toBe(
      'step “again”: repeats a step of another kind',
    );
    expect(problemOf([scaleStep, { ...again, settings: { min: 1, max: 7, low: 'no', high: 'yes' } }])).toBe(
      'step “again”: repeats “ready” with other settings, so the rounds can’t be compared',
    );
  });

  test('K8 things to ask about come from the step or from an earlier one that hands them on', () => {
    const ranking = (extra: object) => stepOf('ranking', {}, extra);
    expect(problemOf([textsStep, ranking({ from: 'cards' })])).toBeNull();
    expect(
      problemOf([
        textsStep,
        ranking({ from: 'cards' }),
        stepOf('grid', { x: { low: '', high: '' }, y: { low: '', high: '' } }, { from: 'ranking' }),
      ]),
    ).toBeNull();
    expect(problemOf([ranking({})])).toBe(
      'step “ranking”: has nothing to answer about: give it items, or name a step in from',
    );
    expect(problemOf([ranking({ from: 'cards' }), textsStep])).toBe(
      'step “ranking”: from names the step “cards”, which does not come before it',
    );
    expect(problemOf([textsStep, { ...scaleStep, from: 'cards' }])).toBe(
      'step “ready”: a step of kind scale takes nothing from another step',
    );
    expect(problemOf([scaleStep, ranking({ from: 'ready' })])).toBe(
      'step “ranking”: takes from “ready”, but a step of kind scale hands nothing on',
    );
  });

  test('W4 a step that is added later is held to the same', () => {
    const among = workshopWith([scaleStep]);
    expect(checkStep({ ...scaleStep, id: 'more', repeats: 'ready' }, among)).toHaveProperty(
      'step.id',
      'more',
    );
    expect(checkStep({ ...scaleStep, id: 'more', settings: {} }, among)).toHaveProperty(
      'problem',
      expect.stringMatching(/^step “more”: settings min: /u),
    );
    expect(checkStep(null, among)).toHaveProperty('problem');
  });
});

test('W1 ids may be capitals and hold underscores, as those of other programs do', () => {
  const options = ['A', 'option_b', 'C-3'].map((id) => ({ id, label: id }));
  expect(problemOf([stepOf('choice', { options, max: 1 }, { id: 'firstChoice' })])).toBeNull();
  for (const id of ['', '_a', '-a', 'a b', 'a.b', 'é', 'ſ', '__proto__', 't-a'])
    expect(problemOf([stepOf('choice', { options, max: 1 }, { id })]), id).toContain('steps.0.id');
});

test('W1 the fields to prepare may be given as a list or under a name', () => {
  const fields = [{ id: 'claim', label: 'The claim' }];
  for (const prepare of [fields, { fields }]) {
    const checked = checkWorkshop({ ...workshopWith([scaleStep]), prepare });
    expect(checked).toMatchObject({ workshop: { prepare: { fields } } });
  }
  expect(problemOf([scaleStep], { prepare: [{ id: 'claim' }] })).toMatch(/^prepare\.fields\.0\.label: /u);
});

test('W1 a step may say that it is not live', () => {
  expect(problemOf([{ ...scaleStep, live: false }])).toBeNull();
});
