import { expect, test } from 'vitest';
import { calibrationSession } from '../fixtures/calibration.ts';
import { stuckSession } from '../fixtures/stuck.ts';
import type { SessionEvent } from '../session/event.ts';
import { mapErasable, wordKeys } from '../session/erasure.ts';
import { fold } from '../session/fold.ts';
import { overTime, sittingOf, subjectKey, type Sitting } from './over-time.ts';

function sittingIn(events: readonly SessionEvent[]): Sitting {
  const state = fold(null, events);
  if (!state) throw new Error('A played session was believed to have events.');
  return sittingOf(state);
}

const calibration = sittingIn(calibrationSession());

test('a sitting holds the last shown numbers of each step that everybody saw', () => {
  const steps = calibration.steps.map(({ step }) => step);
  expect(steps).toEqual(expect.arrayContaining(['ready-before', 'ready-after', 'stand-behind']));
  const ready = calibration.steps.find(({ step }) => step === 'ready-after');
  expect(ready).toMatchObject({ n: 7, rule: 'scale@1', rows: [{ label: 'People' }] });
  expect(ready?.rows[0]?.cells.at(-1)).toEqual({ column: 'Middle', value: '4' });
});

/** Everything in a session that somebody wrote, and every name. */
function wordsIn(events: readonly SessionEvent[]): string[] {
  const words: string[] = [];
  for (const event of events) {
    if (event.type === 'joined' && event.name !== null) words.push(event.name);
    mapErasable(event, (thing) => {
      words.push(...wordKeys.flatMap((key) => (typeof thing[key] === 'string' ? [thing[key]] : [])));
      return thing;
    });
  }
  return words.filter((one) => one.length > 4);
}

test('nothing of what the desk or a role alone saw, and nobody’s words, are in a sitting', () => {
  for (const sitting of [calibration, sittingIn(stuckSession())]) {
    const steps = sitting.steps.map(({ step }) => step);
    const hidden = ['safety', 'standing', 'examples', 'weight', 'vouchers', 'next-steps', 'risks', 'options'];
    expect(hidden.filter((step) => steps.includes(step))).toEqual([]);
    const kept = JSON.stringify(sitting);
    expect(kept).not.toMatch(/"[tp]-[a-z0-9]|Word for word/u);
    for (const words of wordsIn(sitting.subject === 'Billing' ? stuckSession() : calibrationSession()))
      expect(kept).not.toContain(words);
  }
});

test('A4 what one role alone answered is in no sitting, also where nothing says who may see it', () => {
  const state = fold(null, calibrationSession());
  if (!state) throw new Error('A played session was believed to have events.');
  const steps = state.steps.map((one) => {
    const { seenBy: _, ...step } = one.step;
    return one.step.id === 'ready-after' ? { ...one, step: { ...step, mode: 'one' as const } } : one;
  });
  const sitting = sittingOf({ ...state, steps });
  expect(sitting.steps.map(({ step }) => step)).toEqual(
    calibration.steps.map(({ step }) => step).filter((step) => step !== 'ready-after'),
  );
});

function sat(session: string, at: string, changed: Partial<Sitting> = {}): Sitting {
  return { ...calibration, session, at, ...changed };
}

test('sittings of one template and subject stand in the order of time, row by row, with their people', () => {
  const [one] = calibration.steps;
  if (!one) throw new Error('The calibration was believed to have numbers.');
  const fewer = { ...one, n: 5, rows: one.rows.map((row) => ({ ...row, label: 'An older row' })) };
  const series = overTime([
    sat('s-2', '2026-04-01', { subject: ' spring  CYCLE' }),
    sat('s-1', '2026-01-01', { steps: [fewer] }),
    sat('s-3', '2026-07-01', { subject: 'Autumn cycle' }),
    sat('s-4', '2026-07-02', { isRehearsal: true }),
    sat('s-5', '2026-07-03', { steps: [] }),
  ]);
  expect(series.map(({ sittings }) => sittings.map(({ session }) => session))).toEqual([
    ['s-3'],
    ['s-1', 's-2'],
  ]);
  const [first, second] = series[1]?.steps ?? [];
  expect(first).toMatchObject({ step: one.step, asked: [{ n: 5 }, { n: one.n }] });
  expect(first?.rows.map(({ label, values }) => [label, values.map((value) => value !== null)])).toEqual([
    ...one.rows.map(({ label }) => [label, [false, true]]),
    ['An older row', [true, false]],
  ]);
  expect(second?.asked[0]).toBeNull();
});

test('the order in which sittings are given changes nothing', () => {
  const sittings = ['2026-03-01', '2026-01-01', '2026-02-01'].map((at, place) => sat(`s-${place}`, at));
  expect(overTime(sittings.toReversed())).toEqual(overTime(sittings));
});

test('a subject typed a little differently is the same subject', () => {
  expect(subjectKey('  Billing\u00a0Team ')).toBe(subjectKey('billing team'));
  expect(subjectKey(null)).toBe(subjectKey(' '));
  expect(subjectKey('Billing')).not.toBe(subjectKey('Búilling'));
});
