import { html, nothing, type TemplateResult } from 'lit';
import type { PhoneScreen } from '../../events/views/phone.ts';
import type { Answering, Drafted } from '../answering.ts';
import type { NewCommand } from '../session.ts';

interface Ways {
  ask: (command: NewCommand) => void;
  /** keeps what is half typed, also when this page is loaded anew */
  answering: Answering | null;
  /** drawn once more after what is needed could not be loaded */
  retry: () => void;
}

/** What is half typed by whoever decides belongs to no question. */
const halfDecided: Drafted = { step: 'deciding', round: { round: 0 } };

/** Few people ever merge cards or decide, so what they need comes only to them. */
export function duties(
  { merging, deciding }: Extract<PhoneScreen, { is: 'result' }>,
  { ask, retry, answering }: Ways,
): TemplateResult {
  if (deciding) import('./phone-deciding.ts').catch(retry);
  if (merging) import('./phone-merging.ts').catch(retry);
  const keep = (draft: unknown): void =>
    answering?.keepDraft(halfDecided, draft === null ? null : { draft, answer: null });
  const tell = (event: CustomEvent<NewCommand>): void => ask(event.detail);
  return html`${
    deciding
      ? html`<phone-deciding
          .deciding=${deciding}
          .typed=${answering?.draftOf(halfDecided)?.draft}
          @ask=${tell}
          @typed=${(event: CustomEvent<unknown>) => keep(event.detail)}
        ></phone-deciding>`
      : nothing
  }
  ${merging ? html`<phone-merging .merging=${merging} @merge=${tell}></phone-merging>` : nothing}`;
}
