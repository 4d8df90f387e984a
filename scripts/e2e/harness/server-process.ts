import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, house } from '../../setup.mjs';
import { until } from './condition.ts';

/** The built server as a process of its own: started, killed, started again on the same port and directory. */

export const hostKey = 'a-host-key-for-tests-only';

const script = join(house, 'dist/server/main.js');

export interface ServerOptions {
  dataDirectory?: string;
  port?: number;
  environment?: Record<string, string>;
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
}

export class ServerProcess {
  readonly dataDirectory: string;
  readonly port: number;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | null = null;
  #ended: Promise<Ended> | null = null;
  /** everything that all its lives have said */
  output = '';

  private constructor(dataDirectory: string, port: number, environment: Record<string, string>) {
    this.dataDirectory = dataDirectory;
    this.port = port;
    this.#environment = environment;
  }

  /** A server that is ready to answer, on a free port and a directory of its own. */
  static async start(options: ServerOptions = {}): Promise<ServerProcess> {
    if (!(await ensureBuilt())) throw new Error('The server could not be built.');
    const { dataDirectory = temporaryDirectory(), port = await freePort(), environment = {} } = options;
    const server = new ServerProcess(dataDirectory, port, environment);
    await server.startAgain();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error('The server does not run.');
    return this.#child.pid;
  }

  /** Names of what lies in a folder of the data directory, however deep. */
  filesIn(folder = ''): string[] {
    const path = join(this.dataDirectory, folder);
    if (!existsSync(path)) return [];
    const entries = readdirSync(path, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  }

  async startAgain(): Promise<void> {
    const child = spawn(process.execPath, [script], {
      env: environmentFor(this.dataDirectory, this.port, this.#environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const before = this.output.length;
    this.#ended = endOf(child, (text) => (this.output += text));
    let ended: Ended | null = null;
    void this.#ended.then((end) => (ended = end));
    await until(
      'the server is ready',
      async () => {
        if (ended !== null) throw new Error(`The server ended: ${JSON.stringify(ended)}`);
        // It answers a moment before it has printed its links.
        return (await isReady(this.url)) && this.output.includes('Stop with Ctrl+C', before);
      },
      120_000,
    );
  }

  /** As a power cut would: no time for anything. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As an operator would; gives how it ended. */
  async stop(): Promise<Ended> {
    return await this.#end('SIGTERM');
  }

  /** Kills what still runs and removes the directory. */
  async remove(): Promise<void> {
    if (this.#child) await this.kill();
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<Ended> {
    if (!this.#child || !this.#ended) throw new Error('The server does not run.');
    this.#child.kill(signal);
    const ended = await this.#ended;
    this.#child = null;
    return ended;
  }
}

/** Runs a server that is expected to end by itself. */
export async function runServer(environment: Record<string, string>): Promise<Ended> {
  if (!(await ensureBuilt())) throw new Error('The server could not be built.');
  const usual = environmentFor(temporaryDirectory(), await freePort(), {});
  const child = spawn(process.execPath, [script], {
    env: { ...usual, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let timer: NodeJS.Timeout | undefined;
  const ended = endOf(child, () => undefined);
  const hung = new Promise<Ended>((_, fail) => {
    timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error(`The server was expected to end, and did not: ${JSON.stringify(environment)}`));
    }, 30_000);
  });
  try {
    return await Promise.race([ended, hung]);
  } finally {
    clearTimeout(timer);
  }
}

function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'parley-e2e-'));
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A port was expected.');
  return address.port;
}

async function endOf(child: ChildProcess, hear: (text: string) => void): Promise<Ended> {
  let output = '';
  const listen = (bytes: Buffer): void => {
    output += bytes.toString();
    hear(bytes.toString());
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  return await new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, output }));
  });
}

/** Nothing of this process's own settings may reach the server under test. */
function environmentFor(
  dataDirectory: string,
  port: number,
  others: Record<string, string>,
): NodeJS.ProcessEnv {
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env;
  return {
    PATH,
    HOME,
    ...(TMPDIR !== '' && { TMPDIR }),
    PORT: String(port),
    DATA_DIR: dataDirectory,
    HOST_KEY: hostKey,
    LOG_LEVEL: 'info',
    ...others,
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
