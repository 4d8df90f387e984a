import { firstHead, nextHead } from './chain.ts';
import { lineHashes, noLines, parseLine } from './journal-line.ts';
import type { JournalLine, TurnRows } from './journal-line.ts';

/** One whole turn as a journal holds it. */
export interface JournalTurn extends TurnRows {
  turn: number;
}

/** Where a journal stands after its last whole turn. */
export interface JournalState {
  session: string;
  position: number;
  head: string;
  turns: number;
  /** Lines and bytes up to there, and the hash the next line continues. */
  lines: number;
  size: number;
  hash: string;
}

/**
 * `torn`: the file ends inside a turn, as a write that never finished leaves it. `damaged`: bytes
 * were changed after they were written; `position` is the first that does not hold.
 */
export type Trouble =
  | { trouble: 'torn'; line: number; bytes: number }
  | { trouble: 'damaged'; line: number; position: number; what: string };

export interface Scan {
  state: JournalState;
  trouble: Trouble | null;
}

const newline = 0x0a;

/**
 * Reads a journal from its first byte, checks every line and every head, and hands over each whole
 * turn. It stops at the first thing that does not hold; `state` is then the last good place.
 */
export function scanJournal(bytes: Buffer, turnRead: (turn: JournalTurn) => void = () => {}): Scan {
  const reader = new Reader();
  let start = 0;
  let state = reader.state(0);
  for (;;) {
    const end = bytes.indexOf(newline, start);
    if (end === -1) break;
    const what = reader.take(bytes.subarray(start, end));
    if (what !== null) return { state, trouble: judge(bytes, reader, state, what) };
    start = end + 1;
    const turn = reader.wholeTurn();
    if (turn === null) continue;
    state = reader.state(start);
    turnRead(turn);
  }
  if (state.size === bytes.length && state.turns > 0) return { state, trouble: null };
  return { state, trouble: torn(reader.line + (start < bytes.length ? 1 : 0), bytes, state) };
}

function torn(line: number, bytes: Buffer, state: JournalState): Trouble {
  return { trouble: 'torn', line, bytes: bytes.length - state.size };
}

/**
 * A line does not hold. After a power cut the pages of the last write may be missing anywhere in it,
 * and read as NUL, which no journal contains otherwise; anything else was changed later.
 */
function judge(bytes: Buffer, reader: Reader, state: JournalState, what: string): Trouble {
  const rest = bytes.subarray(state.size);
  const turnsBegun = rest.toString('latin1').split('"turn":').length - 1;
  if (rest.includes(0) && turnsBegun <= 1) return torn(reader.line, bytes, state);
  return { trouble: 'damaged', line: reader.line, position: reader.position + 1, what };
}

/** Keeps the two chains while lines go by. */
class Reader {
  line = 0;
  position = 0;
  private session = '';
  private head = '';
  private hash = noLines;
  private turns = 0;
  private pending: TurnRows = emptyRows();
  private whole: JournalTurn | null = null;

  state(size: number): JournalState {
    const { session, position, head, turns, hash, line } = this;
    return { session, position, head, turns, hash, size, lines: line };
  }

  /** The turn that the last line completed, once. */
  wholeTurn(): JournalTurn | null {
    const whole = this.whole;
    this.whole = null;
    return whole;
  }

  /** Why the line does not hold, or null. */
  take(line: Buffer): string | null {
    this.line += 1;
    const { due, found } = lineHashes(this.hash, line);
    if (due !== found) return 'its line hash does not follow from the line before';
    const parsed = parseLine(line.toString('utf8'));
    if (parsed === null) return 'it is not a line this version can read';
    const what = this.takeRow(parsed);
    if (what !== null) return what;
    this.hash = found;
    if ('turn' in parsed && parsed.turn !== undefined) return this.endTurn(parsed.turn);
    return null;
  }

  private takeRow(row: JournalLine): string | null {
    if ('journal' in row) {
      if (this.line !== 1) return 'a journal begins in the middle of another';
      this.session = row.session;
      this.head = firstHead(row.session);
      return null;
    }
    if (this.line === 1) return 'the first line does not say whose journal this is';
    const { session } = this;
    if ('event' in row) {
      if (row.event.position !== this.position + 1) return 'its position does not follow';
      if (nextHead(this.head, row.event.salt, row.event) !== row.event.head) {
        return 'its head does not follow from the event and the head before';
      }
      this.position += 1;
      this.head = row.event.head;
      const { askedBy = null, digest = null, ...event } = row.event;
      this.pending.events.push({ ...event, askedBy, digest });
    } else if ('seat' in row) this.pending.seats.push({ session, ...row.seat });
    else this.pending.sessions.push({ session, ...row.about });
    return null;
  }

  private endTurn(turn: number): string | null {
    if (turn <= this.turns) return 'its turn does not follow';
    this.turns = turn;
    this.whole = { turn, ...this.pending };
    this.pending = emptyRows();
    return null;
  }
}

function emptyRows(): TurnRows {
  return { sessions: [], seats: [], events: [] };
}
