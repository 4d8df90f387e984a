import { expect, test } from 'vitest';
import { calibrationSession } from '../fixtures/calibration.ts';
import { stuckSession } from '../fixtures/stuck.ts';
import { redactRun } from '../session/audience.ts';
import type { SessionEvent } from '../session/event.ts';
import { fold } from '../session/fold.ts';
import { changesOf, type Change } from './changes.ts';
import { documentView } from './document.ts';
import { timeline } from './timeline.ts';

function changesFor(all: readonly SessionEvent[], role: 'reader' | 'facilitator' = 'reader'): Change[] {
  const state = fold(null, all);
  if (!state) throw new Error('A played session was believed to have events.');
  const events = redactRun(all, state, { role }).filter((line) => line.type !== 'hidden');
  const own = fold(null, events) ?? state;
  return changesOf(documentView(state, { role }), { events, moments: timeline(events, own) });
}

test('what was asked twice stands round beside round, with who moved and what was said between', () => {
  const [ready, ...others] = changesFor(calibrationSession());
  expect(others).toEqual([]);
  expect(ready).toMatchObject({
    title: 'Ready? Now',
    rounds: [
      { label: 'Before', words: '2', participation: '7 of 7 present answered.' },
      { label: 'Now', words: '4' },
    ],
    moved: '6 moved up, 0 stayed, 1 moved down (7 answered both times).',
  });
  expect(ready?.between.map(({ words }) => words)).toContain(
    'For the record: The panel asks for one number per team.',
  );
  expect(ready?.between.some(({ words }) => words.includes('Ready?'))).toBe(false);
});

test('rounds of one step and steps that repeat another are told alike', () => {
  const between = new Map(changesFor(stuckSession()).map((change) => [change.title, change.between.length]));
  expect(between.get('Success bar')).toBe(0);
  expect(between.get('Odds, now')).toBeGreaterThan(10);
});

test('the facilitator reads their own notes between the rounds, and nobody else does', () => {
  const notes = (role: 'reader' | 'facilitator'): boolean =>
    changesFor(stuckSession(), role)
      .flatMap(({ between }) => between)
      .some(({ what }) => what === 'note');
  expect([notes('facilitator'), notes('reader')]).toEqual([true, false]);
});
