import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Workshop } from '../../events/session/workshop.ts';
import type { OverTime } from '../../events/views/over-time.ts';
import { deviceStore } from '../storage.ts';
import './home-door.ts';
import './home-over-time.ts';
import './home-sessions.ts';
import type { SessionWay } from './home-sessions.ts';
import './home-start.ts';
import {
  forgetHostKey,
  Host,
  hostKeyFrom,
  keepHostKey,
  type MadeSession,
  type NewSession,
  type SessionEntry,
} from './host.ts';

/** The front door: sessions for the host, a code for everyone else. */
@customElement('parley-home-page')
export class HomePage extends LitElement {
  readonly #store = deviceStore();
  @state() private host: Host | null = null;
  @state() private workshops: readonly Workshop[] = [];
  @state() private entries: readonly SessionEntry[] | null = null;
  @state() private series: readonly OverTime[] = [];
  @state() private startTrouble: string | null = null;
  @state() private listTrouble: string | null = null;
  @state() private keyTrouble: string | null = null;
  @state() private busy = false;
  @state() private leaving: ReadonlySet<string> = new Set();

  constructor() {
    super();
    this.addEventListener('host-key', ({ detail }) => void this.#enter(detail));
    this.addEventListener('session-wanted', ({ detail }) => void this.#begin(detail));
    this.addEventListener('session-way', ({ detail }) => void this.#go(detail));
    this.addEventListener('session-removed', ({ detail }) => void this.#remove(detail));
  }

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('focus', this.#seen);
    addEventListener('hashchange', this.#hash);
    this.#hash();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('focus', this.#seen);
    removeEventListener('hashchange', this.#hash);
  }

  override render(): TemplateResult {
    if (!this.host) return html`<home-door .refused=${this.keyTrouble}></home-door>`;
    return html`<header class="home-top">
        <p class="house">Parley</p>
        <p class="hint small">You hold the host’s key in this tab.</p>
        <a class="button slim" href="/j">Join a session</a>
        <button class="button slim" @click=${this.#leave}>Put the key away</button>
      </header>
      <main class="home">
        <h1 class="unseen">Parley: sessions of this server</h1>
        <home-start
          .workshops=${this.workshops}
          .busy=${this.busy}
          .trouble=${this.startTrouble}
        ></home-start>
        <home-sessions
          .entries=${this.entries}
          .leaving=${this.leaving}
          .templates=${new Set(this.workshops.map(({ id }) => id))}
          .trouble=${this.listTrouble}
        ></home-sessions>
        <home-over-time .series=${this.series}></home-over-time>
      </main>`;
  }

  readonly #hash = (): void => {
    const key = hostKeyFrom(location);
    if (key !== null) void this.#enter(key);
  };

  readonly #seen = (): void => {
    if (this.host) void this.#read();
  };

  readonly #leave = (): void => {
    forgetHostKey();
    this.host = null;
    this.entries = null;
  };

  /** The key is good if the list of sessions can be read with it. */
  async #enter(key: string): Promise<void> {
    const host = new Host(key);
    const listed = await host.sessions();
    if (listed.is === 'refused') {
      this.keyTrouble =
        listed.code === 'no-host-key'
          ? 'This key opens nothing here. Copy the host link again from where the server runs.'
          : listed.message;
      if (listed.code === 'no-host-key') forgetHostKey();
      return;
    }
    keepHostKey(key);
    this.keyTrouble = null;
    this.entries = listed.value;
    this.host = host;
    const workshops = await host.workshops();
    if (workshops.is === 'done') this.workshops = workshops.value;
    else this.startTrouble = workshops.message;
    // Last, because the server may have to read long sessions for it.
    await this.#readOverTime();
  }

  async #read(): Promise<void> {
    const listed = await this.host?.sessions();
    if (!listed) return;
    if (listed.is === 'done') this.entries = listed.value;
    this.listTrouble = listed.is === 'done' ? null : listed.message;
    await this.#readOverTime();
  }

  /** What was there stays when it cannot be read: the list beside it says why. */
  async #readOverTime(): Promise<void> {
    const told = await this.host?.overTime();
    if (told?.is === 'done') this.series = told.value;
  }

  async #begin(wanted: NewSession): Promise<void> {
    if (!this.host || this.busy) return;
    this.busy = true;
    const made = await this.host.make(wanted);
    this.busy = false;
    this.startTrouble = made.is === 'refused' ? made.message : null;
    if (made.is === 'done') {
      this.#keep(made.value);
      location.assign(here(made.value.links.desk));
    }
  }

  /** Links are told once, so this device keeps those that lead to walls and readers’ pages. */
  #keep({ session, links }: MadeSession): void {
    this.#store.set(`parley:way:stage:${session}`, links.stage);
    this.#store.set(`parley:way:outcome:${session}`, links.replay);
  }

  async #go({ session, way }: SessionWay): Promise<void> {
    const link = await this.#linkTo(session, way);
    if (link !== null) location.assign(here(link));
  }

  async #linkTo(session: string, way: SessionWay['way']): Promise<string | null> {
    const kept =
      way === 'desk'
        ? this.#store.get(`parley:door:desk:${session}`)
        : this.#store.get(`parley:way:${way}:${session}`);
    if (typeof kept === 'string') return way === 'desk' ? `${location.origin}/desk/${session}#${kept}` : kept;
    const made = await this.host?.link(session, roles[way]);
    if (made?.is === 'refused') this.listTrouble = made.message;
    if (made?.is !== 'done') return null;
    if (way !== 'desk') this.#store.set(`parley:way:${way}:${session}`, made.value.link);
    return made.value.link;
  }

  async #remove(session: string): Promise<void> {
    this.leaving = new Set([...this.leaving, session]);
    const removed = await this.host?.remove(session);
    for (const name of ['door:desk', 'door:stage', 'way:stage', 'way:outcome'])
      this.#store.remove(`parley:${name}:${session}`);
    await this.#read();
    this.leaving = new Set([...this.leaving].filter((one) => one !== session));
    if (removed?.is === 'refused') this.listTrouble = removed.message;
  }
}

const roles = { desk: 'facilitator', stage: 'stage', outcome: 'reader' } as const;

/** Stays under the name this page was opened by: the server may know itself by another. */
function here(link: string): string {
  const { pathname, hash } = new URL(link);
  return pathname + hash;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-home-page': HomePage;
  }
}
