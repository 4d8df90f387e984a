import { limits } from '../../events/session/limits.ts';
import type { DeskView, Forward } from '../../events/views/desk.ts';
import type { Ack } from '../../events/wire.ts';
import type { NewCommand, Session } from '../session.ts';
import { confirm } from '../ui/dialog.ts';
import { deskKeys } from './desk-keys.ts';
import { againGuard, guardOf, type Guard } from './desk-guard.ts';

/** Leading a session: what a button or a key sends, and what is asked first. */

export type ConductAct = 'forward' | 'back' | 'blank' | 'page' | 'pause' | 'again' | 'minute' | 'undo';

export interface Desk {
  view: DeskView;
  /** what stands by now */
  look: () => DeskView | null;
  session: Session;
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

export class Conduct {
  readonly #say: (message: string) => void;
  /** what the wall has warned of: the same again confirms it */
  #warned: { act: ConductAct; moment: string } | null = null;

  constructor(say: (message: string) => void) {
    this.#say = say;
  }

  /** What a wall shows instead of a question, as long as there is something to ask. */
  warning({ view, session }: Pick<Desk, 'view' | 'session'>): string | null {
    if (this.#warned?.moment !== momentOf(view)) return null;
    const question = askedBefore(this.#warned.act, view, session);
    return question && `${question.text} Press ${keyOf(this.#warned.act)} once more to do it.`;
  }

  async does(act: ConductAct, desk: Desk): Promise<void> {
    const command = commandOf(act, desk.view);
    if (!command) return;
    if (!(await this.#goesAhead(act, desk))) return;
    if (act === 'forward' && looksFirst(desk.view)) await desk.session.send({ type: 'blank', on: true });
    const ack = await desk.session.send(command);
    const onward = act === 'forward' ? afterwards(desk.view.forward, ack) : null;
    const last = onward === null ? ack : await desk.session.send({ type: 'go-to', step: onward });
    if (!last.ok) this.#say(refusalWords(last));
  }

  async #goesAhead(act: ConductAct, { view, look, session, isWall }: Desk): Promise<boolean> {
    const question = askedBefore(act, view, session);
    const moment = momentOf(view);
    const isSecond = this.#warned?.act === act && this.#warned.moment === moment;
    this.#warned = question && isWall && !isSecond ? { act, moment } : null;
    if (!question || isSecond) return true;
    if (isWall) return false;
    const standing = (): DeskView | null => {
      const now = look();
      return now && momentOf(now) === moment ? now : null;
    };
    const asked = (): Guard | null => {
      const now = standing();
      return now && askedBefore(act, now, session);
    };
    if (await confirm(question, { changes: session, now: asked })) return true;
    if (standing() && !asked() && question.settled !== undefined) this.#say(question.settled);
    return false;
  }
}

function askedBefore(act: ConductAct, view: DeskView, { progress }: Session): Guard | null {
  if (act === 'forward') return guardOf(view, progress);
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
