import { css, html, type TemplateResult } from 'lit';
import type { Item } from '../../events/activity.ts';
import { fetched } from './fetched.ts';
import { InputElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { option, optionStyles } from './option.ts';

class TagsInput extends InputElement<'tags'> {
  static override styles = [
    ...optionStyles,
    css`
      fieldset {
        margin-block-end: 12px;
        border: 1px solid var(--line);
        border-radius: var(--r-m);
        padding: 12px;
        background: var(--card);
      }
      legend {
        float: inline-start;
        inline-size: 100%;
        padding: 0 2px 8px;
        font-weight: 600;
      }
      .answers {
        clear: both;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 88px), 1fr));
        gap: 6px;
      }
      .wide {
        grid-template-columns: minmax(0, 1fr);
      }
      .face {
        justify-content: center;
        padding: 6px 8px;
        text-align: center;
      }
      .face > :last-child {
        flex: none;
        max-inline-size: 100%;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`${(this.props.settings.items ?? []).map((item) => this.item(item))}`;
  }

  private item({ id, label }: Item): TemplateResult {
    const { settings, disabled } = this.props;
    return html`<fieldset ?disabled=${disabled}>
      <legend dir="auto">${label}</legend>
      <div class="answers ${settings.buckets.some((bucket) => bucket.label.length > 24) ? 'wide' : ''}">
        ${settings.buckets.map((bucket) =>
          option({
            group: id,
            label: bucket.label,
            note: bucket.note,
            chosen: this.given?.tags[id] === bucket.id,
            choose: () => this.choose(id, bucket.id),
          }),
        )}
      </div>
    </fieldset>`;
  }

  private choose(id: string, bucket: string): void {
    const tags = { ...this.given?.tags, [id]: bucket };
    this.props.change({ tags }, { tags });
  }
}

const drawn = fetched(() => import('./tags-result.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'tags-input': TagsInput;
  }
}

customElements.define('tags-input', TagsInput);

export const tags: ClientKind<'tags'> = {
  saves: 'tap',
  progress: ({ tags: placed }, { items = [] }) => `${Object.keys(placed).length} of ${items.length}`,
  input: (props) => html`<tags-input .props=${props}></tags-input>`,
  result: (props) => drawn(html`<tags-result .props=${props} .size=${props.size}></tags-result>`),
};
