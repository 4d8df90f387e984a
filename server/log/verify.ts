import { z } from 'zod';
import { firstHead, headAfter, leafOf } from './chain.ts';
import { count, eventSchema, hex } from './journal-line.ts';
import { scanJournal } from './journal-scan.ts';

/**
 * Checks a session's history alone, without server or database: a journal as it lies in the data
 * directory, or the export `log.json`. A chain proves nothing about its own end, nor against whoever
 * keeps it; for that, compare the head with one that people wrote down (`head`).
 */
export type Verdict =
  | { holds: true; session: string; positions: number; head: string }
  | { holds: false; session: string | null; line: number | null; position: number | null; why: string };

export interface Asked {
  bytes: Buffer;
  /** The final head, or its first eight or more characters, as written down at the end of the session. */
  head?: string;
}

export function verify({ bytes, head }: Asked): Verdict {
  const verdict = verifyExport(bytes) ?? verifyJournal(bytes);
  if (!verdict.holds || head === undefined) return verdict;
  const code = head.toLowerCase().replaceAll(/[^0-9a-z]/gu, '');
  if (code.length >= headCodeLength && verdict.head.startsWith(code)) return verdict;
  const why = `it ends at position ${verdict.positions} with the head ${verdict.head}, not with ${head}`;
  return { holds: false, session: verdict.session, line: null, position: null, why };
}

const headCodeLength = 8;

function verifyJournal(bytes: Buffer): Verdict {
  const { state, trouble } = scanJournal(bytes);
  const { session, position: positions, head } = state;
  if (trouble === null) return { holds: true, session, positions, head };
  const known = session === '' ? null : session;
  const at = { holds: false, session: known, line: trouble.line } as const;
  if (bytes.length === 0) return { ...at, position: null, why: 'it is empty' };
  if (trouble.trouble === 'damaged') {
    const doubt = known === null ? '; perhaps it is no file of Parley’s' : '';
    return { ...at, position: trouble.position, why: trouble.what + doubt };
  }
  const why = `the last ${trouble.bytes} bytes are no whole turn; the file was cut off there`;
  return { ...at, position: positions + 1, why };
}

const exportSchema = z.object({
  format: z.literal('parley-log'),
  session: z.string(),
  head: hex(64),
  events: z.array(z.union([eventSchema, z.object({ position: count, leaf: hex(64), head: hex(64) })])),
});

/** Null when the file is no export. */
function verifyExport(bytes: Buffer): Verdict | null {
  const parsed = exportSchema.safeParse(parseJson(bytes));
  if (!parsed.success) return null;
  const { session, head, events } = parsed.data;
  let last = firstHead(session);
  for (const [at, event] of events.entries()) {
    const position = at + 1;
    const leaf = 'leaf' in event ? Buffer.from(event.leaf, 'hex') : leafOf(event.salt, event);
    const due = headAfter(last, leaf);
    last = event.head;
    if (event.position === position && due === last) continue;
    const why = 'its head does not follow from the event and the head before';
    return { holds: false, session, line: null, position, why };
  }
  if (head === last) return { holds: true, session, positions: events.length, head };
  const why = 'the head it gives for its end is not that of its last event';
  return { holds: false, session, line: null, position: events.length, why };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
