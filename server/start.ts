import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { getRequestListener } from '@hono/node-server';
import type { Workshop } from '../events/session/workshop.ts';
import { workshops } from '../events/workshops/index.ts';
import { findAddress } from './address.ts';
import { Budgets } from './budgets.ts';
import type { Config } from './config.ts';
import { httpApp } from './http.ts';
import type { House } from './house.ts';
import { keptReplayIn } from './kept-replay.ts';
import type { PeopleElsewhere } from './log/presence-notices.ts';
import { Metrics } from './metrics.ts';
import { Pages } from './pages.ts';
import { Rehearsals } from './rehearsal.ts';
import { keepRetention } from './retention.ts';
import { newHostKey } from './seats.ts';
import { Sessions } from './sessions.ts';
import { openSockets, type Sockets } from './sockets.ts';
import { openStorage, type Storage } from './storage.ts';

/** The composition root: everything is made here, once, and handed to those who need it. */

export interface StartOptions {
  config: Pick<Config, 'port' | 'dataDirectory'> & Partial<Config>;
  /** dist/client */
  clientDirectory?: string;
  /** dist/kept: the replay that a kept file carries */
  keptDirectory?: string;
  /** dist/pristine: an empty database to copy at first start */
  pristine?: string;
  /** names the build; without it nothing is kept for the next start but what must be */
  build?: string | null;
  templates?: readonly Workshop[];
  budgets?: Budgets;
  /** milliseconds since 1970 */
  clock?: () => number;
  /** ends the process; nothing was acknowledged that is not on disk */
  fatal?: (sentence: string) => void;
  complain?: House['complain'];
}

export interface Running {
  /** on this machine */
  url: string;
  /** for other machines, where one was found and asked; else the same as `url` */
  publicUrl: string;
  /** whether other machines can use `publicUrl` as far as this process can tell */
  isReachable: boolean;
  hostKey: string;
  sessions: Sessions;
  rehearsals: Rehearsals;
  close(): Promise<void>;
}

export interface NotStarted {
  refused: string;
  sentence: string;
}

export async function startServer(options: StartOptions): Promise<Running | NotStarted> {
  const config = { ...defaults, ...options.config };
  const fatal = options.fatal ?? endProcess;
  const certificate = await readCertificate(config.tls);
  if (certificate && 'refused' in certificate) return certificate;
  const storage = await openStorage({
    config,
    fatal,
    ...(options.pristine !== undefined && { pristine: options.pristine }),
  });
  if ('refused' in storage) return storage;
  const starting = { options, config, storage, certificate };
  try {
    const running = await openDoors(starting);
    if ('refused' in running) await storage.close();
    return running;
  } catch (error) {
    await storage.close();
    throw error;
  }
}

const defaults: Config = {
  port: 0,
  host: '0.0.0.0',
  publicUrl: null,
  tls: null,
  trustProxy: false,
  dataDirectory: './data',
  databaseUrl: null,
  hostKey: null,
  logLevel: 'info',
  retentionDays: null,
};

interface Starting {
  options: StartOptions;
  config: Config;
  storage: Storage;
  certificate: { cert: Buffer; key: Buffer } | null;
}

async function openDoors({ options, config, storage, certificate }: Starting): Promise<Running | NotStarted> {
  const hostKey = await hostKeyIn(config);
  if (typeof hostKey !== 'string') return hostKey;
  const clock = options.clock ?? Date.now;
  const metrics = new Metrics();
  const measured = (events: number, seconds: number): void => {
    metrics.events.inc(events);
    metrics.append.observe(seconds);
  };
  const sessions = new Sessions({ ...storage, clock, measured, build: options.build ?? null });
  await sessions.start();
  const inside = { url: '' };
  const complain = options.complain ?? (() => {});
  const rehearsals = new Rehearsals({ address: () => inside.url, complain });
  sessions.listen(rehearsals);
  const where = { publicUrl: config.publicUrl ?? '' };
  const house: House = {
    sessions,
    rehearsals,
    budgets: options.budgets ?? new Budgets(),
    metrics,
    templates: options.templates ?? workshops,
    hostKey,
    keptReplay: keptReplayIn(options.keptDirectory),
    publicUrl: () => where.publicUrl,
    instance: randomBytes(8).toString('hex'),
    presence: storage.presence,
    secure: certificate !== null,
    trustProxy: config.trustProxy,
    clock,
    health: () => storage.log.health(),
    complain,
  };
  const http = serverFor(house, new Pages(options.clientDirectory ?? ''), certificate);
  const sockets = openSockets(http, house);
  storage.presence?.listen((news) => void hearOfPeople(news, sessions, sockets));
  const listening = await listen(http, config);
  if ('refused' in listening) {
    await sockets.close();
    return listening;
  }
  const url = `${house.secure ? 'https' : 'http'}://localhost:${listening.port}`;
  inside.url = insideUrl(config.host, listening.port, house.secure);
  where.publicUrl ||= url;
  const found = config.publicUrl ?? (await findAddress({ ...listening, ...house }));
  where.publicUrl = found ?? url;
  const retention = keepRetention(sessions, config.retentionDays, { clock, complain: house.complain });
  return {
    url,
    publicUrl: where.publicUrl,
    isReachable: found !== null,
    hostKey,
    sessions,
    rehearsals,
    async close() {
      retention.stop();
      // First no new ones, then the answers to what was asked, then the doors, then the cellar.
      http.close();
      rehearsals.close();
      await sessions.close();
      await sockets.close();
      http.closeAllConnections();
      await storage.close();
      metrics.close();
    },
  };
}

