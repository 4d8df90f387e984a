import type { GroupAnswer, Kind, Settings, Signal } from '../activity.ts';
import { signalsOfColumns } from './columns.ts';
import { signalsOfConsent } from './consent.ts';
import { signalsOfScale } from './scale.ts';
import { signalsOfTags } from './tags.ts';

/**
 * What a workshop may turn on. A registry of its own, one line a kind that has something of the sort, because the desk
 * reads it live and does not carry the schemas of all kinds.
 */
const signals: Partial<{ [K in Kind]: (groupAnswer: GroupAnswer<K>, settings: Settings<K>) => Signal[] }> = {
  columns: signalsOfColumns,
  consent: signalsOfConsent,
  scale: signalsOfScale,
  tags: signalsOfTags,
};

/** The one cast of this registry: a group answer was made by its own kind, whoever asks may forget which. */
export function signalsOf(kind: Kind, groupAnswer: GroupAnswer, settings: Settings): Signal[] {
  const read = signals[kind] as ((groupAnswer: GroupAnswer, settings: Settings) => Signal[]) | undefined;
  return read?.(groupAnswer, settings) ?? [];
}
