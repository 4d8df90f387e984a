import pg from 'pg';
import type { Database, Statements } from './database.ts';
import { codeOf, messageOf } from './database.ts';

/** PostgreSQL through a pool of connections; `listener` makes one more, for notifications. */
export interface PostgresDatabase extends Database {
  listener(): pg.Client;
  close(): Promise<void>;
}

const connectionsMax = 10;

/** Nothing is asked of the server until the first query. */
export function openPostgres(url: string): PostgresDatabase {
  const config = { connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 };
  const pool = new pg.Pool({ ...config, max: connectionsMax });
  // A connection that breaks while idle is replaced by the next query.
  pool.on('error', () => {});
  return {
    query: async (text, parameters) => await asking(statementsOf(pool), text, parameters),
    transaction: async (work) => await inTransaction(pool, work),
    listener: () => new pg.Client(config),
    close: async () => await pool.end(),
  };
}

function statementsOf(client: pg.Pool | pg.PoolClient): Statements {
  return {
    async query<Row>(text: string, parameters: readonly (string | number | null)[]) {
      const { rows } = await client.query(text, [...parameters]);
      // The select list says what a row is; the client cannot know.
      return rows as Row[];
    },
  };
}

/**
 * A connection that was cut while it waited in the pool is only noticed by the next query. Reading again is
 * harmless, so a read is tried on another connection; a write never is, for nobody knows whether it arrived.
 */
async function asking<Row>(
  statements: Statements,
  text: string,
  parameters: readonly (string | number | null)[],
): Promise<Row[]> {
  for (let triesLeft = connectionsMax; ; triesLeft -= 1) {
    try {
      return await statements.query<Row>(text, parameters);
    } catch (error) {
      if (triesLeft === 0 || !/^\s*select\b/iu.test(text) || !isPassing(error)) throw error;
    }
  }
}

async function inTransaction<Result>(
  pool: pg.Pool,
  work: (statements: Statements) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener a server that goes away would end this process.
  const breaks = (error: Error) => void (broken = error);
  client.on('error', breaks);
  try {
    await client.query('begin');
    const result = await work(statementsOf(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(breaks);
    throw error;
  } finally {
    client.off('error', breaks);
    client.release(broken);
  }
}

/**
 * Worth trying again: a lost connection, a server that restarts or has no connection left, a deadlock.
 * After a lost connection nobody knows whether the commit arrived, so a retry must be able to tell.
 */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  if (code === null) return /connection|timeout/iu.test(messageOf(error));
  return /^(08...|40001|40P01|57P0[1-3]|53300|ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOENT|ENETDOWN)/u.test(code);
}
