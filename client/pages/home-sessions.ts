import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { limits } from '../../events/session/limits.ts';
import { tidyCode } from '../seats.ts';
import { openDialog } from '../ui/dialog.ts';
import { counted } from '../words.ts';
import type { NewSession, SessionEntry } from './host.ts';
import { typed } from '../ui/typed.ts';

/** Every session of this server, newest first: where it stands, and the ways in. */
@customElement('home-sessions')
export class HomeSessions extends LitElement {
  /** null while they are being read */
  @property({ attribute: false }) entries: readonly SessionEntry[] | null = null;
  @property() trouble: string | null = null;
  /** ids of the templates that this server has */
  @property({ attribute: false }) templates: ReadonlySet<string> = new Set();
  /** sessions on their way out: the store is written anew without them, which takes a while */
  @property({ attribute: false }) leaving: ReadonlySet<string> = new Set();

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    return html`<section aria-labelledby="sessions-head">
      <h2 id="sessions-head">Sessions</h2>
      ${this.trouble === null ? nothing : html`<p class="notice alert" role="alert">${this.trouble}</p>`}
      ${this.#list()}
    </section>`;
  }

  #list(): TemplateResult {
    if (this.entries === null) return html`<p class="hint" role="status">Reading …</p>`;
    if (this.entries.length === 0)
      return html`<p class="hint">
        None yet. Choose a template, or rehearse one first: a full room stands in a minute.
      </p>`;
    return html`<ul class="sessions">
      ${repeat(
        this.entries,
        (one) => one.session,
        (one) => this.#entry(one),
      )}
    </ul>`;
  }

  #entry(entry: SessionEntry): TemplateResult {
    const { title, workshopTitle, subject, participants, createdAt, rehearsal, code, endedAt } = entry;
    const about = [
      title === workshopTitle ? '' : workshopTitle,
      subject ?? '',
      dayWords(createdAt),
      counted(participants, 'person', 'people'),
      endedAt === null ? code : '',
    ];
    if (this.leaving.has(entry.session))
      return html`<li class="card session hint" role="status">Deleting “${title}” for good …</li>`;
    return html`<li class="card session">
      <div class="session-head">
        <h3>${title}</h3>
        ${rehearsal ? html`<span class="tag warn">Rehearsal</span>` : nothing} ${stateTag(entry)}
      </div>
      <p class="hint small">${about.filter((one) => one !== '').join(' · ')}</p>
      <div class="actions">
        ${this.#way(entry, 'desk', endedAt === null ? 'Open desk' : 'Desk')}
        ${endedAt === null ? this.#way(entry, 'stage', 'Stage') : nothing}
        ${this.#way(entry, 'outcome', 'Outcome')}
        ${
          this.#mayGoOn(entry)
            ? html`<button class="button slim" @click=${() => this.#goOn(entry)}>Again …</button>`
            : nothing
        }
        <button class="button plain slim" @click=${() => this.#remove(entry)}>Delete …</button>
      </div>
    </li>`;
  }

  #way({ session }: SessionEntry, way: SessionWay['way'], words: string): TemplateResult {
    const go = () =>
      this.dispatchEvent(new CustomEvent('session-way', { detail: { session, way }, bubbles: true }));
    return html`<button class="button slim" @click=${go}>${words}</button>`;
  }

  #mayGoOn({ endedAt, rehearsal, workshop }: SessionEntry): boolean {
    return endedAt !== null && !rehearsal && this.templates.has(workshop);
  }

  /** The same template on the same subject: what was left open comes first, and both stand together over time. */
  #goOn({ session, title, workshop, subject }: SessionEntry): void {
    void openDialog('Hold this session again', (close) => {
      const begin = (event: SubmitEvent) => {
        event.preventDefault();
        const wanted: NewSession = {
          workshop,
          title: typed(event, 'title'),
          ...(typed(event, 'subject') !== '' && { subject: typed(event, 'subject') }),
          continues: session,
        };
        this.dispatchEvent(new CustomEvent('session-wanted', { detail: wanted, bubbles: true }));
        close();
      };
      return html`<form class="stack" @submit=${begin}>
        <p>
          A new session with the same steps. What was left to do is its first: the room says what became of
          it. With the same subject, both stand together under “Over time”.
        </p>
        <label class="field"
          ><span>Title, as everyone sees it</span
          ><input name="title" required maxlength=${limits.titleMax} .value=${title}
        /></label>
        <label class="field"
          ><span>Subject <span class="hint">(if you like)</span></span
          ><input name="subject" maxlength=${limits.subjectMax} .value=${subject ?? ''}
        /></label>
        <div class="actions">
          <button type="button" class="button" @click=${close}>Not now</button>
          <button class="button primary">Start and open the desk</button>
        </div>
      </form>`;
    });
  }

  #remove({ session, title, code, participants }: SessionEntry): void {
    void openDialog('Delete this session for good?', (close) => {
      const remove = (event: SubmitEvent) => {
        event.preventDefault();
        if (tidyCode(typed(event, 'code')) !== tidyCode(code)) return;
        this.dispatchEvent(new CustomEvent('session-removed', { detail: session, bubbles: true }));
        close();
      };
      return html`<form class="stack" @submit=${remove}>
        <p>
          <b>${title}</b>: every answer, name, card and note, the record, the outcome, all links and the keys
          of ${counted(participants, 'person', 'people')}. Readers lose it too. A file that somebody has saved
          stays with them.
        </p>
        <label class="field">
          <span>Type its code to delete it: ${code}</span>
          <input
            name="code"
            required
            autocomplete="off"
            spellcheck="false"
            pattern=${patternOf(code)}
            title=${code}
          />
        </label>
        <div class="actions">
          <button type="button" class="button" @click=${close}>Keep it</button>
          <button class="button danger">Delete for good</button>
        </div>
      </form>`;
    });
  }
}

/** The code as people type it: any case, with or without the dash. */
function patternOf(code: string): string {
  const letters = tidyCode(code)
    .split('')
    .map((sign) => `[${sign}${sign.toLowerCase()}]`);
  return `\\s*${letters.slice(0, 4).join('')}[\\s\\-]*${letters.slice(4).join('')}\\s*`;
}

function stateTag({ startedAt, endedAt }: SessionEntry): TemplateResult {
  if (endedAt !== null) return html`<span class="tag">Ended</span>`;
  return startedAt === null
    ? html`<span class="tag">Not begun</span>`
    : html`<span class="tag good">Live</span>`;
}

function dayWords(at: string): string {
  return new Date(at).toLocaleDateString([], { day: 'numeric', month: 'short', year: 'numeric' });
}

export interface SessionWay {
  session: string;
  way: 'desk' | 'stage' | 'outcome';
}

declare global {
  interface HTMLElementTagNameMap {
    'home-sessions': HomeSessions;
  }
  interface HTMLElementEventMap {
    'session-way': CustomEvent<SessionWay>;
    'session-removed': CustomEvent<string>;
  }
}
