import { describe, expect, it } from 'vitest';
import type { Command } from '../events/session/command.ts';
import type { PhoneQuestion } from '../events/views/phone.ts';
import type { Ack, ProgressMessage } from '../events/wire.ts';
import { Answering, type AnswerLine } from './answering.ts';
import { OwnAnswers } from './own-answers.ts';
import type { NewCommand, Settled } from './session.ts';
import { memoryStore } from './storage.ts';

const openedAt = '2026-01-05T09:00:00.000Z';

/** The half of a session that stands between a phone and the server: what was asked, and what the test answers. */
class Line extends EventTarget implements AnswerLine {
  readonly state = null;
  readonly sent: NewCommand[] = [];
  progress: ProgressMessage | null = null;

  now(): number {
    return Date.parse(openedAt);
  }

  progressOf(): ProgressMessage | null {
    return this.progress;
  }

  send(command: NewCommand): Promise<Ack> {
    this.sent.push(command);
    return Promise.resolve({ ok: true });
  }

  settle(ack: Ack, place = -1): void {
    const command = { ...this.sent.at(place), id: 'x' } as Command;
    this.dispatchEvent(new CustomEvent<Settled>('settled', { detail: { command, ack } }));
  }
}

function question(round: number, before: PhoneQuestion['before'] = null): PhoneQuestion {
  return {
    step: 'ready',
    title: 'Ready?',
    prompt: 'How ready is it?',
    note: null,
    round: { round, mode: 'sealed', openedAt } as PhoneQuestion['round'],
    before,
    seenBy: { mode: 'room', roles: [], you: null },
    topic: 'project',
  };
}

function phone() {
  const line = new Line();
  return { line, answering: new Answering(line, new OwnAnswers(memoryStore(), 'own')) };
}

const late: Ack = { ok: false, code: 'round-over', message: 'This round is closed.' };

describe('an answer', () => {
  it('is saved only when the server has said so', () => {
    const { line, answering } = phone();
    answering.answer(question(1), { value: 2 });
    expect(answering.of('ready', 1, 'p-1')?.state).toBe('sent');
    line.settle({ ok: true });
    expect(answering.of('ready', 1, 'p-1')?.state).toBe('saved');
  });

  it('is not called saved by the acknowledgement of the one before it', () => {
    const { line, answering } = phone();
    answering.answer(question(1), { value: 2 });
    answering.answer(question(1), { value: 3 });
    line.settle({ ok: true }, 0);
    expect(answering.of('ready', 1, 'p-1')).toMatchObject({ answer: { value: 3 }, state: 'sent' });
  });

  it('that came too late leaves the one that was saved before it', () => {
    const { line, answering } = phone();
    answering.answer(question(1), { value: 2 });
    line.settle({ ok: true });
    answering.answer(question(1), { value: 5 });
    line.settle(late);
    expect(answering.of('ready', 1, 'p-1')).toMatchObject({ answer: { value: 2 }, state: 'saved' });
  });

  it('that was never saved is marked as refused', () => {
    const { line, answering } = phone();
    answering.answer(question(1), { value: 2 });
    line.settle(late);
    expect(answering.of('ready', 1, 'p-1')?.state).toBe('refused');
  });

  it('encloses the one of the round before, where that was saved', () => {
    const { line, answering } = phone();
    answering.answer(question(1), { value: 2 });
    answering.answer(question(2, { step: 'ready', round: 1 }), { value: 4 });
    expect(line.sent.at(-1)).not.toHaveProperty('previous');
    line.settle({ ok: true }, 0);
    answering.answer(question(2, { step: 'ready', round: 1 }), { value: 3 });
    expect(line.sent.at(-1)).toMatchObject({ previous: { value: 2 }, answer: { value: 3 } });
  });

  it('encloses none that was withdrawn or passed', () => {
    const { line, answering } = phone();
    answering.answer(question(1), { value: 2 });
    line.settle({ ok: true });
    answering.pass(question(1));
    line.settle({ ok: true });
    answering.answer(question(2, { step: 'ready', round: 1 }), { value: 3 });
    expect(line.sent.at(-1)).not.toHaveProperty('previous');
  });

  it('is cast again by itself where the server has lost the box it lay in, and only then', () => {
    const { line, answering } = phone();
    line.progress = { step: 'ready', round: 1, present: 1, answered: 0, epoch: 'one' };
    answering.answer(question(1), { value: 2 });
    line.settle({ ok: true });
    answering.renew(question(1));
    expect(line.sent).toHaveLength(1);
    line.progress = { ...line.progress, epoch: 'two' };
    answering.renew(question(1));
    answering.renew(question(1));
    expect(line.sent).toHaveLength(2);
    expect(line.sent.at(-1)).toMatchObject({ answer: { value: 2 }, counter: 2 });
    line.settle({ ok: true });
    answering.renew(question(1));
    expect(line.sent).toHaveLength(2);
  });
});
