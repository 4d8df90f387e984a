import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { lastRound, stepOf, type SessionState } from '../../events/session/state.ts';
import { stageView, type StageView } from '../../events/views/stage.ts';
import type { Session } from '../session.ts';
import { Clock } from './clock.ts';
import './stage.ts';

/**
 * The wall beside the answers, for people who are far from it. It is drawn from what this phone is told, so it shows
 * what the wall shows of a question, and no lobby: a phone does not know who is here.
 */
export class PhoneBeside extends LitElement {
  static override properties = { session: {}, held: {}, participant: {} };
  declare session: Session;
  /** what the session holds now */
  declare held: SessionState | null;
  declare participant: string;

  constructor() {
    super();
    // A page that was here before its code came has its properties only after it has been connected.
    new Clock(this, () => (this.session as Session | undefined)?.now() ?? Date.now());
  }

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult | typeof nothing {
    const view = this.held && wallOf(this.held, this.participant);
    if (!view) return nothing;
    return html`<aside aria-label="On the wall">
      <parley-stage
        .view=${view}
        .progress=${'round' in view.screen ? this.session.progressOf(view.screen.round.step, view.screen.round.round) : null}
        .now=${this.session.now()}
      ></parley-stage>
    </aside>`;
  }
}

function wallOf(state: SessionState, participant: string): StageView | null {
  const view = stageView(state, { role: 'participant', participant });
  // Who holds which role is not told to phones either.
  const wall = { ...view, advisory: false };
  if (view.screen.is === 'lobby') return null;
  if (view.screen.is !== 'released') return wall;
  const step = stepOf(state, view.screen.step.id);
  const names = (step && lastRound(step)?.result?.names) ?? {};
  return { ...wall, screen: { ...view.screen, names } };
}

customElements.define('phone-beside', PhoneBeside);

declare global {
  interface HTMLElementTagNameMap {
    'phone-beside': PhoneBeside;
  }
}
