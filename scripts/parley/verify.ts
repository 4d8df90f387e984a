import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { messageOf } from '../../server/log/database.ts';
import { verify, type Verdict } from '../../server/log/verify.ts';
import { addCommand, give, type Answer, type Around } from './answer.ts';

export function addVerify(program: Command, around: Around): void {
  addCommand(program, {
    name: 'verify',
    description: "check a session's journal, or its exported log.json, from the first event to the last",
    examples: ['verify data/journals/s-1234.ndjson', 'verify s-1234.ndjson --head 0f3a-91c2'],
  })
    .argument('<file>')
    .option('--head <code>', 'the head it has to end with, or the first 8 characters of it or more')
    .action(async (file: string, options: { head?: string; json?: true }) => {
      give(await verifyFile(file, options.head), options, around);
    });
}

async function verifyFile(file: string, head: string | undefined): Promise<Answer> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const message = `${file} cannot be read: ${messageOf(error)}`;
    return { exit: 2, lines: [message], data: { ok: false, file, holds: false, message } };
  }
  const verdict = verify({ bytes, ...(head === undefined ? {} : { head }) });
  const ok = verdict.holds;
  return { exit: ok ? 0 : 1, lines: [sentenceOf(file, verdict)], data: { ok, file, ...verdict } };
}

function sentenceOf(file: string, verdict: Verdict): string {
  if (verdict.holds) {
    const { session, positions, head } = verdict;
    return `${file} holds: session ${session}, positions 1 to ${positions}, head ${head}`;
  }
  const position = verdict.position === null ? '' : ` at position ${verdict.position}`;
  const line = verdict.line === null ? '' : ` (line ${verdict.line})`;
  return `${file} does not hold${position}${line}: ${verdict.why}`;
}
