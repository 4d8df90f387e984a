import { PGlite } from '@electric-sql/pglite';
import type { Database, Statements } from './database.ts';

/** The major version of PostgreSQL inside PGlite: it opens no other's directory, and says not why. */
export const pgliteMajor = '18';

export interface EmbeddedDatabase extends Database {
  close(): Promise<void>;
}

/**
 * Opens the directory, or makes it when it is empty. Small segments of the write-ahead log, deleted
 * instead of reused, keep a directory small and old rows from lying about in it.
 */
export async function openPglite(directory: string): Promise<EmbeddedDatabase> {
  const pglite = await PGlite.create(directory, {
    initDbStartParams: ['--wal-segsize=1'],
    postgresqlconf: ['wal_recycle=off', 'min_wal_size=2MB', 'max_wal_size=32MB', 'shared_buffers=32MB'],
  });
  return {
    ...statementsOf(pglite),
    transaction: async (work) =>
      await pglite.transaction(async (transaction) => await work(statementsOf(transaction))),
    close: async () => await pglite.close(),
  };
}

function statementsOf(pglite: Pick<PGlite, 'query'>): Statements {
  return {
    async query<Row>(text: string, parameters: readonly (string | number | null)[]) {
      const { rows } = await pglite.query<Row>(text, [...parameters]);
      return rows;
    },
  };
}
