// PGlite and nothing else: opens its directory, asks one question, says so.
import { PGlite } from '@electric-sql/pglite';

const database = await PGlite.create(process.argv[2]);
await database.query('select 1');
process.send?.({ open: true });
