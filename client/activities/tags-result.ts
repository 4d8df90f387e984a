import { css, html, type TemplateResult } from 'lit';
import type { GroupAnswer, Item } from '../../events/activity.ts';
import { labelOf, partOf } from '../../events/activities/items.ts';
import { describeTags } from '../../events/activities/tags.ts';
import { bar, barStyles, legend, type Look } from './bar.ts';
import './board.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';
import { numbersTable } from './numbers-table.ts';
import { spoken } from './rounds.ts';
import { row, rowRungs, rowStyles } from './rows.ts';

/** Two buckets are two sides; what is called mixed is hatched; further ones differ by pattern. */
const looks: readonly Look[] = ['left', 'right', 'quiet', 'wash', 'dotted', 'accent', 'ruled', 'mixed'];

function looksOf(buckets: readonly Item[]): { id: string; word: string; look: Look }[] {
  const plain = buckets.filter(({ id }) => id !== 'mixed').map(({ id }) => id);
  return buckets.map(({ id, label }) => ({
    id,
    word: label,
    look: id === 'mixed' ? 'mixed' : (looks[plain.indexOf(id)] ?? 'quiet'),
  }));
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
    const rows = items.map((item) => this.item(item, { buckets, items: settings.items, n: groupAnswer.n }));
    const label = spoken(rounds, (one) => describeTags(one.groupAnswer, one.settings));
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${
        this.size === 'stage'
          ? html`<stage-board class="fill" shows="img" .label=${label} .rungs=${rowRungs} .of=${this.props}
              >${rows}</stage-board
            >`
          : html`<div role="img" aria-label=${label}>${rows}</div>`
      }
      ${numbersTable(
        ['', ...buckets.map(({ word }) => word)],
        items.map(({ id, counts }) => [
          labelOf(settings.items, id),
          ...buckets.map((bucket) => partOf(counts, bucket.id) ?? 0),
        ]),
      )}
      ${all(groupAnswer, buckets)}
    </figure>`;
  }

  private item(
    { id, counts }: GroupAnswer<'tags'>['items'][number],
    { buckets, items, n }: { buckets: ReturnType<typeof looksOf>; items: Item[] | undefined; n: number },
  ): TemplateResult {
    const label = labelOf(items, id);
    const mine = this.props.mine?.tags[id];
    const word = buckets.find((bucket) => bucket.id === mine)?.word;
    return row(
      word === undefined ? label : html`${label} <small>you: ${word}</small>`,
      bar(
        buckets.map((bucket) => ({ ...bucket, count: partOf(counts, bucket.id) ?? 0 })),
        { of: n },
      ),
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
    'tags-result': TagsResult;
  }
}

customElements.define('tags-result', TagsResult);
