import { LitElement, type PropertyDeclarations } from 'lit';
import type { Kind } from '../../events/activity.ts';
import type { ResultProps } from './kind.ts';

export interface Room {
  width: number;
  height: number;
}

/** What a stage leaves for a result when nobody has measured it yet. */
const stageRoom: Room = { width: 1472, height: 520 };

/**
 * The group's answer. On a stage it knows the room it has, because there nothing may scroll. It has a file of its own,
 * because no phone needs it before its first vote.
 */
export class ResultElement<K extends Kind> extends LitElement {
  static override properties: PropertyDeclarations = { props: { attribute: false }, size: { reflect: true } };
  declare props: ResultProps<K>;
  declare size: ResultProps<K>['size'];

  room = stageRoom;
  private watch: ResizeObserver | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch = new ResizeObserver(() => this.measure());
    this.watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch?.disconnect();
  }

  /** What is drawn without a board has one page, and says so as a board does. */
  override updated(): void {
    if (this.size !== 'stage' || this.renderRoot.querySelector('stage-board')) return;
    this.dispatchEvent(new CustomEvent('paged', { detail: 1, bubbles: true, composed: true }));
  }

  /** `clientWidth` is what the page laid out, whatever a scaled stage makes of it afterwards. */
  private measure(): void {
    const room = { width: this.clientWidth, height: this.clientHeight };
    if (room.width === 0 || (room.width === this.room.width && room.height === this.room.height)) return;
    this.room = room;
    this.requestUpdate();
  }
}
