import { describe, expect, test } from 'vitest';
import { calibrationSession } from '../events/fixtures/calibration.ts';
import { redactRun } from '../events/session/audience.ts';
import { scaleStep, workshopWith } from '../events/session/fixtures.ts';
import { fold } from '../events/session/fold.ts';
import { Story } from '../events/session/story.ts';
import { stageView } from '../events/views/stage.ts';
import { Recording } from './recording.ts';

describe('a recording', () => {
  const events = calibrationSession();
  const tip = fold(null, events);
  if (!tip) throw new Error('A played session was believed to have events.');
  const lines = redactRun(events, tip, { role: 'reader' });

  test('shows at every position what folding from the beginning shows, in whatever order it is looked at', () => {
    const recording = new Recording();
    for (let at = 0; at < lines.length; at += 7) recording.take(lines.slice(at, at + 7));
    const positions = recording.events.map((event) => event.position);
    for (const position of [...positions.toReversed(), ...positions]) {
      const plain = fold(
        null,
        recording.events.filter((event) => event.position <= position),
      );
      const state = recording.stateAt(position);
      expect(state && stageView(state, { role: 'reader' })).toEqual(
        plain && stageView(plain, { role: 'reader' }),
      );
    }
    expect(recording.through).toBe(tip.position);
    expect(recording.stateAt(0)).toBeNull();
  });

  test('looks back over ten thousand events without folding them all again', () => {
    const story = new Story(workshopWith([scaleStep]));
    const note = {
      v: 1,
      at: '2026-11-24T10:00:00.000Z',
      type: 'noted' as const,
      text: 'A line',
      record: true,
    };
    const many = Array.from({ length: 10_000 }, (_, at) => ({ ...note, note: `n-${at}`, position: at + 2 }));
    const recording = new Recording();
    recording.take([...story.events, ...many]);
    for (const position of [9_999, 1, 5_000, 200, 201, 10_001])
      expect(recording.stateAt(position)?.position).toBe(position);
    expect(recording.stateAt(20_000)).toBe(recording.stateAt(10_001));
  });
});
