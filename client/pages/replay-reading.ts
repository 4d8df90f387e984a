import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { changesOf, type Change } from '../../events/views/changes.ts';
import type { DocumentView } from '../../events/views/document.ts';
import { positionAt, reelOf, type Reel } from '../../events/views/reel.ts';
import { stageView, type StageView } from '../../events/views/stage.ts';
import { outlineOf, type OutlinePart } from '../../events/views/tour.ts';
import type { ProgressMessage } from '../../events/wire.ts';
import { Recording } from '../recording.ts';
import { finalCounts, releasesIn, type Release } from './replay-facts.ts';
import { keptSource } from './replay-kept.ts';
import { landingOf, type Landing } from './replay-outcome.ts';
import { replayDoor, ServerSource, type Got, type Source } from './replay-source.ts';

export type Refusal = Exclude<Got<never>, { value: never }>;

/** While a long session comes in, what is drawn of it is made anew this often, and once at its end. */
const drawnAfterMs = 250;

/** What a reader's page has read: the outcome, and the events as far as they have come, laid out to be played. */
export class Reading implements ReactiveController {
  /** null where the address holds no key */
  readonly source: Source | null = sourceHere();
  outcome: DocumentView | null = null;
  landing: Landing | null = null;
  outline: OutlinePart[] = [];
  releases: ReadonlyMap<number, Release> = new Map();
  changes: readonly Change[] = [];
  reel: Reel | null = null;
  refusal: Refusal | null = null;
  trouble: string | null = null;
  /** all events that will come are here */
  isLoaded = false;
  /** this link is for the outcome alone */
  isOutcomeOnly = false;
  readonly #host: ReactiveControllerHost;
  readonly #came: () => void;
  #recording = new Recording();
  #counts: ReadonlyMap<string, ProgressMessage> = new Map();
  #pictured: { position: number; events: number; view: StageView | null } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, came: () => void) {
    this.#host = host;
    this.#came = came;
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Outcome and events are asked for at once: on a long line the second answer is there when the first one is drawn. */
  async load(): Promise<void> {
    const { source } = this;
    if (!source) return;
    this.refusal = null;
    this.#recording = new Recording();
    const reading = source.events(this.#recording, () => this.#later());
    const outcome = await source.outcome();
    if ('value' in outcome) this.#open(outcome.value);
    else this.refusal = outcome;
    this.#refresh();
    this.#host.requestUpdate();
    const read = await reading;
    if (!('value' in outcome)) return;
    this.isLoaded = true;
    if ('value' in read) this.#refresh();
    else if (read.code === 'wrong-role') this.#keepToOutcome(outcome.value);
    else this.trouble = `${read.message} Reload to see the rest.`;
    this.#host.requestUpdate();
  }

  /** Part of the events that have come in, from 0 to 1; null once all are there. */
  get loaded(): number | null {
    return this.isLoaded ? null : this.#recording.through / Math.max(1, this.outcome?.events ?? 1);
  }

  /** Whether everything up to here has come, or will not. */
  reaches(position: number): boolean {
    return this.isLoaded || this.#recording.through >= position;
  }

  positionAt(timeMs: number): number {
    return this.reel ? positionAt(this.reel, timeMs) : 0;
  }

  /** The wall at a position. */
  pictureAt(position: number): StageView | null {
    const { events } = this.#recording;
    if (this.#pictured?.position === position && this.#pictured.events === events.length)
      return this.#pictured.view;
    const at = this.#recording.stateAt(position);
    // Whoever may read names sees the wall with them; anyone else sees places.
    const role = this.source?.isForReaders || this.outcome?.people === null ? 'reader' : 'facilitator';
    this.#pictured = { position, events: events.length, view: at && stageView(at, { role }) };
    return this.#pictured.view;
  }

  /** Nobody learns when anyone answered: an open round shows from its beginning how many did in the end. */
  progressOf(view: StageView | null): ProgressMessage | null {
    if (view?.screen.is !== 'answering') return null;
    const { step, round } = view.screen.round;
    return this.#counts.get(`${step}/${round}`) ?? null;
  }

  #open(outcome: DocumentView): void {
    this.outcome = outcome;
    this.outline = outlineOf(outcome);
    this.releases = releasesIn(outcome);
    this.landing = landingOf(outcome, true);
  }

  #keepToOutcome(outcome: DocumentView): void {
    this.isOutcomeOnly = true;
    this.landing = landingOf(outcome, false);
  }

  /** The first piece is drawn at once, the rest in turns: what is drawn is made from all of them each time. */
  #later(): void {
    if (!this.reel) return this.#refresh();
    this.#timer ??= setTimeout(() => this.#refresh(), drawnAfterMs);
  }

  #refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { tip, events } = this.#recording;
    if (!tip || !this.outcome) return;
    this.reel = reelOf(events, tip);
    this.#counts = finalCounts(events, tip.session);
    if (this.isLoaded) this.changes = changesOf(this.outcome, { events, moments: this.reel.moments });
    this.#came();
    this.#host.requestUpdate();
  }
}

/** A kept file brings its own; anywhere else a server is asked with the key of the link. */
function sourceHere(): Source | null {
  const kept = keptSource(document);
  if (kept !== null) return kept;
  const door = replayDoor(location);
  return door && new ServerSource(door);
}
