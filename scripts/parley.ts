import { readFile } from 'node:fs/promises';
import { Command, CommanderError } from 'commander';
import { messageOf } from '../server/log/database.ts';
import { verify } from '../server/log/verify.ts';
import type { Verdict } from '../server/log/verify.ts';

/**
 * What an operator does beside the running server. Ends with 0 when all is fine, 1 when the thing
 * asked about is not, 2 when it was asked wrongly.
 */

type Exit = 0 | 1 | 2;

interface VerifyOptions {
  head?: string;
  json?: true;
}

async function main(argv: readonly string[]): Promise<Exit> {
  let exit: Exit = 0;
  const program = new Command('parley').exitOverride();
  program
    .command('verify')
    .description("check a session's journal or its exported log.json")
    .argument('<file>')
    .option('--head <code>', 'the head it has to end with, or the first 8 characters of it or more')
    .option('--json', 'answer in JSON')
    .action(async (file: string, options: VerifyOptions) => {
      exit = await verifyFile(file, options);
    });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exit;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

async function verifyFile(file: string, { head, json }: VerifyOptions): Promise<Exit> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    console.error(`${file} cannot be read: ${messageOf(error)}`);
    return 2;
  }
  const verdict = verify({ bytes, ...(head === undefined ? {} : { head }) });
  console.log(json ? JSON.stringify({ file, ...verdict }) : sentenceOf(file, verdict));
  return verdict.holds ? 0 : 1;
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

process.exitCode = await main(process.argv.slice(2));
