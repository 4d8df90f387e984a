import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { deskView } from '../../events/views/desk.ts';
import { deviceStore } from '../storage.ts';
import { confirm } from '../ui/dialog.ts';
import { announce } from '../ui/live-region.ts';
import { words } from '../words.ts';
import { Clock } from './clock.ts';
import './desk-agenda.ts';
import './desk-centre.ts';
import { Conduct } from './desk-conduct.ts';
import { endingGuard } from './desk-guard.ts';
import './desk-header.ts';
import type { WayEvent } from './desk-header.ts';
import './desk-join.ts';
import { showDoorBig } from './desk-join.ts';
import { actOf } from './desk-keys.ts';
import { showKeys } from './desk-help.ts';
import './desk-links.ts';
import { notesOfStep } from './desk-notes.ts';
import type { ActEvent, AskEvent, DeskAct } from './desk-part.ts';
import './desk-remote.ts';
import './desk-room.ts';
import './desk-wall.ts';
import { doorFrom, type Door } from './door.ts';
import { readJoinDoor } from './join-door.ts';
import type { JoinDoor } from './stage-parts.ts';
import { takeWay, type Way } from './desk-ways.ts';
import { WatchedSession } from './watched-session.ts';

const narrow = matchMedia('(max-width: 699px)');

