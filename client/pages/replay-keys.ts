/** The replay's keys: the same wherever the focus is, except where someone writes or chooses. */
export type ReplayKey = 'toggle' | 'on' | 'back' | 'begin' | 'end' | 'step-before' | 'step-after';

const keys: Readonly<Record<string, ReplayKey>> = {
  ' ': 'toggle',
  ArrowRight: 'on',
  ArrowLeft: 'back',
  Home: 'begin',
  End: 'end',
  '[': 'step-before',
  ']': 'step-after',
};

/** “[” needs a third hand on some keyboards. */
const shifted: typeof keys = { ArrowRight: 'step-after', ArrowLeft: 'step-before' };

export function replayKey(event: KeyboardEvent): ReplayKey | null {
  const table = event.shiftKey && Object.hasOwn(shifted, event.key) ? shifted : keys;
  const key = Object.hasOwn(table, event.key) ? table[event.key] : undefined;
  if (key === undefined || event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return key;
  const isRange = target instanceof HTMLInputElement && target.type === 'range';
  if (!isRange && target.closest('input, select, textarea, dialog') !== null) return null;
  // A button under the focus keeps its own key.
  return key === 'toggle' && target.closest('button, a, summary') !== null ? null : key;
}
