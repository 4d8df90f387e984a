import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { SessionState } from '../../events/session/state.ts';
import { phoneView, type PhoneQuestion, type PhoneScreen, type PhoneView } from '../../events/views/phone.ts';
import { kindNow } from '../activities/index.ts';
import { Answering } from '../answering.ts';
import { OwnAnswers, type Draft } from '../own-answers.ts';
import { phoneWords } from '../phone-words.ts';
import type { Seat } from '../seats.ts';
import { Session, type NewCommand, type Settled } from '../session.ts';
import { deviceStore } from '../storage.ts';
import { announce } from '../ui/live-region.ts';
import { WayIn } from '../way-in.ts';
import { words } from '../words.ts';
import { phoneBar } from './phone-bar.ts';
import { duties } from './phone-duties.ts';
import { LoadingAhead } from './loading-ahead.ts';
import type { JoinWish } from './phone-join.ts';
import './phone-join.ts';
import type { MoreActions } from './phone-more.ts';
import type { Reachable } from './phone-question.ts';
import './phone-question.ts';
import * as screens from './phone-screens.ts';

const wide = matchMedia('(min-width: 1100px)');

/** The phone: exactly one thing at a time. It owns the session; everything it shows takes properties and fires events. */
export class PhonePage extends LitElement {
  static override properties = {
    seat: { state: true },
    isJoining: { state: true },
    notice: { state: true },
  };
  private seat: Seat | null = null;
  private isJoining = false;
  /** said on the next screen: what became of an answer that came too late */
  private notice = '';
  readonly #store = deviceStore();
  readonly #ahead = new LoadingAhead();
  readonly #wayIn = new WayIn(this.#store);
  #session: Session | null = null;
  #answering: Answering | null = null;
  #shown = '';

  override createRenderRoot(): this {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#arrive);
    wide.addEventListener('change', () => this.requestUpdate());
    this.#arrive();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#arrive);
    this.#session?.close();
  }

  override render(): TemplateResult {
    const session = this.#session;
    if (!this.seat || !session) return this.door();
    if (session.status === 'refused') return this.refused(session);
    const { state: held } = session;
    const { view } = this;
    if (!held || !view)
      return screens.standingScreen({
        heading: words.connecting,
        lines: session.status === 'offline' ? [words.offline] : [],
      });
    return html`${phoneBar(view, { pausedAt: held.pausedAt, offsetMs: session.clockOffsetMs, more: () => this.openMore(view) })}
    ${this.banners(view, session)} ${this.screen(view, session)}
    ${wide.matches ? this.beside(view, session) : nothing}`;
  }

