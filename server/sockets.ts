import type { Server as HttpServer } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { Command } from '../events/session/command.ts';
import type { EventType } from '../events/session/event.ts';
import { messageOf, refuse, type Refused } from '../events/session/refusal.ts';
import { limits } from '../events/session/limits.ts';
import { protocol, type Ack, type ClientToServer, type ServerToClient } from '../events/wire.ts';
import { Feed, type Send } from './feed.ts';
import { addressOf } from './address.ts';
import { seatWithFreshToken, seatWithToken } from './permission.ts';
import { nowOf, type House } from './house.ts';
import { seatLink } from './links.ts';
import { originAllowed } from './origin.ts';
import type { Room } from './room.ts';
import { audienceOf } from './routes.ts';
import { actorOf, type Seat } from './seats.ts';
import type { Outcome } from './sessions.ts';

/** Sockets in and out. Who is asking comes from the handshake, and is looked at again with every command. */

const Handshake = z.object({
  session: z.string().max(64),
  token: z.string().max(200),
  after: z.int().min(0),
  head: z.string().max(128).nullish(),
  protocol: z.int(),
});
type Handshake = z.infer<typeof Handshake>;

interface Entered {
  room: Room;
  seat: Seat;
  handshake: Handshake;
}

type PeerData = { entered: Entered };
type Peer = Socket<ClientToServer, ServerToClient, Record<string, never>, PeerData>;
type Line = Peer['conn'];
type PeerServer = Server<ClientToServer, ServerToClient, Record<string, never>, PeerData>;

/** Neither a person nor a program that leads a room is ever this quick for long; a broken page is. */
const commandsPerSecond = 100;
const commandsAtOnce = 500;
/**
 * Packets that may wait for a socket that reads too slowly. It is dropped, comes back, and goes on from where it was.
 * Answers to all that may be asked at once wait together for a moment, and that is no slowness.
 */
const unreadMax = 640;

const takesSeats: readonly string[] = [
  'removed',
  'erased',
  'seat-moved',
  'link-revoked',
] satisfies EventType[];

export interface Sockets {
  /** Somebody has come to another process or left it. */
  peopleChanged(session: string): void;
  close(): Promise<void>;
}

export function openSockets(http: HttpServer, house: House): Sockets {
  const server: PeerServer = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    // Beyond this a socket is cut off without a word; what is merely too large is refused by name.
    maxHttpBufferSize: limits.facilitatorBytesMax + 1_024,
    connectTimeout: 5_000,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    perMessageDeflate: false,
    httpCompression: false,
    allowRequest: (request, decide) => {
      decide(null, originAllowed(request.headers.origin, request.headers.host, house.publicUrl()));
    },
  });
  const switchboard = new Switchboard(server, house);
  // Where every packet to a socket is made, whoever makes it: answers and the library's own refusals too.
  server.engine.on('connection', (line: Line) => {
    line.on('packetCreate', () => switchboard.dropSlow(line));
  });
  server.use((socket, next) => void switchboard.admit(socket, next));
  server.on('connection', (socket) => switchboard.connected(socket));
  return switchboard;
}

class Switchboard implements Sockets {
  private readonly server: PeerServer;
  private readonly house: House;
  private readonly feeds = new Map<string, Feed>();
  private readonly buckets = new RateLimiterMemory({
    points: commandsAtOnce,
    duration: commandsAtOnce / commandsPerSecond,
  });
  private readonly watch: NodeJS.Timeout;

  constructor(server: PeerServer, house: House) {
    this.server = server;
    this.house = house;
    house.sessions.listen({
      told: (room, from) => this.told(room, from),
      answered: (room) => this.feeds.get(room.session)?.answered(),
      gone: (session) => this.gone(session),
      isWatching: (session) => this.feeds.has(session),
    });
    this.watch = setInterval(() => this.look(), 1_000).unref();
  }

  async admit(socket: Peer, next: (error?: Error) => void): Promise<void> {
    try {
      const entered = await this.enter(socket.handshake.auth, addressOf(socket.request, this.house));
      if ('refused' in entered) {
        next(
          Object.assign(new Error(entered.refused), {
            data: { code: entered.refused, message: messageOf(entered) },
          }),
        );
        return;
      }
      socket.data.entered = entered;
      next();
    } catch (error) {
      this.house.complain('A socket could not be let in.', error);
      next(
        Object.assign(new Error('failed'), {
          data: { code: 'failed', message: messageOf(refuse('failed')) },
        }),
      );
    }
  }

  private async enter(auth: unknown, address: string): Promise<Entered | Refused> {
    const parsed = Handshake.safeParse(auth);
    if (!parsed.success) return refuse('malformed');
    const handshake = parsed.data;
    if (handshake.protocol !== protocol) return refuse('wrong-protocol');
    const room = await this.house.sessions.room(handshake.session);
    if (!room) return refuse('unknown-session');
    const seat = await seatWithFreshToken(this.house, room, handshake.token);
    if (!seat)
      return refuse(
        wasRemoved(room, handshake.token) ? 'removed' : await this.house.budgets.wrongToken(address),
      );
    if (seat.role === 'link' || seat.outcomeOnly) return refuse('wrong-role');
    return { room, seat, handshake };
  }

  connected(socket: Peer): void {
    const { room, seat, handshake } = socket.data.entered;
    const audience = audienceOf(seat);
    if (!audience) throw new Error('A socket was let in without anything to see.');
    const feed = this.feedOf(room);
    this.house.metrics.sockets.inc({ role: seat.role });
    socket.on('command', (command, ack) => void this.command(socket, command, ack));
    socket.on('error', () => socket.disconnect(true));
    socket.on('disconnect', () => {
      this.house.metrics.sockets.dec({ role: seat.role });
      feed.remove(socket.id);
      if (feed.isEmpty) this.forgetFeed(room.session);
    });
    feed.add({ socket: socket.id, audience, told: 0 }, handshake.after);
  }

