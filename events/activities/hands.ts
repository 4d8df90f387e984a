import type { Item, Kind, Settings } from '../activity.ts';
import type { CommandOf } from '../session/command.ts';
import { handsOfChoice } from './choice.ts';
import { handsOfConsent } from './consent.ts';
import { handsOfFist } from './fist.ts';
import { handsOfScale } from './scale.ts';

/**
 * What hands can be counted for, where people have no device. They stand beside the group's answer, marked as entered:
 * they are no ballots, count towards no floor and change no number. A registry of its own for the same reason as
 * `signals.ts`.
 */
const hands: Partial<{ [K in Kind]: (settings: Settings<K>) => Item[] }> = {
  choice: handsOfChoice,
  consent: handsOfConsent,
  fist: handsOfFist,
  scale: handsOfScale,
};

/** Null where a show of hands says nothing. The one cast of this registry: settings were checked by their own kind. */
export function handsFor(kind: Kind, settings: Settings): Item[] | null {
  const list = hands[kind] as ((settings: Settings) => Item[]) | undefined;
  return list?.(settings) ?? null;
}

type Counts = CommandOf<'enter-count'>['counts'];

/** Counts under the id of what was asked, also where they were given in its order; null where that is another length. */
export function namedCounts(given: Counts, known: readonly Item[]): Exclude<Counts, unknown[]> | null {
  if (!Array.isArray(given)) return given;
  if (given.length !== known.length) return null;
  return Object.fromEntries(known.map(({ id }, place) => [id, given[place] ?? 0]));
}

const handsMax = 10_000;

/** What is wrong with counts that somebody enters, or null. */
export function misentered(counts: Readonly<Record<string, unknown>>, known: readonly Item[]): string | null {
  const ids = new Set(known.map(({ id }) => id));
  if (Object.keys(counts).some((id) => !ids.has(id))) return 'it counts something that was not asked';
  const numbers = Object.values(counts);
  const fits = numbers.every(
    (count) => Number.isInteger(count) && Number(count) >= 0 && Number(count) <= handsMax,
  );
  if (!fits) return `count from 0 to ${handsMax}`;
  return numbers.some((count) => count !== 0) ? null : 'count at least one hand';
}

interface Entered {
  kind: Kind;
  settings: Settings;
  entered: readonly unknown[];
}

/** “Entered by hand, not counted above: 2 for “Yes”.” The last entry stands; null where there is none. */
export function enteredWords({ kind, settings, entered }: Entered): string | null {
  const counts = entered.at(-1);
  if (typeof counts !== 'object' || counts === null) return null;
  const told = (handsFor(kind, settings) ?? []).flatMap(({ id, label }) => {
    const count: unknown = Object.hasOwn(counts, id) ? Reflect.get(counts, id) : 0;
    return typeof count === 'number' && count > 0 ? [`${count} for “${label}”`] : [];
  });
  // Sessions of before were not asked what they count.
  return told.length === 0
    ? 'Some counts were entered by hand.'
    : `Entered by hand, not counted above: ${told.join(', ')}.`;
}
