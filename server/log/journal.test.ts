import { describe, expect, test } from 'vitest';
import { firstHead, leafOf, nextHead } from './chain.ts';
import { event, seatRow, sessionRow } from './samples.ts';
import { JournalText, noLines } from './journal-line.ts';
import { scanJournal } from './journal-scan.ts';
import type { StoredEvent } from './log.ts';
import type { KeptEvent } from './log.ts';
import { times } from './times.ts';
import { verify } from './verify.ts';

const session = 'spring';
const flips = times(200, 5_000);

/** Numbers that are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function events(from: number, through: number, head: string, word = 'dann'): KeptEvent[] {
  const made: KeptEvent[] = [];
  let last = head;
  for (let position = from; position <= through; position += 1) {
    const said = event(`ünd ${word} „${position}“ 🏳️‍🌈`);
    const salt = position.toString(16).padStart(32, '0');
    last = nextHead(last, salt, said);
    const asked = { command: `c${position}`, askedBy: 'anna', digest: 'd' };
    made.push({ ...said, ...asked, position, salt, head: last });
  }
  return made;
}

/** Twenty turns of three events each; every third changes a seat. */
function journal(): { bytes: Buffer; ends: number[]; all: KeptEvent[] } {
  const text = new JournalText(noLines).begin(session);
  const all: KeptEvent[] = [];
  const ends: number[] = [];
  for (let turn = 1; turn <= 20; turn += 1) {
    const added = events(all.length + 1, all.length + 3, all.at(-1)?.head ?? firstHead(session));
    all.push(...added);
    text.turn(turn, {
      sessions: turn === 1 ? [sessionRow(session)] : [],
      seats: turn % 3 === 1 ? [seatRow(session, `p${turn}`)] : [],
      events: added,
    });
    ends.push(text.bytes().length);
  }
  return { bytes: text.bytes(), ends, all };
}

function lineOf(bytes: Buffer, at: number): number {
  return bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
}

/** The first position at or after a byte: its own event's, or the next one's. */
function positionsBefore(bytes: Buffer, at: number): number {
  const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a, at - 1) + 1).toString('utf8');
  return whole.split('\n').filter((line) => line.startsWith('{"event"')).length;
}

