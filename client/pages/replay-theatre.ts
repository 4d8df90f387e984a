import { html, nothing, type TemplateResult } from 'lit';
import type { Reel } from '../../events/views/reel.ts';
import type { StageView } from '../../events/views/stage.ts';
import type { Change } from '../../events/views/changes.ts';
import type { OutlinePart, TourStop } from '../../events/views/tour.ts';
import type { ProgressMessage } from '../../events/wire.ts';
import { aside } from './replay-aside.ts';
import type { Release } from './replay-facts.ts';
import { speeds } from './replay-player.ts';
import './replay-timeline.ts';
import './stage.ts';

/** The replay: the wall as the room saw it, the outcome or the moments beside it, the timeline below. */

export interface Theatre {
  view: StageView | null;
  progress: ProgressMessage | null;
  /** the time on the wall, in milliseconds since 1970 */
  now: number;
  reel: Reel | null;
  timeMs: number;
  position: number;
  playing: boolean;
  speed: number;
  /** what is said under the wall: where the replay knows less than the room did */
  caption: string;
  moment: Reel['moments'][number] | null;
  /** the release whose answer is on the wall */
  shown: Release | null;
  side: 'outcome' | 'moments' | 'changes';
  outline: readonly OutlinePart[];
  releases: ReadonlyMap<number, Release>;
  changes: readonly Change[];
  tour: { stops: readonly TourStop[]; at: number } | null;
  /** part of the events that have come in, from 0 to 1; null once all are there */
  loaded: number | null;
  trouble: string | null;
  /** the link to this moment, once somebody asked for it */
  link: { address: string; copied: boolean } | null;
  /** whether a link to a moment leads anywhere for someone else */
  isLinked: boolean;
}

export interface TheatreActs {
  toggle(): void;
  hasten(speed: number): void;
  jump(where: 'step-before' | 'step-after'): void;
  show(side: Theatre['side']): void;
  copy(): void;
  closeLink(): void;
}

export function theatre(parts: Theatre, acts: TheatreActs): TemplateResult {
  // The wall brings its own main part.
  return html`<div class="replay-theatre">
    <div class="replay-wall">
      ${tourBar(parts)}
      <section class="frame" aria-label="The wall at this moment">
        <parley-stage
          .view=${parts.view}
          .progress=${parts.progress}
          .now=${parts.now}
          .landing=${parts.playing}
          aria-label="The wall"
        ></parley-stage>
      </section>
      ${caption(parts)} ${linkBar(parts, acts)}
    </div>
    ${aside(parts, acts)} ${controls(parts, acts)}
  </div>`;
}

/** The moment in words: on a small screen they are read before the wall is. */
function caption({ moment, shown, releases, caption: less }: Theatre): TemplateResult {
  const more = (moment && releases.get(moment.position)?.words) ?? less;
  return html`<section class="replay-caption" aria-label="This moment">
    <p>${moment ? html`<b>${moment.words}</b>` : nothing} <span>${more}</span></p>
    ${shown ? html`<p class="facts">${shown.facts} ${beside(shown)}</p>` : nothing}
  </section>`;
}

/** Another rule can name another winner: whoever wonders may see, and is told that the room did not. */
function beside({ unseen }: Release): TemplateResult | typeof nothing {
  if (!unseen) return nothing;
  return html`<details class="beside">
    <summary>Beside it, what the room did not see</summary>
    <div class="card">
      <table>
        <thead>
          <tr>
            ${unseen.columns.map((column) => html`<th scope="col" class=${unseen.unseen?.includes(column) ? 'unseen-column' : ''}>${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${unseen.rows.map(
            (row) =>
              html`<tr>
                ${row.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function tourBar({ tour }: Theatre): TemplateResult | typeof nothing {
  const stop = tour?.stops[tour.at];
  if (!tour || !stop) return nothing;
  const [before, after] = [tour.stops[tour.at - 1], tour.stops[tour.at + 1]];
  return html`<section class="tour-bar" aria-label="Tour">
    <p aria-live="polite">
      <span class="pill">${tour.at + 1} of ${tour.stops.length}</span> <b>${stop.title}</b>
      <span>${stop.words}</span>
    </p>
    <div class="actions">
      ${before ? html`<a class="button" href="#at=${before.position}&tour=${tour.at}">Back</a>` : nothing}
      ${
        after
          ? html`<a class="button primary" href="#at=${after.position}&tour=${tour.at + 2}">Next</a>`
          : html`<a class="button primary" href="#part=1">Back to the outcome</a>`
      }
    </div>
  </section>`;
}

function linkBar({ link }: Theatre, { closeLink }: TheatreActs): TemplateResult | typeof nothing {
  if (!link) return nothing;
  return html`<section class="link-bar" aria-label="Link to this moment">
    <label>
      <span class="small"
        >${link.copied ? 'Copied. Whoever has this link can read the outcome and the replay.' : 'Copy this. Whoever has it can read the outcome and the replay.'}</span
      >
      <input class="moment-link" readonly .value=${link.address} @focus=${selectAll} />
    </label>
    <button class="button" @click=${closeLink}>Close</button>
  </section>`;
}

function selectAll(event: Event): void {
  if (event.target instanceof HTMLInputElement) event.target.select();
}

function controls(parts: Theatre, acts: TheatreActs): TemplateResult {
  const { reel, loaded, playing } = parts;
  return html`<section class="replay-controls" aria-label="Timeline">
    <button class="play" aria-label=${playing ? 'Pause' : 'Play'} ?disabled=${!reel} @click=${acts.toggle}>
      ${playing ? pauseSign : playSign}
    </button>
    <div class="line">
      <parley-timeline .reel=${reel} .timeMs=${parts.timeMs}></parley-timeline>
      ${loaded === null ? nothing : html`<progress max="1" .value=${loaded} aria-label="Reading the session"></progress>`}
      ${parts.trouble === null ? nothing : html`<p class="notice alert" role="alert">${parts.trouble}</p>`}
    </div>
    <div class="speeds">
      <button
        class="chip"
        title="Step before: [ or Shift and the left arrow"
        aria-label="Step before"
        @click=${() => acts.jump('step-before')}
      >
        ⟨
      </button>
      <button
        class="chip"
        title="Next step: ] or Shift and the right arrow"
        aria-label="Next step"
        @click=${() => acts.jump('step-after')}
      >
        ⟩
      </button>
      <label>
        <span class="unseen">Speed</span>
        <select class="chip" @change=${(event: Event) => acts.hasten(chosen(event))}>
          ${speeds.map((speed) => html`<option value=${speed} ?selected=${speed === parts.speed}>${speed}×</option>`)}
        </select>
      </label>
      ${
        parts.isLinked
          ? html`<button class="chip copy" @click=${acts.copy}>Copy link<span> to this moment</span></button>`
          : nothing
      }
    </div>
  </section>`;
}

function chosen(event: Event): number {
  return event.target instanceof HTMLSelectElement ? Number(event.target.value) : 1;
}

const playSign = html`<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
  <path d="M8 5v14l11-7z" fill="currentColor"></path>
</svg>`;
const pauseSign = html`<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
  <path d="M7 5h4v14H7zM13 5h4v14h-4z" fill="currentColor"></path>
</svg>`;
