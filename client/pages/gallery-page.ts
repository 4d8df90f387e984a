import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { activityOf } from '../../events/activities/index.ts';
import type { Answer, Kind } from '../../events/activity.ts';
import { kindNow, loadKind } from '../activities/index.ts';
import type { InputProps, ResultProps } from '../activities/kind.ts';
import {
  dice,
  exampleNames,
  examples,
  exampleRounds,
  halfOf,
  settingsFor,
  type Wish,
} from './gallery-examples.ts';
import { screenWall } from './gallery-screens.ts';

/**
 * Every kind in every state, and with `?screens` every screen in every state of a session. `?kind=scale&show=stage&n=9` leaves one frame alone at full size, which is how its
 * picture is taken: `show` is input, phone, page or stage; with it `n`, `rounds`, `words`, `state`, `width`, `dark`.
 */

type Show = 'input' | 'phone' | 'page' | 'stage';
type Filled = 'empty' | 'half' | 'full' | 'disabled';

interface Frame extends Wish {
  show: Show;
  state: Filled;
  width: number;
  dark: boolean;
  small: boolean;
}

const kinds = Object.keys(examples) as Kind[];

class GalleryPage extends LitElement {
  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void Promise.all(kinds.map((kind) => loadKind(kind))).then(() => this.requestUpdate());
  }

  override render(): TemplateResult | TemplateResult[] {
    const wish = new URLSearchParams(location.search);
    const kind = kinds.find((one) => one === wish.get('kind'));
    const show = (['input', 'phone', 'page', 'stage'] as const).find((one) => one === wish.get('show'));
    if (kind && show) return frame(frameFrom(wish, kind, show));
    return html`<nav class="gallery-menu">
        <a href="?">all kinds</a>
        <a href="?screens">all screens</a>
        ${kinds.map((one) => html`<a href="?kind=${one}">${one}</a>`)}
      </nav>
      ${wish.has('screens') ? screenWall() : (kind ? [kind] : kinds).map(wallOf)}`;
  }
}

function frameFrom(wish: URLSearchParams, kind: Kind, show: Show): Frame {
  return {
    kind,
    show,
    n: Number(wish.get('n') ?? 9),
    rounds: wish.get('rounds') === '2' ? 2 : 1,
    words: (['long', 'rtl'] as const).find((one) => one === wish.get('words')) ?? 'plain',
    seed: Number(wish.get('seed') ?? 3),
    state: (['half', 'full', 'disabled'] as const).find((one) => one === wish.get('state')) ?? 'empty',
    width: Number(wish.get('width') ?? 390),
    dark: wish.has('dark'),
    small: false,
  };
}

function wallOf(kind: Kind): TemplateResult {
  const plain: Frame = {
    kind,
    show: 'input',
    n: 9,
    rounds: 1,
    words: 'plain',
    seed: 3,
    state: 'empty',
    width: 390,
    dark: false,
    small: false,
  };
  const inputs = (['empty', 'half', 'full', 'disabled'] as const).map((state) => frame({ ...plain, state }));
  const odd = (['long', 'rtl'] as const).map((words) =>
    frame({ ...plain, words, state: 'half', width: 320 }),
  );
  const results = [0, 1, 5, 9, 40].map((n) => frame({ ...plain, show: 'phone', n }));
  const pages = ([1, 2] as const).map((rounds) => frame({ ...plain, show: 'page', rounds }));
  const stages = [0, 1, 5, 9, 40].flatMap((n) =>
    ([1, 2] as const).map((rounds) =>
      frame({ ...plain, show: 'stage', n, rounds, dark: n !== 9, small: true }),
    ),
  );
  return html`<h1>${kind}</h1>
    <div class="gallery-row">${inputs}${odd}</div>
    <div class="gallery-row">${results}${pages}</div>
    <div class="gallery-row">
      ${stages}${frame({ ...plain, show: 'stage', words: 'long', dark: true, small: true })}
    </div>`;
}

function frame(wish: Frame): TemplateResult {
  const { kind, show, width, dark, small, words } = wish;
  const { prompt } = examples[kind];
  const body = show === 'input' ? html`<gallery-input .wish=${wish}></gallery-input>` : resultOf(wish, show);
  const direction = words === 'rtl' ? 'rtl' : 'ltr';
  const look = `gallery-frame ${show === 'input' ? 'phone' : show} ${dark ? 'dark' : ''} ${small ? 'small' : ''}`;
  if (show === 'stage') {
    return html`<section class=${look} dir=${direction}>
      <header><span>Calibration prep · 3 of 11</span><b>Talk 6:00</b></header>
      <h2>${prompt}</h2>
      <div>${body}</div>
      <footer>
        <span>${wish.n} of ${wish.n + 1} answered</span><span>Not a prediction of the outcome</span>
      </footer>
    </section>`;
  }
  return html`<section class=${look} dir=${direction} .style=${show === 'page' ? '' : `width:${width}px`}>
    <h2>${prompt}</h2>
    ${body}
  </section>`;
}

function resultOf(wish: Frame, size: ResultProps<Kind>['size']): TemplateResult | typeof nothing {
  const client = kindNow(wish.kind);
  if (!client) return nothing;
  const settings = settingsFor(wish);
  const mine =
    wish.state === 'full' && wish.n > 0 ? activityOf(wish.kind).example(settings, dice(wish.seed)) : null;
  return client.result({
    settings,
    rounds: exampleRounds(wish),
    size,
    mine,
    names: exampleNames,
    landing: false,
  });
}

class GalleryInput extends LitElement {
  static override properties = { wish: { attribute: false }, value: { state: true }, draft: { state: true } };
  declare wish: Frame;
  declare private value: Answer | null;
  declare private draft: unknown;

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override willUpdate(): void {
    if (this.value !== undefined) return;
    const full = activityOf(this.wish.kind).example(settingsFor(this.wish), dice(this.wish.seed));
    this.value = this.wish.state === 'empty' ? null : this.wish.state === 'half' ? halfOf(full) : full;
  }

  override render(): TemplateResult | typeof nothing {
    const client = kindNow(this.wish.kind);
    if (!client) return nothing;
    const props: InputProps<Kind> = {
      settings: settingsFor(this.wish),
      value: this.value,
      seed: 'gallery',
      disabled: this.wish.state === 'disabled',
      change: (answer, draft) => {
        this.value = answer;
        this.draft = draft;
        this.dispatchEvent(new CustomEvent('gallery-answer', { bubbles: true, detail: answer }));
      },
      draft: this.draft,
      announce: (words) =>
        this.dispatchEvent(new CustomEvent('gallery-words', { bubbles: true, detail: words })),
    };
    return client.input(props);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gallery-page': GalleryPage;
    'gallery-input': GalleryInput;
  }
}

customElements.define('gallery-page', GalleryPage);
customElements.define('gallery-input', GalleryInput);
