import { css, LitElement, type PropertyDeclarations } from 'lit';
import type { Answer, Kind } from '../../events/activity.ts';
import type { InputProps } from './kind.ts';

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
