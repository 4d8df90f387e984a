import { isDesk, redact, type Audience } from '../events/session/audience.ts';
import { isSealed } from '../events/session/decide-answer.ts';
import type { SessionEvent } from '../events/session/event.ts';
import { isGiven } from '../events/session/fold-round.ts';
import type { ProgressMessage, ServerToClient } from '../events/wire.ts';
import type { BallotBox } from './ballots/box.ts';
import { Pace } from './pace.ts';
import { openRounds } from './presence.ts';
import type { Room } from './room.ts';

/**
 * Tells one session's sockets what has happened. Walls, desks and readers are told at once, at most once a frame;
 * phones get the first of a burst at once and the rest in slices. A message is made once for everyone who may see
 * the same of it; who may see nothing of it is sent nothing, and the next message covers the positions between.
 */

const frameMs = 16;
const sliceMs = 250;
const progressSliceMs = 500;
const presenceMs = 250;
/** So many that the longest session fits into fewer messages than may wait for one socket (see sockets.ts). */
const eventsPerMessage = 1_000;

type Name = keyof ServerToClient;
type Message<N extends Name> = Parameters<ServerToClient[N]>[0];

/** Sends one message to many sockets, encoded once. */
export type Send = <N extends Name>(sockets: readonly string[], name: N, message: Message<N>) => void;

export interface Client {
  socket: string;
  audience: Audience;
  /** the last position that this socket knows about */
  told: number;
}

export interface FeedParts {
  room: Room;
  box: BallotBox;
  clock: () => number;
  send: Send;
  /** told of everyone who is connected here, each time that changes */
  connected: (participants: readonly string[]) => void;
}

export class Feed {
  readonly room: Room;
  private readonly box: BallotBox;
  private readonly clock: () => number;
  private readonly send: Send;
  private readonly connected: FeedParts['connected'];
  private readonly clients = new Map<string, Client>();
  /** everything up to here has been looked at for each kind of client, and sent where there was something to see */
  private readonly scanned: Record<'screens' | 'phones', number>;
  private readonly screens = new Pace(frameMs, () => this.tell('screens'));
  private readonly phones = new Pace(sliceMs, () => this.tell('phones'));
  private readonly screenProgress = new Pace(frameMs, () => this.sendProgress('screens'));
  private readonly phoneProgress = new Pace(progressSliceMs, () => this.sendProgress('phones'));
  private readonly presence = new Pace(presenceMs, () => this.sendPresence());
  private readonly lastProgress = { screens: '', phones: '' };
  private trouble: string | null = null;

  constructor({ room, box, clock, send, connected }: FeedParts) {
    this.room = room;
    this.box = box;
    this.clock = clock;
    this.send = send;
    this.connected = connected;
    this.scanned = { screens: room.position, phones: room.position };
  }

  get isEmpty(): boolean {
    return this.clients.size === 0;
  }

  /** Everything after `after`, and from then on whatever happens. */
  add(client: Client, after: number): void {
    const { room } = this;
    this.clients.set(client.socket, client);
    this.sendAll(client, after);
    client.told = room.position;
    if (client.audience.role === 'participant') room.presence.arrive(client.audience.participant, room.state);
    if (client.audience.role === 'stage') room.presence.stages += 1;
    for (const progress of this.progress()) this.send([client.socket], 'progress', progress);
    // No trouble is told as well: a desk may still show what the process before this one was in.
    if (isDesk(client.audience)) this.send([client.socket], 'trouble', { reason: this.trouble });
    this.peopleChanged();
  }

  remove(socket: string): void {
    const client = this.clients.get(socket);
    if (!client || !this.clients.delete(socket)) return;
    if (client.audience.role === 'participant') this.room.presence.leave(client.audience.participant);
    if (client.audience.role === 'stage') this.room.presence.stages -= 1;
    this.peopleChanged();
  }

  happened(): void {
    this.screens.ask();
    this.phones.ask();
    this.answered();
  }

  answered(): void {
    if (openRounds(this.room.state).length === 0) return;
    this.screenProgress.ask();
    this.phoneProgress.ask();
  }

  troubled(reason: string | null): void {
    if (reason === this.trouble) return;
    this.trouble = reason;
    this.send(
      this.socketsOf((audience) => isDesk(audience)),
      'trouble',
      { reason },
    );
  }

  stop(): void {
    for (const pace of [this.screens, this.phones, this.screenProgress, this.phoneProgress, this.presence])
      pace.stop();
    this.connected([]);
  }

  /** People have come or gone, here or at another process. */
  peopleChanged(): void {
    this.presence.ask();
    this.answered();
  }

