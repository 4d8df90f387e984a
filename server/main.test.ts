import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { pristineDatabase } from './log/embedded-place.ts';

// Real processes, which a busy machine starts slowly.
vi.setConfig({ testTimeout: 120_000 });

const directories: string[] = [];

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

async function freshDirectory(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'parley-main-'));
  directories.push(directory);
  // Making a database from nothing takes seconds, and is not what is tried here.
  cpSync(await pristineDatabase(), join(directory, 'db'), { recursive: true });
  return directory;
}

interface Process {
  child: ChildProcess;
  said: { out: string; complaints: string };
  code: Promise<number | null>;
  isUp: Promise<void>;
}

function start(environment: Record<string, string>): Process {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts')], {
    cwd: join(import.meta.dirname, '..'),
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', PORT: '0', ...environment },
  });
  const said = { out: '', complaints: '' };
  child.stderr.on('data', (part: Buffer) => (said.complaints += part.toString()));
  const isUp = new Promise<void>((done) => {
    child.stdout.on('data', (part: Buffer) => {
      said.out += part.toString();
      if (said.out.includes('Stop with Ctrl+C')) done();
    });
  });
  const code = new Promise<number | null>((done) => child.on('exit', (exit) => done(exit)));
  return { child, said, code, isUp };
}

test('a wrong environment is one sentence and exit code 2, without the value', async () => {
  const { code, said } = start({ DATA_DIR: await freshDirectory(), HOST_KEY: 'hunter2' });
  expect(await code).toBe(2);
  expect(said.complaints).toBe(
    'Parley: HOST_KEY must be 8 to 200 letters, digits and signs without spaces.\n',
  );
});

test('a process starts, says its link and no square for localhost, and stops when told to', async () => {
  const directory = await freshDirectory();
  const first = start({ DATA_DIR: directory });
  await first.isUp;
  expect(first.said.out).toMatch(/http:\/\/localhost:\d+\/#key=parley_h_[\w-]{43}\n/u);
  expect(first.said.out).not.toMatch(/[█▀▄]/u);
  expect(statSync(join(directory, 'host-key')).mode & 0o777).toBe(0o600);
  expect(first.said.out).toContain(readFileSync(join(directory, 'host-key'), 'utf8').trim());

  const second = start({ DATA_DIR: directory });
  expect(await second.code).toBe(1);
  expect(second.said.complaints).toMatch(
    /^Parley: The data directory \S+ is in use by process \d+; [^\n]+\n$/u,
  );

  const asked = performance.now();
  first.child.kill('SIGTERM');
  expect(await first.code).toBe(0);
  expect(performance.now() - asked).toBeLessThan(5_000);
});

test('a port in use is one sentence that names it', async () => {
  const other = createServer();
  const port = await new Promise<number>((done) => {
    other.listen(0, '127.0.0.1', () => done((other.address() as { port: number }).port));
  });
  const { code, said } = start({ DATA_DIR: await freshDirectory(), PORT: String(port) });
  expect(await code).toBe(1);
  expect(said.complaints).toBe(
    `Parley: Port ${port} is in use by another program; stop that, or set PORT to another one.\n`,
  );
  other.close();
});

const isRoot = process.getuid?.() === 0;

test.skipIf(isRoot)(
  'a directory that cannot be written is one sentence (the root user may write anywhere)',
  async () => {
    const directory = await freshDirectory();
    chmodSync(directory, 0o500);
    const { code, said } = start({ DATA_DIR: directory });
    expect(await code).toBe(1);
    expect(said.complaints).toMatch(/^Parley: The data directory [^\n]+\n$/u);
  },
);

test('a data directory that is a file is one sentence', async () => {
  const { code, said } = start({ DATA_DIR: join(import.meta.dirname, 'main.ts') });
  expect(await code).toBe(1);
  expect(said.complaints).toMatch(/^Parley: The data directory [^\n]+ DATA_DIR [^\n]+\n$/u);
});

test.skipIf(process.platform !== 'linux')(
  'a data directory where none can be made is one sentence (only Linux has such a place for everybody)',
  async () => {
    const { code, said } = start({ DATA_DIR: '/proc/parley/data' });
    expect(await code).toBe(1);
    expect(said.complaints).toMatch(/^Parley: The data directory [^\n]+ DATA_DIR [^\n]+\n$/u);
  },
);

test('a certificate that is none is one sentence that names the variables', async () => {
  const file = join(import.meta.dirname, 'main.ts');
  const { code, said } = start({ DATA_DIR: await freshDirectory(), TLS_CERT: file, TLS_KEY: file });
  expect(await code).toBe(1);
  expect(said.complaints).toMatch(/^Parley: [^\n]*TLS_CERT and TLS_KEY [^\n]+\.\n$/u);
});
