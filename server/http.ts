import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { refuse, type Refused } from '../events/session/refusal.ts';
import { addressOf } from './address.ts';
import { securityHeaders } from './headers.ts';
import type { House } from './house.ts';
import { openApi } from './openapi.ts';
import { originAllowed } from './origin.ts';
import { pageAt, type Pages } from './pages.ts';
import { seatWithFreshToken } from './permission.ts';
import { refusalBody, statusOf, type Reply } from './reply.ts';
import { routes, type Asking, type Route } from './routes.ts';
import { sameSecret } from './seats.ts';

/** HTTP in and out. The table in `routes.ts` says what there is; this says how it is asked and answered. */

type Environment = { Bindings: HttpBindings };
type Asked = Context<Environment>;

const bodyBytesUsual = 16 * 1024;

export function httpApp(house: House, pages: Pages): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(securityHeaders(house.secure)))
      context.res.headers.set(name, value);
    if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store');
  });
  app.get('/api/openapi.json', (context) => context.json(openApi(routes, house.publicUrl()) as object));
  for (const route of routes) mount(app, house, route);
  app.get('*', async (context) => await servePage(context, pages));
  app.notFound((context) => answerRefusal(context, refuse('unknown-address')));
  app.onError((error, context) => {
    house.complain('A request failed.', error);
    return answerRefusal(context, refuse('failed'));
  });
  return app;
}

function mount(app: Hono<Environment>, house: House, route: Route): void {
  app.on(route.method.toUpperCase(), route.path, async (context) =>
    answer(context, await reply(context, house, route)),
  );
}

async function reply(context: Asked, house: House, route: Route): Promise<Reply> {
  if (route.method !== 'get' && !fromHere(context, house)) return refuse('wrong-origin');
  const may = await permission(context, house, route);
  if ('refused' in may) return may;
  const body = route.body
    ? await readBody(context, route.body, route.bodyBytesMax ?? bodyBytesUsual)
    : { value: undefined };
  if ('refused' in body) return body;
  const query = route.query?.safeParse(context.req.query());
  if (query && !query.success) return refuse('malformed', 'the query');
  const { room, seat } = may;
  return await route.handle({
    house,
    params: context.req.param(),
    query: query?.data,
    body: body.value,
    bearer: bearerOf(context),
    address: addressOf(context.env.incoming, house),
    room,
    seat,
  });
}

function fromHere(context: Asked, house: House): boolean {
  if (context.req.header('sec-fetch-site') === 'cross-site') return false;
  return originAllowed(context.req.header('origin'), context.req.header('host'), house.publicUrl());
}

type Permission = Pick<Asking, 'room' | 'seat'> | Refused;

async function permission(context: Asked, house: House, { who }: Route): Promise<Permission> {
  if (who === 'anyone' || who === 'link') return { room: null, seat: null };
  if (who === 'host') return await hostPermission(context, house);
  const token = bearerOf(context);
  const room = await house.sessions.room(context.req.param('id') ?? '');
  const seat = token === null ? null : room && (await seatWithFreshToken(house, room, token));
  if (!room && token !== null) return refuse('unknown-session');
  if (!room || !seat)
    return refuse(
      token === null ? 'no-token' : await house.budgets.wrongToken(addressOf(context.env.incoming, house)),
    );
  if (seat.role === 'link' || !who.includes(seat.role)) return refuse('wrong-role');
  return { room, seat };
}

/** The host's key may have been chosen by a person, so trying it costs like trying a code. */
async function hostPermission(context: Asked, house: House): Promise<Permission> {
  const key = bearerOf(context);
  if (key === null) return refuse('no-host-key');
  const right = await house.budgets.guess(addressOf(context.env.incoming, house), async () =>
    sameSecret(key, house.hostKey) ? true : null,
  );
  if (right === 'too-many') return refuse('too-many');
  return right === null ? refuse('no-host-key') : { room: null, seat: null };
}

function bearerOf(context: Asked): string | null {
  return /^Bearer ([\x21-\x7e]{8,200})$/iu.exec(context.req.header('authorization') ?? '')?.[1] ?? null;
}

async function readBody(
  context: Asked,
  schema: NonNullable<Route['body']>,
  bytesMax: number,
): Promise<{ value: unknown } | Refused> {
  // Another type of content is what a form on some other page can send without being asked.
  if (!/^application\/json\b/iu.test(context.req.header('content-type') ?? ''))
    return refuse('malformed', 'not JSON');
  const text = await readText(context.env.incoming, bytesMax);
  if (text === null) return refuse('too-large');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('malformed', 'not JSON');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const issue = parsed.error.issues[0];
  const path = issue?.path.map(String).join('.') ?? '';
  return refuse('invalid', path === '' ? issue?.message : `${path}: ${issue?.message}`);
}

/** Null when there is more of it than anyone needs to send: the rest is let by unread, so that the refusal arrives. */
async function readText(incoming: IncomingMessage, bytesMax: number): Promise<string | null> {
  if (Number(incoming.headers['content-length'] ?? 0) > bytesMax) return null;
  return await new Promise((done) => {
    const parts: Buffer[] = [];
    let size = 0;
    incoming.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= bytesMax) parts.push(part);
      else done(null);
    });
    incoming.on('end', () => done(Buffer.concat(parts).toString('utf8')));
    // Given up half way, by a phone out of reach for instance. Half a body is no JSON, and nobody hears that it is not.
    incoming.on('error', () => done(''));
    incoming.on('close', () => done(''));
  });
}

function answer(context: Asked, given: Reply): Response {
  if ('refused' in given) return answerRefusal(context, given);
  if ('json' in given) return context.json(given.json as object, given.status as 200);
  if ('lines' in given) return answerLines(given.lines, context.req.header('accept-encoding') ?? '');
  return new Response(given.text, { status: given.status, headers: { 'content-type': given.type } });
}

/** Events repeat their keys on every line, so a packed session takes a tenth of the time to arrive. */
function answerLines(lines: Iterable<string>, accepts: string): Response {
  const headers = { 'content-type': 'application/x-ndjson', vary: 'accept-encoding' };
  if (!/\bgzip\b/iu.test(accepts)) return new Response(streamed(lines), { headers });
  const packed = streamed(lines).pipeThrough(new CompressionStream('gzip'));
  return new Response(packed, { headers: { ...headers, 'content-encoding': 'gzip' } });
}

function answerRefusal(context: Asked, refused: Refused): Response {
  return context.json(refusalBody(refused), statusOf(refused) as 400);
}

const linesPerChunk = 200;

/** As fast as the reader reads, and no faster. */
function streamed(lines: Iterable<string>): ReadableStream<BufferSource> {
  const left = lines[Symbol.iterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      let chunk = '';
      for (let count = 0; count < linesPerChunk; count += 1) {
        const next = left.next();
        if (!next.done) {
          chunk += next.value;
          continue;
        }
        if (chunk !== '') controller.enqueue(encoder.encode(chunk));
        controller.close();
        return;
      }
      controller.enqueue(encoder.encode(chunk));
    },
  });
}

async function servePage(context: Asked, pages: Pages): Promise<Response> {
  const { path } = context.req;
  const accepts = context.req.header('accept-encoding') ?? '';
  const page = pageAt(path);
  const served = page === null ? await pages.asset(path, accepts) : await pages.page(page, accepts);
  if (!served) return answerRefusal(context, refuse('unknown-address'));
  return new Response(new Uint8Array(served.bytes), { headers: served.headers });
}
