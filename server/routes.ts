import { z } from 'zod';
import { redactRun, type Audience } from '../events/session/audience.ts';
import { NewSession, createSession } from './creation.ts';
import { Door, doorReply, HostLink, hostLinkReply } from './doors.ts';
import { nowOf, type House } from './house.ts';
import { Invitation, invitationReply, Join, joinRoom } from './joining.ts';
import { joinLink, seatLink } from './links.ts';
import { journalExport, keysExport, logExport } from './log-export.ts';
import { outcomeReply, outcomeFormats } from './outcome-files.ts';
import { json, type Reply } from './reply.ts';
import type { Room } from './room.ts';
import type { Seat } from './seats.ts';
import { shownCode } from './seats.ts';
import { overTimeReply, type SeriesWanted } from './sittings.ts';
import { readSummary, SessionSummary, summaryOf } from './session-list.ts';
import { refuse } from '../events/session/refusal.ts';

/** Every call this server answers, once: the doors mount this table and `/api/openapi.json` describes it. */

export type Role = Audience['role'];

export interface Asking {
  house: House;
  params: Record<string, string>;
  query: unknown;
  body: unknown;
  bearer: string | null;
  address: string;
  /** of the session that the path names; there wherever `who` lists roles */
  room: Room | null;
  seat: Seat | null;
}

export interface Route {
  method: 'get' | 'post' | 'delete';
  path: string;
  summary: string;
  /** `link`: whoever holds a personal link, which names no path */
  who: 'anyone' | 'host' | 'link' | readonly Role[];
  query?: z.ZodType;
  body?: z.ZodType;
  bodyBytesMax?: number;
  status: number;
  /** the answer: a schema, or the type of something that is no JSON */
  answer: z.ZodType | string;
  handle(asking: Asking): Promise<Reply>;
}

const everyRole: readonly Role[] = ['facilitator', 'scribe', 'stage', 'reader', 'participant'];
const text = z.string();

const SessionEntry = SessionSummary.extend({
  session: text,
  title: text,
  code: text,
  createdAt: text,
  rehearsal: z.boolean(),
  state: z.enum(['new', 'running', 'ended']),
  position: z.int().optional(),
});

export const routes: readonly Route[] = [
  {
    method: 'get',
    path: '/healthz',
    summary: 'Whether the process is alive',
    who: 'anyone',
    status: 200,
    answer: z.object({ ok: z.literal(true), instance: text }),
    handle: async ({ house }) => json({ ok: true, instance: house.instance }),
  },
  {
    method: 'get',
    path: '/readyz',
    summary: 'Whether new things can be kept; 503 when the log cannot be written',
    who: 'anyone',
    status: 200,
    answer: z.object({ ready: z.boolean(), reason: text.optional() }),
    handle: async ({ house }) => ready(house),
  },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Numbers about this process for Prometheus',
    who: 'anyone',
    status: 200,
    answer: 'text/plain',
    handle: async ({ house }) => ({
      status: 200,
      text: await house.metrics.text(),
      type: 'text/plain; version=0.0.4',
    }),
  },
  {
    method: 'get',
    path: '/api/workshops',
    summary: 'The workshop definitions that a session can be made from',
    who: 'anyone',
    status: 200,
    answer: z.array(z.record(text, z.unknown())),
    handle: async ({ house }) => json(house.templates),
  },
  {
    method: 'post',
    path: '/api/sessions',
    summary: 'Makes a session',
    who: 'host',
    body: NewSession,
    bodyBytesMax: 512 * 1024,
    status: 201,
    answer: z.object({
      session: text,
      code: text,
      links: z.object({ desk: text, join: text, stage: text, replay: text }),
      tokens: z.object({ facilitator: text, stage: text, reader: text }),
    }),
    handle: async ({ house, body }) => await create(house, body as NewSession),
  },
  {
    method: 'get',
    path: '/api/sessions',
    summary: 'All sessions with their state and counts',
    who: 'host',
    status: 200,
    answer: z.array(SessionEntry),
    handle: async ({ house }) => json(await list(house)),
  },
  {
    method: 'get',
    path: '/api/over-time',
    summary: 'The same template on the same subject, from its first session to its last, row by row',
    who: 'host',
    query: z.object({ workshop: text.optional(), subject: text.optional() }),
    status: 200,
    answer: z.array(z.record(text, z.unknown())),
    handle: async ({ house, query }) => await overTimeReply(house, query as SeriesWanted),
  },
  {
    method: 'post',
    path: '/api/sessions/:id/links',
    summary: 'A new link to a session’s desk, stage or outcome; those given before stay good',
    who: 'host',
    body: HostLink,
    status: 201,
    answer: z.object({ link: text }),
    handle: async ({ house, params, body }) =>
      await hostLinkReply(house, params['id'] ?? '', body as HostLink),
  },
  {
    method: 'get',
    path: '/api/sessions/:id/door',
    summary: 'Where people join: the code, and a link for each address of this server',
    who: ['facilitator', 'scribe', 'stage'],
    status: 200,
    answer: Door,
    handle: async ({ house, room }) => doorReply(house, room),
  },
  {
    method: 'post',
    path: '/api/join',
    summary: 'Comes in with the code, or with a personal link’s token',
    who: 'anyone',
    body: Join,
    status: 201,
    answer: z.object({ session: text, participant: text, token: text }),
    handle: async ({ house, body, address, bearer }) =>
      await joinRoom(house, body as Join, { address, bearer }),
  },
  {
    method: 'get',
    path: '/api/join',
    summary: 'Which session a personal link leads to, and as whom',
    who: 'link',
    status: 200,
    answer: Invitation,
    handle: async ({ house, address, bearer }) => await invitationReply(house, { address, bearer }),
  },
  {
    method: 'get',
    path: '/api/sessions/:id/events',
    summary: 'The events after a position, one a line, redacted for the token’s role',
    who: everyRole,
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
    status: 200,
    answer: 'application/x-ndjson',
    handle: async (asking) => eventLines(asking),
  },
  ...outcomeFormats.map((format): Route => ({
    method: 'get',
    path: `/api/sessions/:id/outcome.${format.extension}`,
    summary: `The outcome as ${format.name}`,
    who: ['facilitator', 'reader'],
    status: 200,
    answer: format.type,
    handle: async (asking) => await outcomeReply(asking, format),
  })),
  {
    method: 'get',
    path: '/api/sessions/:id/log.json',
    summary:
      'The whole chained log as it is kept; what the facilitator may not read stands there as its digest',
    who: ['facilitator'],
    status: 200,
    answer: z.record(text, z.unknown()),
    handle: async ({ house, room }) => await logExport(house, room),
  },
  {
    method: 'get',
    path: '/api/sessions/:id/journal.ndjson',
    summary:
      'The session as its journal, to be checked, kept, or imported elsewhere; names and texts stay sealed',
    who: ['facilitator'],
    status: 200,
    answer: 'application/x-ndjson',
    handle: async ({ house, room }) => await journalExport(house, room),
  },
  {
    method: 'get',
    path: '/api/sessions/:id/keys.json',
    summary: 'The keys that open the names and texts of that journal',
    who: ['facilitator'],
    status: 200,
    answer: z.record(text, z.unknown()),
    handle: async ({ house, room }) => await keysExport(house, room),
  },
  {
    method: 'delete',
    path: '/api/sessions/:id',
    summary: 'Deletes a session with everything of it',
    who: 'host',
    status: 200,
    answer: z.object({ deleted: z.literal(true) }),
    handle: async ({ house, params }) =>
      (await house.sessions.remove(params['id'] ?? '')) ? json({ deleted: true }) : refuse('unknown-session'),
  },
];

