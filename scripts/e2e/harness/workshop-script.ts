/**
 * What a room says and does in a whole workshop, as data: who is there, what was prepared, and step by step what each
 * answers and what is done about it once it is shown. Things are named by their words, as people name them.
 */
export interface WorkshopScript {
  workshop: string;
  title: string;
  subject: string;
  people: readonly ScriptedPerson[];
  /** fields of the document by their label, written before anyone comes */
  prepared: Readonly<Record<string, string>>;
  steps: readonly ScriptedStep[];
}

export interface ScriptedPerson {
  name: string;
  /** left out for those who keep the role that the common code gives */
  role?: string;
  /** has a phone with a page; the others are lines without a screen */
  page?: true;
}

export interface ScriptedStep {
  step: string;
  /** who is not named here passes, where they are asked; where everyone passes, `answers` is empty */
  answers: Readonly<Record<string, unknown>>;
  /** asked once more: it is open already, or whoever leads opens it anew */
  again?: 'is-open' | 'anew';
  /** what is done before the answer is closed */
  meanwhile?: readonly Act[];
  /** once the answer is open to whoever leads; where cards are looked through, behind the blank wall */
  then?: readonly Act[];
}

export type Act =
  /** the first suggestion of the desk becomes one group */
  | { does: 'merge-similar' }
  | { does: 'merge'; cards: readonly string[]; title: string }
  | { does: 'merge-on-phone'; who: string; cards: readonly string[]; title: string }
  | { does: 'undo' }
  | { does: 'take-proposal'; words: string; button: string }
  | { does: 'settle'; objection: string; as: 'Integrated' | 'Withdrawn' | 'Stands as dissent'; how: string }
  | { does: 'decide-on-phone'; who: string; text: string; why: string }
  | { does: 'write'; field: string; text: string }
  | { does: 'record'; text: string }
  | { does: 'next-step'; text: string; who: string; by: string }
  | { does: 'count-hands'; counts: Readonly<Record<string, number>> }
  | { does: 'picture'; of: string };

/** An answer with ids where the script has words: those of whatever the settings list. */
export function withIds(answer: unknown, settings: unknown): unknown {
  const ids = new Map<string, string>();
  collect(settings, ids);
  return replaced(answer, ids);
}

function collect(value: unknown, ids: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('id' in value && 'label' in value) ids.set(String(value.label), String(value.id));
  for (const part of Object.values(value)) collect(part, ids);
}

function replaced(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => replaced(one, ids));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [ids.get(key) ?? key, replaced(one, ids)]),
  );
}