  private async command(socket: Peer, command: unknown, ack: unknown): Promise<void> {
    // Without somebody who waits for the answer there is nobody to tell a refusal.
    if (typeof ack !== 'function') return;
    const answer = ack as (answer: Ack) => void;
    try {
      const outcome = await this.ask(socket, command);
      if ('refused' in outcome) this.house.metrics.refused.inc({ code: outcome.refused });
      answer(this.ackOf(outcome, socket.data.entered.room.session));
    } catch (error) {
      this.house.complain('A command failed.', error);
      answer(this.ackOf(refuse('failed'), ''));
    }
  }

  private async ask(socket: Peer, raw: unknown): Promise<Outcome> {
    const { room, handshake, seat: entered } = socket.data.entered;
    if (!(await this.withinBudget(socket.id))) return refuse('too-many');
    if (bytesOf(raw) > bytesMaxFor(entered)) return refuse('too-large');
    const parsed = Command.safeParse(raw);
    if (!parsed.success) return refuseShape(parsed.error);
    const seat = seatWithToken(room, handshake.token, nowOf(this.house));
    const actor = seat && actorOf(seat);
    if (!actor) return refuse(wasRemoved(room, handshake.token) ? 'removed' : 'no-token');
    return await this.house.sessions.ask(room.session, { id: parsed.data.id, actor, command: parsed.data });
  }

  private async withinBudget(socket: string): Promise<boolean> {
    try {
      await this.buckets.consume(socket);
      return true;
    } catch {
      return false;
    }
  }

  private ackOf(outcome: Outcome, session: string): Ack {
    if ('refused' in outcome) return { ok: false, code: outcome.refused, message: messageOf(outcome) };
    const { position, token } = outcome;
    return {
      ok: true,
      ...(position !== undefined && { position }),
      ...(token && { link: seatLink(this.house.publicUrl(), session, token) }),
    };
  }

  private told(room: Room, from: number): void {
    if (room.events.slice(from).some(({ type }) => takesSeats.includes(type))) this.dropStrangers(room);
    this.feeds.get(room.session)?.happened();
  }

  /** Whoever has lost their seat, or whose seat is now somebody else's, is cut off at once. */
  private dropStrangers(room: Room): void {
    const at = nowOf(this.house);
    for (const socket of this.peersOf(room.session)) {
      const { seat, handshake } = socket.data.entered;
      if (seatWithToken(room, handshake.token, at)?.id !== seat.id) socket.disconnect(true);
    }
  }

  private gone(session: string): void {
    for (const socket of this.peersOf(session)) socket.disconnect(true);
    this.forgetFeed(session);
  }

  private peersOf(session: string): Peer[] {
    const { sockets } = this.server.sockets;
    return [...sockets.values()].filter((socket) => socket.data.entered.room.session === session);
  }

  private feedOf(room: Room): Feed {
    const { clock, sessions } = this.house;
    const feed =
      this.feeds.get(room.session) ??
      new Feed({
        room,
        box: sessions.parts.box,
        clock,
        send: this.send,
        connected: (participants) => this.house.presence?.tell(room.session, participants),
      });
    this.feeds.set(room.session, feed);
    return feed;
  }

  peopleChanged(session: string): void {
    this.feeds.get(session)?.peopleChanged();
  }

  private forgetFeed(session: string): void {
    this.feeds.get(session)?.stop();
    this.feeds.delete(session);
  }

  private readonly send: Send = (sockets, name, message) => {
    if (sockets.length > 0) this.server.to([...sockets]).emit(name, ...([message] as never));
  };

  dropSlow(line: Line): void {
    // The buffer has no public name; without it a socket that never reads would take the memory of all.
    const unread: unknown = Reflect.get(line, 'writeBuffer');
    if (!Array.isArray(unread) || unread.length < unreadMax) return;
    this.house.metrics.dropped.inc();
    line.close(true);
  }

  private look(): void {
    const at = nowOf(this.house);
    for (const socket of this.server.sockets.sockets.values()) {
      const { expires } = socket.data.entered.seat;
      if (expires !== null && expires <= at) socket.disconnect(true);
    }
    this.tellTrouble();
  }

  private tellTrouble(): void {
    const { writable, reason } = this.house.health();
    for (const feed of this.feeds.values())
      feed.troubled(writable ? null : (reason ?? 'nothing new can be kept'));
  }

  async close(): Promise<void> {
    clearInterval(this.watch);
    for (const session of this.feeds.keys()) this.forgetFeed(session);
    await this.server.close();
  }
}

function bytesMaxFor({ role }: Seat): number {
  return role === 'facilitator' ? limits.facilitatorBytesMax : limits.messageBytesMax;
}

/** What is nested too deeply to be written again is too large, however short it is. */
function bytesOf(raw: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(raw) ?? '');
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function wasRemoved(room: Room, token: string): boolean {
  const participant = room.book.participantOnceWith(token);
  return participant !== null && (room.state.participants.get(participant)?.removed ?? false);
}

function refuseShape(error: z.ZodError): Refused {
  const issue = error.issues[0];
  if (issue?.code === 'invalid_union' && issue.path.join('.') === 'type') return refuse('unknown-command');
  return refuse('malformed', issue ? `${issue.path.join('.')}: ${issue.message}` : undefined);
}
