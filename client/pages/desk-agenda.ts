import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AgendaLine } from '../../events/views/desk.ts';
import { paceOf } from '../../events/views/pace.ts';
import { confirm, openDialog } from '../ui/dialog.ts';
import { counted } from '../words.ts';
import { DeskPart } from './desk-part.ts';
import { typed } from '../ui/typed.ts';

const stateWords: Record<AgendaLine['state'], string> = {
  done: 'shown',
  now: 'on the wall',
  open: 'open now',
  held: 'closed, sealed',
  ahead: '',
  skipped: 'skipped',
  erased: 'erased, too few',
};

/** A longer list of warnings is folded: before anybody has come the agenda is to be read. */
const warnedOpenMax = 3;

/** What comes in which order, how far it has come, and what can go when time runs out. */
@customElement('desk-agenda')
export class DeskAgenda extends DeskPart {
  static override properties = { ...DeskPart.properties, leads: { type: Boolean } };
  declare leads: boolean;
  /** the step on the wall, and whether it has just become that */
  #on: { step: string | null; isNew: boolean } = { step: null, isNew: false };
  /** the line whose actions are shown */
  @state() private chosen: string | null = null;
  /** phases that stand otherwise than they would by themselves */
  @state() private turned: ReadonlySet<string> = new Set();

  /** Where the session goes on, what was opened by hand folds: the step on the wall has to be seen. */
  protected override willUpdate(): void {
    const step = this.view.agenda.find(isOn)?.id ?? null;
    this.#on = { step, isNew: step !== this.#on.step };
    if (this.#on.isNew) this.turned = new Set();
  }

  /** The step on the wall stays in sight, without taking the focus from anywhere. */
  protected override updated(): void {
    if (this.#on.isNew) this.querySelector('.line.on')?.scrollIntoView({ block: 'nearest' });
  }

  override render(): TemplateResult {
    return html`<nav class="desk-agenda" aria-labelledby="agenda-head">
      <h2 id="agenda-head">Agenda</h2>
      ${this.#warnings()} ${this.#cuts()}
      <ol class="lines">
        ${repeat(
          phasesIn(this.view.agenda),
          (phase) => phase.lines[0]?.id,
          (phase) => this.#phase(phase),
        )}
      </ol>
    </nav>`;
  }

  #warnings(): TemplateResult | typeof nothing {
    const { floors, ended } = this.view;
    if (floors.length === 0 || ended) return nothing;
    return html`<details
      class="notice alert floors"
      ?open=${!this.view.started && floors.length <= warnedOpenMax}
    >
      <summary>${counted(floors.length, 'question needs', 'questions need')} more people</summary>
      <ul>
        ${floors.map(({ title, floor, asked }) => html`<li>“${title}” needs ${floor}; the room has ${asked}.</li>`)}
      </ul>
    </details>`;
  }

  /** Late is no failure; it is a choice between steps. */
  #cuts(): TemplateResult | typeof nothing {
    const pace = paceOf(this.view, new Date(this.now).toISOString());
    if (!pace || pace.behind <= 0 || !this.leads) return nothing;
    return html`<div class="notice cuts">
      <p>
        ${pace.behind} min
        over.${pace.cuts.length > 0 ? ' To end in time, skip:' : ' Nothing ahead can be skipped.'}
      </p>
      ${pace.cuts.map(
        ({ step, title, minutes }) =>
          html`<button class="button slim wide" @click=${() => this.#skip(step, true)}>
            ${title} <small>${minutes} min</small>
          </button>`,
      )}
    </div>`;
  }

  /** Steps that the screens count as one stand under one line, open while the session is among them. */
  #phase({ title, number, lines }: AgendaPhase): TemplateResult {
    const [only] = lines;
    if (only && lines.length === 1) return this.#line(only, number);
    const isNow = lines.some((line) => isOn(line));
    const isOpen = isNow !== this.turned.has(title);
    const minutes = lines
      .filter((line) => line.state !== 'skipped')
      .reduce((sum, line) => sum + line.minutes, 0);
    const isDone = lines.every((line) => line.state === 'done' || line.state === 'skipped');
    const turn = () => {
      const turned = new Set(this.turned);
      if (!turned.delete(title)) turned.add(title);
      this.turned = turned;
    };
    return html`<li class="phase ${isDone ? 'done' : ''}">
      <button class="line-face" aria-expanded=${isOpen} @click=${turn}>
        <i>${number ?? ''}</i>
        <span><b>${title}</b><small>${counted(lines.length, 'step', 'steps')}</small></span>
        <span class="minutes">${isDone ? html`<span aria-hidden="true">✓</span>` : `${minutes}m`}</span>
      </button>
      ${
        isOpen
          ? html`<ol class="lines">
              ${repeat(
                lines,
                (line) => line.id,
                (line) => this.#line(line, null),
              )}
            </ol>`
          : nothing
      }
    </li>`;
  }

