import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { limits } from '../../events/session/limits.ts';
import { shownCode, tidyCode } from '../seats.ts';
import { phoneWords } from '../phone-words.ts';

export interface JoinWish {
  code: string;
  name: string;
}

/** The way in: a code, unless the link already had it, and a name. Fires `join`. */
export class PhoneJoin extends LitElement {
  static override properties = {
    code: {},
    name: {},
    personal: {},
    purpose: {},
    problem: {},
    busy: {},
    canReturn: {},
    missing: { state: true },
  };
  code = '';
  name = '';
  /** the link that led here stands for the code */
  personal = false;
  /** where a personal link leads, and as whom */
  purpose = '';
  problem = '';
  busy = false;
  /** a seat this phone already has */
  canReturn = false;
  /** what is wrong in which field, before anyone was asked */
  private missing: 'code' | 'name' | null = null;

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    return html`<main class="join">
      <form @submit=${this.submit} novalidate>
        <h1 tabindex="-1">${this.personal ? phoneWords.joinPersonal : phoneWords.join}</h1>
        ${this.personal && this.purpose !== '' ? html`<p class="hint" dir="auto">${this.purpose}</p>` : nothing}
        ${this.problem === '' ? nothing : html`<p class="notice alert" role="alert">${this.problem}</p>`}
        ${this.personal ? nothing : this.codeField()} ${this.nameField()}
        <button class="button primary wide" ?disabled=${this.busy}>
          ${this.busy ? phoneWords.joining : phoneWords.joinNow}
        </button>
        ${
          this.canReturn
            ? html`<button type="button" class="button plain wide" @click=${this.back}>
                ${phoneWords.backToSeat}
              </button>`
            : nothing
        }
      </form>
    </main>`;
  }

  private codeField(): TemplateResult {
    const wrong = this.missing === 'code';
    return html`<label class="field">
      <span>${phoneWords.code}</span>
      <input
        class="code"
        name="code"
        .value=${live(shownCode(this.code))}
        placeholder="XXXX-XXXX"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        enterkeyhint="next"
        maxlength="12"
        aria-invalid=${wrong}
        aria-describedby="code-help"
        @change=${(event: Event) => (this.code = tidyCode(valueOf(event)))}
      />
      <small id="code-help" class=${wrong ? 'wrong' : ''}
        >${wrong ? phoneWords.codeMissing : phoneWords.codeHelp}</small
      >
    </label>`;
  }

  private nameField(): TemplateResult {
    const wrong = this.missing === 'name';
    return html`<label class="field">
      <span>${phoneWords.name}</span>
      <input
        name="name"
        dir="auto"
        .value=${live(this.name)}
        autocomplete="given-name"
        enterkeyhint="go"
        maxlength=${limits.nameMax}
        aria-invalid=${wrong}
        aria-describedby="name-help"
        @input=${(event: Event) => (this.name = valueOf(event))}
      />
      <small id="name-help" class=${wrong ? 'wrong' : ''}
        >${wrong ? phoneWords.nameMissing : phoneWords.nameHelp}</small
      >
    </label>`;
  }

  private submit(event: Event): void {
    event.preventDefault();
    const code = tidyCode(this.querySelector<HTMLInputElement>('input[name=code]')?.value ?? this.code);
    const name = this.name.trim();
    this.code = code;
    this.missing = !this.personal && code.length < 8 ? 'code' : name === '' ? 'name' : null;
    if (this.missing) {
      this.querySelector<HTMLInputElement>(`input[name=${this.missing}]`)?.focus();
      return;
    }
    this.dispatchEvent(new CustomEvent<JoinWish>('join', { detail: { code, name } }));
  }

  private back(): void {
    this.dispatchEvent(new Event('back'));
  }
}

function valueOf(event: Event): string {
  return event.target instanceof HTMLInputElement ? event.target.value : '';
}

customElements.define('phone-join', PhoneJoin);

declare global {
  interface HTMLElementTagNameMap {
    'phone-join': PhoneJoin;
  }
}
