import type { TemplateResult } from 'lit';
import type { Answer, GroupAnswer, Kind, Movement, Settings } from '../../events/activity.ts';

/**
 * What a kind shows. One file a kind, loaded when a session has a step of it: the question on a phone, and the
 * group's answer on phone, stage, desk preview and replay. Neither knows the socket.
 */
export interface ClientKind<K extends Kind> {
  /**
   * `tap`: each change is an answer and saves by itself. `send`: there is one Send button (the phone page draws
   * it), and the draft stays on the phone until then. Never both.
   */
  saves: 'tap' | 'send';
  /**
   * People write more than they choose, so the wall asks for quiet writing. `cards` come out without their author: the
   * page says so before anyone writes.
   */
  writes?: 'cards' | 'lines';
  /** how far an answer of several parts has come, as “2 of 7 rows”; stands beside “Saved” */
  progress?(answer: Answer<K>, settings: Settings<K>): string;
  input(props: InputProps<K>): TemplateResult;
  result(props: ResultProps<K>): TemplateResult;
}

/**
 * An input keeps nothing of its own between taps: it shows `draft`, else `value`. So the page hands the draft it was
 * given back at once, and hands back null once an answer has been withdrawn.
 */
export interface InputProps<K extends Kind> {
  settings: Settings<K>;
  /** what this phone has answered or drafted, or null */
  value: Answer<K> | null;
  /** changes every time someone else's items would show in a random order, the same for one phone */
  seed: string;
  disabled: boolean;
  /** null while the draft is not yet an answer (nothing chosen, points left over): keep `draft` all the same */
  change: (answer: Answer<K> | null, draft: unknown) => void;
  /** the last draft given to `change`, as stored on this phone */
  draft: unknown;
  /** says a sentence to screen readers, politely */
  announce: (words: string) => void;
}

/**
 * The result says what its kind found and how the room moved. The page says the rest: the prompt, who answered of
 * how many, caveats. On a stage the result fills the height it is given (100 %), scrolls nowhere and overflows
 * nowhere; all its sizes are pixels of a stage 1600 wide, so a smaller wall is a scaled one.
 */
export interface ResultProps<K extends Kind> {
  settings: Settings<K>;
  /** earlier rounds first; the last one is the round on the wall */
  rounds: ResultRound<K>[];
  /** `stage` is read from eight metres, `phone` from one hand, `page` in a document or on the desk */
  size: 'stage' | 'phone' | 'page';
  /** this phone's own answer, shown only behind a tap */
  mine: Answer<K> | null;
  names: Record<string, string>;
  /** all marks land together when this is true; false draws them as already landed */
  landing: boolean;
  /** which page of a wall that cannot hold it all at once; the first where it isn't said */
  page?: number;
}

export interface ResultRound<K extends Kind> {
  /** “Before”, “Now”, or empty when there is one round */
  label: string;
  settings: Settings<K>;
  groupAnswer: GroupAnswer<K>;
  answered: number;
  present: number;
  moved: Record<Movement, number> | null;
  unmoved: 'too-few-in-both' | 'no-earlier-answers' | null;
}
