import { expect, test } from 'vitest';
import { calibrationSession } from '../fixtures/calibration.ts';
import { fold } from './fold.ts';
import { lastRound, type SessionState } from './state.ts';

/** How many answers by name each step holds, which is what a run changes in place. */
function answersIn(state: SessionState): number[] {
  return state.steps.map((step) => lastRound(step)?.answers.size ?? 0);
}

test('A6 a run leaves the state that it began with as it was, wherever it begins', () => {
  const events = calibrationSession();
  for (let at = 1; at < events.length; at += 1) {
    const began = fold(null, events.slice(0, at));
    if (!began) throw new Error('A played session was believed to have events.');
    const before = { position: began.position, answers: answersIn(began), people: began.participants.size };
    fold(began, events.slice(at));
    expect({ position: began.position, answers: answersIn(began), people: began.participants.size }).toEqual(
      before,
    );
  }
});
