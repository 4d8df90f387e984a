import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { themeWords } from '../../events/activities/texts.ts';
import { limits } from '../../events/session/limits.ts';
import type { MergingView } from '../../events/views/phone.ts';
import type { NewCommand } from '../session.ts';
import { openDialog } from '../ui/dialog.ts';
import { announce } from '../ui/live-region.ts';
import { words } from '../words.ts';
import { mergingWords } from './merging-words.ts';

/**
 * Cards that mean the same are put together by whoever asked for them, on their own phone: choose two or more, name
 * what they share. Checkboxes and buttons, so that a thumb, a keyboard and a screen reader do the same thing. Fires
 * `merge` with the command to send.
 */
export class PhoneMerging extends LitElement {
  static override properties = { merging: {}, chosen: { state: true } };
  declare merging: MergingView;
  /** ids of cards and of groups */
  private chosen: readonly string[] = [];

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    const { themes, texts } = this.merging;
    const grouped = new Set(themes.flatMap((theme) => theme.texts));
    const single = texts.filter((text) => !grouped.has(text.id));
    return html`<section class="merging" aria-labelledby="merging">
      <h2 id="merging">${mergingWords.title}</h2>
      <p class="hint">${mergingWords.hint}</p>
      <ul class="cards">
        ${themes.map((theme) => html`<li>${this.group(theme)}</li>`)}
        ${single.map((text) => html`<li>${this.choice(text.id, html`<span dir="auto">${text.text ?? mergingWords.erased}</span>`)}</li>`)}
      </ul>
      ${this.together()}
    </section>`;
  }

  private together(): TemplateResult | typeof nothing {
    const chosen = this.standing();
    if (chosen.length === 0) return nothing;
    return html`<div class="together">
      <span>${mergingWords.chosen(chosen.length)}</span>
      <button class="button plain" @click=${() => (this.chosen = [])}>${mergingWords.none}</button>
      <button class="button primary" ?disabled=${chosen.length < 2} @click=${() => void this.merge()}>
        ${mergingWords.merge}
      </button>
    </div>`;
  }

  /** What is chosen and still there: another device of the same role may have merged it meanwhile. */
  private standing(): string[] {
    const { themes, texts } = this.merging;
    return this.chosen.filter(
      (id) => themes.some((theme) => theme.id === id) || texts.some((text) => text.id === id),
    );
  }

  private group(theme: MergingView['themes'][number]): TemplateResult {
    const words = theme.texts.map(
      (id) => this.merging.texts.find((text) => text.id === id)?.text ?? mergingWords.erased,
    );
    return html`${this.choice(
        theme.id,
        html`<span
          ><b dir="auto">${this.titleOf(theme)}</b
          >${words.map((text) => html`<small dir="auto">${text}</small>`)}</span
        >`,
      )}
      <div class="actions">
        <button
          class="button"
          aria-label="${mergingWords.rename}: ${this.titleOf(theme)}"
          @click=${() => void this.rename(theme)}
        >
          ${mergingWords.rename}
        </button>
        <button
          class="button"
          aria-label="${mergingWords.split}: ${this.titleOf(theme)}"
          @click=${() => this.split(theme)}
        >
          ${mergingWords.split}
        </button>
      </div>`;
  }

  /** A group that nobody has named yet is called by what its cards say. */
  private titleOf(theme: MergingView['themes'][number]): string {
    return themeWords(theme, this.merging.texts) ?? theme.title;
  }

  private choice(id: string, label: TemplateResult): TemplateResult {
    return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${this.chosen.includes(id)}
        @change=${(event: Event) => this.choose(id, event)}
      />
      ${label}
    </label>`;
  }

  private choose(id: string, event: Event): void {
    const isChosen = event.target instanceof HTMLInputElement && event.target.checked;
    this.chosen = isChosen ? [...this.chosen, id] : this.chosen.filter((one) => one !== id);
    announce(mergingWords.chosen(this.chosen.length));
  }

  private async merge(): Promise<void> {
    const { step, themes, texts: cards } = this.merging;
    const chosen = this.standing();
    const texts = chosen.flatMap((id) => themes.find((theme) => theme.id === id)?.texts ?? [id]);
    const group = themes.find((theme) => chosen.includes(theme.id));
    const first = (group && this.titleOf(group)) ?? cards.find((card) => card.id === chosen[0])?.text ?? '';
    const title = await askForTitle(mergingWords.merge, first);
    if (title === null) return;
    this.chosen = [];
    this.tell({ type: 'merge-texts', step, texts: [...new Set(texts)], title });
  }

  private async rename(theme: MergingView['themes'][number]): Promise<void> {
    const title = await askForTitle(mergingWords.rename, this.titleOf(theme));
    if (title !== null) this.tell({ type: 'rename-theme', step: this.merging.step, theme: theme.id, title });
  }

  private split(theme: MergingView['themes'][number]): void {
    this.tell({ type: 'split-theme', step: this.merging.step, theme: theme.id });
  }

  private tell(command: NewCommand): void {
    this.dispatchEvent(new CustomEvent<NewCommand>('merge', { detail: command, bubbles: true }));
  }
}

/** What a group is called, or null if it was called off. */
async function askForTitle(heading: string, proposal: string): Promise<string | null> {
  let title: string | null = null;
  await openDialog(heading, (close) => {
    const submit = (event: Event) => {
      event.preventDefault();
      const input = event.target instanceof HTMLFormElement ? event.target.querySelector('textarea') : null;
      const given = input?.value.trim() ?? '';
      if (given === '') return input?.focus();
      title = given;
      return close();
    };
    return html`<form @submit=${submit}>
      <label class="field">
        <span>${mergingWords.called}</span>
        <textarea
          dir="auto"
          rows="2"
          .value=${proposal.slice(0, limits.titleMax)}
          maxlength=${limits.titleMax}
        ></textarea>
      </label>
      <div class="actions">
        <button type="button" class="button" @click=${close}>${words.cancel}</button>
        <button class="button primary">${heading}</button>
      </div>
    </form>`;
  });
  return title;
}

customElements.define('phone-merging', PhoneMerging);

declare global {
  interface HTMLElementTagNameMap {
    'phone-merging': PhoneMerging;
  }
}
