import type { Database, Statements } from './database.ts';

/**
 * The tables, as the steps that made them. A step, once released, is never edited: a database
 * remembers only how many it has taken. The same text runs in PGlite and in PostgreSQL.
 *
 * A command is remembered in the row of its last event, which alone has a digest: a table of its own
 * cost half as much again for every answer. Tombstones are PostgreSQL's; in the data directory they
 * are files.
 */
export const logSchema: readonly string[] = [
  `
  create table stream (
    session text primary key,
    position integer not null,
    head text not null,
    turns integer not null
  );
  create table event (
    session text not null,
    position integer not null,
    type text not null,
    v integer not null,
    at text not null,
    actor text,
    command text,
    asked_by text,
    digest text,
    salt text not null,
    head text not null,
    body text not null,
    primary key (session, position)
  );
  create unique index event_command on event (session, asked_by, command) where digest is not null;
  create table session (
    session text primary key,
    code text not null,
    title text not null,
    created_at text not null,
    rehearsal boolean not null,
    details text not null
  );
  create index session_code on session (code);
  create table seat (
    session text not null,
    seat text not null,
    token_hash text not null,
    role text not null,
    participant text,
    details text not null,
    revoked boolean not null,
    primary key (session, seat)
  );
  create index seat_token on seat (token_hash);
  create table tombstone (session text primary key);
  `,
  `
  create table projection (
    name text not null,
    session text not null,
    position integer not null,
    version integer not null,
    body text not null,
    primary key (name, session)
  )
  `,
];

/** Several parts of the server keep tables; each has a name, its own steps and its own version. */
export type Migrated = { version: number } | { newer: number };

/** Brings one part's tables up to date; a database from a later release is left alone. */
export async function migrate(database: Database, part: string, steps: readonly string[]): Promise<Migrated> {
  return await database.transaction(async (statements) => {
    // Two processes may start at once; the lock ends with the transaction.
    await statements.query(`select pg_advisory_xact_lock(747474)`, []);
    await statements.query(
      `create table if not exists schema_version (part text primary key, version integer not null)`,
      [],
    );
    const found = await statements.query<{ version: number }>(
      `select version from schema_version where part = $1`,
      [part],
    );
    const version = found[0]?.version ?? 0;
    if (version > steps.length) return { newer: version };
    if (version === steps.length) return { version };
    await takeSteps(statements, steps.slice(version));
    await statements.query(
      `insert into schema_version (part, version) values ($1, $2)
       on conflict (part) do update set version = excluded.version`,
      [part, steps.length],
    );
    return { version: steps.length };
  });
}

async function takeSteps(statements: Statements, steps: readonly string[]): Promise<void> {
  for (const step of steps) {
    for (const statement of step.split(';')) {
      if (statement.trim() !== '') await statements.query(statement, []);
    }
  }
}
