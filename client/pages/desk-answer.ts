import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Kind } from '../../events/activity.ts';
import { participation } from '../../events/views/outcome.ts';
import type { RoundView } from '../../events/views/round-view.ts';
import type { DeskView } from '../../events/views/desk.ts';
import { kindNow, loadKind } from '../activities/index.ts';
import { DeskPart } from './desk-part.ts';
import { resultProps } from './result-rounds.ts';

/** An answer that this desk may read and the wall does not show: one for the facilitator alone, or behind a blank. */
export function answerOffWall({ current, stage }: DeskView): RoundView | null {
  const round = current?.round;
  return round?.result && stage.screen.is !== 'released' && stage.screen.is !== 'ended' ? round : null;
}

@customElement('desk-answer')
export class DeskAnswer extends DeskPart {
  protected override willUpdate(_changed: PropertyValues): void {
    const kind = answerOffWall(this.view)?.kind;
    if (kind !== undefined && kindNow(kind) === undefined) void this.#load(kind);
  }

  override render(): TemplateResult | typeof nothing {
    const round = answerOffWall(this.view);
    if (!round) return nothing;
    const names = Object.fromEntries(this.view.room.map(({ id, name }) => [id, name]));
    const props = resultProps({ rounds: [round], size: 'page', names, landing: false });
    const kind = kindNow(round.kind);
    return html`<h3>${this.view.current?.prompt ?? ''}</h3>
      ${kind && props ? kind.result(props) : nothing}
      <p class="hint small">${participation(round)}</p>`;
  }

  async #load(kind: Kind): Promise<void> {
    await loadKind(kind);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-answer': DeskAnswer;
  }
}
