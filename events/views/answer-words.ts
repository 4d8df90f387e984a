import { handsFor } from '../activities/hands.ts';
import type { Kind, Settings } from '../activity.ts';
import { isPass } from '../session/fold-round.ts';

/** One person's answer in words, whatever its kind: its own words and numbers, with the labels of what it names. */
export function answerWords(kind: Kind, settings: Settings, answer: unknown): string {
  if (answer === null) return 'erased';
  if (isPass(answer)) return 'passed';
  const labels = new Map<string, string>();
  collect(settings, labels);
  for (const { id, label } of handsFor(kind, settings) ?? []) labels.set(id, label);
  return told(answer, labels);
}

/** Everything in the settings that has an id and a label. */
function collect(value: unknown, labels: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('id' in value && 'label' in value && typeof value.label === 'string') {
    labels.set(String(value.id), value.label);
  }
  for (const part of Object.values(value)) collect(part, labels);
}

function told(value: unknown, labels: ReadonlyMap<string, string>): string {
  if (typeof value !== 'object' || value === null) return labels.get(String(value)) ?? String(value);
  if (Array.isArray(value)) return value.map((one) => told(one, labels)).join('; ');
  return Object.entries(value)
    .map(([key, one]) => (labels.has(key) ? `${labels.get(key)}: ${told(one, labels)}` : told(one, labels)))
    .filter((part) => part !== '')
    .join(' · ');
}
