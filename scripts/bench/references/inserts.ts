import { open } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * What the database alone can do: rows of the size of an answer, one insert at a time, or a hundred in one
 * statement with one line each in a file that is synced once.
 */

const directory = mkdtempSync(join(tmpdir(), 'parley-reference-'));
const database = await PGlite.create(join(directory, 'db'));
await database.exec(
  'create table events (session text, position bigint, type text, actor text, body text, head text, primary key (session, position))',
);
const journal = await open(join(directory, 'journal'), 'a');
const body = JSON.stringify({
  step: 'question-1',
  round: 1,
  participant: 'p-abcdefghijkl',
  answer: { sealed: 'x'.repeat(72) },
});
const head = 'f'.repeat(64);
let position = 0;

async function single(): Promise<number> {
  position += 1;
  await database.query('insert into events values ($1, $2, $3, $4, $5, $6)', [
    's-1',
    position,
    'answered',
    'p-1',
    body,
    head,
  ]);
  return 1;
}

async function hundred(): Promise<number> {
  const rows = Array.from({ length: 100 }, () => {
    position += 1;
    return { session: 's-1', position, type: 'answered', actor: 'p-1', body, head };
  });
  await database.query(
    `insert into events select * from jsonb_to_recordset($1::jsonb)
     as rows (session text, position bigint, type text, actor text, body text, head text)`,
    [JSON.stringify(rows)],
  );
  await journal.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await journal.datasync();
  return rows.length;
}

process.on('message', ({ how, seconds }: { how: 'single' | 'hundred'; seconds: number }) => {
  void (async () => {
    const write = how === 'single' ? single : hundred;
    const began = performance.now();
    let rows = 0;
    while (performance.now() - began < seconds * 1000) rows += await write();
    process.send?.({ perSecond: (rows / (performance.now() - began)) * 1000 });
  })();
});
process.on('SIGTERM', () => {
  rmSync(directory, { recursive: true, force: true });
  process.exit(0);
});
process.send?.({ ready: true });
