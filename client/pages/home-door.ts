import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { tidyCode } from '../seats.ts';
import { readHostKey } from './host.ts';
import { typed } from '../ui/typed.ts';

/** The front of the house for those without the host's key: come in with a code, or show the key. */
@customElement('home-door')
export class HomeDoor extends LitElement {
  /** why the key that was shown opens nothing, or null */
  @property() refused: string | null = null;
  @state() private codeTrouble: string | null = null;
  @state() private keyTrouble: string | null = null;

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    return html`<main class="home-door">
      <header>
        <p class="house">Parley</p>
        <h1>A working session where everyone answers before anyone speaks</h1>
        <p class="hint">
          People answer on their phones. The room sees one answer, together. Afterwards anyone with a link can
          read how it came about.
        </p>
      </header>
      <form class="card stack" @submit=${this.#join} novalidate>
        <h2>Join a session</h2>
        <label class="field">
          <span>Code from the wall</span>
          <input
            name="code"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            placeholder="XXXX-XXXX"
            maxlength="12"
            aria-describedby="code-trouble"
          />
        </label>
        <p id="code-trouble" class="notice alert" role="alert" ?hidden=${this.codeTrouble === null}>
          ${this.codeTrouble ?? nothing}
        </p>
        <button class="button primary">Join</button>
      </form>
      <form class="card stack" @submit=${this.#show} novalidate>
        <h2>Lead a session</h2>
        <p class="hint">
          The host link was printed when this server started. It begins sessions and deletes them; keep it to
          yourself.
        </p>
        <label class="field">
          <span>Host link or key</span>
          <input name="key" type="password" autocomplete="off" aria-describedby="key-trouble" />
        </label>
        <p id="key-trouble" class="notice alert" role="alert" ?hidden=${this.#keyWords() === null}>
          ${this.#keyWords() ?? nothing}
        </p>
        <button class="button">Open</button>
      </form>
    </main>`;
  }

  #keyWords(): string | null {
    return this.keyTrouble ?? this.refused;
  }

  readonly #join = (event: SubmitEvent): void => {
    event.preventDefault();
    const code = tidyCode(typed(event, 'code'));
    if (code.length === 8) location.assign(`/j/${code}`);
    else this.codeTrouble = 'A code has eight letters and digits, such as KX7M-4PQR.';
  };

  readonly #show = (event: SubmitEvent): void => {
    event.preventDefault();
    const key = readHostKey(typed(event, 'key'));
    this.keyTrouble = key === null ? 'That is no host link. It ends in #key= and a long key.' : null;
    if (key !== null) this.dispatchEvent(new CustomEvent('host-key', { detail: key, bubbles: true }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'home-door': HomeDoor;
  }
  interface HTMLElementEventMap {
    'host-key': CustomEvent<string>;
  }
}
