import { describe, expect, it } from 'vitest';
import type { HiddenRun, SessionEvent } from '../events/session/event.ts';
import type { Workshop } from '../events/session/workshop.ts';
import type { EventsMessage } from '../events/wire.ts';
import { Intake, parseLines } from './intake.ts';

const at = '2026-01-05T09:00:00.000Z';
const workshop: Workshop = {
  id: 'ready-now',
  title: 'Ready now?',
  minutes: 10,
  purpose: 'To see where we stand',
  topic: 'project',
  roles: [{ id: 'panel', label: 'Panel' }],
  steps: [],
};

const created: SessionEvent = {
  position: 1,
  v: 1,
  at,
  type: 'session-created',
  session: 's-1',
  title: 'Ada',
  workshop,
  floor: 3,
};
const paused: SessionEvent = { position: 2, v: 1, at, type: 'paused' };
const resumed: SessionEvent = { position: 4, v: 1, at, type: 'resumed' };
const blanked: SessionEvent = { position: 6, v: 1, at, type: 'blanked', on: true };
const hidden: HiddenRun = { position: 3, through: 3, type: 'hidden' };

function message(from: number, to: number, events: SessionEvent[]): EventsMessage {
  return { from, to, head: `head-${to}`, events };
}

/** The log as HTTP gives it, and how often it was asked. */
function log(lines: (SessionEvent | HiddenRun)[]) {
  const asked: number[] = [];
  const readAfter = (after: number) => {
    asked.push(after);
    return Promise.resolve(
      lines.filter((line) => (line.type === 'hidden' ? line.through : line.position) > after),
    );
  };
  return { asked, readAfter };
}

describe('what the server tells', () => {
  it('is folded in order, and a range counts what this role may not see', async () => {
    const { asked, readAfter } = log([]);
    const intake = new Intake(readAfter);
    await intake.take(message(1, 3, [created, paused]));
    await intake.take(message(4, 5, [resumed]));
    await intake.take(message(6, 6, [blanked]));
    expect(intake.position).toBe(6);
    expect(intake.head).toBe('head-6');
    expect(intake.state?.blanked).toBe(true);
    expect(asked).toEqual([]);
  });

  it('is folded once, however often it comes', async () => {
    const intake = new Intake(log([]).readAfter);
    await intake.take(message(1, 2, [created, paused]));
    const folded = intake.state;
    await intake.take(message(1, 2, [created, paused]));
    await intake.take(message(2, 4, [paused, resumed]));
    expect(folded?.pausedAt).toBe(at);
    expect(intake.state?.pausedAt).toBeNull();
    expect(intake.position).toBe(4);
  });

  it('has its gaps read over HTTP before anything later is folded', async () => {
    const { asked, readAfter } = log([created, paused, hidden, resumed]);
    const intake = new Intake(readAfter);
    await intake.take(message(1, 1, [created]));
    const later = intake.take(message(5, 6, [blanked]));
    const evenLater = intake.take(message(7, 7, []));
    await Promise.all([later, evenLater]);
    expect(asked).toEqual([1]);
    expect(intake.state?.pausedAt).toBeNull();
    expect(intake.state?.blanked).toBe(true);
    expect(intake.position).toBe(7);
  });

  it('does not know its head after a gap that reached past the message', async () => {
    const { readAfter } = log([
      created,
      paused,
      hidden,
      resumed,
      { position: 5, through: 5, type: 'hidden' },
      blanked,
    ]);
    const intake = new Intake(readAfter);
    await intake.take(message(4, 5, [resumed]));
    expect(intake.position).toBe(6);
    expect(intake.head).toBeNull();
  });

  it('fails where a gap cannot be closed, and takes the next message all the same', async () => {
    const intake = new Intake(log([]).readAfter);
    await expect(intake.take(message(4, 4, [resumed]))).rejects.toThrow('Events 4 to 4 came');
    await intake.take(message(1, 1, [created]));
    expect(intake.position).toBe(1);
  });

  it('is read a line at a time', () => {
    expect(parseLines(`${JSON.stringify(paused)}\n${JSON.stringify(hidden)}\n`)).toEqual([paused, hidden]);
  });
});
