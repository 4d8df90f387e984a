import { html } from 'lit';
import { openDialog } from '../ui/dialog.ts';
import { deskKeys } from './desk-keys.ts';

export function showKeys(): Promise<void> {
  return openDialog(
    'Keys',
    (close) =>
      html`<dl class="keys">
          ${deskKeys.map(
            ({ shown, words }) =>
              html`<dt><kbd>${shown}</kbd></dt>
                <dd>${words}</dd>`,
          )}
          <dt><kbd>Esc</kbd></dt>
          <dd>Out of a note, a question, full screen</dd>
        </dl>
        <p class="hint small">Keys rest while you type.</p>
        <div class="actions"><button class="button primary" @click=${close}>Done</button></div>`,
  );
}
