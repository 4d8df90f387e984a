import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Theme, WrittenText } from '../../events/activity.ts';
import { themeWords } from '../../events/activities/texts.ts';
import { limits } from '../../events/session/limits.ts';
import { similarWording, type Similar } from '../../events/statistics/wording.ts';
import type { DeskView } from '../../events/views/desk.ts';
import type { DeskStep } from '../../events/views/desk-step.ts';
import { openDialog } from '../ui/dialog.ts';
import { counted } from '../words.ts';
import { DeskPart } from './desk-part.ts';
import { typed } from '../ui/typed.ts';

export interface Cards {
  step: string;
  texts: readonly WrittenText[];
  themes: readonly Theme[];
  hidden: DeskStep['hidden'];
}

/** The cards of the step on the wall, once they have been shown; null where there are none. */
export function cardsOf({ current }: DeskView): Cards | null {
  const groupAnswer = current?.round?.result?.groupAnswer;
  if (!current || !groupAnswer || !('texts' in groupAnswer) || !('themes' in groupAnswer)) return null;
  return { step: current.id, texts: groupAnswer.texts, themes: groupAnswer.themes, hidden: current.hidden };
}

/** Merging, splitting, naming and hiding. A machine only suggests; a person says what belongs together. */
@customElement('desk-cards')
export class DeskCards extends DeskPart {
  @state() private chosen: ReadonlySet<string> = new Set();
  /** suggestions that were looked at and left */
  @state() private left: ReadonlySet<string> = new Set();

  override render(): TemplateResult | typeof nothing {
    const cards = cardsOf(this.view);
    if (!cards) return nothing;
    const grouped = new Set(cards.themes.flatMap((theme) => theme.texts));
    const hidden = new Set(cards.hidden.map((one) => one.text));
    const loose = cards.texts.filter((text) => !grouped.has(text.id) && !hidden.has(text.id));
    return html`<div class="desk-cards">
      ${this.view.forward.do === 'show' ? html`<p class="notice">The wall is blank while you look. Hide what names a person; then <kbd>→</kbd> shows the cards.</p>` : nothing}
      ${this.#mergeBar(cards)} ${this.#suggestions(cards)}
      <ul class="themes">
        ${repeat(
          cards.themes.filter(({ texts }) => texts.length > 1),
          (theme) => theme.id,
          (theme) => this.#theme(cards, theme),
        )}
      </ul>
      <ul class="cards">
        ${repeat(
          loose.concat(singles(cards)),
          (text) => text.id,
          (text) => this.#card(cards, text),
        )}
      </ul>
      ${
        cards.hidden.length === 0
          ? nothing
          : html`<p class="hint small">
              Hidden: ${cards.hidden.map((one) => one.reason).join('; ')}. Undo brings a card back.
            </p>`
      }
    </div>`;
  }