/** Who comes and goes at the other processes counts for the rooms that this one holds. */
async function hearOfPeople(
  { session, process, here }: PeopleElsewhere,
  sessions: Sessions,
  sockets: Sockets,
): Promise<void> {
  const room = await sessions.loadedRoom(session);
  room?.presence.hear(process, here, room.state);
  if (room) sockets.peopleChanged(session);
}

/** Where this process finds itself, whatever names it has outside. */
function insideUrl(host: string, port: number, secure: boolean): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `${secure ? 'https' : 'http'}://${name}:${port}`;
}

function serverFor(house: House, pages: Pages, certificate: Starting['certificate']): Server {
  const answer = getRequestListener(httpApp(house, pages).fetch, { overrideGlobalObjects: false });
  // Half a request that never ends holds a connection only so long.
  const limits = { headersTimeout: 15_000, requestTimeout: 30_000, maxHeaderSize: 16_384 };
  const listener = (...asked: Parameters<typeof answer>): void => void answer(...asked);
  return certificate ? createHttps({ ...limits, ...certificate }, listener) : createHttp(limits, listener);
}

async function listen(http: Server, { port, host }: Config): Promise<{ port: number } | NotStarted> {
  return await new Promise((done) => {
    http.once('error', (error: NodeJS.ErrnoException) => done(notListening(error, port, host)));
    http.listen(port, host, () => done({ port: (http.address() as AddressInfo).port }));
  });
}

function notListening(error: NodeJS.ErrnoException, port: number, host: string): NotStarted {
  const noAddress = {
    refused: 'no-such-host',
    sentence: `HOST is ${host}, which is no address of this machine.`,
  };
  const known: Record<string, NotStarted> = {
    EADDRINUSE: {
      refused: 'port-in-use',
      sentence: `Port ${port} is in use by another program; stop that, or set PORT to another one.`,
    },
    EACCES: {
      refused: 'port-forbidden',
      sentence: `Port ${port} may not be opened by this user; set PORT to one above 1023.`,
    },
    EADDRNOTAVAIL: noAddress,
    ENOTFOUND: noAddress,
  };
  const sentence = `Port ${port} cannot be opened: ${error.message}.`;
  return known[error.code ?? ''] ?? { refused: 'not-listening', sentence };
}

async function readCertificate(
  tls: Config['tls'],
): Promise<{ cert: Buffer; key: Buffer } | null | NotStarted> {
  if (!tls) return null;
  const refused = 'no-certificate';
  let read: { cert: Buffer; key: Buffer };
  try {
    const [cert, key] = await Promise.all([readFile(tls.certificate), readFile(tls.key)]);
    read = { cert, key };
  } catch {
    return { refused, sentence: 'The files that TLS_CERT and TLS_KEY name cannot be read.' };
  }
  try {
    createSecureContext(read);
    return read;
  } catch {
    const sentence =
      'The files that TLS_CERT and TLS_KEY name are not a certificate and the key that belongs to it.';
    return { refused, sentence };
  }
}

/** Made at the first start and kept beside the data, readable by its owner alone. */
async function hostKeyIn({ hostKey, dataDirectory }: Config): Promise<string | NotStarted> {
  if (hostKey !== null) return hostKey;
  const path = join(dataDirectory, 'host-key');
  try {
    const kept = await readFile(path, 'utf8');
    if (kept.trim() !== '') return kept.trim();
  } catch {
    // There is none yet.
  }
  try {
    const made = newHostKey();
    await writeFile(path, `${made}\n`, { mode: 0o600 });
    return made;
  } catch (error) {
    return {
      refused: 'not-writable',
      sentence: `The host's key cannot be kept in ${path}: ${String(error)}.`,
    };
  }
}

function endProcess(sentence: string): void {
  console.error(`Parley: ${sentence}`);
  process.exit(1);
}
