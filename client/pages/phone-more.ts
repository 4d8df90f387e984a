import { html, type TemplateResult } from 'lit';
import type { PhoneView } from '../../events/views/phone.ts';
import { limits } from '../../events/session/limits.ts';
import { phoneWords } from '../phone-words.ts';
import { moreWords } from './phone-more-words.ts';
import { seatLink, type Seat } from '../seats.ts';
import type { Session } from '../session.ts';
import { confirm, openDialog } from '../ui/dialog.ts';
import { announce } from '../ui/live-region.ts';
import { words } from '../words.ts';

/** What a person may need besides answering: a minute, the seat on another device, another name. */

export interface More {
  session: Session;
  seat: Seat;
  view: PhoneView;
  leave: () => void;
}

/** What the page finds here once it has loaded it. */
export interface MoreActions {
  openMore: typeof openMore;
  askForMinute: typeof askForMinute;
}

export async function openMore(more: More): Promise<void> {
  const { view, session } = more;
  await openDialog(view.me.name, (close) => {
    const then = (next: () => Promise<void>) => () => {
      close();
      void next();
    };
    return html`<p class="hint">${view.me.roleLabel}</p>
      <div class="menu">
        ${entry(
          phoneWords.minute,
          then(() => askForMinute(session, view.me.role)),
        )}
        ${entry(
          moreWords.keepSeat,
          then(() => keepSeat(more)),
        )}
        ${entry(
          moreWords.newName,
          then(() => rename(more)),
        )}
        ${entry(
          moreWords.leave,
          then(() => leave(more)),
        )}
        ${entry(words.close, close)}
      </div>`;
  });
}

function entry(label: string, act: () => void): TemplateResult {
  return html`<button class="button wide" @click=${act}>${label}</button>`;
}

export async function askForMinute(session: Session, role: string): Promise<void> {
  const text = role === 'candidate' ? moreWords.minuteTextCandidate : moreWords.minuteText;
  if (!(await confirm({ title: moreWords.minuteTitle, text, yes: moreWords.minuteYes }))) return;
  const ack = await session.send({ type: 'ask-pause' });
  const outcome = ack.ok ? moreWords.minuteAsked : ack.message;
  announce(outcome);
  await openDialog(
    outcome,
    (close) =>
      html`<div class="actions"><button class="button primary" @click=${close}>${words.close}</button></div>`,
  );
}

async function keepSeat({ seat }: More): Promise<void> {
  const link = seatLink(location.origin, seat);
  await openDialog(moreWords.keepSeat, (close) => {
    const copy = (event: Event) => void copyFrom(event, link);
    return html`<p>${moreWords.keepSeatText}</p>
      <label class="field seat-link">
        <span class="unseen">${moreWords.keepSeat}</span>
        <textarea readonly rows="3" .value=${link} @focus=${(event: Event) => select(event)}></textarea>
      </label>
      <div class="actions">
        <button class="button" @click=${close}>${words.close}</button>
        <button class="button primary" @click=${copy}>
          ${canShare() ? moreWords.share : moreWords.copy}
        </button>
      </div>`;
  });
}

/** Neither sharing nor the clipboard exists on plain http: there the link is selected, and the old way copies it. */
async function copyFrom(event: Event, link: string): Promise<void> {
  const button = event.currentTarget;
  const box = button instanceof HTMLElement ? button.closest('dialog')?.querySelector('textarea') : null;
  box?.select();
  try {
    if (canShare()) return await navigator.share({ url: link });
    if (isSecureContext) await navigator.clipboard.writeText(link);
    else document.execCommand('copy');
    if (button instanceof HTMLElement) button.textContent = moreWords.copied;
    announce(moreWords.copied);
  } catch {
    // Whoever closes the share sheet has not failed at anything; the link stays selected.
  }
}

/** Types say that it always exists; on plain http it does not. */
function canShare(): boolean {
  return Reflect.has(navigator, 'share');
}

function select(event: Event): void {
  if (event.target instanceof HTMLTextAreaElement) event.target.select();
}

async function rename({ session, view }: More): Promise<void> {
  await openDialog(moreWords.newName, (close) => {
    const submit = (event: Event) => {
      event.preventDefault();
      const input = event.target instanceof HTMLFormElement ? event.target.querySelector('input') : null;
      const name = input?.value.trim() ?? '';
      if (name === '') return input?.focus();
      close();
      return void session.send({ type: 'rename', name });
    };
    return html`<form @submit=${submit}>
      <label class="field">
        <span>${phoneWords.name}</span>
        <input dir="auto" .value=${view.me.name} maxlength=${limits.nameMax} autocomplete="given-name" />
      </label>
      <div class="actions">
        <button type="button" class="button" @click=${close}>${words.cancel}</button>
        <button class="button primary">${moreWords.keepName}</button>
      </div>
    </form>`;
  });
}

async function leave({ leave: go }: More): Promise<void> {
  const { leave: title, leaveText: text, leaveYes: yes } = moreWords;
  if (await confirm({ title, text, yes, danger: true })) go();
}
