import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

/**
 * Processes under measurement, each on a core of its own where the machine lets us choose: what is measured on the
 * first, the load on the second.
 */

const canPin = cpus().length > 1 && spawnSync('taskset', ['--version']).status === 0;

/** Puts this process, the load, on the second core. */
export function pinLoad(): void {
  runOn('1');
}

/** Lets this process, and what it starts, run anywhere. */
export function unpinLoad(): void {
  runOn(`0-${cpus().length - 1}`);
}

function runOn(cores: string): void {
  if (canPin) spawnSync('taskset', ['-a', '-c', '-p', cores, String(process.pid)]);
}

export interface Start {
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
}

/** A process of Node on the first core. */
export function startPinned({ args, env = {} }: Start): ChildProcess {
  const [program = process.execPath, ...before] = canPin
    ? ['taskset', '-c', '0', process.execPath]
    : [process.execPath];
  const { PATH, HOME, TMPDIR } = process.env;
  return spawn(program, [...before, ...args], {
    // What is set around this run is not to change what is measured.
    env: { PATH, HOME, TMPDIR, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
}

/** A reference: a program that answers each message with one. */
export class Reference {
  private readonly child: ChildProcess;
  readonly pid: number;

  private readonly ended: Promise<never>;

  private constructor(child: ChildProcess) {
    if (child.pid === undefined) throw new Error('A reference did not start.');
    this.child = child;
    this.ended = once(child, 'exit').then(() => {
      throw new Error('A reference ended before it answered.');
    });
    this.ended.catch(() => undefined);
    this.pid = child.pid;
  }

  /** Resolves with what the program says when it is ready. */
  static async start<Ready>(
    name: string,
    settings: object = {},
  ): Promise<{ reference: Reference; ready: Ready }> {
    const file = join(import.meta.dirname, 'references', `${name}.ts`);
    const reference = new Reference(
      startPinned({ args: ['--import', 'tsx', file, JSON.stringify(settings)] }),
    );
    return { reference, ready: await reference.heard<Ready>() };
  }

  async ask<Answer>(message: object): Promise<Answer> {
    const heard = this.heard<Answer>();
    this.child.send(message);
    return await heard;
  }

  async stop(): Promise<void> {
    await stopped(this.child);
  }

  private async heard<Message>(): Promise<Message> {
    const message = new Promise<Message>((heard) => this.child.once('message', heard));
    return await Promise.race([message, this.ended]);
  }
}

export async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 6_000);
  await exit;
  clearTimeout(timer);
}

const ticksPerSecond = 100;

/** Seconds of processor time that a process has used so far; Linux only, else NaN. */
export function processorSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
}

/** Bytes of memory that a process holds; Linux only, else NaN. */
export function memoryBytes(pid: number): number {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1]) * 1024;
  } catch {
    return Number.NaN;
  }
}
