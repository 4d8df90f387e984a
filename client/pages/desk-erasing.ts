import { html, nothing, type TemplateResult } from 'lit';
import type { DeskView } from '../../events/views/desk.ts';
import type { NewCommand } from '../session.ts';
import { confirm, openDialog } from '../ui/dialog.ts';

/** Erasing, said plainly: what goes, what stays, and that nothing brings it back. */

type Ask = (command: NewCommand) => void;

export async function erasePerson({ id, name }: { id: string; name: string }, ask: Ask): Promise<void> {
  const wants = await confirm({
    title: `Erase ${name}?`,
    text: `Their name, the answers that carried it and every word under it go for good: from the wall, the replay, the outcome and the log, where only unreadable text stays. Counts stay, and so do sealed answers, because nobody can tell which were theirs. The seat closes. Nothing brings this back.`,
    yes: 'Erase for good',
    danger: true,
  });
  if (wants) ask({ type: 'erase', participant: id });
}

interface Words {
  id: string;
  text: string;
  by: string | null;
}

async function eraseText({ id, text, by }: Words, ask: Ask): Promise<void> {
  const where = 'wherever it went: the wall, later questions, the replay, the outcome';
  const log =
    by === null
      ? 'Its key is destroyed, so the log keeps only unreadable text.'
      : `In the log it stays locked under ${by}’s key; only erasing ${by} destroys that.`;
  const wants = await confirm({
    title: 'Erase these words?',
    text: `“${shortened(text)}” goes, ${where}. Counts stay, and “erased” stands in its place. ${log} Nothing brings it back.`,
    yes: 'Erase for good',
    danger: true,
  });
  if (wants) ask({ type: 'erase', text: id });
}

/** At the foot of the document, where it is found also after the end. */
export function erasingSection({ written }: DeskView, ask: Ask): TemplateResult | typeof nothing {
  if (written.length === 0) return nothing;
  return html`<section class="stack">
    <h3>Erase what somebody wrote</h3>
    <p class="hint">A person is erased under Room. Here are the words alone.</p>
    <p><button class="button" @click=${() => chooseWords(written, ask)}>Choose what to erase …</button></p>
  </section>`;
}

function chooseWords(written: DeskView['written'], ask: Ask): void {
  void openDialog('Erase what somebody wrote', (close) => {
    const erase = (one: Words) => () => {
      close();
      void eraseText(one, ask);
    };
    return html`<div class="erasable">
        ${written.map(
          ({ title, words }) =>
            html`<h3>${title}</h3>
              <ul>
                ${words.map((one) => html`<li><q dir="auto">${one.text}</q>${one.by === null ? nothing : html`<small class="hint">${one.by}</small>`}<button class="button slim danger" aria-label="Erase: ${shortened(one.text)}" @click=${erase(one)}>Erase …</button></li>`)}
              </ul>`,
        )}
      </div>
      <div class="actions"><button class="button primary" @click=${close}>Done</button></div>`;
  });
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
