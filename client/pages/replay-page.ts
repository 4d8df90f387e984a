import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { DocumentView } from '../../events/views/document.ts';
import { elapsedAt, momentBefore, positionAt, reelOf, timeAt, type Reel } from '../../events/views/reel.ts';
import { stageView, type StageView } from '../../events/views/stage.ts';
import { outlineOf, type OutlinePart } from '../../events/views/tour.ts';
import type { ProgressMessage } from '../../events/wire.ts';
import { Recording } from '../recording.ts';
import { clockWords } from '../ui/countdown.ts';
import { replayKey } from './replay-keys.ts';
import { captionOf, fileName, finalCounts, foundIn, refusedWords } from './replay-facts.ts';
import { saveAs, shut, topBar } from './replay-frame.ts';
import { adoptDocumentStyle, landingOf, outcomeScreen, type Landing } from './replay-outcome.ts';
import type { Door } from './door.ts';
import { Player } from './replay-player.ts';
import { momentLink, placeIn, replayDoor, Source, type Got } from './replay-source.ts';
import { theatre, type Theatre, type TheatreActs } from './replay-theatre.ts';

adoptDocumentStyle();

type Refusal = Exclude<Got<never>, { value: never }>;

/** The reader's page: the outcome first, then the moments that made it, then the whole session on a timeline. */
@customElement('parley-replay-page')
export class ReplayPage extends LitElement {
  readonly #door: Door | null = replayDoor(location);
  readonly #source = this.#door && new Source(this.#door);
  readonly #recording = new Recording();
  readonly #player = new Player(this, {
    lengthMs: () => this.#reel?.lengthMs ?? 0,
    moved: () => this.#moved(),
  });
  @state() private outcome: DocumentView | null = null;
  @state() private refusal: Refusal | null = null;
  @state() private mode: 'outcome' | 'replay' = 'outcome';
  @state() private side: Theatre['side'] = 'outcome';
  @state() private link: Theatre['link'] = null;
  @state() private tourAt: number | null = null;
  @state() private saving: string | null = null;
  @state() private trouble: string | null = null;
  @state() private isLoaded = false;
  /** this link is for the outcome alone */
  @state() private isOutcomeOnly = false;
  #reel: Reel | null = null;
  #landing: Landing | null = null;
  #outline: OutlinePart[] = [];
  #found: ReadonlyMap<number, string> = new Map();
  #pictured: { position: number; events: number; view: StageView | null } | null = null;
  #counts: ReadonlyMap<string, ProgressMessage> = new Map();
  /** a moment that the link names and that has not come in yet */
  #wanted: number | null = null;
  #refreshIsDue = false;
  #scrolledTo = 0;
  #addressTimer: ReturnType<typeof setTimeout> | undefined;

  /** What the page said before this code came makes way. */
  override createRenderRoot(): this {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#key);
    addEventListener('hashchange', this.#goToHash);
    this.addEventListener('reel-seek', ({ detail }) => this.#seek(detail.timeMs));
    this.#goToHash();
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#key);
    removeEventListener('hashchange', this.#goToHash);
  }

  override render(): TemplateResult {
    const { outcome, refusal } = this;
    if (!this.#door)
      return shut(
        'This link has no key',
        'Open the whole link as it was sent to you: the key is the part after “#”.',
      );
    if (refusal) return this.#refused(refusal);
    if (!outcome || !this.#landing)
      return html`<main class="replay-shut"><p class="hint" role="status">Opening the outcome …</p></main>`;
    return html`${topBar(outcome, { mode: this.mode, position: this.isOutcomeOnly ? null : this.#position() })}
    ${this.mode === 'replay' ? theatre(this.#theatre(outcome), this.#acts) : this.#outcome(this.#landing)}`;
  }

  #refused(refusal: Refusal): TemplateResult {
    const { title, text, again } = refusedWords(refusal);
    const button = again
      ? html`<button class="button primary" @click=${() => void this.#load()}>Look again</button>`
      : nothing;
    return shut(title, text, button);
  }

  #outcome(landing: Landing): TemplateResult {
    const reel = this.#reel;
    const minutes = reel ? clockWords(Math.round(elapsedAt(reel, reel.lengthMs) / 1000)) : '';
    return outcomeScreen({
      landing,
      replay: this.isOutcomeOnly ? null : { moments: reel?.moments.length ?? 0, minutes },
      saving: this.saving,
      trouble: this.trouble,
      save: (extension) => void this.#save(extension),
    });
  }

  #theatre(outcome: DocumentView): Theatre {
    const reel = this.#reel;
    const { timeMs, isPlaying: playing, speed } = this.#player;
    const view = this.#picture();
    return {
      view,
      progress: this.#progressOf(view),
      now: reel ? Date.parse(reel.beganAt) + elapsedAt(reel, timeMs) : 0,
      reel,
      timeMs,
      position: this.#position(),
      playing,
      speed,
      caption: captionOf(view),
      moment: reel && momentBefore(reel, timeMs),
      side: this.side,
      outline: this.#outline,
      found: this.#found,
      tour:
        this.tourAt === null || !this.#landing ? null : { stops: this.#landing.stops, at: this.tourAt - 1 },
      loaded: this.isLoaded ? null : this.#recording.through / Math.max(1, outcome.events),
      trouble: this.trouble,
      link: this.link,
    };
  }

  readonly #acts: TheatreActs = {
    toggle: () => this.#player.toggle(),
    hasten: (speed) => {
      this.#player.speed = speed;
      this.requestUpdate();
    },
    jump: (where) => this.#jump(where),
    show: (side) => {
      this.side = side;
    },
    copy: () => void this.#copy(),
    closeLink: () => {
      this.link = null;
    },
  };

  async #load(): Promise<void> {
    const source = this.#source;
    if (!source) return;
    this.refusal = null;
    const outcome = await source.outcome();
    if (!('value' in outcome)) {
      this.refusal = outcome;
      return;
    }
    this.outcome = outcome.value;
    document.title = `${outcome.value.title} · Parley`;
    this.#outline = outlineOf(outcome.value);
    this.#found = foundIn(outcome.value);
    this.#landing = landingOf(outcome.value, true);
    const read = await source.events(this.#recording, () => this.#came());
    this.isLoaded = true;
    if ('value' in read) this.#refresh();
    else if (read.code === 'wrong-role') this.#keepToOutcome(outcome.value);
    else this.trouble = `${read.message} Reload to see the rest.`;
  }

  #keepToOutcome(outcome: DocumentView): void {
    this.isOutcomeOnly = true;
    this.mode = 'outcome';
    this.#landing = landingOf(outcome, false);
  }

  /** Events come in pieces; the picture is made anew once a frame at most. */
  #came(): void {
    if (this.#refreshIsDue) return;
    this.#refreshIsDue = true;
    requestAnimationFrame(() => {
      this.#refreshIsDue = false;
      this.#refresh();
    });
  }

  #refresh(): void {
    const { tip, events, through } = this.#recording;
    if (!tip) return;
    this.#reel = reelOf(events, tip);
    this.#counts = finalCounts(events, tip.session);
    if (this.#wanted !== null && (through >= this.#wanted || this.isLoaded)) {
      this.#player.timeMs = timeAt(this.#reel, this.#wanted);
      this.#wanted = null;
    }
    this.requestUpdate();
  }

  #position(): number {
    return this.#reel ? positionAt(this.#reel, this.#player.timeMs) : 0;
  }

  #picture(): StageView | null {
    const position = this.#position();
    const { events } = this.#recording;
    if (this.#pictured?.position === position && this.#pictured.events === events.length)
      return this.#pictured.view;
    const at = this.#recording.stateAt(position);
    // Whoever may read names sees the wall with them; anyone else sees places.
    const role = this.outcome?.people === null ? 'reader' : 'facilitator';
    this.#pictured = { position, events: events.length, view: at && stageView(at, { role }) };
    return this.#pictured.view;
  }

  /** Nobody learns when anyone answered: an open round shows from its beginning how many did in the end. */
  #progressOf(view: StageView | null): ProgressMessage | null {
    if (view?.screen.is !== 'answering') return null;
    const { step, round } = view.screen.round;
    return this.#counts.get(`${step}/${round}`) ?? null;
  }

  #seek(timeMs: number): void {
    this.tourAt = null;
    this.#player.seek(timeMs);
  }

  /** Where we are stands in the address, so that it can be reloaded; written once a drag has come to rest. */
  #moved(): void {
    this.link = null;
    clearTimeout(this.#addressTimer);
    this.#addressTimer = setTimeout(() => {
      const hash = `#at=${Math.max(1, this.#position())}`;
      if (this.mode !== 'replay' || location.hash === hash) return;
      history.replaceState(null, '', `${location.pathname}${hash}`);
    }, 200);
  }

  readonly #goToHash = (): void => {
    const place = placeIn(location.hash);
    clearTimeout(this.#addressTimer);
    // A whole link was put into the address of a page that is open already.
    if (place.token !== null) return location.reload();
    this.#player.halt();
    this.tourAt = place.tour;
    this.link = null;
    if (place.at === null) return this.#showOutcome(place.part);
    if (this.mode === 'outcome') this.#scrolledTo = scrollY;
    this.mode = 'replay';
    if (this.#reel && this.#recording.through >= place.at) this.#player.timeMs = timeAt(this.#reel, place.at);
    else this.#wanted = place.at;
    void this.updateComplete.then(() => scrollTo(0, 0));
  };

  /** A part of the document, its top, or wherever one was reading before. */
  #showOutcome(part: number | null): void {
    const isBack = this.mode === 'replay';
    this.mode = 'outcome';
    if (!isBack && part === null) return;
    void this.updateComplete.then(() => {
      const found = part !== null && part > 1 ? this.querySelector(`#part-${part}`) : null;
      if (found) found.scrollIntoView({ block: 'start' });
      else scrollTo(0, part === 1 ? 0 : this.#scrolledTo);
    });
  }

  #jump(where: 'step-before' | 'step-after'): void {
    const steps =
      this.#reel?.moments.filter(({ what }) => what === 'step' || what === 'begin' || what === 'end') ?? [];
    const { timeMs } = this.#player;
    const next =
      where === 'step-after'
        ? steps.find((one) => one.timeMs > timeMs)
        : steps.findLast((one) => one.timeMs < timeMs - 400);
    if (next) this.#seek(next.timeMs);
  }

  /** One event on or back: the smallest thing that can be seen. */
  #nudge(by: 1 | -1): void {
    const reel = this.#reel;
    if (!reel) return;
    const { timeMs } = this.#player;
    const time =
      by === 1 ? reel.times.find((one) => one > timeMs) : reel.times.findLast((one) => one < timeMs);
    if (time !== undefined) this.#seek(time);
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (this.mode !== 'replay' || !this.#reel) return;
    switch (replayKey(event)) {
      case null:
        return;
      case 'toggle':
        this.#player.toggle();
        break;
      case 'on':
        this.#nudge(1);
        break;
      case 'back':
        this.#nudge(-1);
        break;
      case 'begin':
        this.#seek(0);
        break;
      case 'end':
        this.#seek(this.#reel.lengthMs);
        break;
      case 'step-before':
      case 'step-after':
        this.#jump(event.key === '[' ? 'step-before' : 'step-after');
        break;
    }
    event.preventDefault();
  };

  /** Plain http has no clipboard: then the link stands there selected. */
  async #copy(): Promise<void> {
    if (!this.#door) return;
    this.#player.pause();
    const address = momentLink(location, this.#door, Math.max(1, this.#position()));
    const copied = await (
      navigator.clipboard?.writeText(address).then(() => true) ?? Promise.resolve(false)
    ).catch(() => false);
    this.link = { address, copied };
    await this.updateComplete;
    this.querySelector<HTMLInputElement>('.moment-link')?.focus();
  }

  async #save(extension: string): Promise<void> {
    const source = this.#source;
    if (!source || !this.outcome) return;
    this.saving = extension;
    const got = await source.file(extension);
    this.saving = null;
    this.trouble = 'value' in got ? null : got.message;
    if (!('value' in got)) return;
    saveAs(got.value, `${fileName(this.outcome)}.${extension}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-replay-page': ReplayPage;
  }
}
