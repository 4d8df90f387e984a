/** What the two drivers have in common: text with `$1` in it, rows back, and a transaction. */
export interface Statements {
  /** `Row` is what the statement's select list says; the drivers cannot check it. */
  query<Row>(text: string, parameters: readonly (string | number | null)[]): Promise<Row[]>;
}

export interface Database extends Statements {
  /** Commits when `work` resolves, rolls back when it throws. */
  transaction<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result>;
}

/** Disk full, as PostgreSQL says it and as the operating system says it. */
export function isNoSpace(error: unknown): boolean {
  const code = codeOf(error);
  return code === '53100' || code === 'ENOSPC' || code === 'EDQUOT';
}

/** The SQLSTATE or errno name of an error, if it has one. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