  #mergeBar(cards: Cards): TemplateResult {
    const texts = [...this.chosen].filter((id) => cards.texts.some((text) => text.id === id));
    const merge = (event: SubmitEvent) => {
      event.preventDefault();
      const title = typed(event, 'title');
      this.#merge(cards, texts, title);
    };
    const first = cards.texts.find((text) => text.id === texts[0])?.text ?? '';
    return html`<form class="merge-bar" @submit=${merge}>
      <label class="field"
        ><span class="unseen">Name of the group</span
        ><input
          name="title"
          maxlength=${limits.titleMax}
          placeholder="Choose cards that say the same, then name them"
          .value=${first.slice(0, limits.titleMax)}
          ?disabled=${texts.length < 2}
          required
      /></label>
      <button class="button" ?disabled=${texts.length < 2}>
        Merge ${texts.length > 1 ? texts.length : ''}
      </button>
    </form>`;
  }

  #suggestions(cards: Cards): TemplateResult | typeof nothing {
    const written = cards.texts.flatMap(({ id, text }) => (text === null ? [] : [{ id, text }]));
    const found = similarWording(written) ?? [];
    const open = found.filter(
      (one) =>
        !this.left.has(keyOf(one)) &&
        !cards.themes.some((theme) => one.texts.every((id) => theme.texts.includes(id))),
    );
    if (open.length === 0) return nothing;
    return html`<section class="suggestions" aria-label="Similar wording">
      <h3>Similar wording</h3>
      <ul>
        ${open.slice(0, 6).map((one) => this.#suggestion(cards, one))}
      </ul>
    </section>`;
  }

  #suggestion(cards: Cards, similar: Similar): TemplateResult {
    const texts = similar.texts.map((id) => cards.texts.find((text) => text.id === id)?.text ?? '');
    const leave = () => {
      this.left = new Set([...this.left, keyOf(similar)]);
    };
    return html`<li>
      <span
        >${texts.map((text) => html`<q>${text}</q>`)}${similar.opposed ? html`<small>One of them says “not”: perhaps they mean the opposite.</small>` : nothing}</span
      >
      <button
        class="button slim"
        @click=${() => this.#merge(cards, similar.texts, (texts[0] ?? '').slice(0, limits.titleMax))}
      >
        Merge
      </button>
      <button class="button slim" @click=${leave}>Keep apart</button>
    </li>`;
  }

  #theme({ step, texts }: Cards, theme: Theme): TemplateResult {
    const rename = (event: Event) => {
      const title = (event.target as HTMLInputElement).value.trim();
      if (title !== '' && title !== theme.title)
        this.ask({ type: 'rename-theme', step, theme: theme.id, title });
    };
    const whole = theme.texts.every((id) => this.chosen.has(id));
    return html`<li class="theme">
      <label class="pick"
        ><input type="checkbox" .checked=${whole} @change=${() => this.#choose(theme.texts, !whole)} /><span
          class="unseen"
          >Choose the group ${themeWords(theme, texts) ?? theme.title}</span
        ></label
      >
      <label class="field"
        ><span class="unseen">Name of the group</span
        ><input
          maxlength=${limits.titleMax}
          .value=${themeWords(theme, texts) ?? theme.title}
          @change=${rename}
      /></label>
      <small
        >${theme.raisedBy === undefined ? counted(theme.texts.length, 'card', 'cards') : `raised by ${theme.raisedBy}`}</small
      >
      <button class="button slim" @click=${() => this.ask({ type: 'split-theme', step, theme: theme.id })}>
        Split
      </button>
      <ul>
        ${texts.filter(({ id }) => theme.texts.includes(id)).map((card) => html`<li><q>${card.text ?? 'erased'}</q>${this.#hideButton(step, card)}</li>`)}
      </ul>
    </li>`;
  }

  #card({ step }: Cards, card: WrittenText): TemplateResult {
    const { id, text } = card;
    const isChosen = this.chosen.has(id);
    return html`<li class="loose ${isChosen ? 'chosen' : ''}">
      <label
        ><input type="checkbox" .checked=${isChosen} @change=${() => this.#choose([id], !isChosen)} />
        <span>${text ?? 'erased'}</span></label
      >
      ${this.#hideButton(step, card)}
    </li>`;
  }

  #hideButton(step: string, card: WrittenText): TemplateResult | typeof nothing {
    if (card.text === null) return nothing;
    return html`<button class="button plain slim" @click=${() => this.#hide(step, card)}>Hide …</button>`;
  }

  #choose(ids: readonly string[], on: boolean): void {
    const chosen = new Set(this.chosen);
    for (const id of ids) {
      if (on) chosen.add(id);
      else chosen.delete(id);
    }
    this.chosen = chosen;
  }

  #merge({ step }: Cards, texts: readonly string[], title: string): void {
    if (title === '' || texts.length < 2) return;
    this.ask({ type: 'merge-texts', step, texts: [...texts], title }, (ack) => {
      if (!ack.ok) return;
      this.chosen = new Set();
      // What was in focus is no longer there; the next cards are chosen from the first one on.
      void this.updateComplete.then(() => this.querySelector<HTMLElement>('input[type=checkbox]')?.focus());
    });
  }

  /** A hidden card leaves the wall and the outcome; that one was hidden, and why, stays. */
  #hide(step: string, { id: text, text: words }: WrittenText): void {
    void openDialog('Hide this card', (close) => {
      const hide = (event: SubmitEvent) => {
        event.preventDefault();
        const reason = typed(event, 'reason');
        if (reason !== '') this.ask({ type: 'hide-text', step, text, reason });
        close();
      };
      return html`<form class="stack" @submit=${hide}>
        <blockquote dir="auto">${words}</blockquote>
        <p>
          It leaves the wall and the outcome. The outcome says that a card was hidden, and why. Hide what
          names a person, not what is hard to hear.
        </p>
        <label class="field"
          ><span>Why</span
          ><input name="reason" required maxlength=${limits.titleMax} value="It names a person"
        /></label>
        <div class="actions">
          <button type="button" class="button" @click=${close}>Cancel</button>
          <button class="button danger">Hide the card</button>
        </div>
      </form>`;
    });
  }
}

/** A group of one is a card like any other. */
function singles({ texts, themes, hidden }: Cards): WrittenText[] {
  const alone = new Set(themes.filter((theme) => theme.texts.length === 1).flatMap((theme) => theme.texts));
  return texts.filter(({ id }) => alone.has(id) && !hidden.some((one) => one.text === id));
}

function keyOf({ texts }: Similar): string {
  return texts.toSorted().join(' ');
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-cards': DeskCards;
  }
}
