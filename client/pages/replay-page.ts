import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { elapsedAt, momentBefore, timeAt } from '../../events/views/reel.ts';
import type { StageView } from '../../events/views/stage.ts';
import { clockWords } from '../ui/countdown.ts';
import { replayKey, type ReplayKey } from './replay-keys.ts';
import { captionOf, fileName, refusedWords } from './replay-facts.ts';
import { saveAs, shut, topBar } from './replay-frame.ts';
import { adoptDocumentStyle, outcomeScreen, type Landing } from './replay-outcome.ts';
import { Player } from './replay-player.ts';
import { Reading, type Refusal } from './replay-reading.ts';
import { placeIn } from './replay-source.ts';
import { theatre, type Theatre, type TheatreActs } from './replay-theatre.ts';

adoptDocumentStyle();

/** The reader's page: the outcome first, then the moments that made it, then the whole session on a timeline. */
@customElement('parley-replay-page')
export class ReplayPage extends LitElement {
  readonly #reading = new Reading(this, () => this.#came());
  readonly #player = new Player(this, {
    lengthMs: () => this.#reading.reel?.lengthMs ?? 0,
    moved: () => this.#moved(),
  });
  @state() private mode: 'outcome' | 'replay' = 'outcome';
  @state() private side: Theatre['side'] = 'outcome';
  @state() private link: Theatre['link'] = null;
  @state() private tourAt: number | null = null;
  @state() private saving: string | null = null;
  @state() private trouble: string | null = null;
  /** a moment that the link names and that has not come in yet */
  #wanted: number | null = null;
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
    this.addEventListener('reel-seek', ({ detail }) => this.#sought(detail.timeMs));
    this.#goToHash();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#key);
    removeEventListener('hashchange', this.#goToHash);
  }

  protected override updated(): void {
    const { title } = this.#reading.outcome ?? {};
    if (title !== undefined) document.title = `${title} · Parley`;
  }

  override render(): TemplateResult {
    const { source, outcome, landing, refusal, isOutcomeOnly } = this.#reading;
    if (!source)
      return shut(
        'This link has no key',
        'Open the whole link as it was sent to you: the key is the part after “#”.',
      );
    if (refusal) return this.#refused(refusal);
    if (!outcome || !landing)
      return html`<main class="replay-shut"><p class="hint" role="status">Opening the outcome …</p></main>`;
    const isPlayed = this.mode === 'replay' && !isOutcomeOnly;
    const mode = isPlayed ? 'replay' : 'outcome';
    return html`${topBar(outcome, { mode, position: isOutcomeOnly ? null : this.#position() })}
    ${isPlayed ? theatre(this.#theatre(landing), this.#acts) : this.#outcome(landing)}`;
  }

  #refused(refusal: Refusal): TemplateResult {
    const { title, text, again } = refusedWords(refusal);
    const button = again
      ? html`<button class="button primary" @click=${() => void this.#reading.load()}>Look again</button>`
      : nothing;
    return shut(title, text, button);
  }

  #outcome(landing: Landing): TemplateResult {
    const { reel, isOutcomeOnly, source, outcome } = this.#reading;
    const minutes = reel ? clockWords(Math.round(elapsedAt(reel, reel.lengthMs) / 1000)) : '';
    return outcomeScreen({
      landing,
      replay: isOutcomeOnly ? null : { reel, minutes, timeMs: this.#player.timeMs },
      saving: this.saving,
      trouble: this.trouble ?? this.#reading.trouble,
      save: source?.file ? (file) => void this.#save(file) : null,
      isFacilitators: (outcome?.people ?? null) !== null,
    });
  }

  #theatre({ stops }: Landing): Theatre {
    const { reel, outline, releases, changes, loaded, trouble, source } = this.#reading;
    const { timeMs, isPlaying: playing, speed } = this.#player;
    const position = this.#position();
    const view = this.#reading.pictureAt(position);
    return {
      view,
      progress: this.#reading.progressOf(view),
      now: reel ? Date.parse(reel.beganAt) + elapsedAt(reel, timeMs) : 0,
      reel,
      timeMs,
      position,
      playing,
      speed,
      caption: captionOf(view),
      moment: reel && momentBefore(reel, timeMs),
      shown: releases.get(shownAt(view)) ?? null,
      side: this.side,
      outline,
      releases,
      changes,
      tour: this.tourAt === null ? null : { stops, at: this.tourAt - 1 },
      loaded,
      trouble,
      link: this.link,
      isLinked: source?.link !== null,
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

  /** More of the session is here: perhaps the moment that the link names. */
  #came(): void {
    const { reel } = this.#reading;
    if (!reel || this.#wanted === null || !this.#reading.reaches(this.#wanted)) return;
    this.#player.timeMs = timeAt(reel, this.#wanted);
    this.#wanted = null;
  }

  #position(): number {
    return this.#reading.positionAt(this.#player.timeMs);
  }

  /** On the landing page the line leads into the replay. */
  #sought(timeMs: number): void {
    if (this.mode === 'replay') return this.#seek(timeMs);
    location.hash = `#at=${Math.max(1, this.#reading.positionAt(timeMs))}`;
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
    if (place.token !== null && this.#reading.source?.link) return location.reload();
    this.#player.halt();
    this.tourAt = place.tour;
    this.link = null;
    if (place.at === null) return this.#showOutcome(place.part);
    if (this.mode === 'outcome') this.#scrolledTo = scrollY;
    this.mode = 'replay';
    const { reel } = this.#reading;
    if (reel && this.#reading.reaches(place.at)) this.#player.timeMs = timeAt(reel, place.at);
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
    const { moments = [] } = this.#reading.reel ?? {};
    const steps = moments.filter(({ what }) => what === 'step' || what === 'begin' || what === 'end');
    const { timeMs } = this.#player;
    const next =
      where === 'step-after'
        ? steps.find((one) => one.timeMs > timeMs)
        : steps.findLast((one) => one.timeMs < timeMs - 400);
    if (next) this.#seek(next.timeMs);
  }

  /** One event on or back: the smallest thing that can be seen. */
  #nudge(by: 1 | -1): void {
    const { times = [] } = this.#reading.reel ?? {};
    const { timeMs } = this.#player;
    const time = by === 1 ? times.find((one) => one > timeMs) : times.findLast((one) => one < timeMs);
    if (time !== undefined) this.#seek(time);
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (this.mode !== 'replay' || !this.#reading.reel) return;
    const key = replayKey(event);
    if (key === null) return;
    this.#pressed(key, this.#reading.reel.lengthMs);
    event.preventDefault();
  };

  #pressed(key: ReplayKey, lengthMs: number): void {
    switch (key) {
      case 'toggle':
        return this.#player.toggle();
      case 'on':
        return this.#nudge(1);
      case 'back':
        return this.#nudge(-1);
      case 'begin':
        return this.#seek(0);
      case 'end':
        return this.#seek(lengthMs);
      case 'step-before':
      case 'step-after':
        return this.#jump(key);
    }
  }

  /** Plain http has no clipboard: then the link stands there selected. */
  async #copy(): Promise<void> {
    const address = this.#reading.source?.link?.(Math.max(1, this.#position()));
    if (address === undefined) return;
    this.#player.pause();
    const copied = await (
      navigator.clipboard?.writeText(address).then(() => true) ?? Promise.resolve(false)
    ).catch(() => false);
    this.link = { address, copied };
    await this.updateComplete;
    this.querySelector<HTMLInputElement>('.moment-link')?.focus();
  }

  async #save(file: string): Promise<void> {
    const { source, outcome } = this.#reading;
    if (!source?.file || !outcome) return;
    this.saving = file;
    const got = await source.file(file);
    this.saving = null;
    this.trouble = 'value' in got ? null : got.message;
    await this.updateComplete;
    if (!('value' in got)) {
      this.querySelector('.notice.alert')?.scrollIntoView({ block: 'nearest' });
      return;
    }
    saveAs(got.value, `${fileName(outcome)}.${file.replace(/^outcome\./u, '')}`);
  }
}

/** The release whose answer is on the wall; 0 where none is. */
function shownAt(view: StageView | null): number {
  if (view?.screen.is !== 'released') return 0;
  return view.screen.rounds.at(-1)?.result?.position ?? 0;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-replay-page': ReplayPage;
  }
}
