import { html, nothing, type TemplateResult } from 'lit';
import type { PhoneScreen } from '../../events/views/phone.ts';
import type { NewCommand } from '../session.ts';

interface Ways {
  ask: (command: NewCommand) => void;
  /** drawn once more after what is needed could not be loaded */
  retry: () => void;
}

/** Few people ever merge cards or decide, so what they need comes only to them. */
export function duties(
  { merging, deciding }: Extract<PhoneScreen, { is: 'result' }>,
  { ask, retry }: Ways,
): TemplateResult {
  if (deciding) import('./phone-deciding.ts').catch(retry);
  if (merging) import('./phone-merging.ts').catch(retry);
  const tell = (event: CustomEvent<NewCommand>): void => ask(event.detail);
  return html`${deciding ? html`<phone-deciding .deciding=${deciding} @ask=${tell}></phone-deciding>` : nothing}
  ${merging ? html`<phone-merging .merging=${merging} @merge=${tell}></phone-merging>` : nothing}`;
}
