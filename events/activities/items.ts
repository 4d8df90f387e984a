import { z } from 'zod';
import type { Item } from '../activity.ts';
import { limits } from '../session/limits.ts';
import { DefinedId, plainText } from '../session/workshop.ts';
import { erasedWords } from './sentence.ts';

/**
 * Lists of things that people choose, rate, rank or place: as a template writes them, as an earlier step hands
 * them on, and as an answer names them. Ids in answers come from phones, so they are only ever looked up, and
 * a part of an answer is only read where it is the answer's own (`constructor` is a fine id).
 */

/** As `label` is null once the words of a thing have been erased, whatever the type of settings says. */
type Labelled = { id: string; label: string | null };

export const labelMax = 200;

/** Long lists are for cards that are tagged; nobody weighs, ranks or places more than this many. */
export const weighedMax = 40;

/** Ids of handed-on things are longer than those in templates: `t-`, a participant, a random part. */
const idMax = 70;

export function itemList({ min = 1, max = limits.optionsMax }: { min?: number; max?: number } = {}) {
  const item = z.strictObject({
    id: DefinedId,
    label: plainText(labelMax),
    note: plainText(limits.promptMax).optional(),
  });
  return uniqueList(item, { min, max });
}

/** A list in which no id stands twice. */
export function uniqueList<T extends z.ZodType<{ id: string }>>(
  thing: T,
  { min = 1, max }: { min?: number; max: number },
) {
  return z
    .array(thing)
    .min(min, min === 1 ? 'is empty' : `needs at least ${min}`)
    .max(max, `holds more than ${max}`)
    .refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'holds the same id twice');
}

/** An id as an answer names it; whether there is such a thing is for `unknownId` to say. */
export function namedId() {
  return z.string().min(1).max(idMax);
}

/** Says that an answer names something that isn't there, or names it twice; null if it does neither. */
export function misnamed(
  named: readonly string[],
  items: readonly { id: string }[] | undefined,
): string | null {
  const known = new Set((items ?? []).map((item) => item.id));
  if (named.some((id) => !known.has(id))) return 'it names something that is not on the list';
  if (new Set(named).size < named.length) return 'it names the same thing twice';
  return null;
}

/** The part of an answer that belongs to one thing, or undefined where the answer leaves it out. */
export function partOf<T>(parts: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(parts, id) ? parts[id] : undefined;
}

/** Everybody's answers to one thing, in no order that means anything; whoever left it out isn't there. */
export function partsOf<T extends string | number | object>(
  answers: readonly Readonly<Record<string, T>>[],
  id: string,
): T[] {
  return answers.map((parts) => partOf(parts, id)).filter((part): part is T => part !== undefined);
}

/** The words of a thing, for sentences. */
export function labelOf(items: readonly Labelled[] | undefined, id: string): string {
  return items?.find((item) => item.id === id)?.label ?? erasedWords;
}

/** What can be handed on: the things of a list whose words are still there. */
export function readable(items: readonly Item[] | undefined): Item[] {
  return (items ?? []).filter((item) => (item.label as string | null) !== null);
}

/** The same number for each thing, by id. */
export function keyed<T>(
  items: readonly { id: string }[] | undefined,
  value: (id: string) => T,
): Record<string, T> {
  return Object.fromEntries((items ?? []).map(({ id }) => [id, value(id)]));
}

/** The most bytes of `{"id":value,…}` over all things, where each value takes at most `valueBytes`. */
export function recordBytesMax(items: readonly { id: string }[] | undefined, valueBytes: number): number {
  return (items ?? []).reduce((sum, { id }) => sum + id.length + 4 + valueBytes, 2);
}

/** The most bytes that text of so many characters takes as JSON. */
export function textBytesMax(length: number): number {
  return 3 * length + 2;
}

/** One of a list, for examples. */
export function pick<T>(all: readonly T[], roll: () => number): T {
  const one = all[Math.min(all.length - 1, Math.floor(roll() * all.length))];
  if (one === undefined) throw new Error('An example was believed to have something to pick from.');
  return one;
}

/** A list in an order the dice gave. */
export function shuffled<T>(all: readonly T[], roll: () => number): T[] {
  return all
    .map((one) => ({ one, place: roll() }))
    .toSorted((first, second) => first.place - second.place)
    .map(({ one }) => one);
}