  #line(line: AgendaLine, number: number | null): TemplateResult {
    const at = this.view.agenda.indexOf(line);
    const isNow = isOn(line);
    const isChosen = this.chosen === line.id;
    const choose = () => {
      this.chosen = isChosen ? null : line.id;
    };
    return html`<li class="line ${line.state} ${isNow ? 'on' : ''}" aria-current=${isNow ? 'step' : nothing}>
      <button class="line-face" aria-expanded=${isChosen} @click=${choose} ?disabled=${!this.leads}>
        <i>${number ?? ''}</i>
        <span>
          <b>${line.title}</b>
          <small>${lineWords(line)}</small>
        </span>
        <span class="minutes"
          >${line.state === 'done' ? html`<span aria-hidden="true">✓</span>` : line.state === 'skipped' ? '–' : `${line.minutes}m`}</span
        >
      </button>
      ${isChosen ? this.#actions(line, at) : nothing}
    </li>`;
  }

  #actions(line: AgendaLine, at: number): TemplateResult {
    const { agenda } = this.view;
    const above = agenda[at - 1];
    const isSkipped = line.state === 'skipped';
    const move = (before: string | null) => this.ask({ type: 'move-step', step: line.id, before });
    return html`<div class="line-actions">
      ${
        line.state === 'now' || line.state === 'open' || isSkipped
          ? nothing
          : html`<button class="button slim" @click=${() => this.#goTo(line.id)}>Put on the wall</button>`
      }
      ${
        line.begun
          ? nothing
          : html`<button
                class="button slim"
                ?disabled=${!above || above.begun}
                @click=${() => move(above?.id ?? null)}
              >
                Move up
              </button>
              <button
                class="button slim"
                ?disabled=${at === agenda.length - 1}
                @click=${() => move(agenda[at + 2]?.id ?? null)}
              >
                Move down
              </button>
              <button class="button slim" @click=${() => this.#edit(line)}>Edit</button>`
      }
      ${line.state === 'open' ? nothing : html`<button class="button slim" @click=${() => this.#skip(line.id, !isSkipped)}>${isSkipped ? 'Bring back' : 'Skip'}</button>`}
    </div>`;
  }

  #goTo(step: string): void {
    this.chosen = null;
    this.ask({ type: 'go-to', step });
  }

  #skip(step: string, skipped: boolean): void {
    this.chosen = null;
    const line = this.view.agenda.find((one) => one.id === step);
    if (line?.state !== 'held' || !skipped) return this.ask({ type: 'skip-step', step, skipped });
    const question = {
      title: 'Skip this question?',
      text: `“${line.title}” was answered and never shown. Skipped, its answers come to nothing.`,
      yes: 'Skip it',
      danger: true,
    };
    void confirm(question).then((wants) => wants && this.ask({ type: 'skip-step', step, skipped }));
  }

  #edit({ step }: AgendaLine): void {
    void openDialog('Edit this step', (close) => {
      const save = (event: SubmitEvent) => {
        event.preventDefault();
        const text = (name: string) => typed(event, name);
        const talk = Number(text('talk'));
        this.ask({
          type: 'edit-step',
          step: {
            ...step,
            title: text('title'),
            prompt: text('prompt'),
            say: text('say'),
            minutes: Number(text('minutes')),
            talk,
          },
        });
        close();
      };
      return html`<form class="stack" @submit=${save}>
        <label class="field"
          ><span>Title</span><input name="title" required maxlength="120" .value=${step.title}
        /></label>
        <label class="field"
          ><span>Question</span
          ><textarea name="prompt" required maxlength="600" rows="3" .value=${step.prompt}></textarea>
        </label>
        <label class="field"
          ><span>What you say</span
          ><textarea name="say" maxlength="1200" rows="3" .value=${step.say}></textarea>
        </label>
        <div class="side-by-side">
          <label class="field"
            ><span>Minutes to answer</span
            ><input name="minutes" type="number" min="0" max="240" step="0.5" .value=${String(step.minutes)}
          /></label>
          <label class="field"
            ><span>Minutes to talk</span
            ><input name="talk" type="number" min="0" max="240" step="0.5" .value=${String(step.talk ?? 0)}
          /></label>
        </div>
        <div class="actions">
          <button type="button" class="button" @click=${close}>Cancel</button>
          <button class="button primary">Save</button>
        </div>
      </form>`;
    });
  }
}

interface AgendaPhase {
  title: string;
  /** its place, as the wall counts it; null where everything of it is skipped */
  number: number | null;
  lines: AgendaLine[];
}

function phasesIn(agenda: readonly AgendaLine[]): AgendaPhase[] {
  const phases: AgendaPhase[] = [];
  for (const line of agenda) {
    const last = phases.at(-1);
    if (last && line.phase !== null && last.title === line.phase) last.lines.push(line);
    else phases.push({ title: line.phase ?? line.title, number: null, lines: [line] });
  }
  let number = 0;
  for (const phase of phases) {
    if (phase.lines.every((line) => line.state === 'skipped')) continue;
    number += 1;
    phase.number = number;
  }
  return phases;
}

function isOn({ state: is }: AgendaLine): boolean {
  return is === 'now' || is === 'open';
}

function lineWords({ state: is, answered, step }: AgendaLine): string {
  const words = [
    answered === null ? '' : counted(answered, 'answered', 'answered'),
    stateWords[is],
    is === 'ahead' ? modeWords[step.mode] : '',
  ];
  return words.filter((one) => one !== '').join(' · ');
}

const modeWords: Record<AgendaLine['step']['mode'], string> = {
  named: 'with names',
  sealed: 'sealed, shown together',
  self: 'stays on each phone',
  one: 'one role answers',
};

declare global {
  interface HTMLElementTagNameMap {
    'desk-agenda': DeskAgenda;
  }
}
