import { limits } from '../../events/session/limits.ts';
import type { DeskView, Forward } from '../../events/views/desk.ts';
import type { Ack } from '../../events/wire.ts';
import type { NewCommand, Session } from '../session.ts';
import { confirm } from '../ui/dialog.ts';
import { deskKeys } from './desk-keys.ts';
import { againGuard, guardOf, type Guard } from './desk-guard.ts';

/** Leading a session: what a button or a key sends, and what is asked first. */

export type ConductAct = 'forward' | 'back' | 'blank' | 'page' | 'pause' | 'again' | 'minute' | 'undo';

/** What stands now, whenever it is looked at. */
export interface Watched {
  readonly view: DeskView | null;
  readonly session: Session;
}

export interface Desk {
  watched: Watched;
  /** the desk's window is the wall: questions stay off it, a second press confirms instead */
  isWall: boolean;
}

/** Refusals that say another desk was quicker, and what stands now. */
const overtaken: Record<string, string> = {
  'already-open': 'The question is open.',
  'already-opened': 'The question has been asked.',
  'round-over': 'Answering is closed.',
  'already-released': 'The answer is shown.',
  'paused-already': 'The session is paused.',
  'not-paused': 'The session goes on.',
  discarded: 'Its answers are erased.',
  ended: 'The session has ended.',
};

/** An act, and when it was meant. */
interface Wish {
  act: ConductAct;
  moment: string;
}

export class Conduct {
  readonly #say: (message: string) => void;
  /** what the wall has warned of: the same again confirms it */
  #warned: Wish | null = null;

  constructor(say: (message: string) => void) {
    this.#say = say;
  }

  /** What a wall shows instead of a question, as long as there is something to ask. */
  warning(watched: Watched): string | null {
    const wish = this.#warned;
    const question = wish && askedStill(wish, watched);
    return question && `${question.text} Press ${keyOf(wish.act)} once more to do it.`;
  }

  async does(act: ConductAct, desk: Desk): Promise<void> {
    const { view, session } = desk.watched;
    const command = view && commandOf(act, view);
    if (!command || !(await this.#goesAhead({ act, moment: momentOf(view) }, desk))) return;
    if (act === 'forward' && looksFirst(view)) await session.send({ type: 'blank', on: true });
    const ack = await session.send(command);
    const onward = act === 'forward' ? afterwards(view.forward, ack) : null;
    const last = onward === null ? ack : await session.send({ type: 'go-to', step: onward });
    if (!last.ok) this.#say(refusalWords(last));
  }

  async #goesAhead(wish: Wish, { watched, isWall }: Desk): Promise<boolean> {
    const question = askedStill(wish, watched);
    const isSecond = this.#warned?.act === wish.act && this.#warned.moment === wish.moment;
    this.#warned = question && isWall && !isSecond ? wish : null;
    if (!question || isSecond) return true;
    if (isWall) return false;
    const asked = (): Guard | null => askedStill(wish, watched);
    if (await confirm(question, { changes: watched.session, now: asked })) return true;
    const { view } = watched;
    const isSettled = view && momentOf(view) === wish.moment && !asked();
    if (isSettled && question.settled !== undefined) this.#say(question.settled);
    return false;
  }
}

/** Null where it is just done, or where its moment is over. */
function askedStill({ act, moment }: Wish, { view, session }: Watched): Guard | null {
  if (!view || momentOf(view) !== moment) return null;
  if (act === 'forward') return guardOf(view, session.progress);
  return act === 'again' ? againGuard(view) : null;
}

function keyOf(act: ConductAct): string {
  return deskKeys.find((one) => one.act === act)?.shown ?? '';
}

/** What the forward button would do now. */
function momentOf({ forward, current }: DeskView): string {
  return `${forward.do} ${current?.id} ${current?.round?.round}`;
}

export function commandOf(act: ConductAct, view: DeskView): NewCommand | null {
  switch (act) {
    case 'forward':
      return forwardCommand(view.forward);
    case 'back':
      return view.previous === null || view.ended ? null : { type: 'go-to', step: view.previous };
    case 'blank':
      return view.ended ? null : { type: 'blank', on: !view.blanked };
    case 'page':
      return pageCommand(view);
    case 'pause':
      return view.ended ? null : { type: view.paused ? 'resume' : 'pause' };
    case 'again':
      return view.current && !view.ended ? { type: 'again', step: view.current.id } : null;
    case 'minute':
      return view.current && !view.ended ? { type: 'extend', seconds: 60 } : null;
    case 'undo':
      return view.undoable === null ? null : { type: 'undo', position: view.undoable };
  }
}

/** Every wall has its own number of pages and begins again after its last: here they only ever go on. */
function pageCommand({ stage: { screen } }: DeskView): NewCommand | null {
  if (screen.is !== 'released') return null;
  return { type: 'turn-page', page: screen.page < limits.pagesMax ? screen.page + 1 : 0 };
}

function forwardCommand(forward: Forward): NewCommand | null {
  switch (forward.do) {
    case 'go-to':
    case 'open':
    case 'close':
    case 'release':
      return { type: forward.do, step: forward.step };
    case 'show':
      return { type: 'blank', on: false };
    case 'end':
      return { type: 'end' };
    case 'read':
      return null;
  }
}

/** Cards that may name a person are read behind a blank wall before the room sees them. */
function looksFirst({ forward, current, blanked }: DeskView): boolean {
  return forward.do === 'release' && current?.review === true && !blanked;
}

/** Where the desk is not told of what it showed, it goes on at once; that it was shown already is no hindrance. */
function afterwards(forward: Forward, ack: Ack): string | null {
  if (forward.do !== 'release' || forward.onward === null) return null;
  return ack.ok || ack.code === 'already-released' ? forward.onward : null;
}

function refusalWords({ code, message }: Extract<Ack, { ok: false }>): string {
  const now = overtaken[code];
  return now === undefined ? message : `Someone else did that first. ${now}`;
}
