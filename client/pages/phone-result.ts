import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { PhoneScreen } from '../../events/views/phone.ts';
import type { RoundView } from '../../events/views/round-view.ts';
import type { ClientKind, ResultRound } from '../activities/kind.ts';
import type { OwnAnswer } from '../own-answers.ts';
import { phoneWords } from '../phone-words.ts';
import { resultWords } from './phone-result-words.ts';

/** The room's answer. Whoever looks over a shoulder sees no more than the wall: one's own stands behind a tap. */
export class PhoneResult extends LitElement {
  static override properties = { result: {}, kind: {}, own: {}, showsMine: { state: true } };
  declare result: Extract<PhoneScreen, { is: 'result' }>;
  kind: ClientKind<never> | null | undefined;
  /** this phone's answers, one for each round */
  own: readonly (OwnAnswer | null)[] = [];
  private showsMine = false;

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    const { prompt, title, caveats, rounds, deciding } = this.result;
    const counts = rounds.at(-1)?.counts;
    return html`<h1 tabindex="-1" dir="auto">${prompt.length > 120 ? title : prompt}</h1>
      ${counts ? html`<p class="hint">${phoneWords.answeredOf(counts.answered, counts.present)}</p>` : nothing}
      ${deciding?.decided.length === 0 ? this.decides() : nothing}
      <div class="card room-answer">${this.drawn()}</div>
      ${this.mine()} ${caveats.map((caveat) => html`<p class="caveat" dir="auto">${caveat}</p>`)}`;
  }

  /** What is decided stands below all that the room said, so whoever decides is told of it above. */
  private decides(): TemplateResult {
    const go = () => document.querySelector('phone-deciding')?.scrollIntoView();
    return html`<div class="notice decides">
      <p>${resultWords.decides}</p>
      <button class="button" @click=${go}>${resultWords.decide}</button>
    </div>`;
  }

  private drawn(): TemplateResult | typeof nothing {
    const { kind } = this;
    const rounds = this.result.rounds.flatMap((round, place, all) => resultRound(round, place, all.length));
    const last = rounds.at(-1);
    if (!kind || !last) return nothing;
    const own = this.own.at(-1);
    return kind.result({
      settings: last.settings,
      rounds,
      size: 'phone',
      mine: (this.showsMine && own?.is === 'answered' ? own.answer : null) as never,
      names: this.result.names,
      landing: true,
    });
  }

  private mine(): TemplateResult {
    const own = this.own.at(-1);
    const cannotCompare = this.own.length > 1 && own?.is === 'answered' && this.own.at(-2)?.is !== 'answered';
    if (own?.is !== 'answered' || own.state !== 'saved') {
      return html`<p class="hint small">${this.whyNoMine(own)}</p>`;
    }
    return html`<p>
        <button
          class="button"
          aria-pressed=${this.showsMine}
          @click=${() => (this.showsMine = !this.showsMine)}
        >
          ${this.showsMine ? resultWords.hideMine : resultWords.showMine}
        </button>
      </p>
      ${cannotCompare ? html`<p class="hint small">${resultWords.joinedAfterFirst}</p>` : nothing}`;
  }

  private whyNoMine(own: OwnAnswer | null | undefined): string {
    if (!this.result.wasAsked) return resultWords.notAsked;
    return own?.state === 'saved' && own.is === 'passed' ? resultWords.passedMine : resultWords.noMine;
  }
}

function resultRound(round: RoundView, place: number, of: number): ResultRound<never>[] {
  if (!round.result) return [];
  const label =
    of === 1
      ? ''
      : place === of - 1
        ? resultWords.now
        : place === 0
          ? resultWords.before
          : resultWords.round(place + 1);
  return [
    {
      label,
      settings: round.settings as never,
      groupAnswer: round.result.groupAnswer as never,
      answered: round.counts?.answered ?? 0,
      present: round.counts?.present ?? 0,
      moved: round.result.moved,
      unmoved: round.result.unmoved ?? null,
    },
  ];
}

customElements.define('phone-result', PhoneResult);

declare global {
  interface HTMLElementTagNameMap {
    'phone-result': PhoneResult;
  }
}