  /** A new screen takes the focus to its heading, and the page to its top. */
  override updated(): void {
    const shown = this.screenName();
    if (shown === this.#shown) return;
    const isFirst = this.#shown === '';
    this.#shown = shown;
    if (isFirst) return;
    scrollTo(0, 0);
    // What is inside the new screen is drawn after it.
    requestAnimationFrame(() => this.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true }));
  }

  readonly #arrive = (): void => {
    const seat = this.#wayIn.arrive(location.pathname, location.hash);
    if (seat) return this.enter(seat);
    this.requestUpdate();
    void this.#wayIn.look().then(() => this.requestUpdate());
  };

  private enter(seat: Seat): void {
    this.#session?.close();
    const { session: id, token } = seat;
    // A token does not stay in the address bar, where others read along; without one this is the seat just taken.
    if (location.hash !== '') history.replaceState(null, '', `/phone/${encodeURIComponent(id)}`);
    const session = new Session({ session: id, token, role: 'participant', store: this.#store });
    this.#answering = new Answering(
      session,
      new OwnAnswers(this.#store, `parley:answers:${id}:${token.slice(-12)}`),
    );
    session.addEventListener('change', () => this.followed(session));
    session.addEventListener('settled', (event) => this.settled((event as CustomEvent<Settled>).detail));
    this.#session = session.open();
    this.seat = seat;
  }

  private door(): TemplateResult {
    const { link, name, lastSeat, purpose, problem } = this.#wayIn;
    return html`<phone-join
      .code=${link.is === 'code' ? link.code : ''}
      .personal=${link.is === 'personal'}
      .purpose=${purpose}
      .name=${name}
      .problem=${problem}
      .busy=${this.isJoining}
      .canReturn=${link.is === 'code' && link.code === '' && lastSeat !== null}
      @join=${(event: CustomEvent<JoinWish>) => void this.join(event.detail)}
      @back=${() => lastSeat && this.enter(lastSeat)}
    ></phone-join>`;
  }

  private async join({ code, name }: JoinWish): Promise<void> {
    this.isJoining = true;
    const seat = await this.#wayIn.join(code, name);
    this.isJoining = false;
    if (seat) this.enter(seat);
  }

  private leave(): void {
    if (this.seat) this.#wayIn.forget(this.seat);
    location.assign('/j');
  }

  private refused({ refusal }: Session): TemplateResult {
    if (refusal?.code === 'removed') return this.lastScreen({ is: 'removed' });
    return screens.standingScreen(
      { heading: phoneWords.cannotOpen, lines: [refusal?.message ?? ''] },
      this.joinAgain(),
    );
  }

  private joinAgain(): TemplateResult {
    return html`<p>
      <button class="button" @click=${() => this.leave()}>${phoneWords.joinWithCode}</button>
    </p>`;
  }

  private followed(session: Session): void {
    if (session.state?.endedAt != null) this.#answering?.forget();
    if (session.status === 'online') void this.#ahead.load(session, () => this.requestUpdate());
    const screen = this.view?.screen;
    if (screen?.is === 'question') this.#answering?.renew(screen.question);
    this.requestUpdate();
  }

  private settled({ command, ack }: Settled): void {
    if (ack.ok) return;
    this.notice = ack.message;
    announce(ack.message);
    if (command.type !== 'answer') return;
    const kind = this.#session?.state?.steps.find(({ step }) => step.id === command.step)?.step.kind;
    if (kind && kindNow(kind)?.saves === 'tap') this.#answering?.dropDraft(command.step, command.round);
  }

  private banners({ screen }: PhoneView, session: Session): TemplateResult {
    const isOffline = session.status !== 'online' && screen.is !== 'question';
    return html`${session.historyChanged ? html`<p class="notice alert">${words.historyChanged}</p>` : nothing}
    ${isOffline ? html`<p class="notice offline" role="status">${words.offline}</p>` : nothing}
    ${
      this.notice !== ''
        ? html`<p class="notice">
            ${this.notice}
            <button class="button plain" @click=${() => (this.notice = '')}>${words.close}</button>
          </p>`
        : nothing
    }`;
  }

  private screen(view: PhoneView, session: Session): TemplateResult {
    const { screen } = view;
    if (screen.is === 'removed' || screen.is === 'ended') return this.lastScreen(screen);
    if (!this.hasReadRules())
      return screens.groundRules(session.state?.workshop.topic ?? 'project', () => this.rulesRead());
    if (view.paused) return screens.standingScreen(screens.paused, this.minuteButton(view));
    switch (screen.is) {
      case 'lobby':
        return screens.standingScreen(screens.lobby(view), this.minuteButton(view));
      case 'waiting':
        return screens.standingScreen(screens.waiting(screen), this.minuteButton(view));
      case 'too-few':
        return screens.standingScreen(screens.tooFew(screen), this.minuteButton(view));
      case 'question':
        return this.question(view, screen.question, session);
      case 'result':
        return this.result(view, screen);
    }
  }

  /** Few phones are as wide as a desk: those load the wall as well. */
  private beside({ me }: PhoneView, session: Session): TemplateResult {
    import('./phone-beside.ts').catch(() => this.requestUpdate());
    return html`<phone-beside
      .session=${session}
      .held=${session.state}
      .participant=${me.id}
    ></phone-beside>`;
  }

  private lastScreen(screen: Extract<PhoneScreen, { is: 'removed' | 'ended' }>): TemplateResult {
    return screen.is === 'removed'
      ? screens.standingScreen(screens.removed, this.joinAgain())
      : screens.standingScreen(screens.ended);
  }

  private question({ me }: PhoneView, question: PhoneQuestion, session: Session): TemplateResult {
    const answering = this.#answering;
    if (!answering) return html``;
    const update = (act: () => void) => () => {
      this.notice = '';
      act();
      this.requestUpdate();
    };
    const own = answering.of(question.step, question.round.round, me.id);
    return html`<phone-question
      .question=${question}
      .kind=${this.#ahead.kind(question.round.kind)}
      .own=${own}
      .draft=${answering.draftOf(question)}
      .reachable=${reachable(session)}
      .progress=${session.progressOf(question.step, question.round.round)}
      .seed=${`${me.id}/${question.step}/${question.round.round}`}
      @drafted=${(event: CustomEvent<Draft>) => update(() => this.drafted(question, event.detail))()}
      @send=${update(() => answering.answer(question, answering.draftOf(question)?.answer))}
      @pass=${update(() => answering.pass(question))}
      @withdraw=${update(() => this.withdraw(question))}
    ></phone-question>`;
  }

  private drafted(question: PhoneQuestion, draft: Draft): void {
    this.#answering?.keepDraft(question, draft);
    if (savesByTap(question) && draft.answer !== null) this.#answering?.answer(question, draft.answer);
  }

  /** What was written stays on the phone; what was tapped is gone. */
  private withdraw(question: PhoneQuestion): void {
    if (savesByTap(question)) this.#answering?.keepDraft(question, null);
    this.#answering?.withdraw(question);
  }

  private result(view: PhoneView, screen: Extract<PhoneScreen, { is: 'result' }>): TemplateResult {
    const kind = screen.rounds.at(-1)?.kind;
    const retry = (): void => this.requestUpdate();
    const ask = (command: NewCommand): void => void this.ask(command);
    return html`<main>
      <phone-result
        .result=${screen}
        .kind=${kind && this.#ahead.kind(kind)}
        .own=${screen.rounds.map((round) => this.#answering?.of(round.step, round.round, view.me.id) ?? null)}
      ></phone-result>
      ${duties(screen, { ask, retry, answering: this.#answering })} ${this.minuteButton(view)}
    </main>`;
  }

  private async ask(command: NewCommand): Promise<void> {
    const ack = await this.#session?.send(command);
    this.notice = ack && !ack.ok ? ack.message : '';
  }

  private minuteButton({ me }: PhoneView): TemplateResult {
    const ask = () =>
      void this.more(
        async ({ askForMinute }) => this.#session && (await askForMinute(this.#session, me.role)),
      );
    return html`<p class="aside">
      <button class="button plain" @click=${ask}>${phoneWords.minute}</button>
    </p>`;
  }

  private openMore(view: PhoneView): void {
    const { seat } = this;
    const session = this.#session;
    if (!seat || !session) return;
    void this.more(({ openMore }) => openMore({ session, seat, view, leave: () => this.leave() }));
  }

  /** What is seldom needed is loaded when it is, so that nobody waits for it before the first question. */
  private async more(act: (more: MoreActions) => Promise<unknown>): Promise<void> {
    try {
      await act(await import('./phone-more.ts'));
    } catch {
      this.notice = words.notSent;
    }
  }

  private hasReadRules(): boolean {
    return this.seat !== null && this.#store.get(`parley:rules:${this.seat.session}`) === true;
  }

  private rulesRead(): void {
    if (this.seat) this.#store.set(`parley:rules:${this.seat.session}`, true);
    this.requestUpdate();
  }

  private get view(): PhoneView | null {
    const held = this.#session?.state;
    return held && this.seat ? phoneView(held, participantOf(held, this.seat)) : null;
  }

  private screenName(): string {
    const { view } = this;
    if (!view) return this.seat ? 'opening' : 'door';
    if (!this.hasReadRules()) return 'rules';
    const { screen } = view;
    if (view.paused && screen.is !== 'ended') return 'paused';
    if (screen.is === 'question') return `question ${screen.question.step} ${screen.question.round.round}`;
    if (screen.is === 'waiting') return `waiting ${screen.why} ${screen.title}`;
    return screen.is === 'result' ? `result ${screen.title}` : screen.is;
  }
}

/** A phone is told of its own seat alone, so a seat that came as a link finds itself there. */
function participantOf(held: SessionState, { participant }: Seat): string {
  return held.participants.has(participant) ? participant : ([...held.participants.keys()][0] ?? '');
}

function reachable({ status, hindrance, isSlow }: Session): Reachable {
  if (status !== 'online') return 'no';
  if (hindrance) return { hindered: hindrance.message };
  return isSlow ? 'slowly' : 'yes';
}

function savesByTap({ round }: PhoneQuestion): boolean {
  return kindNow(round.kind)?.saves === 'tap' && round.mode !== 'self';
}

customElements.define('parley-phone', PhonePage);

declare global {
  interface HTMLElementTagNameMap {
    'parley-phone': PhonePage;
  }
}