function ready(house: House): Reply {
  const { writable, reason } = house.health();
  return json({ ready: writable, ...(reason !== undefined && { reason }) }, writable ? 200 : 503);
}

async function create(house: House, body: NewSession): Promise<Reply> {
  const { sessions, templates } = house;
  const created = await createSession(body, { sessions, templates, at: nowOf(house) });
  if ('refused' in created) return created;
  const { room, tokens } = created;
  if (typeof body.rehearsal === 'object') house.rehearsals.start(room, body.rehearsal);
  const { session } = room;
  const url = house.publicUrl();
  const link = (role: 'facilitator' | 'stage' | 'reader'): string =>
    seatLink(url, session, { token: tokens[role], role, seat: role });
  const links = {
    desk: link('facilitator'),
    join: joinLink(url, room.row.code),
    stage: link('stage'),
    replay: link('reader'),
  };
  return json({ session, code: shownCode(room.row.code), links, tokens }, 201);
}

async function list(house: House): Promise<z.infer<typeof SessionEntry>[]> {
  const rows = house.sessions
    .sessionRows()
    .toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  return await Promise.all(
    rows.map(async ({ session, title, code, createdAt, rehearsal, ...row }) => {
      const room = await house.sessions.loadedRoom(session);
      const summary = room
        ? { ...summaryOf(room.state), position: room.position }
        : readSummary({ ...row, session, title, code, createdAt, rehearsal });
      const state = summary.endedAt !== null ? 'ended' : summary.startedAt !== null ? 'running' : 'new';
      return { session, title, code: shownCode(code), createdAt, rehearsal, state, ...summary };
    }),
  );
}

function eventLines({ room, seat, query }: Asking): Reply {
  if (!room || !seat || seat.outcomeOnly) return refuse('wrong-role');
  const { after } = query as { after: number };
  const audience = audienceOf(seat);
  if (!audience) return refuse('wrong-role');
  const run = redactRun(room.events.slice(after), room.state, audience);
  return { status: 200, lines: run.map((line) => `${JSON.stringify(line)}\n`) };
}

export function audienceOf({ role, participant }: Seat): Audience | null {
  if (role === 'link') return null;
  if (role !== 'participant') return { role };
  return participant === null ? null : { role, participant };
}
