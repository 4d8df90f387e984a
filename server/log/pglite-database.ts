import { PGlite } from '@electric-sql/pglite';
import type { Database, Statements } from './database.ts';

/** The major version of PostgreSQL inside PGlite: it opens no other's directory, and says not why. */
export const pgliteMajor = '18';

/** All of the buffers is touched at every start, at 4 ms a megabyte; the disk's cache stands behind them. */
const options = {
  initDbStartParams: ['--wal-segsize=1'],
  postgresqlconf: ['wal_recycle=off', 'min_wal_size=2MB', 'max_wal_size=32MB', 'shared_buffers=8MB'],
};

export interface EmbeddedDatabase extends Database {
  close(): Promise<void>;
}

/**
 * Opens the directory, or makes it when it is empty. Small segments of the write-ahead log, deleted
 * instead of reused, keep a directory small and old rows from lying about in it.
 */
export async function openPglite(directory: string): Promise<EmbeddedDatabase> {
  const pglite = await awake(async () => await PGlite.create(directory, options));
  return {
    ...statementsOf(pglite),
    transaction: async (work) =>
      await pglite.transaction(async (transaction) => await work(statementsOf(transaction))),
    close: async () => await pglite.close(),
  };
}

/**
 * Does the work with a timer running. While nothing else is in the event loop, Node finishes whatever
 * V8 has begun in the background, and here that is optimising the database: 0.3 s of waiting.
 */
async function awake<Result>(work: () => Promise<Result>): Promise<Result> {
  const timer = setInterval(() => {}, 1_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

function statementsOf(pglite: Pick<PGlite, 'query'>): Statements {
  return {
    async query<Row>(text: string, parameters: readonly (string | number | null)[]) {
      const { rows } = await pglite.query<Row>(text, [...parameters]);
      return rows;
    },
  };
}
