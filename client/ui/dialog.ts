import { html, render, type TemplateResult } from 'lit';
import { words } from '../words.ts';

/**
 * A question in front of everything else, on the browser's own <dialog>: it keeps the focus inside, closes on
 * Escape and gives the focus back. It is drawn anew whenever `changes` says so.
 */
export function openDialog(
  title: string,
  body: (close: () => void) => TemplateResult,
  changes?: EventTarget,
): Promise<void> {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-label', title);
  const draw = (): void => {
    render(
      html`<h2>${title}</h2>
        ${body(() => dialog.close())}`,
      dialog,
    );
  };
  draw();
  changes?.addEventListener('change', draw);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      changes?.removeEventListener('change', draw);
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

/** A question whose answer may change, or come by itself, while it stands there. */
export interface Following {
  changes: EventTarget;
  /** null once there is nothing to ask */
  now: () => Question | null;
}

/** Whether the person wants it. Escape means no; so does a question that settles itself. */
export async function confirm(question: Question, following?: Following): Promise<boolean> {
  let wants = false;
  const body = (close: () => void): TemplateResult => {
    const asked = following ? following.now() : question;
    if (!asked) close();
    const { text, yes, no = words.cancel, danger = false } = asked ?? question;
    const agree = (): void => {
      wants = true;
      close();
    };
    return html`<p aria-live="polite">${text}</p>
      <div class="actions">
        <button class="button" @click=${close}>${no}</button>
        <button class="button ${danger ? 'danger' : 'primary'}" @click=${agree}>${yes}</button>
      </div>`;
  };
  await openDialog(question.title, body, following?.changes);
  return wants;
}
