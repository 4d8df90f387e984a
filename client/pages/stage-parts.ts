import type { Kind } from '../../events/activity.ts';
import type { StageView } from '../../events/views/stage.ts';
import { kindNow } from '../activities/index.ts';
import { clockWords } from '../ui/countdown.ts';
import { secondsLeft } from './clock.ts';

/** What the screens of the wall have in common: where to join, what time is left, how large a sentence is set. */

export interface JoinDoor {
  /** as shown: XXXX-XXXX */
  code: string;
  /** the whole link that a camera opens */
  link: string;
  /** what people type: host and port */
  address: string;
}

export function kindOf({ screen }: StageView): Kind | null {
  return 'step' in screen ? screen.step.kind : null;
}

export interface Timer {
  words: string;
  /** the beat's time is up */
  over: boolean;
}

/** The time of this beat: first for writing or voting, then for talking. */
export function timerOf(view: StageView, now: number): Timer | null {
  const beat = beatOf(view);
  if (view.paused && !beat) return { words: 'Paused', over: false };
  if (!beat) return null;
  const left = secondsLeft(beat.until, view.pausedAt === null ? now : Date.parse(view.pausedAt));
  if (left === null)
    return view.paused ? { words: 'Paused', over: false } : { words: beat.words, over: false };
  if (view.paused) return { words: `Paused ${clockWords(left)}`, over: false };
  return left === 0
    ? { words: beat.overWords, over: true }
    : { words: `${beat.words} ${clockWords(left)}`, over: false };
}

export interface Beat {
  /** says which beat it is, so that a chime sounds once for each */
  id: string;
  until: string | null;
  words: string;
  overWords: string;
}

export function beatOf({ screen }: StageView): Beat | null {
  if (screen.is === 'answering') {
    const id = `${screen.round.step}/${screen.round.round}/answer`;
    return { id, until: screen.round.until, words: quietWords(screen.step.kind), overWords: 'Time is up' };
  }
  if (screen.is === 'released' && screen.talkUntil !== null) {
    const round = screen.rounds.at(-1);
    return {
      id: `${screen.step.id}/${round?.round}/talk`,
      until: screen.talkUntil,
      words: 'Talk',
      overWords: 'Talk time is over',
    };
  }
  return null;
}

function quietWords(kind: Kind): string {
  return kindNow(kind)?.writes ? 'Quiet writing' : 'Quiet vote';
}

/** A short prompt is set large; a long one still stands on the wall whole. */
export function promptSize(text: string): 'large' | 'middle' | 'small' | 'least' {
  if (text.length <= 64) return 'large';
  if (text.length <= 140) return 'middle';
  return text.length <= 320 ? 'small' : 'least';
}
