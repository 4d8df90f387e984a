import { describe, expect, it } from 'vitest';
import type { Command } from '../events/session/command.ts';
import { mayWait, Outbox } from './outbox.ts';
import { memoryStore } from './storage.ts';

function answer(id: string, value: number, round = 1): Command {
  return { id, type: 'answer', step: 'ready', round, answer: { value }, counter: value };
}

describe('the outbox', () => {
  it('keeps what was not acknowledged over a refresh', () => {
    const store = memoryStore();
    new Outbox(store, 'outbox').add(answer('a', 2));
    const afterRefresh = new Outbox(store, 'outbox');
    expect(afterRefresh.next()).toEqual(answer('a', 2));
    afterRefresh.settle('a');
    expect(new Outbox(store, 'outbox').next()).toBeNull();
  });

  it('keeps only the newest of several changes of mind, and says whose place it takes', () => {
    const outbox = new Outbox(memoryStore(), 'outbox');
    outbox.add(answer('a', 2));
    expect(outbox.add(answer('b', 3))).toEqual(['a']);
    expect(outbox.waiting().map(({ command }) => command.id)).toEqual(['b']);
  });

  it('sends again what was sent before anything newer, under the same id', () => {
    const outbox = new Outbox(memoryStore(), 'outbox');
    outbox.add(answer('a', 2));
    outbox.markSent('a');
    expect(outbox.add(answer('b', 3))).toEqual([]);
    expect(outbox.next()).toEqual(answer('a', 2));
    expect(outbox.add(answer('c', 4))).toEqual(['b']);
    expect(outbox.about('ready', 1)?.id).toBe('c');
  });

  it('lets a pass and a withdrawal take the place of an answer, and leaves other rounds alone', () => {
    const outbox = new Outbox(memoryStore(), 'outbox');
    outbox.add(answer('a', 2));
    outbox.add(answer('b', 2, 2));
    expect(outbox.add({ id: 'c', type: 'pass', step: 'ready', round: 1 })).toEqual(['a']);
    expect(outbox.waiting().map(({ command }) => command.id)).toEqual(['b', 'c']);
  });

  it('holds what one tab has settled out of the other tab’s way', () => {
    const store = memoryStore();
    const [one, other] = [new Outbox(store, 'outbox'), new Outbox(store, 'outbox')];
    one.add(answer('a', 2));
    other.settle('a');
    one.add({ id: 'b', type: 'rename', name: 'Ada' });
    expect(other.waiting().map(({ command }) => command.id)).toEqual(['b']);
  });

  it('lets only answers, names and a minute wait for the network', () => {
    expect(mayWait('answer')).toBe(true);
    expect(mayWait('ask-pause')).toBe(true);
    expect(mayWait('merge-texts')).toBe(false);
    expect(mayWait('decide')).toBe(false);
  });
});
