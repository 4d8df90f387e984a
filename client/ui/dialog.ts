import { html, render, type TemplateResult } from 'lit';
import { words } from '../words.ts';

/**
 * A question in front of everything else, on the browser's own <dialog>: it keeps the focus inside, closes on
 * Escape and gives the focus back.
 */
export function openDialog(title: string, body: (close: () => void) => TemplateResult): Promise<void> {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-label', title);
  render(
    html`<h2>${title}</h2>
      ${body(() => dialog.close())}`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve();
    });
  });
}

export interface Question {
  title: string;
  /** what will happen, who will know */
  text: string;
  /** the action in words, never “OK” */
  yes: string;
  no?: string;
  danger?: boolean;
}

/** Whether the person wants it. Escape means no. */
export async function confirm({
  title,
  text,
  yes,
  no = words.cancel,
  danger = false,
}: Question): Promise<boolean> {
  let wants = false;
  await openDialog(title, (close) => {
    const agree = () => {
      wants = true;
      close();
    };
    return html`<p>${text}</p>
      <div class="actions">
        <button class="button" @click=${close}>${no}</button>
        <button class="button ${danger ? 'danger' : 'primary'}" @click=${agree}>${yes}</button>
      </div>`;
  });
  return wants;
}
