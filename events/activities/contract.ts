/** What every kind keeps to, whatever it asks. Each kind's test runs this suite over the example settings. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Activity, Answer, Kind, Settings, Submission, Tally, TextIds } from '../activity.ts';
import type { Cell, Table } from '../picture.ts';
import { erasedThing, mapErasable } from '../session/erasure.ts';
import { limits } from '../session/limits.ts';
import { exampleSettings } from './examples.ts';

/**
 * Swaps one part of two people's answers, such as the answers to one row. A tally in which nothing ties the
 * parts of one person's answer together cannot tell the difference.
 */
export type Exchange<K extends Kind> = (
  one: Answer<K>,
  other: Answer<K>,
  settings: Settings<K>,
) => [Answer<K>, Answer<K>];

/** A swap of what two answers say of one thing, for answers that keep such parts by id. */
export function exchangeOf<T>(
  one: Record<string, T>,
  other: Record<string, T>,
  id: string,
): [Record<string, T>, Record<string, T>] {
  const without = (parts: Record<string, T>) =>
    Object.fromEntries(Object.entries(parts).filter(([key]) => key !== id));
  const only = (parts: Record<string, T>) =>
    Object.fromEntries(Object.entries(parts).filter(([key]) => key === id));
  return [
    { ...without(one), ...only(other) },
    { ...without(other), ...only(one) },
  ];
}

/** Dice with a memory: the same seed always rolls the same. */
export function diceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), state | 1) + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 7), state | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Ids like those of a session: random, and led by the author where there is one. */
export function textIdsOf(roll: () => number): TextIds {
  const part = (): string =>
    Math.floor(roll() * 36 ** 8)
      .toString(36)
      .padStart(8, '0');
  return (participant) => (participant === null ? `t-${part()}${part()}` : `t-${participant}-${part()}`);
}

/** Examples of a whole room, sealed unless the people are named. */
export function exampleRoom<K extends Kind>(
  activity: Activity<K>,
  settings: Settings<K>,
  { people, seed, named = false }: { people: number; seed: number; named?: boolean },
): Submission<K>[] {
  const roll = diceOf(seed);
  return Array.from({ length: people }, (_, seat) => ({
    answer: activity.example(settings, roll),
    participant: named ? `p-${String(seat).padStart(8, '0')}` : null,
  }));
}

/** The tally of a room, with ids that only the seed decides. */
export function tallied<K extends Kind>(
  activity: Activity<K>,
  settings: Settings<K>,
  room: Submission<K>[],
  seed = 1,
): Tally<K> {
  return activity.tally(room, settings, textIdsOf(diceOf(seed)));
}

/** The same data without the ids of texts, which are random, and without the order that those ids gave. */
function withoutTextIds(value: unknown): unknown {
  if (Array.isArray(value)) {
    const all = value.map(withoutTextIds);
    return value.some(isText)
      ? all.toSorted((one, other) => (canonical(one) < canonical(other) ? -1 : 1))
      : all;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === 'id' && isText(value) ? 't' : withoutTextIds(one),
    ]),
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && String(value.id).startsWith('t-');
}

/** JSON with sorted keys, as the log keeps it. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([first], [second]) => (first < second ? -1 : 1)))
      : one,
  );
}

/** The same data after it has been in the log and out again. */
function stored<T>(value: T): T {
  return JSON.parse(canonical(value)) as T;
}

/** The same data after the key of every text was destroyed. */
function erased<T>(value: T): T {
  return mapErasable(value, erasedThing) as T;
}