describe('a journal', () => {
  const { bytes, ends, all } = journal();

  test('holds when nothing was changed, and says what it holds', () => {
    expect(verify({ bytes })).toEqual({ holds: true, session, positions: 60, head: all.at(-1)?.head });
  });

  test('gives back its turns as they were written', () => {
    const read: KeptEvent[] = [];
    const { state, trouble } = scanJournal(bytes, (turn) => read.push(...turn.events));
    expect(trouble).toBeNull();
    expect(state).toMatchObject({ position: 60, turns: 20, size: bytes.length, session });
    expect(read).toEqual(all);
  });

  test(
    `with any one of ${flips} bytes flipped does not hold, and the line and position of the byte are named`,
    () => {
      const next = numbers(20_260_302);
      for (let flip = 0; flip < flips; flip += 1) {
        const at = next(bytes.length);
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 + next(255));
        const verdict = verify({ bytes: changed });
        const line = lineOf(bytes, at);
        const position = positionsBefore(bytes, at) + 1;
        // The last turn may be taken for torn, if NUL or a lost line end suggest it; then its begin is named.
        const torn = at >= (ends.at(-2) ?? 0) && (changed[at] === 0 || at === bytes.length - 1);
        const where = torn ? { line } : { line, position };
        expect({ at, verdict }).toMatchObject({ at, verdict: { holds: false, ...where } });
      }
    },
    times(20_000, 600_000),
  );

  test('cut off inside a turn ends with the turn before; cut off between turns it holds', () => {
    const last = ends.at(-2) ?? 0;
    for (let size = last + 1; size < bytes.length; size += 37) {
      const { state, trouble } = scanJournal(bytes.subarray(0, size));
      expect(state).toMatchObject({ size: last, turns: 19, position: 57 });
      expect(trouble).toMatchObject({ trouble: 'torn', bytes: size - last });
    }
    expect(scanJournal(bytes.subarray(0, last)).trouble).toBeNull();
    expect(scanJournal(Buffer.alloc(0))).toMatchObject({ state: { turns: 0 }, trouble: { trouble: 'torn' } });
  });

  test('with pages of the last turn never written counts as torn, with pages of an earlier one as damaged', () => {
    const hole = (turn: number) => {
      const changed = Buffer.from(bytes);
      changed.fill(0, (ends[turn - 1] ?? 0) - 900, (ends[turn - 1] ?? 0) - 300);
      return scanJournal(changed).trouble?.trouble;
    };
    expect(hole(20)).toBe('torn');
    expect(hole(12)).toBe('damaged');
  });

  test('with two lines in each other’s place, one left out, or one twice, does not hold', () => {
    const lines = bytes.toString('utf8').split('\n');
    const [a = '', b = ''] = lines.slice(9, 11);
    for (const other of [[b, a], [a], [a, a, b]]) {
      const changed = Buffer.from([...lines.slice(0, 9), ...other, ...lines.slice(11)].join('\n'));
      expect(verify({ bytes: changed })).toMatchObject({ holds: false });
    }
  });

  test('written anew with another history holds alone, but not against a head that somebody kept', () => {
    const text = new JournalText(noLines).begin(session);
    const other = events(1, 60, firstHead(session), 'denn');
    text.turn(1, { sessions: [], seats: [], events: other });
    const head = all.at(-1)?.head ?? '';
    const forged = text.bytes();
    expect(verify({ bytes: forged })).toMatchObject({ holds: true });
    expect(verify({ bytes: forged, head })).toMatchObject({ holds: false });
    expect(verify({ bytes, head })).toMatchObject({ holds: true });
    expect(verify({ bytes, head: `${head.slice(0, 4)}-${head.slice(4, 8)}`.toUpperCase() })).toMatchObject({
      holds: true,
    });
    // A history cut short between turns is found by the head alone.
    expect(verify({ bytes: bytes.subarray(0, ends[4]), head })).toMatchObject({ holds: false });
    expect(verify({ bytes, head: head.slice(0, 7) })).toMatchObject({ holds: false });
  });

  test('that is something else altogether does not hold', () => {
    for (const text of ['', '\n', '{}', 'hello\nworld\n', '[1]\n', '{"journal":1,"session":"x"}\n']) {
      expect(verify({ bytes: Buffer.from(text) })).toMatchObject({ holds: false, line: expect.any(Number) });
    }
  });
});

/** What leaves the house: without what is remembered of commands. */
function exported({ askedBy: _askedBy, digest: _digest, ...event }: KeptEvent): StoredEvent {
  return event;
}

describe('an export', () => {
  const all = journal().all.map(exported);
  const whole = {
    format: 'parley-log',
    version: 1,
    session,
    title: 't',
    head: all.at(-1)?.head,
    events: all,
  };
  const bytesOf = (changed: object) => Buffer.from(JSON.stringify({ ...whole, ...changed }));
  const withEvent = (position: number, changed: object) =>
    bytesOf({ events: all.map((one) => (one.position === position ? { ...one, ...changed } : one)) });

  test('holds whole, and with only the leaf of an event that its reader may not see', () => {
    const leaves = all.map((one) => {
      const { position, head } = one;
      return position % 2 === 0 ? { position, head, leaf: leafOf(one.salt, one).toString('hex') } : one;
    });
    expect(verify({ bytes: bytesOf({}) })).toEqual({ holds: true, session, positions: 60, head: whole.head });
    expect(verify({ bytes: bytesOf({ events: leaves }) })).toMatchObject({ holds: true, positions: 60 });
  });

  test.each([
    ['the body', { body: '{"text":"other"}' }],
    ['the author', { actor: 'ben' }],
    ['the time', { at: '2026-03-02T09:00:01.000Z' }],
    ['the type', { type: 'written' }],
    ['the version', { v: 2 }],
  ])('with %s of an event changed does not hold at its position', (_, changed) => {
    expect(verify({ bytes: withEvent(17, changed) })).toMatchObject({ holds: false, position: 17 });
  });

  test('without its last event or with another head at its end does not hold', () => {
    expect(verify({ bytes: bytesOf({ events: all.slice(0, -1) }) })).toMatchObject({ holds: false });
    expect(verify({ bytes: bytesOf({ events: all.toSpliced(9, 1) }) })).toMatchObject({ position: 10 });
  });
});
