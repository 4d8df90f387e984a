import { codeOf, type Database, type Statements } from './database.ts';

/**
 * The SQL of ballot boxes and of destroyable keys. Boxes and round keys are unlogged on purpose: they appear in
 * no write-ahead log, no replica and no archive, and a crash empties both together. Keys of people and texts
 * are logged: losing one would be an erasure nobody asked for.
 */
export const ballotSchema: readonly string[] = [
  `
  create unlogged table round_key (box text primary key, key bytea not null);
  create unlogged table ballot_box (
    box text primary key,
    session text not null,
    step text not null,
    round integer not null,
    epoch text not null,
    content_bytes_max integer not null,
    closed boolean not null,
    records integer not null
  );
  create unlogged table ballot (
    box text not null,
    number integer not null,
    record bytea not null,
    primary key (box, number)
  )
  `,
];

export const keySchema: readonly string[] = [
  `
  create table erasable_key (
    session text not null,
    digest text not null,
    key bytea,
    primary key (session, digest)
  )
  `,
];

/** `records` are numbered 0 to one less than that, without gaps. */
export interface BoxRow {
  session: string;
  step: string;
  round: number;
  epoch: string;
  contentBytesMax: number;
  closed: boolean;
  records: number;
}

/** `record` is base64. */
export interface RecordRow {
  number: number;
  record: string;
}

const boxColumns = `session, step, round, epoch, content_bytes_max as "contentBytesMax", closed, records`;

/**
 * Makes the box unless it is there; one that is still empty gets the size asked for now. Call it in a transaction, so
 * that no box is seen without its key.
 */
export async function addBox(statements: Statements, box: string, row: BoxRow, key: string): Promise<void> {
  const added = await statements.query(
    `insert into ballot_box (box, session, step, round, epoch, content_bytes_max, closed, records)
     values ($1, $2, $3, $4, $5, $6, false, 0) on conflict (box) do nothing returning box`,
    [box, row.session, row.step, row.round, row.epoch, row.contentBytesMax],
  );
  if (added.length === 0) {
    await statements.query(
      `update ballot_box set epoch = $2, content_bytes_max = $3
       where box = $1 and records = 0 and not closed and content_bytes_max <> $3`,
      [box, row.epoch, row.contentBytesMax],
    );
    return;
  }
  await statements.query(`insert into round_key (box, key) values ($1, decode($2, 'base64'))`, [box, key]);
}

export async function findBox(statements: Statements, box: string): Promise<BoxRow | null> {
  const rows = await statements.query<BoxRow>(`select ${boxColumns} from ballot_box where box = $1`, [box]);
  return rows[0] ?? null;
}

/** Whoever holds the lock alone adds records or closes, until its transaction ends. */
export async function lockBox(statements: Statements, box: string): Promise<BoxRow | null> {
  const rows = await statements.query<BoxRow>(
    `select ${boxColumns} from ballot_box where box = $1 for update`,
    [box],
  );
  return rows[0] ?? null;
}

/** Base64. */
export async function findRoundKey(statements: Statements, box: string): Promise<string | null> {
  const rows = await statements.query<{ key: string }>(
    `select encode(key, 'base64') as key from round_key where box = $1`,
    [box],
  );
  return rows[0]?.key ?? null;
}

export async function listBoxes(statements: Statements): Promise<BoxRow[]> {
  return await statements.query<BoxRow>(
    `select ${boxColumns} from ballot_box order by session, step, round`,
    [],
  );
}

export async function readRecords(statements: Statements, box: string, from: number): Promise<RecordRow[]> {
  return await statements.query<RecordRow>(
    `select number, encode(record, 'base64') as record from ballot where box = $1 and number >= $2 order by number`,
    [box, from],
  );
}

export async function addRecords(statements: Statements, box: string, rows: RecordRow[]): Promise<void> {
  await statements.query(
    `insert into ballot (box, number, record)
     select $1, number, decode(record, 'base64')
     from json_to_recordset($2::text::json) as added(number integer, record text)`,
    [box, JSON.stringify(rows)],
  );
  await statements.query(`update ballot_box set records = records + $2 where box = $1`, [box, rows.length]);
}

export async function closeBox(statements: Statements, box: string): Promise<void> {
  await statements.query(`update ballot_box set closed = true where box = $1`, [box]);
}

/** Call it in a transaction; the key's bytes leave the disk with `scrub`. The box first: that waits for casts. */
export async function removeBox(statements: Statements, box: string): Promise<void> {
  await statements.query(`delete from ballot_box where box = $1`, [box]);
  await statements.query(`delete from round_key where box = $1`, [box]);
  await statements.query(`delete from ballot where box = $1`, [box]);
}

const lockNotAvailable = '55P03';

/**
 * A deleted row stays in its file, readable, until something overwrites it; so the keys that live on are moved
 * to a new file and the old one is let go. Not `vacuum full`: that keeps what any open snapshot might still see.
 * False when somebody reads the table for long (a dump does): call again later, it catches up on everything.
 * What the write-ahead log and its archive hold of an erased key (round keys never get there) is theirs to expire.
 */
export async function scrub(database: Database, table: 'round_key' | 'erasable_key'): Promise<boolean> {
  try {
    await database.transaction((statements) => rewrite(statements, table));
    return true;
  } catch (error) {
    if (codeOf(error) === lockNotAvailable) return false;
    throw error;
  }
}

async function rewrite(statements: Statements, table: string): Promise<void> {
  await statements.query(`set local lock_timeout = '500ms'`, []);
  await statements.query(`lock table ${table} in access exclusive mode`, []);
  await statements.query(
    `create temporary table living_${table} on commit drop as select * from ${table}`,
    [],
  );
  await statements.query(`truncate ${table}`, []);
  await statements.query(`insert into ${table} select * from living_${table}`, []);
}

/** `key` is base64, null once destroyed. */
export interface KeyRow {
  digest: string;
  key: string | null;
}

export async function readKeys(statements: Statements, session: string): Promise<KeyRow[]> {
  return await statements.query<KeyRow>(
    `select digest, encode(key, 'base64') as key from erasable_key where session = $1 order by digest`,
    [session],
  );
}

/** Adds those that are not there; in the order of the digests, so that two processes never wait for each other. */
export async function addKeys(statements: Statements, session: string, rows: KeyRow[]): Promise<void> {
  await statements.query(
    `insert into erasable_key (session, digest, key)
     select $1, digest, decode(key, 'base64')
     from json_to_recordset($2::text::json) as added(digest text, key text)
     order by digest on conflict (session, digest) do nothing`,
    [session, JSON.stringify(rows)],
  );
}

/** Leaves the digest without its key; a digest that was not there is added without one. */
export async function eraseKeys(statements: Statements, session: string, digests: string[]): Promise<void> {
  await statements.query(
    `insert into erasable_key (session, digest, key)
     select $1, digest, null from json_to_recordset($2::text::json) as erased(digest text)
     order by digest on conflict (session, digest) do update set key = null`,
    [session, JSON.stringify(digests.map((digest) => ({ digest })))],
  );
}

export async function removeKeys(statements: Statements, session: string): Promise<void> {
  await statements.query(`delete from erasable_key where session = $1`, [session]);
}
