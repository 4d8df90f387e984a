import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';

import type { PhoneQuestion as Question } from '../../events/views/phone.ts';
import type { ProgressMessage } from '../../events/wire.ts';
import type { ClientKind } from '../activities/kind.ts';
import type { Draft, OwnAnswer } from '../own-answers.ts';
import { phoneWords } from '../phone-words.ts';
import { announce } from '../ui/live-region.ts';
import { privacyWords, words } from '../words.ts';

export type Reachable = 'yes' | 'slowly' | 'no' | { hindered: string };

/**
 * One question. It says who will see the answer before it asks, and says “saved” only when the server has said so.
 * Fires `drafted` with a `Draft` at every change, `send`, `pass` and `withdraw`.
 */
export class PhoneQuestion extends LitElement {
  static override properties = {
    question: {},
    kind: {},
    own: {},
    draft: {},
    reachable: {},
    progress: {},
    seed: {},
    reopened: { state: true },
  };
  declare question: Question;
  /** undefined while it loads, null if this page does not know it */
  kind: ClientKind<never> | null | undefined;
  own: OwnAnswer | null = null;
  draft: Draft | null = null;
  reachable: Reachable = 'yes';
  progress: ProgressMessage | null = null;
  seed = '';
  /** a pass that its owner wants to turn into an answer */
  private reopened = false;
  #said = '';

