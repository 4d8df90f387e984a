import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { floors, limits } from '../../events/session/limits.ts';
import { floorOf, type Workshop } from '../../events/session/workshop.ts';
import { counted, listed } from '../words.ts';
import type { NewSession } from './host.ts';
import { typed } from '../ui/typed.ts';

/** How many templates stand open; the rest are behind a fold. */
const openMax = 7;

/** Choosing a template and beginning: in earnest, or as a rehearsal with pretend phones. */
@customElement('home-start')
export class HomeStart extends LitElement {
  @property({ attribute: false }) workshops: readonly Workshop[] = [];
  @property({ type: Boolean }) busy = false;
  @property() trouble: string | null = null;
  @state() private chosen: string | null = null;
  @state() private isLow = false;

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    const chosen = this.workshops.find((one) => one.id === this.chosen);
    return html`<section aria-labelledby="start-head">
      <h2 id="start-head">Start a session</h2>
      ${chosen ? this.#form(chosen) : this.#choice()}
    </section>`;
  }

  #choice(): TemplateResult {
    const open = this.workshops.slice(0, openMax);
    const folded = this.workshops.slice(openMax);
    return html`<ul class="templates">
        ${open.map((one) => this.#card(one))}
      </ul>
      ${
        folded.length === 0
          ? nothing
          : html`<details class="more-templates">
              <summary>
                ${counted(folded.length, 'more', 'more')}: other lengths, and single exercises
              </summary>
              <ul class="templates">
                ${folded.map((one) => this.#card(one))}
              </ul>
            </details>`
      }`;
  }

  #card(workshop: Workshop): TemplateResult {
    const { title, purpose, minutes, steps } = workshop;
    return html`<li>
      <button class="template card" @click=${() => this.#choose(workshop.id)}>
        <span class="template-head"><b>${title}</b><span class="minutes">${minutes} min</span></span>
        <span class="purpose">${purpose}</span>
        <small
          >${rolesWords(workshop)} · ${counted(steps.length, 'step', 'steps')} ·
          ${floorWords(workshop)}</small
        >
      </button>
    </li>`;
  }

  #choose(id: string | null): void {
    this.chosen = id;
    this.isLow = false;
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>(id === null ? '.template' : '[name=title]')?.focus(),
    );
  }

  #form(workshop: Workshop): TemplateResult {
    const mayLower = workshop.topic === 'people' && floorOf(workshop, {}) > floors.lowest;
    return html`<form
      class="card stack start-form"
      @submit=${(event: SubmitEvent) => this.#begin(event, workshop)}
    >
      <div class="template-head">
        <h3>${workshop.title}</h3>
        <button type="button" class="button slim" @click=${() => this.#choose(null)}>Another template</button>
      </div>
      <p>${workshop.purpose}</p>
      <p class="hint small">
        ${workshop.minutes} minutes · ${rolesWords(workshop)} · ${floorWords(workshop)}
      </p>
      ${stepList(workshop)}
      <label class="field"
        ><span>Title, as everyone sees it</span
        ><input name="title" required maxlength=${limits.titleMax} .value=${workshop.title}
      /></label>
      <label class="field"
        ><span>Subject <span class="hint">(if you like)</span></span
        ><input name="subject" maxlength=${limits.subjectMax}
      /></label>
      ${mayLower ? this.#floor() : nothing}
      ${this.trouble === null ? nothing : html`<p class="notice alert" role="alert">${this.trouble}</p>`}
      <div class="actions">
        <button class="button primary" name="as" value="session" ?disabled=${this.busy}>
          Start and open the desk
        </button>
        <button class="button" name="as" value="rehearsal" ?disabled=${this.busy}>
          Rehearse with pretend phones
        </button>
      </div>
      <p class="hint small">
        A rehearsal is marked as one from beginning to end. Nothing pretend ever enters a real session.
      </p>
    </form>`;
  }

  #floor(): TemplateResult {
    return html`<fieldset class="stack">
      <legend class="label">Answers that must be in before one is shown</legend>
      <label class="pick"
        ><input type="radio" name="floor" value="" checked @change=${() => this.#low(false)} />
        <span>At least ${floors.people}, as this kind of question needs</span></label
      >
      <label class="pick"
        ><input type="radio" name="floor" value=${floors.lowest} @change=${() => this.#low(true)} />
        <span>At least ${floors.lowest}, for a small room</span></label
      >
      ${
        this.isLow
          ? html`<p class="notice alert" role="status">
              With three or four people this hides very little: who said what is easily guessed, and if
              everyone answers alike, everyone will know. Tell them before they answer. It can’t be changed
              once the session has begun.
            </p>`
          : nothing
      }
    </fieldset>`;
  }

  #low(on: boolean): void {
    this.isLow = on;
  }

  #begin(event: SubmitEvent, workshop: Workshop): void {
    event.preventDefault();
    const text = (name: string) => typed(event, name);
    const isRehearsal = event.submitter instanceof HTMLButtonElement && event.submitter.value === 'rehearsal';
    const wanted: NewSession = {
      workshop: workshop.id,
      title: text('title'),
      ...(text('subject') !== '' && { subject: text('subject') }),
      ...(text('floor') !== '' && { floor: Number(text('floor')) }),
      ...(isRehearsal && { rehearsal: { phones: 11, seed: Math.floor(Math.random() * 1_000_000) } }),
    };
    this.dispatchEvent(new CustomEvent('session-wanted', { detail: wanted, bubbles: true }));
  }
}

function stepList({ steps }: Workshop): TemplateResult {
  return html`<details>
    <summary>What happens, step by step</summary>
    <ol class="step-list">
      ${steps.map(({ title, minutes, talk = 0, prompt }) => html`<li><b>${title}</b> <span class="hint">${minutes + talk} min</span><br />${prompt}</li>`)}
    </ol>
  </details>`;
}

function rolesWords({ roles }: Workshop): string {
  return listed(
    roles.map(({ label, max }) => (max === 1 ? `one ${label.toLowerCase()}` : label.toLowerCase())),
  );
}

function floorWords(workshop: Workshop): string {
  const isSealed = workshop.steps.some((step) => step.mode === 'sealed');
  return isSealed ? `shown from ${floorOf(workshop, {})} answers on` : 'no sealed answers';
}

declare global {
  interface HTMLElementTagNameMap {
    'home-start': HomeStart;
  }
  interface HTMLElementEventMap {
    'session-wanted': CustomEvent<NewSession>;
  }
}
