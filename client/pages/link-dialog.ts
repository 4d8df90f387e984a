import { html, nothing, type TemplateResult } from 'lit';
import { openDialog } from '../ui/dialog.ts';
import '../ui/qr.ts';

/** A link to hand on: as a code to scan, and as text to copy. Over plain http there is no clipboard, so the text is selected. */

export interface LinkToShow {
  title: string;
  /** who gets in with it, and what they can do */
  text: string;
  link: string;
  /** shown large beside the code: what people type */
  big?: TemplateResult;
}

export function showLink({ title, text, link, big }: LinkToShow): Promise<void> {
  return openDialog(
    title,
    (close) =>
      html`<div class="link-dialog ${big ? 'wide' : ''}">
        <parley-qr .text=${link} label="Scan: ${title}"></parley-qr>
        ${big ?? nothing}
        <p>${text}</p>
        ${copyField(link, 'The link')}
        <div class="actions"><button class="button primary" @click=${close}>Done</button></div>
      </div>`,
  );
}

export function copyField(link: string, label: string): TemplateResult {
  return html`<span class="copy-field">
    <input
      readonly
      aria-label=${label}
      .value=${link}
      @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}
    />
    <button type="button" class="button slim" @click=${copy}>Copy</button>
  </span>`;
}

async function copy(event: MouseEvent): Promise<void> {
  const button = event.currentTarget as HTMLButtonElement;
  const field = button.parentElement?.querySelector('input');
  if (!field) return;
  button.textContent = (await copied(field)) ? 'Copied' : 'Selected: press Ctrl C';
}

async function copied(field: HTMLInputElement): Promise<boolean> {
  field.focus();
  field.select();
  // There is no clipboard outside https and localhost; the older way still works there in most browsers.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  try {
    if (clipboard) await clipboard.writeText(field.value);
    return clipboard !== undefined || document.execCommand('copy');
  } catch {
    return false;
  }
}
