import { css, html, type TemplateResult } from 'lit';
import type { GroupAnswer, Item } from '../../events/activity.ts';
import { labelOf, partOf } from '../../events/activities/items.ts';
import { describeTags } from '../../events/activities/tags.ts';
import { bar, barStyles, legend, type Look } from './bar.ts';
import './board.ts';
import { figureStyles } from './figure-styles.ts';
import { InputElement, ResultElement } from './kind-element.ts';
import type { ClientKind } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { option, optionStyles } from './option.ts';
import { spoken } from './rounds.ts';
import { row, rowRungs, rowStyles } from './rows.ts';

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
          option({ group: id, label: bucket.label, note: bucket.note, chosen: this.given?.tags[id] === bucket.id, choose: () => this.choose(id, bucket.id) }),
        )}
      </div>
    </fieldset>`;
  }

  private choose(id: string, bucket: string): void {
    const tags = { ...this.given?.tags, [id]: bucket };
    this.props.change({ tags }, { tags });
  }
}

/** Two buckets are two sides; what is called mixed is hatched; further ones differ by pattern. */
const looks: readonly Look[] = ['left', 'right', 'quiet', 'wash', 'dotted', 'accent', 'ruled', 'mixed'];

function looksOf(buckets: readonly Item[]): { id: string; word: string; look: Look }[] {
  const plain = buckets.filter(({ id }) => id !== 'mixed').map(({ id }) => id);
  return buckets.map(({ id, label }) => ({ id, word: label, look: id === 'mixed' ? 'mixed' : (looks[plain.indexOf(id)] ?? 'quiet') }));
}

class TagsResult extends ResultElement<'tags'> {
  static override styles = [
    ...figureStyles,
    rowStyles,
    barStyles,
    css`
      :host {
        --label: 40%;
      }
      .all .label {
        font-weight: 700;
      }
      .label small {
        color: var(--accent);
        font-size: var(--small);
        font-weight: 650;
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing } = this.props;
    const round = rounds.at(-1);
    if (!round) return html``;
    const { groupAnswer, settings } = round;
    const buckets = looksOf(settings.buckets);
    const items = groupAnswer.items;
    const rows = items.map((item) => this.item(item, { buckets, items: settings.items }));
    const label = spoken(rounds, (one) => describeTags(one.groupAnswer, one.settings));
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${this.size === 'stage'
        ? html`<stage-board class="fill" role="img" aria-label=${label} .rungs=${rowRungs} .of=${this.props}>${rows}</stage-board>`
        : html`<div role="img" aria-label=${label}>${rows}</div>`}
      ${numbersTable(
        ['', ...buckets.map(({ word }) => word)],
        items.map(({ id, counts }) => [labelOf(settings.items, id), ...buckets.map((bucket) => partOf(counts, bucket.id) ?? 0)]),
      )}
      ${all(groupAnswer, buckets)}
    </figure>`;
  }

  private item(
    { id, counts }: GroupAnswer<'tags'>['items'][number],
    { buckets, items }: { buckets: ReturnType<typeof looksOf>; items: Item[] | undefined },
  ): TemplateResult {
    const label = labelOf(items, id);
    const mine = this.props.mine?.tags[id];
    const word = buckets.find((bucket) => bucket.id === mine)?.word;
    return row(
      word === undefined ? label : html`${label} <small>you: ${word}</small>`,
      bar(buckets.map((bucket) => ({ ...bucket, count: partOf(counts, bucket.id) ?? 0 }))),
    );
  }
}

/** The words of the parts, with all tags counted together; which share would be right nobody knows. */
function all({ n, items }: GroupAnswer<'tags'>, buckets: ReturnType<typeof looksOf>): TemplateResult {
  if (n === 0) return html`<p class="say"><b>No answers</b></p>`;
  const sums = buckets.map(({ id, word, look }) => {
    const sum = items.reduce((before, { counts }) => before + (partOf(counts, id) ?? 0), 0);
    return { word: items.length > 1 ? `${word} ${sum}` : word, look };
  });
  return html`${legend(sums)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tags-input': TagsInput;
    'tags-result': TagsResult;
  }
}

customElements.define('tags-input', TagsInput);
customElements.define('tags-result', TagsResult);

export const tags: ClientKind<'tags'> = {
  saves: 'tap',
  progress: ({ tags: placed }, { items = [] }) => `${Object.keys(placed).length} of ${items.length}`,
  input: (props) => html`<tags-input .props=${props}></tags-input>`,
  result: (props) => html`<tags-result .props=${props} .size=${props.size}></tags-result>`,
};
