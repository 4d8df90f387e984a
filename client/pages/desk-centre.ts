import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { DeskView } from '../../events/views/desk.ts';
import type { DeskStep } from '../../events/views/desk-step.ts';
import type { ProgressMessage } from '../../events/wire.ts';
import { listed } from '../words.ts';
import './desk-answer.ts';
import { answerOffWall } from './desk-answer.ts';
import './desk-cards.ts';
import './desk-document.ts';
import { answeredIn } from './desk-guard.ts';
import { enterHands } from './desk-hands.ts';
import './desk-minute.ts';
import './desk-objections.ts';
import { objectionsOf } from './desk-objections.ts';
import { ActEvent, DeskPart, type DeskAct } from './desk-part.ts';
import './desk-proposals.ts';
import { sayOf } from './desk-say.ts';
import { cardsOf } from './desk-cards.ts';
import './stage.ts';
import type { JoinDoor } from './stage-parts.ts';

type Tab = 'wall' | 'answer' | 'cards' | 'objections' | 'document';

/** The middle of the desk, in the order it is needed: what is on the wall, what comes next, what to say, what to press. */
@customElement('desk-centre')
export class DeskCentre extends DeskPart {
  static override properties = {
    ...DeskPart.properties,
    progress: { attribute: false },
    join: { attribute: false },
    leads: { type: Boolean },
    busy: { type: Boolean },
  };
  declare progress: ProgressMessage | null;
  declare join: JoinDoor | null;
  declare leads: boolean;
  /** something was asked that is not answered yet */
  declare busy: boolean;
  @state() private tab: Tab = 'wall';
  /** how many pages the wall here needs for what it shows */
  @state() private pages = 1;
  #did: string | null = null;

