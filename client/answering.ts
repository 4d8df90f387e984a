import type { PhoneQuestion } from '../events/views/phone.ts';
import { nextCounter, type Counted, type Draft, type OwnAnswer, type OwnAnswers } from './own-answers.ts';
import type { NewCommand, Session, Settled } from './session.ts';

/** What answering needs of a session. */
export type AnswerLine = Pick<Session, 'state' | 'now' | 'progressOf' | 'send' | 'addEventListener'>;

/** How one seat answers: keeps what it said on the phone, sends it, and notes what the server made of it. */
/** Where something half done belongs. */
export interface Drafted {
  step: string;
  round: { round: number };
}

export class Answering {
  readonly #session: AnswerLine;
  readonly #own: OwnAnswers;

  constructor(session: AnswerLine, own: OwnAnswers) {
    this.#session = session;
    this.#own = own;
    session.addEventListener('settled', (event) => this.#settled((event as CustomEvent<Settled>).detail));
  }

  /** This seat's answer: from this phone, or, where names stand beside answers, as the server tells it. */
  of(step: string, round: number, participant: string): OwnAnswer | null {
    const own = this.#own.of(step, round);
    if (own) return own;
    const state = this.#session.state?.steps.find((one) => one.step.id === step)?.rounds[round - 1];
    const answer = state?.answers.get(participant);
    if (answer === undefined) return null;
    const isPass = typeof answer === 'object' && answer !== null && 'pass' in answer;
    return {
      is: isPass ? 'passed' : 'answered',
      answer: isPass ? null : answer,
      counter: 0,
      state: 'saved',
      counted: null,
    };
  }

  draftOf({ step, round }: Drafted): Draft | null {
    return this.#own.draftOf(step, round.round);
  }

  keepDraft({ step, round }: Drafted, draft: Draft | null): void {
    this.#own.keepDraft(step, round.round, draft);
  }

  /** What was tapped and not taken is no longer shown as if it were. */
  dropDraft(step: string, round: number): void {
    this.#own.keepDraft(step, round, null);
  }

  answer(question: PhoneQuestion, answer: unknown): void {
    const previous = this.#previous(question);
    const counter = this.#keep(question, { is: 'answered', answer, state: 'sent' });
    const { step, round } = question;
    const command = {
      type: 'answer',
      step,
      round: round.round,
      answer,
      counter,
      ...(previous !== null && { previous }),
    };
    // The kind made this answer from its own settings; the server checks it as if a stranger had.
    void this.#session.send(command as NewCommand);
  }

  pass(question: PhoneQuestion): void {
    const counter = this.#keep(question, { is: 'passed', answer: null, state: 'sent' });
    void this.#session.send({ type: 'pass', step: question.step, round: question.round.round, counter });
  }

  withdraw(question: PhoneQuestion): void {
    const counter = this.#keep(question, { is: 'withdrawn', answer: null, state: 'sent' });
    void this.#session.send({ type: 'withdraw', step: question.step, round: question.round.round, counter });
  }

  /**
   * Casts again what was saved in a box that the server has lost since. A box whose name this phone has not heard
   * yet is the one it answered into.
   */
  renew(question: PhoneQuestion): void {
    const { step, round } = question;
    const epoch = this.#session.progressOf(step, round.round)?.epoch;
    const own = this.#own.of(step, round.round);
    if (epoch === undefined || own?.state !== 'saved' || own.epoch === epoch) return;
    if (own.epoch === undefined) this.#own.keep(step, round.round, { ...own, epoch });
    else if (own.is === 'answered') this.answer(question, own.answer);
    else if (own.is === 'passed') this.pass(question);
  }

  forget(): void {
    this.#own.forget();
  }

  #keep({ step, round }: PhoneQuestion, own: Pick<OwnAnswer, 'is' | 'answer' | 'state'>): number {
    const before = this.#own.of(step, round.round);
    const counter = nextCounter(before?.counter ?? 0, round.openedAt, this.#session.now());
    this.#own.keep(step, round.round, { ...own, counter, counted: before && countedOf(before) });
    return counter;
  }

  /** What this phone said in the round before, where it is to be enclosed; nothing is enclosed beside a name. */
  #previous({ before, round }: PhoneQuestion): unknown {
    if (!before || round.mode === 'named' || round.mode === 'one') return null;
    const own = this.#own.of(before.step, before.round);
    const counted = own && countedOf(own);
    return counted?.is === 'answered' ? counted.answer : null;
  }

  #settled({ command, ack }: Settled): void {
    if (command.type !== 'answer' && command.type !== 'pass' && command.type !== 'withdraw') return;
    const own = this.#own.of(command.step, command.round);
    if (!own || own.counter !== command.counter) return;
    const epoch = this.#session.progressOf(command.step, command.round)?.epoch;
    this.#own.keep(
      command.step,
      command.round,
      ack.ok ? { ...own, state: 'saved', epoch } : afterRefusal(own),
    );
  }
}

/** What the server has of this seat in this round, as far as this phone knows. */
function countedOf(own: OwnAnswer): Counted | null {
  return own.state === 'saved' ? { is: own.is, answer: own.answer } : own.counted;
}

/** A change that came too late leaves what was saved before it. */
function afterRefusal(own: OwnAnswer): OwnAnswer {
  return own.counted ? { ...own, ...own.counted, state: 'saved' } : { ...own, state: 'refused' };
}
