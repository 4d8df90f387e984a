/**
 * The key drawer in PostgreSQL. Its table is logged: a lost key would be an erasure nobody asked for. So an
 * erased key leaves the table and its file at once, and the write-ahead log, replicas and archives as they expire.
 */
import { keySchema, removeKeys, scrub } from '../log/ballot-store.ts';
import type { Database } from '../log/database.ts';
import { migrate } from '../log/schema.ts';
import type { KeyDrawer } from './drawer.ts';
import { HolderDrawer } from './holder.ts';
import { KeyRows } from './key-rows.ts';

export async function openPostgresKeyDrawer(database: Database): Promise<KeyDrawer> {
  const migrated = await migrate(database, 'keys', keySchema);
  if ('newer' in migrated)
    throw new Error('The keys in the database were made by a newer version of Parley.');
  return new HolderDrawer({
    find: async (session) => {
      const keys = new KeyRows(database, session);
      await keys.refresh();
      return keys;
    },
    remove: async (session) => {
      await removeKeys(database, session);
      // Should a long reader be in the way: every later scrub rewrites the whole table.
      await scrub(database, 'erasable_key');
    },
  });
}