  /** Cards that are to be looked through come up by themselves, and the wall comes back once they are shown. */
  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('view')) return;
    const does = this.view.forward.do;
    if (does === 'show' && this.#did !== 'show') this.tab = 'cards';
    if (does !== 'show' && this.#did === 'show') this.tab = 'wall';
    this.#did = does;
  }

  override render(): TemplateResult {
    return html`${this.#where()}
      <div class="desk-script">
        <desk-minute .view=${this.view}></desk-minute>
        ${this.#say()} ${this.leads ? html`<desk-proposals .view=${this.view}></desk-proposals>` : nothing}
      </div>
      ${this.#tabs()}
      <div class="desk-pane" id="desk-pane" role="region" aria-label=${tabWords[this.#shownTab()]}>
        ${this.#pane()}
      </div>
      ${this.leads ? this.#controls() : nothing}`;
  }

  #where(): TemplateResult {
    const { view } = this;
    const next = nextWords(view.forward.do, view.next?.title ?? null, view.current?.title ?? null);
    return html`<p class="desk-where">
      <span class="tag ${view.blanked || view.paused ? 'warn' : 'good'}" role="status"
        ><b>On the wall now: ${view.onTheWall}</b></span
      >
      ${view.ended ? nothing : html`<span class="tag">Next: ${next}</span>`} ${this.#count()} ${this.#hands()}
      ${this.#undo()}
    </p>`;
  }

  #undo(): TemplateResult | typeof nothing {
    if (this.view.undoable === null || !this.leads) return nothing;
    return html`<button class="button slim undo" ?disabled=${this.busy} @click=${this.#act('undo')}>
      Undo <kbd>Z</kbd>
    </button>`;
  }

  /** People without a device raise their hands. */
  #hands(): TemplateResult | typeof nothing {
    const { current, ended } = this.view;
    if (!current?.hands || !this.leads || ended) return nothing;
    return html`<button
      class="button slim"
      @click=${() => enterHands(current, (command) => this.ask(command))}
    >
      Count hands …
    </button>`;
  }

  #count(): TemplateResult | typeof nothing {
    const { current } = this.view;
    const round = current?.round;
    if (!round || round.phase !== 'open') return nothing;
    const answered = answeredIn(round, this.progress);
    const present = this.progress?.step === round.step ? this.progress.present : round.size;
    const enough = round.mode !== 'sealed' || answered >= round.floor;
    return html`<span class="tag ${enough ? 'good' : ''}"
      >${answered} of ${present} answered${round.mode === 'sealed' ? ` · needs ${round.floor}` : ''}</span
    >`;
  }

  #say(): TemplateResult {
    const say = sayOf(this.view);
    return html`<div
      class="desk-say"
      tabindex=${say.length > 260 ? '0' : nothing}
      role="note"
      aria-label="What you say"
    >
      <b>Say:</b> ${say}${this.#named(this.view.current)}
    </div>`;
  }

  /** Where answers carry names, the desk sees at once whose are in, and what they say. */
  #named(current: DeskStep | null): TemplateResult | typeof nothing {
    if (!current?.answers || current.answers.length + current.passed.length === 0) return nothing;
    const { answers, passed } = current;
    const names = answers.map((one) => one.name);
    return html`<details class="named small">
      <summary class="hint">
        ${names.length > 0 ? `Answered: ${listed(names)}` : nothing}${names.length > 0 && passed.length > 0 ? ' · ' : nothing}${passed.length > 0 ? `Passed: ${listed(passed)}` : nothing}
      </summary>
      <ul>
        ${answers.map(({ name, words }) => html`<li><b>${name}</b> <span dir="auto">${words}</span></li>`)}
      </ul>
    </details>`;
  }

  #shownTab(): Tab {
    return this.#openTabs().includes(this.tab) ? this.tab : 'wall';
  }

  /** Plain buttons: arrows always lead the session, wherever the focus is. */
  #tabs(): TemplateResult {
    const shown = this.#shownTab();
    const turns = shown === 'wall' && this.view.stage.screen.is === 'released' && this.pages > 1;
    return html`<div class="desk-tabs" role="group" aria-label="What the middle shows">
      ${this.#openTabs().map((tab) => html`<button aria-pressed=${tab === shown} @click=${() => this.#show(tab)}>${tabWords[tab]}${this.#tabCount(tab)}</button>`)}
      ${turns && this.leads ? html`<button class="turn" @click=${this.#act('page')}>Turn the page <kbd>T</kbd></button>` : nothing}
    </div>`;
  }

  #openTabs(): Tab[] {
    const tabs: Tab[] = ['wall'];
    if (answerOffWall(this.view)) tabs.push('answer');
    if (cardsOf(this.view)) tabs.push('cards');
    if (objectionsOf(this.view)) tabs.push('objections');
    return [...tabs, 'document'];
  }

  #tabCount(tab: Tab): TemplateResult | typeof nothing {
    const cards = tab === 'cards' ? cardsOf(this.view)?.texts : null;
    const counts =
      tab === 'objections' ? objectionsOf(this.view)?.filter(({ state: is }) => is === 'open') : cards;
    return counts ? html` <small>${counts.length}</small>` : nothing;
  }

  #show(tab: Tab): void {
    this.tab = tab;
  }

  #pane(): TemplateResult {
    switch (this.#shownTab()) {
      case 'wall':
        return html`<div class="desk-frame">
          <parley-stage
            aria-hidden="true"
            inert
            @paged=${(event: CustomEvent<number>) => (this.pages = event.detail)}
            .view=${this.view.stage}
            .progress=${this.progress}
            .join=${this.join}
            .now=${this.now}
          ></parley-stage>
        </div>`;
      case 'answer':
        return html`<desk-answer .view=${this.view} .now=${this.now}></desk-answer>`;
      case 'cards':
        return html`<desk-cards .view=${this.view} .now=${this.now}></desk-cards>`;
      case 'objections':
        return html`<desk-objections .view=${this.view} .now=${this.now}></desk-objections>`;
      case 'document':
        return html`<desk-document .view=${this.view} .now=${this.now} .leads=${this.leads}></desk-document>`;
    }
  }

  #controls(): TemplateResult {
    const { view } = this;
    const hasBeat = view.current?.round?.phase === 'open' || view.current?.round?.phase === 'released';
    const mayAskAgain =
      view.current?.round?.phase === 'released' || view.current?.round?.phase === 'discarded';
    const off = this.busy;
    const others = html`${this.#button('back', html`<span aria-hidden="true">◀</span> Back`, { off: off || view.previous === null, key: '←' })}
    ${this.#button('blank', view.blanked ? 'Unblank' : 'Blank', { off, key: 'B', pressed: view.blanked })}
    ${this.#button('pause', view.paused ? 'Go on' : 'Pause', { off, key: 'P', pressed: view.paused })}
    ${this.#button('again', 'Vote again', { off: off || !mayAskAgain, key: 'R' })}
    ${this.#button('minute', '+1 min', { off: off || !hasBeat, key: '+' })}`;
    return html`<div class="desk-controls" role="toolbar" aria-label="Controls">
      ${view.ended ? nothing : others}
      <button class="button primary forward" ?disabled=${this.busy} @click=${this.#act('forward')}>
        ${forwardWords(view)} <kbd>→</kbd>
      </button>
    </div>`;
  }

  #button(
    act: DeskAct,
    words: string | TemplateResult,
    { off, key, pressed }: { off: boolean; key: string; pressed?: boolean },
  ): TemplateResult {
    return html`<button
      class="button"
      ?disabled=${off}
      aria-pressed=${pressed ?? nothing}
      @click=${this.#act(act)}
    >
      ${words} <kbd>${key}</kbd>
    </button>`;
  }

  #act(act: DeskAct): () => void {
    return () => this.dispatchEvent(new ActEvent(act));
  }
}

/** Where to is said above, so that the button stays one glance long. */
function forwardWords({ forward, current }: DeskView): string {
  return forward.do === 'go-to' ? (current ? 'Next' : 'Begin') : forward.label;
}

const tabWords: Record<Tab, string> = {
  wall: 'Wall',
  answer: 'Answer, not on the wall',
  cards: 'Cards',
  objections: 'Objections',
  document: 'Document',
};

/** What the big button leads to, in the words of the agenda. */
function nextWords(does: string, next: string | null, current: string | null): string {
  if (does === 'open') return `open “${current}”`;
  if (does === 'close') return 'close answering';
  if (does === 'release') return 'show the answer';
  if (does === 'show') return 'show the cards';
  return next ?? 'the end';
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-centre': DeskCentre;
  }
}
