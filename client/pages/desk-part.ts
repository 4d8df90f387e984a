import { LitElement } from 'lit';
import type { DeskView } from '../../events/views/desk.ts';
import type { Ack } from '../../events/wire.ts';
import type { NewCommand } from '../session.ts';

/** A part of the desk: it shows the view and asks for things; the page alone knows the line. */
export class DeskPart extends LitElement {
  static override properties = { view: { attribute: false }, now: { type: Number } };
  declare view: DeskView;
  /** the server's time in milliseconds */
  declare now: number;

  /** The desk's styles reach every part. */
  override createRenderRoot(): this {
    return this;
  }

  protected ask(command: NewCommand, answered?: (ack: Ack) => void): void {
    this.dispatchEvent(new AskEvent(command, answered));
  }
}

/** Somebody at the desk wants something; `answered` hears what the server said. */
export class AskEvent extends Event {
  static readonly type = 'desk-ask';
  readonly command: NewCommand;
  readonly answered: ((ack: Ack) => void) | undefined;

  constructor(command: NewCommand, answered?: (ack: Ack) => void) {
    super(AskEvent.type, { bubbles: true, composed: true });
    this.command = command;
    this.answered = answered;
  }
}

/** What the desk itself does, from a button or a key. */
export const deskActs = [
  'forward',
  'back',
  'blank',
  'page',
  'pause',
  'again',
  'minute',
  'note',
  'undo',
  'present',
  'big',
  'keys',
] as const;
export type DeskAct = (typeof deskActs)[number];

export class ActEvent extends Event {
  static readonly type = 'desk-act';
  readonly act: DeskAct;

  constructor(act: DeskAct) {
    super(ActEvent.type, { bubbles: true, composed: true });
    this.act = act;
  }
}

declare global {
  interface HTMLElementEventMap {
    'desk-ask': AskEvent;
    'desk-act': ActEvent;
  }
}
