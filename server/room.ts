import { erasedThing, authorOf, mapErasable } from '../events/session/erasure.ts';
import type { EventOf, SessionEvent } from '../events/session/event.ts';
import { fold } from '../events/session/fold.ts';
import type { SessionState } from '../events/session/state.ts';
import { upcast } from '../events/session/upcast.ts';
import type { KeyDrawer } from './keys/drawer.ts';
import { firstHead, headLength } from './log/chain.ts';
import type { SeatRow, SessionRow, StoredEvent } from './log/log.ts';
import { Presence } from './presence.ts';
import { unsealEvent } from './sealing.ts';
import { SeatBook } from './seats.ts';

/** What a room had come to, as it is kept for the next start. */
export interface Checkpoint {
  /** one after the other */
  heads: string;
  commands: string[];
  events: SessionEvent[];
}

/** One session as the server holds it while anyone needs it: all events in clear, and what they fold to. */
export class Room {
  readonly session: string;
  row: SessionRow;
  readonly events: SessionEvent[] = [];
  /** positions of what concerns everybody, and of what concerns one person: in a full room nearly everything is the latter */
  private readonly shared: number[] = [];
  private readonly personal = new Map<string, number[]>();
  readonly book: SeatBook;
  readonly presence = new Presence();
  /** up to which position a checkpoint holds it already */
  remembered = 0;
  /** the type of event that a newer Parley wrote: from there on this session can only be read, up to there */
  newer: string | null = null;
  /** ids of commands that the log remembers, so that only a real retry asks the database */
  readonly commandIds = new Set<string>();
  private readonly heads: string[];
  private folded: SessionState | null = null;
  private readonly keys: KeyDrawer;

  constructor(row: SessionRow, seats: readonly SeatRow[], keys: KeyDrawer) {
    this.session = row.session;
    this.row = row;
    this.book = new SeatBook(seats);
    this.heads = [firstHead(row.session)];
    this.keys = keys;
  }

  get state(): SessionState {
    if (!this.folded) throw new Error(`The session ${this.session} has no first event.`);
    return this.folded;
  }

  get position(): number {
    return this.heads.length - 1;
  }

  /** The head of the chain at a position, or null for one that is not here. */
  headAt(position: number): string | null {
    return this.heads[position] ?? null;
  }

  /** Takes in what the log holds; `plain` are the same events when this process has just decided them. */
  learn(stored: readonly StoredEvent[], plain?: readonly SessionEvent[]): readonly SessionEvent[] {
    const events = plain ?? this.opened(stored);
    for (const { head, command } of stored.slice(0, events.length)) {
      this.heads.push(head);
      if (command !== null) this.commandIds.add(command);
    }
    this.take(events);
    return events;
  }

  /** Goes on from where it was; only into a room that has learnt nothing yet. */
  resume({ heads, commands, events }: Checkpoint): void {
    for (let from = 0; from < heads.length; from += headLength)
      this.heads.push(heads.slice(from, from + headLength));
    for (const command of commands) this.commandIds.add(command);
    this.take(events);
    this.remembered = events.length;
  }

  checkpoint(): Checkpoint {
    return { heads: this.heads.slice(1).join(''), commands: [...this.commandIds], events: this.events };
  }

  private take(events: readonly SessionEvent[]): void {
    this.folded = fold(this.folded, events);
    this.events.push(...events);
    for (const event of events) this.file(event);
    for (const event of events) if (event.type === 'erased') this.forget(event);
    // A checkpoint of before an erasure may have been copied back by hand: it goes as soon as it is seen.
    if (events.some(({ type }) => type === 'erased')) this.remembered = 0;
    if (this.folded) this.presence.follow(this.folded);
  }

  /** What has happened after a position, but for what concerns other people alone. */
  concerning(participant: string, after: number): SessionEvent[] {
    const own = laterThan(after, this.personal.get(participant) ?? []);
    const positions = [...laterThan(after, this.shared), ...own].toSorted((one, other) => one - other);
    return positions.flatMap((position) => this.events[position - 1] ?? []);
  }

  private file(event: SessionEvent): void {
    if (event.type !== 'joined' && event.type !== 'renamed' && event.type !== 'answered') {
      this.shared.push(event.position);
      return;
    }
    const own = this.personal.get(event.participant);
    if (own) own.push(event.position);
    else this.personal.set(event.participant, [event.position]);
  }

  private opened(stored: readonly StoredEvent[]): SessionEvent[] {
    const events: SessionEvent[] = [];
    for (const one of stored) {
      if (this.newer !== null) break;
      const lifted = upcast(
        unsealEvent(one, (keyId, sealed) => this.keys.unseal(this.session, keyId, sealed)),
      );
      if ('newer' in lifted) this.newer = lifted.newer;
      else events.push(lifted.event);
    }
    return events;
  }

  /** What was erased leaves this copy at once, not only the next one that is read without the key. */
  private forget(erased: EventOf<'erased'>): void {
    this.events.forEach((event, place) => {
      this.events[place] = forgotten(event, erased);
    });
  }
}

/** Positions stand in order, so what is new stands at the end. */
function laterThan(after: number, positions: readonly number[]): readonly number[] {
  let from = positions.length;
  while (from > 0 && (positions[from - 1] ?? 0) > after) from -= 1;
  return positions.slice(from);
}

function forgotten(event: SessionEvent, erased: EventOf<'erased'>): SessionEvent {
  const own =
    'participant' in event && erased.participant !== undefined && event.participant === erased.participant;
  if (own && (event.type === 'joined' || event.type === 'renamed')) return { ...event, name: null };
  if (own && event.type === 'answered') return { ...event, answer: null };
  const gone = (id: string): boolean =>
    id === erased.text || (erased.participant !== undefined && authorOf(id) === erased.participant);
  if (event.type === 'step-taken') return gone(event.id) ? { ...event, text: null } : event;
  if (event.type !== 'released' && event.type !== 'opened' && event.type !== 'session-created') return event;
  const clean = mapErasable(event, (thing) => (gone(String(thing['id'])) ? erasedThing(thing) : thing));
  return clean as SessionEvent;
}
