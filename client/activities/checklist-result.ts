import { css, html, nothing, type TemplateResult } from 'lit';
import type { ChecklistAnswer, GroupAnswer } from '../../events/activity.ts';
import { describeChecklist } from '../../events/activities/checklist.ts';
import { labelOf } from '../../events/activities/items.ts';
import { bar, barStyles, legend, type Look } from './bar.ts';
import './board.ts';
import { heightOf, pileFor } from './dots.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';
import type { ResultRound } from './kind.ts';
import { numbersTable } from './numbers-table.ts';
import { spoken } from './rounds.ts';
import { row, rowRungs, rowStyles } from './rows.ts';
import { strip, stripStyles } from './strip.ts';

const answers: { id: ChecklistAnswer; word: string; look: Look }[] = [
  { id: 'yes', word: 'yes', look: 'left' },
  { id: 'no', word: 'no', look: 'right' },
  { id: 'unsure', word: 'not sure', look: 'quiet' },
];

class ChecklistResult extends ResultElement<'checklist'> {
  static override styles = [
    ...figureStyles,
    rowStyles,
    barStyles,
    stripStyles,
    css`
      :host {
        --label: 42%;
      }
      .label small {
        color: var(--accent);
        font-size: var(--small);
        font-weight: 650;
      }
      .by-yes {
        display: grid;
        grid-template-columns: minmax(0, var(--label)) minmax(0, 1fr);
        align-items: end;
        gap: 0.7em;
        font-size: var(--small);
      }
      :host([size='phone']) .by-yes {
        grid-template-columns: minmax(0, 1fr);
      }
      .by-yes ol {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(0, 1fr);
        text-align: center;
        color: var(--ink-2);
      }
    `,
  ];

  override render(): TemplateResult {
    const { rounds, landing } = this.props;
    const round = rounds.at(-1);
    if (!round) return html``;
    const { groupAnswer, settings } = round;
    const rows = groupAnswer.items.map((item) => this.item(item, round));
    const label = spoken(rounds, (one) => describeChecklist(one.groupAnswer, one.settings));
    const hasRoom = this.size !== 'stage' || groupAnswer.items.length <= 4;
    return html`<figure class="figure ${landing ? 'landing' : ''}">
      ${
        this.size === 'stage'
          ? html`<stage-board class="fill" shows="img" .label=${label} .rungs=${rowRungs} .of=${this.props}
              >${rows}</stage-board
            >`
          : html`<div role="img" aria-label=${label}>${rows}</div>`
      }
      ${this.size === 'stage' && !leavesOpen(groupAnswer) ? nothing : legend(answers)}
      ${numbersTable(
        ['', ...answers.map(({ word }) => word)],
        groupAnswer.items.map((item) => [
          labelOf(settings.items, item.id),
          ...answers.map(({ id }) => item[id]),
        ]),
      )}
      ${hasRoom && groupAnswer.n > 1 ? this.byYes(round) : nothing} ${say(round)}
    </figure>`;
  }

  private item(
    item: GroupAnswer<'checklist'>['items'][number],
    { groupAnswer: { n }, settings }: ResultRound<'checklist'>,
  ): TemplateResult {
    const mine = this.props.mine?.items[item.id];
    const label = labelOf(settings.items, item.id);
    const word = answers.find(({ id }) => id === mine)?.word;
    return row(
      word === undefined ? label : html`${label} <small>you: ${word}</small>`,
      bar(
        answers.map(({ id, ...part }) => ({ ...part, count: item[id] })),
        { of: n },
      ),
    );
  }

  /** People by how many lines they said yes to, with the steps from the threshold on shaded. */
  private byYes({
    groupAnswer: { histogram },
    settings: { threshold },
  }: ResultRound<'checklist'>): TemplateResult {
    const tallest = Math.max(...histogram);
    const [height, dotMax] = { stage: [70, 30], phone: [48, 12], page: [44, 11] }[this.size] as [
      number,
      number,
    ];
    const width = (this.room.width * (this.size === 'phone' ? 1 : 0.66) * 0.86) / histogram.length;
    const pile = pileFor(tallest, { width, height, dotMin: 5, dotMax });
    return html`<div class="by-yes" aria-hidden="true">
      <span class="faint">People by how often they said yes</span>
      <div>
        ${strip({
          counts: histogram,
          pile,
          tallest,
          height: heightOf(pile, tallest, height),
          band: threshold ? [threshold.atLeast, histogram.length - 1] : null,
        })}
        <ol>
          ${histogram.map((_, many) => html`<li>${many}</li>`)}
        </ol>
      </div>
    </div>`;
  }
}

/** Somebody left each of the lines open, so that none has the width for all its words. */
function leavesOpen({ n, items }: GroupAnswer<'checklist'>): boolean {
  return items.every(({ yes, no, unsure }) => yes + no + unsure < n);
}

/** A threshold is about one list, so of a room's only the count is said. */
function say({
  groupAnswer: { n, histogram, verdict },
  settings: { threshold },
}: ResultRound<'checklist'>): TemplateResult | typeof nothing {
  if (n === 0) return html`<p class="say"><b>No answers</b></p>`;
  if (verdict !== undefined) return html`<p class="say"><b>${verdict}</b></p>`;
  if (!threshold) return nothing;
  const reached = histogram.slice(threshold.atLeast).reduce((sum, people) => sum + people, 0);
  return html`<p class="say">
    <b>${reached} of ${n} said yes to at least ${threshold.atLeast}</b>
    <span>Not sure counts as not yes.</span>
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'checklist-result': ChecklistResult;
  }
}

customElements.define('checklist-result', ChecklistResult);
