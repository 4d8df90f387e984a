import { html } from 'lit';
import type { DeskStep } from '../../events/views/desk-step.ts';
import type { NewCommand } from '../session.ts';
import { openDialog } from '../ui/dialog.ts';
import { textIn } from '../ui/typed.ts';

/** Counting the hands of people without a device. The counts stand beside the answer, marked, and count towards no floor. */
export function enterHands({ id, title, hands }: DeskStep, ask: (command: NewCommand) => void): void {
  if (!hands) return;
  void openDialog('Count hands', (close) => {
    const enter = (event: SubmitEvent) => {
      event.preventDefault();
      const form = new FormData(event.target as HTMLFormElement);
      const counts = hands.options.map((option): [string, number] => [
        option.id,
        Number(textIn(form, option.id)),
      ]);
      close();
      ask({
        type: 'enter-count',
        step: id,
        counts: Object.fromEntries(counts.filter(([, count]) => count > 0)),
      });
    };
    return html`<form class="stack" @submit=${enter}>
      <p>
        For people without a device, on “${title}”. The counts stand beside the answer, marked as entered by
        hand. They change no number of it and count towards no floor. Counting again replaces what you
        entered.
      </p>
      <div class="hands">
        ${hands.options.map(
          (option) =>
            html`<label class="field"
              ><span>${option.label}</span
              ><input
                name=${option.id}
                type="number"
                min="0"
                max="10000"
                step="1"
                inputmode="numeric"
                .value=${String(hands.counts[option.id] ?? 0)}
            /></label>`,
        )}
      </div>
      <div class="actions">
        <button type="button" class="button" @click=${close}>Cancel</button>
        <button class="button primary">Enter the counts</button>
      </div>
    </form>`;
  });
}