  override createRenderRoot(): this {
    return this;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('own') && this.own?.is !== 'passed') this.reopened = false;
  }

  override updated(): void {
    const says = this.standing();
    if (this.#said !== '' && says !== this.#said) announce(says);
    this.#said = says;
  }

  override render(): TemplateResult {
    return html`<main aria-labelledby="asked" aria-describedby="privacy">
        ${this.heading()} ${this.body()}
      </main>
      <footer class="foot">
        <div class="says">
          <p class="standing">${this.standingLine()}</p>
          <p id="privacy">${this.privacy()}</p>
        </div>
        ${this.sendButton()}
      </footer>`;
  }

  /** A prompt is the heading where it is short enough to be read as one. */
  private heading(): TemplateResult {
    const { title, prompt, note } = this.question;
    const isLong = prompt.length > 120;
    const saves = this.kind && this.sendsByTap() ? phoneWords.tapSaves : null;
    return html`<h1 id="asked" tabindex="-1" dir="auto">${isLong ? title : prompt}</h1>
      ${isLong ? html`<p class="prompt" dir="auto">${prompt}</p>` : nothing}
      ${note === null && saves === null ? nothing : html`<p class="hint"><bdi>${note}</bdi> ${saves}</p>`}`;
  }

  private body(): TemplateResult {
    const { kind, own, question, draft } = this;
    if (kind === undefined) return html`<p class="hint">${words.connecting}</p>`;
    if (kind === null) {
      return html`<p class="notice">${words.unknownKind}</p>
        <p><button class="button" @click=${() => location.reload()}>${words.reloadNow}</button></p>`;
    }
    if (own?.is === 'passed' && !this.reopened) return this.passed();
    return html`${kind.input({
      settings: question.round.settings as never,
      value: (own?.is === 'answered' ? own.answer : null) as never,
      seed: this.seed,
      disabled: false,
      change: (answer, given) => this.fire('drafted', { answer, draft: given }),
      draft: draft?.draft ?? null,
      announce,
    })}
    ${this.way(own)}`;
  }

  /** The way round an answer, or back from it; what stays on the phone needs neither. */
  private way(own: OwnAnswer | null): TemplateResult | typeof nothing {
    if (own?.is === 'answered') return this.aside(phoneWords.withdraw, 'withdraw');
    return this.question.round.mode === 'self' ? nothing : this.aside(phoneWords.pass, 'pass');
  }

  private aside(label: string, act: 'pass' | 'withdraw'): TemplateResult {
    return html`<p class="aside">
      <button class="button plain" @click=${() => this.fire(act)}>${label}</button>
    </p>`;
  }

  private passed(): TemplateResult {
    const { mode } = this.question.round;
    const isNamed = mode === 'named' || mode === 'one';
    return html`<div class="card passed">
      <p><b>${phoneWords.passed}</b></p>
      <p class="hint">${isNamed ? phoneWords.passedNamed : phoneWords.passedWhy}</p>
      <p>
        <button class="button" @click=${() => (this.reopened = true)}>${phoneWords.answerAfterAll}</button>
      </p>
    </div>`;
  }

  private sendsByTap(): boolean {
    return this.kind?.saves === 'tap' && this.question.round.mode !== 'self';
  }

  /** An answer that is ready and is not the one already sent. */
  private isUnsent(): boolean {
    const { draft, own } = this;
    if (!draft || draft.answer === null || draft.answer === undefined) return false;
    return (
      own?.is !== 'answered' ||
      own.state === 'refused' ||
      JSON.stringify(draft.answer) !== JSON.stringify(own.answer)
    );
  }

  private sendButton(): TemplateResult | typeof nothing {
    if (!this.kind || this.sendsByTap() || (this.own?.is === 'passed' && !this.reopened)) return nothing;
    const isSelf = this.question.round.mode === 'self';
    const again = this.own?.is === 'answered';
    const label = isSelf
      ? again
        ? phoneWords.addChange
        : phoneWords.addMine
      : again
        ? phoneWords.sendChange
        : phoneWords.send;
    if (again && !this.isUnsent()) return nothing;
    return html`<button
      class="button ${isSelf ? '' : 'primary'}"
      ?disabled=${!this.isUnsent()}
      @click=${() => this.fire('send')}
    >
      ${label}
    </button>`;
  }

  private standingLine(): TemplateResult {
    const isSaved =
      this.own?.state === 'saved' && this.own.is !== 'withdrawn' && (this.sendsByTap() || !this.isUnsent());
    const { answer } = this.own ?? {};
    const part =
      this.kind?.progress && answer
        ? this.kind.progress(answer as never, this.question.round.settings as never)
        : '';
    const rest = part === '' ? this.room() : part;
    if (!isSaved) return html`${this.standing()}`;
    return html`<b>✓ ${this.standing()}</b>${rest === '' ? nothing : html` · ${rest}`}`;
  }

  /** A plain count, which everyone may know; never who, and never what. */
  private room(): string {
    const { progress } = this;
    return progress ? phoneWords.answeredOf(progress.answered, progress.present) : '';
  }

  /** How far this phone's answer has come, in a word or a sentence. */
  private standing(): string {
    const { own, reachable } = this;
    const isSelf = this.question.round.mode === 'self';
    if (own?.state === 'refused') return phoneWords.notSaved;
    if (own?.state === 'sent') {
      if (reachable === 'yes') return phoneWords.sending;
      if (reachable === 'slowly') return phoneWords.sendingSlowly;
      if (reachable !== 'no') return reachable.hindered;
      return this.sendsByTap() ? words.offlineAnswer : words.offlineText;
    }
    if (!this.sendsByTap() && own?.is !== 'passed' && this.isUnsent())
      return isSelf && !own ? phoneWords.yoursAlone : phoneWords.notSent;
    if (own?.is === 'withdrawn') return phoneWords.withdrawn;
    if (own) return isSelf && own.is === 'answered' ? phoneWords.added : phoneWords.saved;
    return reachable === 'no' ? words.offline : phoneWords.notYet;
  }

  private privacy(): string {
    const { round, seenBy, topic } = this.question;
    const isAdded = round.mode === 'self' && this.own?.is === 'answered';
    return privacyWords({
      mode: isAdded ? 'sealed' : round.mode,
      floor: round.floor,
      size: round.size,
      seenBy: seenBy.mode,
      roles: seenBy.roles,
      you: seenBy.you,
      topic,
      writes: this.kind?.writes === 'cards',
    });
  }

  private fire(type: 'drafted' | 'send' | 'pass' | 'withdraw', detail: Draft | null = null): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

customElements.define('phone-question', PhoneQuestion);

declare global {
  interface HTMLElementTagNameMap {
    'phone-question': PhoneQuestion;
  }
}
