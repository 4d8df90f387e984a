import { describe, expect, test } from 'vitest';
import type { Answer } from '../activity.ts';
import { consent, proposalWords } from './consent.ts';
import { describeActivity } from './contract.ts';

// A reason belongs to its position, or it would say nothing; whose it is stays open.
describeActivity(consent, (one, other) => (one.position === other.position ? [other, one] : [one, other]));

const settings = { proposal: 'We freeze the schema' };
const groupOf = (...answers: Answer<'consent'>[]) => {
  let made = 0;
  const tally = consent.tally(
    answers.map((answer) => ({ answer, participant: null })),
    settings,
    () => `t-${(made += 1)}`,
  );
  return consent.groupAnswer(tally, settings);
};

describe('consent', () => {
  test('K20 passes while no objection is open, whatever the concerns', () => {
    expect(
      groupOf({ position: 'none' }, { position: 'concern', reason: 'Too soon' }, { position: 'aside' }),
    ).toEqual({
      n: 3,
      counts: { none: 1, concern: 1, objection: 0, aside: 1 },
      objections: [],
      concerns: [{ id: 't-1', text: 'Too soon' }],
      passed: true,
    });
    expect(
      groupOf({ position: 'none' }, { position: 'objection', reason: 'It stops billing' }),
    ).toMatchObject({
      objections: [{ id: 't-1', text: 'It stops billing', state: 'open' }],
      passed: false,
    });
  });

  test('K20 an erased objection still stands', () => {
    const tally = {
      n: 1,
      counts: { none: 0, concern: 0, objection: 1, aside: 0 },
      objections: [{ id: 't-1', text: null }],
      concerns: [],
    };
    const group = consent.groupAnswer(tally, settings);
    expect(group.passed).toBe(false);
    expect(consent.describe(group, settings)).toContain('Objection, open: erased.');
    expect(consent.offers(group, settings)).toEqual([]);
  });

  test('K20 silence is not consent', () => {
    expect(groupOf().passed).toBe(false);
  });

  test('K10 an objection says what harm it would do', () => {
    expect(consent.refuse({ position: 'objection' }, settings)).toBe('say what harm it would do');
    expect(consent.refuse({ position: 'concern' }, settings)).toBeNull();
    expect(consent.refuse({ position: 'none', reason: 'because' }, settings)).toBe(
      'words belong to a concern or an objection',
    );
    expect(consent.answer.safeParse({ position: 'objection', reason: '  ' }).success).toBe(false);
    expect(consent.answer.safeParse({ position: 'objection', reason: 'x'.repeat(281) }).success).toBe(false);
  });

  test('K8 what an earlier step brings stays a thing with its id, and two of them are one proposal', () => {
    const brought = consent.accepts({}, [
      { id: 't-a', label: 'Freeze the schema' },
      { id: 't-b', label: 'Move the importer' },
    ]);
    expect(brought).toEqual({
      proposal: [
        { id: 't-a', label: 'Freeze the schema' },
        { id: 't-b', label: 'Move the importer' },
      ],
    });
    expect(proposalWords(brought?.proposal)).toBe('Freeze the schema; Move the importer');
    expect(consent.ready({})).toBe(false);
  });

  test('K7 tells the counts and every objection in its own words', () => {
    expect(
      consent.describe(
        groupOf({ position: 'none' }, { position: 'objection', reason: 'It stops billing' }),
        settings,
      ),
    ).toBe(
      'Proposal: “We freeze the schema”. 2 answers: no objection 1 and objection 1. Objection, open: “It stops billing”. Not passed.',
    );
  });
});
