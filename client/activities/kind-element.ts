import { css, LitElement, type PropertyDeclarations } from 'lit';
import type { Answer, Kind } from '../../events/activity.ts';
import type { InputProps, ResultProps } from './kind.ts';

/** Read aloud, not seen: the numbers behind a drawing, the legend of a group of buttons. */
export const unseen = css`
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** A question on a phone. It shows its properties and calls `change`; the page owns what is kept. */
export class InputElement<K extends Kind> extends LitElement {
  static override properties: PropertyDeclarations = { props: { attribute: false } };
  declare props: InputProps<K>;

  /**
   * What stands here now where every tap is an answer: this phone's latest change, even before anything has
   * acknowledged it. Drafts of such kinds are answers, kept by this phone for this question, hence the cast.
   */
  protected get given(): Answer<K> | null {
    return (this.props.draft ?? this.props.value) as Answer<K> | null;
  }
}

export interface Room {
  width: number;
  height: number;
}

/** What a stage leaves for a result when nobody has measured it yet. */
const stageRoom: Room = { width: 1472, height: 520 };

/** The group's answer. On a stage it knows the room it has, because there nothing may scroll. */
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
