import type { DeskAct } from './desk-part.ts';

/** The keys of the desk. They rest while somebody types, chooses from a list or answers a question. */

export const deskKeys: readonly { keys: readonly string[]; shown: string; act: DeskAct; words: string }[] = [
  {
    keys: ['ArrowRight', 'PageDown'],
    shown: '→',
    act: 'forward',
    words: 'The next thing: go on, open, close, show',
  },
  { keys: ['ArrowLeft', 'PageUp'], shown: '←', act: 'back', words: 'Put the step before on the wall' },
  { keys: ['b', '.'], shown: 'B', act: 'blank', words: 'Blank the wall, and back' },
  { keys: ['t'], shown: 'T', act: 'page', words: 'Turn the page of the wall, where not everything fits' },
  { keys: ['p'], shown: 'P', act: 'pause', words: 'Pause the clock, and go on' },
  { keys: ['r'], shown: 'R', act: 'again', words: 'Ask the same question once more' },
  { keys: ['+', '='], shown: '+', act: 'minute', words: 'One minute more' },
  { keys: ['n'], shown: 'N', act: 'note', words: 'Write a note' },
  { keys: ['z'], shown: 'Z', act: 'undo', words: 'Take back the last change of cards, agenda or text' },
  { keys: ['w'], shown: 'W', act: 'present', words: 'Present here: this window becomes the wall' },
  { keys: ['j'], shown: 'J', act: 'big', words: 'Show the code big' },
  { keys: ['?'], shown: '?', act: 'keys', words: 'These keys' },
];

/** What a key asks of the desk, or null: most keys belong to the browser or to a field. */
export function actOf(event: KeyboardEvent): DeskAct | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return null;
  if (document.querySelector('dialog[open]') || isTyping(event.composedPath()[0])) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return deskKeys.find(({ keys }) => keys.includes(key))?.act ?? null;
}

function isTyping(target: EventTarget | undefined): boolean {
  const typing = 'input:not([type="checkbox"]), textarea, select, [contenteditable]';
  return target instanceof Element && target.closest(typing) !== null;
}