/** The facilitator's desk; on a phone it is the remote; in “Present here” it is the wall. It alone knows the line. */
@customElement('parley-desk-page')
export class DeskPage extends LitElement {
  readonly #store = deviceStore();
  readonly #door: Door | null = doorFrom(location, this.#store);
  readonly #role = this.#door?.token.startsWith('parley_n_') ? 'scribe' : 'facilitator';
  readonly #watched =
    this.#door &&
    new WatchedSession(this, {
      door: this.#door,
      role: this.#role,
      look: (state) => deskView(state, { role: this.#role }),
    });
  readonly #conduct = new Conduct((message) => this.#say(message));
  readonly #goneSince = new Map<string, number>();
  @state() private doors: readonly JoinDoor[] = [];
  @state() private chosenDoor = 0;
  @state() private isPresenting = false;
  @state() private message: string | null = null;
  @state() private pending = 0;
  #messageTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new Clock(this, () => this.#now());
    this.addEventListener('desk-ask', (event) => void this.#ask(event));
    this.addEventListener('desk-act', (event: ActEvent) => void this.#act(event.act));
    this.addEventListener('desk-way', (event) => void this.#way(event));
    this.addEventListener('door-chosen', ({ detail }) => {
      this.chosenDoor = detail;
    });
    this.addEventListener('wall-left', () => {
      this.isPresenting = false;
    });
  }

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#key);
    narrow.addEventListener('change', this.#redraw);
    if (this.#door) void this.#readDoors(this.#door);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#key);
    narrow.removeEventListener('change', this.#redraw);
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.#noticeGone();
  }

  override render(): TemplateResult {
    if (!this.#watched)
      return shut(
        'This link has no key',
        'Open the desk with the whole link you were given, or from the list of sessions.',
      );
    const { view, session, trouble } = this.#watched;
    if (!view) return shut('The desk', trouble ?? words.connecting);
    document.title = `${view.title} · Parley desk`;
    if (this.isPresenting) {
      return html`<desk-wall
        .view=${view.stage}
        .progress=${session.progress}
        .join=${this.#joinDoor}
        .now=${this.#now()}
        .trouble=${trouble}
        .warning=${this.#conduct.warning(this.#watched)}
      ></desk-wall>`;
    }
    const leads = this.#role === 'facilitator';
    const isRemote = narrow.matches && leads;
    return html`${trouble === null ? nothing : html`<p class="desk-trouble" role="alert">${trouble}</p>`}
    ${this.message === null ? nothing : html`<p class="desk-message" role="status">${this.message}</p>`}
    ${
      isRemote
        ? html`<desk-remote
            .view=${view}
            .now=${this.#now()}
            .progress=${session.progress}
            .busy=${this.pending > 0}
          ></desk-remote>`
        : html`<div class="desk">${this.#desk(leads)}</div>`
    }`;
  }

  #desk(leads: boolean): TemplateResult | typeof nothing {
    const view = this.#watched?.view;
    if (!this.#watched || !view) return nothing;
    const { presence, progress } = this.#watched.session;
    const now = this.#now();
    return html`<desk-header .view=${view} .now=${now} .presence=${presence} .leads=${leads}></desk-header>
      <desk-agenda .view=${view} .now=${now} .leads=${leads}></desk-agenda>
      <main class="desk-middle">
        <desk-centre
          .view=${view}
          .now=${now}
          .progress=${progress}
          .join=${this.#joinDoor}
          .leads=${leads}
          .busy=${this.pending > 0}
        ></desk-centre>
        <desk-notes .view=${view} .now=${now}></desk-notes>
      </main>
      <aside class="desk-side" aria-label="The room">
        ${view.ended ? nothing : html`<desk-join .view=${view} .doors=${this.doors} .chosen=${this.chosenDoor} .leads=${leads}></desk-join>`}
        <desk-room
          .view=${view}
          .now=${now}
          .presence=${presence}
          .goneSince=${this.#goneSince}
          .leads=${leads}
        ></desk-room>
        ${notesOfStep({ view })}
        ${leads ? html`<desk-links .view=${view} .now=${now}></desk-links>` : nothing}
        <p class="small hint keys-hint"><kbd>?</kbd> all keys</p>
      </aside>`;
  }

  get #joinDoor(): JoinDoor | null {
    return this.doors[this.chosenDoor] ?? this.doors[0] ?? null;
  }

  #now(): number {
    return this.#watched?.session.now() ?? Date.now();
  }

  readonly #redraw = (): void => this.requestUpdate();

  readonly #key = (event: KeyboardEvent): void => {
    const act = this.#role === 'facilitator' ? actOf(event) : null;
    if (act === null || !this.#watched?.view) return;
    event.preventDefault();
    void this.#act(act);
  };

  async #act(act: DeskAct): Promise<void> {
    const view = this.#watched?.view;
    if (!this.#watched || !view) return;
    switch (act) {
      case 'keys':
        if (!this.isPresenting) await showKeys();
        return;
      case 'big':
        if (this.#joinDoor && !this.isPresenting) await showDoorBig(this.#joinDoor);
        return;
      case 'present':
        this.isPresenting = !view.ended;
        return;
      case 'note':
        this.querySelector<HTMLElement>('#desk-note')?.focus();
        return;
      case 'forward':
        if (view.forward.do === 'read') return await this.#leave('outcome');
        await this.#conducted(act);
        return;
      case 'back':
      case 'blank':
      case 'page':
      case 'pause':
      case 'again':
      case 'minute':
      case 'undo':
        await this.#conducted(act);
    }
  }

  /** While something is on its way nothing else is asked: two quick presses are one. */
  async #conducted(act: Parameters<Conduct['does']>[0]): Promise<void> {
    if (!this.#watched || this.pending > 0) return;
    // Done later, and by itself, it would come as a surprise.
    if (this.#watched.session.status === 'offline') return this.#say(words.notDone);
    this.pending += 1;
    try {
      await this.#conduct.does(act, { watched: this.#watched, isWall: this.isPresenting });
    } finally {
      this.pending -= 1;
    }
  }

  async #ask({ command, answered }: AskEvent): Promise<void> {
    if (!this.#watched) return;
    const ack = await this.#watched.session.send(command);
    if (!ack.ok) this.#say(ack.message);
    answered?.(ack);
  }

  async #way({ way }: WayEvent): Promise<void> {
    const view = this.#watched?.view;
    if (!this.#watched || !view) return;
    if (way !== 'end') return await this.#leave(way);
    if (!(await confirm(endingGuard(view)))) return;
    const ack = await this.#watched.session.send({ type: 'end' });
    if (!ack.ok) this.#say(ack.message);
  }

  async #leave(way: Way): Promise<void> {
    if (!this.#watched) return;
    const { session } = this.#watched;
    await takeWay(way, { session, store: this.#store, say: (message) => this.#say(message) });
  }

  #say(message: string): void {
    this.message = message;
    announce(message);
    clearTimeout(this.#messageTimer);
    this.#messageTimer = setTimeout(() => {
      this.message = null;
    }, 8000);
  }

  /** The server tells who is here; since when somebody is not, each desk notices for itself. */
  #noticeGone(): void {
    const { session, view } = this.#watched ?? {};
    if (!session || !view) return;
    const here = new Set(session.presence.here);
    for (const { id } of view.room) {
      if (here.has(id)) this.#goneSince.delete(id);
      else if (!this.#goneSince.has(id)) this.#goneSince.set(id, this.#now());
    }
  }

  async #readDoors({ session, token }: Door): Promise<void> {
    this.doors = await readJoinDoor(session, token);
  }
}

function shut(title: string, text: string): TemplateResult {
  return html`<main class="stage-shut">
    <h1>${title}</h1>
    <p role="status">${text}</p>
    <p><a href="/">To the sessions</a></p>
  </main>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-desk-page': DeskPage;
  }
}