  /** The first messages of a connection; the very first one says where client and server stand. */
  private sendAll(client: Client, after: number): void {
    const { room } = this;
    const tip = room.position;
    // A client that knows more than there is has another history: it is told a head that cannot be its own.
    const from = Math.min(after, tip);
    const visible = this.visibleTo(client.audience, from);
    const you = client.audience.role === 'participant' ? { you: client.audience.participant } : {};
    const first = { headAfter: room.headAt(from) ?? '', now: this.clock(), ...you };
    let begin = from;
    do {
      const part = visible.splice(0, eventsPerMessage);
      const to = visible.length > 0 ? (part.at(-1)?.position ?? tip) : tip;
      const message = { from: begin + 1, to, head: room.headAt(to) ?? '', events: part };
      this.send([client.socket], 'events', begin === from ? { ...message, ...first } : message);
      begin = to;
    } while (begin < tip);
  }

  private tell(kind: 'screens' | 'phones'): void {
    const { room } = this;
    const after = this.scanned[kind];
    const fresh = room.events.slice(after);
    this.scanned[kind] = room.position;
    if (fresh.length === 0) return;
    const owners = new Set(
      fresh.flatMap((event) => ('participant' in event && event.participant ? [event.participant] : [])),
    );
    const clients = [...this.clients.values()].filter(
      ({ audience }) => (audience.role === 'participant') === (kind === 'phones'),
    );
    const groups = groupedBy(clients, ({ audience }) => this.groupOf(audience, owners));
    for (const group of groups.values()) this.tellGroup(group, after);
  }

  /** Everyone in a group may see the same of what has just happened. */
  private groupOf(audience: Audience, owners: ReadonlySet<string>): string {
    if (audience.role !== 'participant') return audience.role;
    const { participant } = audience;
    if (owners.has(participant)) return `phone of ${participant}`;
    return `phones of role ${this.room.state.participants.get(participant)?.role ?? ''}`;
  }

  private tellGroup(clients: readonly Client[], after: number): void {
    const first = clients[0];
    const events = first ? this.visibleTo(first.audience, after) : [];
    if (events.length === 0) return;
    const to = this.room.position;
    const head = this.room.headAt(to) ?? '';
    for (const [told, alike] of groupedBy(clients, (client) => client.told)) {
      // A socket that came in between has been told the first of these already.
      const news = events.filter((event) => event.position > told);
      if (news.length === 0) continue;
      for (const client of alike) client.told = to;
      this.send(
        alike.map(({ socket }) => socket),
        'events',
        { from: told + 1, to, head, events: news },
      );
    }
  }

  private visibleTo(audience: Audience, after: number): SessionEvent[] {
    const { room } = this;
    const { state } = room;
    const events =
      audience.role === 'participant'
        ? room.concerning(audience.participant, after)
        : room.events.slice(after);
    return events.flatMap((event) => redact(event, state, audience) ?? []);
  }

  private progress(): ProgressMessage[] {
    const { room, box } = this;
    return openRounds(room.state).map(({ step, round }) => {
      const { session, presence } = room;
      const named = [...round.answers.values()].filter(isGiven).length;
      const ref = { session, step, round: round.round };
      const answered = isSealed(round) ? (box.counts(ref)?.answered ?? 0) : named;
      const present = round.electorate.members.filter((one) =>
        presence.wasHere(step, round.round, one),
      ).length;
      // A few signs tell one box from the next as well as all of them, and every phone is sent them.
      const epoch = isSealed(round) ? box.epoch(ref)?.slice(0, 6) : undefined;
      return {
        step,
        round: round.round,
        present: Math.max(present, answered),
        answered,
        ...(epoch !== undefined && { epoch }),
      };
    });
  }

  private sendProgress(kind: 'screens' | 'phones'): void {
    const progress = this.progress();
    const said = JSON.stringify(progress);
    if (said === this.lastProgress[kind]) return;
    this.lastProgress[kind] = said;
    const sockets = this.socketsOf(({ role }) => (role === 'participant') === (kind === 'phones'));
    for (const one of progress) this.send(sockets, 'progress', one);
  }

  private sendPresence(): void {
    const { here, stages, connected } = this.room.presence;
    this.connected(connected);
    this.send(
      this.socketsOf((audience) => isDesk(audience)),
      'presence',
      { here, stages },
    );
  }

  private socketsOf(isMeant: (audience: Audience) => boolean): string[] {
    return [...this.clients.values()].flatMap(({ socket, audience }) => (isMeant(audience) ? [socket] : []));
  }
}

function groupedBy<T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
