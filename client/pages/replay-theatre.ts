import { html, nothing, type TemplateResult } from 'lit';
import type { Reel } from '../../events/views/reel.ts';
import type { StageView } from '../../events/views/stage.ts';
import type { OutlinePart, TourStop } from '../../events/views/tour.ts';
import type { ProgressMessage } from '../../events/wire.ts';
import { speeds } from './replay-player.ts';
import './replay-moments.ts';
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
  side: 'outcome' | 'moments';
  outline: readonly OutlinePart[];
  found: ReadonlyMap<number, string>;
  tour: { stops: readonly TourStop[]; at: number } | null;
  /** part of the events that have come in, from 0 to 1; null once all are there */
  loaded: number | null;
  trouble: string | null;
  /** the link to this moment, once somebody asked for it */
  link: { address: string; copied: boolean } | null;
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
    <section class="replay-wall" aria-label="The wall at this moment">
      ${tourBar(parts)}
      <parley-stage
        .view=${parts.view}
        .progress=${parts.progress}
        .now=${parts.now}
        .landing=${parts.playing}
        aria-label="The wall"
      ></parley-stage>
      ${caption(parts)} ${linkBar(parts, acts)}
    </section>
    ${aside(parts, acts)} ${controls(parts, acts)}
  </div>`;
}

/** The moment in words: on a small screen they are read before the wall is. */
function caption({ moment, found, caption: less }: Theatre): TemplateResult {
  const more = (moment && found.get(moment.position)) ?? less;
  return html`<p class="replay-caption">
    ${moment ? html`<b>${moment.words}</b>` : nothing} <span>${more}</span>
  </p>`;
}

function tourBar({ tour }: Theatre): TemplateResult | typeof nothing {
  const stop = tour?.stops[tour.at];
  if (!tour || !stop) return nothing;
  const [before, after] = [tour.stops[tour.at - 1], tour.stops[tour.at + 1]];
  return html`<div class="tour-bar" role="group" aria-label="Tour">
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
  </div>`;
}

function linkBar({ link }: Theatre, { closeLink }: TheatreActs): TemplateResult | typeof nothing {
  if (!link) return nothing;
  return html`<div class="link-bar">
    <label>
      <span class="small"
        >${link.copied ? 'Copied. Whoever has this link can read the outcome and the replay.' : 'Copy this. Whoever has it can read the outcome and the replay.'}</span
      >
      <input class="moment-link" readonly .value=${link.address} @focus=${selectAll} />
    </label>
    <button class="button" @click=${closeLink}>Close</button>
  </div>`;
}

function selectAll(event: Event): void {
  if (event.target instanceof HTMLInputElement) event.target.select();
}

function aside(parts: Theatre, { show }: TheatreActs): TemplateResult {
  const { side, reel } = parts;
  const choice = (one: Theatre['side'], label: string): TemplateResult =>
    html`<button aria-pressed=${side === one ? 'true' : 'false'} @click=${() => show(one)}>${label}</button>`;
  return html`<aside class="replay-side" aria-label="Outcome and moments">
    <div class="sides" role="group" aria-label="Beside the wall">
      ${choice('outcome', 'Outcome')}${choice('moments', 'Moments')}
    </div>
    <div class="side-body">
      ${
        side === 'outcome'
          ? outline(parts)
          : html`<parley-moments
              .moments=${reel?.moments ?? []}
              .beganAt=${reel?.beganAt ?? ''}
              .found=${parts.found}
              .position=${parts.position}
              follow
            ></parley-moments>`
      }
    </div>
  </aside>`;
}

/** Each line leads to its moment, each title back to its place on the sheet. */
function outline({ outline: all, position }: Theatre): TemplateResult {
  const reached = Math.max(
    0,
    ...all
      .flatMap((part) => part.lines)
      .map((line) => line.position)
      .filter((one) => one <= position),
  );
  return html`${all.map(
    ({ title, at, lines }) =>
      html`<h3><a href="#part=${at + 1}" title="Read it in the outcome">${title}</a></h3>
        <ul class="outline">
          ${lines.map(
            (line) =>
              html`<li class=${line.position > position ? 'later' : ''}>
                <a href="#at=${line.position}" aria-current=${line.position === reached ? 'step' : 'false'}
                  >${line.text}</a
                >
              </li>`,
          )}
        </ul>`,
  )}`;
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
        title="Step before ( [ )"
        aria-label="Step before"
        @click=${() => acts.jump('step-before')}
      >
        ⟨
      </button>
      <button
        class="chip"
        title="Next step ( ] )"
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
      <button class="chip copy" @click=${acts.copy}>Copy link to this moment</button>
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
