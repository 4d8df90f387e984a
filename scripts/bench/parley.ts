import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { protocol } from '../../events/wire.ts';
import { house } from '../setup.mjs';
import { BarePhone, type BarePhoneOptions } from './bare-phone.ts';
import { startPinned, stopped } from './program.ts';

/** The server as people run it: built, a process of its own, on a data directory of its own. */

export interface Made {
  session: string;
  code: string;
  tokens: { facilitator: string; stage: string; reader: string };
}

export interface Joined {
  session: string;
  participant: string;
  token: string;
}

interface Started {
  child: ChildProcess;
  port: number;
  directory: string;
  hostKey: string;
  isOwn: boolean;
}

interface Given {
  directory?: string;
  /** with the same key for all processes on it */
  databaseUrl?: string;
  hostKey?: string;
}

export class Parley {
  readonly url: string;
  readonly pid: number;
  private readonly child: ChildProcess;
  private readonly directory: string;
  private readonly isOwn: boolean;
  private readonly hostKey: string;

  private constructor(started: Started) {
    if (started.child.pid === undefined) throw new Error('The server did not start.');
    this.child = started.child;
    this.pid = started.child.pid;
    this.url = `http://127.0.0.1:${started.port}`;
    this.directory = started.directory;
    this.isOwn = started.isOwn;
    this.hostKey = started.hostKey;
  }

  /** Ready to answer. A directory that is given is left there at the end. */
  static async start(given?: Given): Promise<Parley> {
    const parley = await Parley.spawn(given);
    await parley.ready();
    return parley;
  }

  /** On its way up. */
  static async spawn(given?: Given): Promise<Parley> {
    const directory = given?.directory ?? temporaryDirectory();
    const port = await freePort();
    const hostKey = given?.hostKey ?? randomUUID();
    const env = {
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: directory,
      HOST_KEY: hostKey,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: 'error',
      ...(given?.databaseUrl !== undefined && { DATABASE_URL: given.databaseUrl }),
    };
    const child = startPinned({ args: [join(house, 'dist/server/main.js')], env });
    child.stdout?.resume();
    return new Parley({ child, port, directory, hostKey, isOwn: given?.directory === undefined });
  }

  async ready(): Promise<void> {
    while (!(await this.isReady())) {
      if (this.child.exitCode !== null) throw new Error(`The server ended with ${this.child.exitCode}.`);
      await new Promise((done) => setTimeout(done, 5));
    }
  }

  async stop(): Promise<void> {
    await stopped(this.child);
    if (this.isOwn) rmSync(this.directory, { recursive: true, force: true });
  }

  async create(workshop: object | string): Promise<Made> {
    return await this.post<Made>('/api/sessions', { workshop, title: 'A bench' }, this.hostKey);
  }

  async join({ code }: Made, name: string): Promise<Joined> {
    return await this.post<Joined>('/api/join', { code, name, id: randomUUID() });
  }

  async line(
    { session, token }: { session: string; token: string },
    heard?: BarePhoneOptions['heard'],
  ): Promise<BarePhone> {
    const auth = { session, token, after: 0, protocol };
    return await new BarePhone({ url: this.url, auth, ...(heard && { heard }) }).open();
  }

  async desk({ session, tokens }: Made, heard?: BarePhoneOptions['heard']): Promise<BarePhone> {
    return await this.line({ session, token: tokens.facilitator }, heard);
  }

  /** People who have joined and are connected. */
  async phones(made: Made, many: number): Promise<BarePhone[]> {
    const phones: BarePhone[] = [];
    // A few at a time: how fast many can come is another bench.
    for (let from = 0; from < many; from += 50) {
      const some = Array.from({ length: Math.min(50, many - from) }, async (_, place) => {
        return await this.line(await this.join(made, `Person ${from + place + 1}`));
      });
      phones.push(...(await Promise.all(some)));
    }
    return phones;
  }

  /** Each call its own connection, as each phone has. */
  async post<Answer>(path: string, body: object, bearer?: string): Promise<Answer> {
    const text = JSON.stringify(body);
    return await new Promise((answered, failed) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      };
      const call = request(`${this.url}${path}`, { method: 'POST', agent: false, headers }, (response) => {
        let answer = '';
        response.setEncoding('utf8').on('data', (part: string) => (answer += part));
        response.on('end', () => {
          if ((response.statusCode ?? 0) < 300) answered(JSON.parse(answer) as Answer);
          else failed(new Error(`${path} answered ${response.statusCode}: ${answer}`));
        });
      });
      call.on('error', failed);
      call.end(text);
    });
  }

  private async isReady(): Promise<boolean> {
    try {
      // With the key, because another program may have taken the port meanwhile.
      const headers = { authorization: `Bearer ${this.hostKey}` };
      return (await fetch(`${this.url}/api/sessions`, { headers })).ok;
    } catch {
      return false;
    }
  }
}

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'parley-bench-'));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('A port was expected.');
  return address.port;
}

/** Says what a command answered if it was no yes. */
export async function must(phone: BarePhone, command: object): Promise<void> {
  const answer = await phone.ask({ id: randomUUID(), ...command });
  if (!answer.startsWith('[{"ok":true')) throw new Error(`${JSON.stringify(command)} was answered ${answer}`);
}
