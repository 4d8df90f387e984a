/**
 * The sentences that screens say by themselves; refusals bring their own from the server. They say who sees what,
 * and when; they give counts, name the next action, and blame nobody.
 */

export const words = {
  notSent: 'No connection. That was not sent; try again.',
  notDone: 'No connection, so nothing was done. Press again once it is back.',
  notJoined: 'No connection. Check the Wi-Fi of this phone, then try again.',
  offline: 'No connection. Trying again by itself.',
  offlineText: 'No connection. Your text is on this phone and will send itself.',
  offlineAnswer: 'No connection. Your answer is on this phone and will send itself.',
  connecting: 'Connecting …',
  historyChanged: 'The history of this session is not the one this device remembers. Ask your facilitator.',
  reloadNow: 'Reload',
  unknownKind: 'This page is older than the question. Reload to answer.',
  cancel: 'Cancel',
  close: 'Close',
  rehearsalMark: 'Rehearsal',
};

/** “1 row”, “2 rows”. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** “a”, “a and b”, “a, b and c”. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Who sees it, where not everyone does. */
interface Readers {
  seenBy: 'roles' | 'desk' | 'room';
  /** names of their roles */
  roles: readonly string[];
  /** the role of whoever reads this, if one person alone holds it and sees it too */
  you?: string | null;
}

export interface Privacy extends Readers {
  mode: 'named' | 'sealed' | 'self' | 'one';
  floor: number;
  /** people who are asked */
  size: number;
  topic: 'people' | 'project';
  /** texts come out as cards without their author */
  writes: boolean;
}

/** Who sees this answer, and when: said before anyone answers. */
export function privacyWords(privacy: Privacy): string {
  switch (privacy.mode) {
    case 'self':
      return `This stays on your phone unless you add it. Added answers are shown only together, once at least ${privacy.floor} are in.`;
    case 'sealed':
      return sealedWords(privacy);
    case 'named':
      return `Your name stands beside this. ${readersWords(privacy)}`;
    case 'one':
      return readersWords(privacy);
  }
}

const few = ['none', 'one', 'two', 'three', 'four'];

function sealedWords(privacy: Privacy): string {
  const { floor, size, topic, writes, seenBy } = privacy;
  const whom = seenBy === 'room' ? '' : ` to ${readersOf(privacy)} alone,`;
  const how = writes ? 'without names, in random order' : 'only together';
  const shown = `Shown${whom} ${how}, once at least ${floor} have answered.`;
  if (size === 1) return `${shown} Only one of you is asked, so this hides nothing.`;
  if (size <= 4) return `${shown} There are ${few[size] ?? size} of you, so this hides very little.`;
  const knows = seenBy === 'room' ? 'everyone will know' : 'that shows too';
  return topic === 'people' ? `${shown} If everyone answers alike, ${knows}.` : shown;
}

function readersWords(readers: Privacy): string {
  const { seenBy, roles, you } = readers;
  switch (seenBy) {
    case 'roles':
      if (you && roles.length === 0) return `Only you, as ${you}, can see this.`;
      return capital(`${readersOf(readers)} can see this. Nobody else can.`);
    case 'desk':
      return 'Your facilitator sees this. Nobody else does.';
    case 'room':
      return 'Your facilitator sees this now, the room when it is shown.';
  }
}

/** Those who see what the room does not. */
export function readersOf({ seenBy, roles, you }: Readers): string {
  if (seenBy === 'desk') return 'your facilitator';
  return listed(you ? ['you', ...roles] : roles) || 'those who are asked';
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How far an answer has come. */
export function progressWords(answered: number, present: number): string {
  return `${answered} of ${present} answered`;
}