const rooms = fc.record({
  people: fc.integer({ min: 1, max: 12 }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});
const runs = { numRuns: 60 };

/** `exchange` is left out where an answer has one part, or where the kind's own test says what may stay tied. */
export function describeActivity<K extends Kind>(activity: Activity<K>, exchange?: Exchange<K>): void {
  const all: Settings<K>[] = exampleSettings[activity.kind];

  describe.each(all.map((settings, place) => ({ settings, place })))(
    `${activity.kind}, settings $place`,
    ({ settings }) => {
      const someRoom = (people: number, seed = 7) => exampleRoom(activity, settings, { people, seed });
      const groupOf = (room: Submission<K>[]) =>
        activity.groupAnswer(tallied(activity, settings, room), settings);

      test('K1 settings come through unchanged, and an unknown key is refused', () => {
        expect(canonical(activity.settings.parse(stored(settings)))).toBe(canonical(settings));
        expect(activity.settings.safeParse({ ...settings, colour: 'red' }).success).toBe(false);
        expect(activity.settings.safeParse(null).success).toBe(false);
      });

      test('K2 an example is an answer, whatever the dice say', () => {
        fc.assert(
          fc.property(rooms, ({ seed }) => {
            for (const { answer } of someRoom(5, seed)) {
              expect(unkeepable(answer)).toEqual([]);
              expect(canonical(activity.answer.parse(stored(answer)))).toBe(canonical(answer));
              expect(activity.refuse(answer, settings)).toBeNull();
            }
          }),
          runs,
        );
        for (const roll of [0, 0.5, 0.999_999_999]) {
          expect(
            activity.refuse(
              activity.example(settings, () => roll),
              settings,
            ),
          ).toBeNull();
        }
      });

      test('K2 an answer with an unknown key, of another shape or with nothing in it is refused', () => {
        const answer = activity.example(settings, diceOf(3));
        for (const wrong of [{ ...answer, colour: 'red' }, {}, null, [], 'yes', 3]) {
          expect(activity.answer.safeParse(wrong).success).toBe(false);
        }
      });

      test('K3 no answer takes more bytes than it says', () => {
        const most = activity.answerBytesMax(settings);
        expect(most).toBeLessThanOrEqual(limits.messageBytesMax);
        fc.assert(
          fc.property(rooms, ({ seed }) => {
            for (const { answer } of someRoom(5, seed)) expect(bytesOf(answer)).toBeLessThanOrEqual(most);
          }),
          runs,
        );
      });

      test('K4 the order in which people answered leaves no trace', () => {
        fc.assert(
          fc.property(
            rooms,
            fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
            ({ people, seed }, order) => {
              const room = someRoom(people, seed);
              const mixed = room
                .map((one) => ({ one, place: order.next().value ?? 0 }))
                .toSorted((first, second) => first.place - second.place)
                .map(({ one }) => one);
              expect(withoutTextIds(tallied(activity, settings, mixed))).toEqual(
                withoutTextIds(tallied(activity, settings, room)),
              );
            },
          ),
          runs,
        );
      });

      if (exchange) {
        test('K5 nothing ties the parts of one answer together', () => {
          fc.assert(
            fc.property(rooms, ({ seed }) => {
              const [one, other, ...rest] = someRoom(5, seed);
              if (!one || !other) throw new Error('A room of five was believed to have two people.');
              const [first, second] = exchange(one.answer, other.answer, settings);
              const swapped = [{ ...one, answer: first }, { ...other, answer: second }, ...rest];
              expect(withoutTextIds(tallied(activity, settings, swapped))).toEqual(
                withoutTextIds(tallied(activity, settings, [one, other, ...rest])),
              );
            }),
            runs,
          );
        });
      }

      test('K6 the group answer is a function of the stored tally, and plain data', () => {
        fc.assert(
          fc.property(rooms, ({ people, seed }) => {
            const tally = tallied(activity, settings, someRoom(people, seed));
            const group = activity.groupAnswer(tally, settings);
            expect(unkeepable({ tally, group })).toEqual([]);
            expect(canonical(activity.groupAnswer(stored(tally), stored(settings)))).toBe(canonical(group));
            expect(group.n).toBe(people);
          }),
          runs,
        );
      });

      test('K6 what nobody answered is null, and never 0', () => {
        const empty = groupOf([]);
        expect(unkeepable(empty)).toEqual([]);
        for (const [key, value] of measuresIn(empty)) expect([key, value]).toEqual([key, null]);
        expect('passed' in empty && empty.passed).toBe(false);
      });

      test('K7 an empty room, one person and many are told in a sentence', () => {
        const told = [0, 1, 8].map((people) => activity.describe(groupOf(someRoom(people)), settings));
        for (const words of told) {
          expect(words).toMatch(/^[\p{Lu}\p{N}“].*[.!?…]$/su);
          expect(words).not.toMatch(/undefined|null|NaN|\[object|function|\bInfinity\b/u);
        }
        expect(told[0]).toMatch(/^No /u);
        expect(told[2]).not.toBe(told[1]);
      });

      test('K8 what it asks about can be asked, and what it hands on has an id and words', () => {
        expect(activity.ready(settings)).toBe(true);
        const offered = activity.offers(groupOf(someRoom(8)), settings);
        for (const { id, label } of offered)
          expect([id, label]).toEqual([expect.stringMatching(/^[a-z0-9-]+$/u), expect.stringMatching(/\S/u)]);
        expect(new Set(offered.map(({ id }) => id)).size).toBe(offered.length);
      });

      test('K9 after every text is erased it still counts, describes and hands on what is left', () => {
        for (const named of [false, true]) {
          const room = exampleRoom(activity, settings, { people: 6, seed: 11, named });
          const tally = erased(tallied(activity, settings, room));
          const group = activity.groupAnswer(tally, settings);
          expect(group.n).toBe(6);
          const words = activity.describe(group, settings);
          expect(words).not.toMatch(/undefined|null|\[object/u);
          expect(activity.describe(erased(groupOf(room)), settings)).not.toMatch(/undefined|null|\[object/u);
          for (const { label } of activity.offers(group, settings)) expect(label).toMatch(/\S/u);
        }
      });

      test('K27 the table has a cell for each column, and no number that the sentence does not know', () => {
        for (const people of [0, 1, 8]) {
          const group = groupOf(someRoom(people));
          const table = activity.table(group, settings, nobodyNamed);
          expect(new Set(table.columns).size).toBe(table.columns.length);
          for (const row of table.rows) {
            expect(row).toHaveLength(table.columns.length);
            expect(row[0]).toMatch(/\S/u);
          }
          for (const cell of cellsOf(table)) {
            if (typeof cell === 'string') expect(cell).not.toMatch(/undefined|null|NaN|\[object/u);
            const isKnown = typeof cell !== 'number' || Number.isInteger(cell);
            if (!isKnown) expect(activity.describe(group, settings)).toContain(String(cell));
          }
          expect(unkeepable(table)).toEqual([]);
        }
      });

      test('K27 the table counts nobody twice, and an empty room fills no cell but counts of nobody', () => {
        const table = activity.table(groupOf([]), settings, nobodyNamed);
        for (const row of table.rows) for (const cell of row.slice(1)) expect([0, null]).toContain(cell);
      });

      test('K27 erased words say so in the table, and a figure draws the same counts as before', () => {
        const room = exampleRoom(activity, settings, { people: 6, seed: 11, named: true });
        const group = groupOf(room);
        const before = activity.table(group, settings, nobodyNamed);
        const after = activity.table(erased(group), settings, nobodyNamed);
        expect(after.columns).toEqual(before.columns);
        expect(cellsOf(after).filter((cell) => typeof cell === 'number')).toEqual(
          cellsOf(before).filter((cell) => typeof cell === 'number'),
        );
        expect(canonical(after)).not.toMatch(/undefined|\[object/u);
        expect(activity.figure?.(erased(group), settings)).toEqual(activity.figure?.(group, settings));
        expect(activity.figure?.(groupOf([]), settings) ?? null).toSatisfy(isPlain);
      });
    },
  );
}

const nobodyNamed = (): string => 'Someone';

function cellsOf({ rows }: Table): Cell[] {
  return rows.flatMap((row) => row);
}

function isPlain(value: unknown): boolean {
  return unkeepable(value).length === 0;
}

/** What would not come out of the log as it went in: undefined, -0, NaN, and anything but plain data. */
function unkeepable(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one, place) => unkeepable(one, `${path}.${place}`));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, one]) => unkeepable(one, `${path}.${key}`));
  }
  return Object.is(JSON.parse(JSON.stringify(value) ?? '"undefined"'), value)
    ? []
    : [`${path} is ${String(value)}`];
}

export function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

const measures = [
  'median',
  'quartiles',
  'middle',
  'min',
  'a',
  'cns',
  'shape',
  'kendallW',
  'concordance',
  'effective',
  'share',
  'verdict',
];

/** Every measure in a group answer, however deep: those that mean nothing where nobody answered. */
function measuresIn(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [
    ...(measures.includes(key) ? [[key, one] as [string, unknown]] : []),
    ...measuresIn(one),
  ]);
}
