import { isNoSpace, type Statements } from './database.ts';

/**
 * Rows made from events, for questions that cross sessions. Each says up to which position of which session it was
 * made, and by which version of the making: that is its checkpoint. They are in no journal and no backup, because
 * they can be thrown away at any time and are made again.
 */
export interface ProjectionRow {
  session: string;
  position: number;
  version: number;
  /** JSON text */
  body: string;
}

export async function readProjection(statements: Statements, name: string): Promise<ProjectionRow[]> {
  return await statements.query<ProjectionRow>(
    `select session, position, version, body from projection where name = $1 order by session`,
    [name],
  );
}

/** A row that is not there yet, or was made from less. False when there is no room, which does no harm. */
export async function writeProjection(
  statements: Statements,
  name: string,
  { session, position, version, body }: ProjectionRow,
): Promise<boolean> {
  try {
    // Of a session that has just been deleted nothing may come back.
    await statements.query(
      `insert into projection (name, session, position, version, body)
       select $1, session, $3, $4, $5 from stream where session = $2
       on conflict (name, session) do update
         set position = excluded.position, version = excluded.version, body = excluded.body
         where projection.position <= excluded.position or projection.version < excluded.version`,
      [name, session, position, version, body],
    );
    return true;
  } catch (error) {
    if (isNoSpace(error)) return false;
    throw error;
  }
}

/** All of them, whatever they answer. */
export async function readProjections(statements: Statements): Promise<ProjectionRow[]> {
  return await statements.query<ProjectionRow>(
    `select session, position, version, body from projection order by name, session`,
    [],
  );
}

export async function clearProjections(statements: Statements): Promise<void> {
  await statements.query('delete from projection', []);
}
