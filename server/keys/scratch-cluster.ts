/**
 * A throw-away PostgreSQL for tests: a real cluster in a temporary directory, reached by its socket. It can be
 * crashed and started again. Needs PostgreSQL's programs (PATH, or where Debian keeps them).
 */
import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Database, Statements } from '../log/database.ts';

const run = promisify(execFile);
const debian = '/usr/lib/postgresql';

/** The directory of initdb and pg_ctl; null where there is no PostgreSQL. */
export const postgresPrograms: string | null = findPrograms();

function findPrograms(): string | null {
  const versions = existsSync(debian)
    ? readdirSync(debian).map((version) => join(debian, version, 'bin'))
    : [];
  const places = [...(process.env.PATH ?? '').split(delimiter), ...versions];
  return (
    places.find((place) => existsSync(join(place, 'initdb')) && existsSync(join(place, 'pg_ctl'))) ?? null
  );
}

export class ScratchCluster {
  readonly directory: string;
  readonly pool: pg.Pool;

  private constructor(directory: string) {
    this.directory = directory;
    this.pool = new pg.Pool({ host: directory, user: 'parley', database: 'postgres', max: 8 });
    // A crash is what some tests are about; the next query gets a new connection.
    this.pool.on('error', () => undefined);
  }

  static async start(): Promise<ScratchCluster> {
    const directory = await mkdtemp(join(tmpdir(), 'parley-cluster-'));
    if (userInfo().uid === 0) await chown(directory, ...(await postgresUser()));
    const data = join(directory, 'data');
    await program('initdb', [
      '-D',
      data,
      '-U',
      'parley',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ]);
    const cluster = new ScratchCluster(directory);
    await cluster.begin();
    return cluster;
  }

  async begin(): Promise<void> {
    const options = `-k ${this.directory} -c listen_addresses= -c fsync=off -c max_connections=60`;
    const log = join(this.directory, 'log');
    await program('pg_ctl', ['-D', join(this.directory, 'data'), '-w', '-l', log, '-o', options, 'start']);
  }

  /** `immediate` is a crash. */
  async end(mode: 'fast' | 'immediate'): Promise<void> {
    await program('pg_ctl', ['-D', join(this.directory, 'data'), '-w', '-m', mode, 'stop']);
  }

  async remove(): Promise<void> {
    await this.pool.end();
    await this.end('immediate');
    await rm(this.directory, { recursive: true });
  }

  /** To another database of this cluster. */
  connection(database: string): pg.Client {
    return new pg.Client({ host: this.directory, user: 'parley', database });
  }

  database(): Database {
    const { pool } = this;
    return { ...statementsOf(pool), transaction: (work) => inTransaction(pool, work) };
  }

  /** Every file below the data directory's folder `under` that is a file. */
  async files(under: string): Promise<string[]> {
    const root = join(this.directory, 'data', under);
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  }
}

function statementsOf(client: pg.Pool | pg.PoolClient): Statements {
  return {
    // What a row looks like is said by the statement's select list, which the client cannot check.
    query: async <Row>(text: string, parameters: readonly (string | number | null)[]) =>
      (await client.query(text, [...parameters])).rows as Row[],
  };
}

async function inTransaction<Result>(
  pool: pg.Pool,
  work: (statements: Statements) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(statementsOf(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** PostgreSQL refuses to run as root. */
async function program(name: string, argv: string[]): Promise<void> {
  const path = join(postgresPrograms ?? '', name);
  const asPostgres = ['-u', 'postgres', '--', path, ...argv];
  const isRoot = userInfo().uid === 0;
  await run(isRoot ? 'runuser' : path, isRoot ? asPostgres : argv, { cwd: tmpdir() });
}

async function postgresUser(): Promise<[number, number]> {
  const ids = await Promise.all(['-u', '-g'].map((which) => run('id', [which, 'postgres'])));
  const [user = 0, group = 0] = ids.map(({ stdout }) => Number(stdout));
  return [user, group];
}
