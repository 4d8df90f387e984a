import { describe, expect, test } from 'vitest';
import { calibrationSession } from '../fixtures/calibration.ts';
import { redactRun } from '../session/audience.ts';
import type { SessionEvent } from '../session/event.ts';
import { fold } from '../session/fold.ts';
import { elapsedAt, gapMaxMs, momentBefore, positionAt, reelOf, timeAt } from './reel.ts';

const events = calibrationSession();

function tipOf(all: readonly SessionEvent[]) {
  const tip = fold(null, all);
  if (!tip) throw new Error('A played session was believed to have events.');
  return tip;
}

/** What a reader is sent, which is all a reader's page has. */
const seen = redactRun(events, tipOf(events), { role: 'reader' }).filter((line) => line.type !== 'hidden');

describe('a reel', () => {
  const reel = reelOf(seen, tipOf(seen));

  test('gives every event a place of its own, and no silence longer than the longest one', () => {
    for (const position of reel.positions) expect(positionAt(reel, timeAt(reel, position))).toBe(position);
    const gaps = reel.times.slice(1).map((time, place) => time - (reel.times[place] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(Math.max(...gaps)).toBe(gapMaxMs);
  });

  test('shows a position that this reader may not see as the last one before it', () => {
    const hidden = events.filter(({ position }) => !reel.positions.includes(position));
    expect(hidden.length).toBeGreaterThan(0);
    for (const { position } of hidden) {
      const before = reel.positions.filter((one) => one < position).at(-1);
      expect(positionAt(reel, timeAt(reel, position))).toBe(before);
    }
  });

  test('runs the clock of the room, from event to event', () => {
    const last = seen.at(-1);
    expect(elapsedAt(reel, timeAt(reel, last?.position ?? 0))).toBe(
      Date.parse(last?.at ?? '') - Date.parse(seen[0]?.at ?? ''),
    );
  });

  test('cuts the line into the phases of the workshop without a gap', () => {
    expect(reel.segments[0]).toMatchObject({ title: 'Before', fromMs: 0 });
    reel.segments.slice(1).forEach(({ fromMs }, at) => expect(fromMs).toBe(reel.segments[at]?.toMs));
    expect(reel.segments.at(-1)?.toMs).toBe(reel.lengthMs);
    expect(reel.segments.map(({ title }) => title)).toContain('Strongest argument against');
  });

  test('A3 tells of a sealed round how many answered once it is closed, and never when', () => {
    const about = reel.moments
      .filter(({ step }) => step === 'against')
      .map(({ what, words }) => ({ what, words }));
    expect(about).toEqual([
      { what: 'step', words: 'On the wall: Strongest argument against' },
      { what: 'open', words: 'Opened: Strongest argument against' },
      { what: 'close', words: 'Closed: Strongest argument against (7 of 7 answered)' },
      { what: 'release', words: 'Shown: Strongest argument against' },
      { what: 'record', words: 'For the record: The panel asks for one number per team.' },
    ]);
    const without = reelOf(
      seen.filter(({ type }) => type !== 'answered'),
      tipOf(seen),
    );
    expect(reel.density.filter((part) => part > 0).length).toBeLessThanOrEqual(
      without.density.filter((part) => part > 0).length + 1,
    );
  });

  test('gives the facilitator their own notes, and readers none', () => {
    const desk = redactRun(events, tipOf(events), { role: 'facilitator' }).filter(
      (line) => line.type !== 'hidden',
    );
    const notes = reelOf(desk, tipOf(desk)).moments.filter(({ what }) => what === 'note');
    expect(notes.map(({ words }) => words)).toEqual([
      'Your note: Nobody argued against the person. Keep it so.',
    ]);
    expect(reel.moments.some(({ what }) => what === 'note')).toBe(false);
  });

  test('says what was last told at any time', () => {
    expect(momentBefore(reel, 0)?.what).toBe('begin');
    expect(momentBefore(reel, reel.lengthMs)?.what).toBe('end');
  });
});
