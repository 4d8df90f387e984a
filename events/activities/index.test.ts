import { describe, expect, test } from 'vitest';
import type { Item, Kind } from '../activity.ts';
import { bytesOf, diceOf, exampleRoom, tallied } from './contract.ts';
import { exampleSettings } from './examples.ts';
import { activityOf } from './index.ts';

const kinds = Object.keys(exampleSettings) as Kind[];

/** What a step of each kind hands on after a room of eight has answered it. */
const handedOn = (kind: Kind): Item[] => {
  const activity = activityOf(kind);
  const [settings] = exampleSettings[kind];
  const tally = tallied(activity, settings, exampleRoom(activity, settings, { people: 8, seed: 5 }));
  return activity.offers(activity.groupAnswer(tally, settings), settings);
};

describe('the registry', () => {
  test('K1 has all sixteen kinds, each under its own name', () => {
    expect(kinds).toHaveLength(16);
    for (const kind of kinds)
      expect([kind, activityOf(kind).kind, activityOf(kind).rule]).toEqual([
        kind,
        kind,
        expect.stringMatching(/^[a-z]+@\d+$/u),
      ]);
  });

  describe.each(kinds)('what %s hands on', (from) => {
    const items = handedOn(from);

    test.each(kinds)('K8 can be asked about by %s, or is not taken', (to) => {
      const activity = activityOf(to);
      const [settings] = exampleSettings[to];
      const taken = items.length === 0 ? null : activity.accepts(settings, items);
      if (taken === null) return;
      expect(activity.ready(taken)).toBe(true);
      const room = exampleRoom(activity, taken, { people: 6, seed: 9 });
      for (const { answer } of room) {
        expect(activity.answer.safeParse(answer).success).toBe(true);
        expect(activity.refuse(answer, taken)).toBeNull();
        expect(bytesOf(answer)).toBeLessThanOrEqual(activity.answerBytesMax(taken));
      }
      const tally = tallied(activity, taken, room);
      expect(activity.describe(activity.groupAnswer(tally, taken), taken)).not.toMatch(/undefined|null/u);
    });
  });

  test('K8 kinds that take things wait for them, and say so', () => {
    const taking = kinds.filter(
      (kind) => activityOf(kind).accepts(exampleSettings[kind][0], [{ id: 't-one', label: 'One' }]) !== null,
    );
    expect(taking).toEqual([
      'choice',
      'ratings',
      'tags',
      'ranking',
      'allocation',
      'grid',
      'consent',
      'pairs',
    ]);
    const bare = [
      activityOf('choice').ready({ max: 1 }),
      activityOf('ratings').ready({ min: 1, max: 5, low: '', high: '' }),
      activityOf('tags').ready({ buckets: [] }),
      activityOf('ranking').ready({}),
      activityOf('allocation').ready({ points: 100 }),
      activityOf('grid').ready({ x: { low: '', high: '' }, y: { low: '', high: '' } }),
      activityOf('consent').ready({}),
      activityOf('pairs').ready({}),
    ];
    expect(bare).toEqual(bare.map(() => false));
  });

  test('K9 a brought thing whose words were erased is still counted, told as erased and not handed on', () => {
    const gone = [
      { id: 't-gone', label: null as unknown as string },
      { id: 't-kept', label: 'Kept' },
    ];
    for (const kind of kinds) {
      const activity = activityOf(kind);
      const taken = activity.accepts(exampleSettings[kind][0], gone);
      if (taken === null) continue;
      const tally = tallied(activity, taken, exampleRoom(activity, taken, { people: 6, seed: 3 }));
      const group = activity.groupAnswer(tally, taken);
      expect([kind, activity.describe(group, taken)]).toEqual([
        kind,
        expect.not.stringMatching(/undefined|null/u),
      ]);
      for (const { label } of activity.offers(group, taken))
        expect([kind, label]).toEqual([kind, expect.any(String)]);
    }
  });

  test('K2 dice with the same seed give the same room', () => {
    const room = (seed: number) =>
      exampleRoom(activityOf('texts'), { max: 3, length: 80 }, { people: 5, seed });
    expect(room(4)).toEqual(room(4));
    expect(room(4)).not.toEqual(room(5));
    expect(diceOf(1)()).toBeLessThan(1);
  });
});
