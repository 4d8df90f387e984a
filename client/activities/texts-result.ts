import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { GroupAnswer, Theme, WrittenText } from '../../events/activity.ts';
import { describeTexts, themeWords } from '../../events/activities/texts.ts';
import './board.ts';
import { cardStyles, rungsForCards, words } from './cards.ts';
import { figureStyles } from './figure-styles.ts';
import { ResultElement } from './result-element.ts';

class TextsResult extends ResultElement<'texts'> {
  static override styles = [...figureStyles, cardStyles];

  override render(): TemplateResult {
    const { rounds, landing } = this.props;
    const round = rounds.at(-1);
    if (!round || round.groupAnswer.texts.length === 0) return html`<p class="say"><b>No cards</b></p>`;
    const group = round.groupAnswer;
    const cards = repeat(
      piecesOf(group),
      (piece) => piece.id,
      (piece) => this.piece(piece, group),
    );
    const drawn =
      this.size === 'stage'
        ? html`<stage-board
            class="fill"
            shows="list"
            flow="across"
            .label=${describeTexts(group)}
            .rungs=${rungsForCards(piecesOf(group).length)}
            .of=${this.props}
            >${cards}</stage-board
          >`
        : html`<div class="cards" role="list" aria-label=${describeTexts(group)}>${cards}</div>`;
    return html`<figure class="figure ${landing ? 'landing' : ''}">${drawn}</figure>`;
  }

  private piece(piece: Piece, { n }: GroupAnswer<'texts'>): TemplateResult {
    if (piece.theme === null) {
      return html`<div role="listitem" class="card mark ${this.isMine(piece.texts) ? 'mine' : ''}">
        ${piece.texts.map(({ text }) => words(text))}
      </div>`;
    }
    const { raisedBy, texts } = piece.theme;
    const title = themeWords(piece.theme, piece.texts);
    const others = unlike(title, piece.texts);
    return html`<div role="listitem" class="card mark ${this.isMine(piece.texts) ? 'mine' : ''}">
      <h3 dir="auto">${title ?? 'No longer shown'}</h3>
      <small>${raisedBy === undefined ? cardCount(texts.length) : `raised by ${raisedBy} of ${n}`}</small>
      ${others.map(({ text }) => html`<div class="under">${words(text, true)}</div>`)}
    </div>`;
  }

  /** Cards carry no author, not even here: this phone finds its own by its words. */
  private isMine(texts: readonly WrittenText[]): boolean {
    const { mine } = this.props;
    return mine !== null && texts.some(({ text }) => text !== null && mine.texts.includes(text));
  }
}

/** The cards under a title, each wording once: twins say the same thing, and the title may have said it already. */
function unlike(title: string | null, texts: readonly WrittenText[]): WrittenText[] {
  return texts.filter(
    ({ text }, place) => text !== title && texts.findIndex((other) => other.text === text) === place,
  );
}

function cardCount(count: number): string {
  return count === 1 ? '1 card' : `${count} cards`;
}

/** A theme with its cards, or one card by itself. */
interface Piece {
  id: string;
  theme: Theme | null;
  texts: WrittenText[];
}

/** Themes first, in the order they were made, then what stands alone, in the random order it came out. */
function piecesOf({ texts, themes }: GroupAnswer<'texts'>): Piece[] {
  const byId = new Map(texts.map((text) => [text.id, text]));
  const themed = new Set(themes.flatMap((theme) => theme.texts));
  return [
    ...themes.map((theme) => ({
      id: theme.id,
      theme,
      texts: theme.texts.flatMap((id) => byId.get(id) ?? []),
    })),
    ...texts
      .filter((text) => !themed.has(text.id))
      .map((text) => ({ id: text.id, theme: null, texts: [text] })),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'texts-result': TextsResult;
  }
}

customElements.define('texts-result', TextsResult);
