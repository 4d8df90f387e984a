import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ProgressMessage } from '../../events/wire.ts';
import { answeredIn } from './desk-guard.ts';
import { ActEvent, DeskPart, type DeskAct } from './desk-part.ts';
import './desk-minute.ts';
import './desk-proposals.ts';
import { sayOf } from './desk-say.ts';
import { timerOf } from './stage-parts.ts';

/** The desk in one hand: what is on the wall, what to say, one big button. */
@customElement('desk-remote')
export class DeskRemote extends DeskPart {
  static override properties = {
    ...DeskPart.properties,
    progress: { attribute: false },
    busy: { type: Boolean },
  };
  declare progress: ProgressMessage | null;
  declare busy: boolean;

  override render(): TemplateResult {
    const { view } = this;
    const timer = timerOf(view.stage, this.now);
    return html`<main class="remote">
      <header>
        <h1>${view.title}</h1>
        ${view.rehearsal ? html`<span class="tag warn">Rehearsal</span>` : nothing}
      </header>
      <p class="remote-wall ${view.blanked || view.paused ? 'warn' : ''}" role="status">
        <span>On the wall now</span><b>${view.onTheWall}${view.paused ? ', paused' : ''}</b>
        ${timer ? html`<span class="remote-timer">${timer.words}</span>` : nothing}
      </p>
      ${this.#step()}
      <desk-minute .view=${view}></desk-minute>
      <div class="remote-controls">
        ${this.#button('back', 'Back', view.previous === null || view.ended)}
        ${this.#button('blank', view.blanked ? 'Show' : 'Blank', view.ended, view.blanked)}
        ${this.#button('pause', view.paused ? 'Go on' : 'Pause', view.ended, view.paused)}
        ${this.#button('minute', '+1 min', view.ended || (view.current?.round?.phase !== 'open' && view.current?.round?.phase !== 'released'))}
      </div>
      <button class="button primary remote-forward" ?disabled=${this.busy} @click=${this.#act('forward')}>
        ${view.forward.label}
      </button>
    </main>`;
  }

  #step(): TemplateResult {
    const { current, next, ended } = this.view;
    const round = current?.round;
    const count =
      round?.phase === 'open'
        ? `${answeredIn(round, this.progress)} of ${this.progress?.present ?? round.size} answered${round.mode === 'sealed' ? `, needs ${round.floor}` : ''}`
        : null;
    return html`<section class="remote-step">
      ${current && !ended ? html`<h2>${current.title}</h2>` : nothing}
      ${count === null ? nothing : html`<p class="count">${count}</p>`}
      <p class="say"><b>Say:</b> ${sayOf(this.view)}</p>
      <desk-proposals .view=${this.view}></desk-proposals>
      ${next && !ended ? html`<p class="hint">After this: ${next.title}</p>` : nothing}
    </section>`;
  }

  #button(act: DeskAct, words: string, off: boolean, pressed?: boolean): TemplateResult {
    return html`<button
      class="button"
      ?disabled=${off || this.busy}
      aria-pressed=${pressed ?? nothing}
      @click=${this.#act(act)}
    >
      ${words}
    </button>`;
  }

  #act(act: DeskAct): () => void {
    return () => this.dispatchEvent(new ActEvent(act));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-remote': DeskRemote;
  }
}
