import { Command, CommanderError } from 'commander';
import { messageOf } from '../server/log/database.ts';
import type { Exit } from './parley/answer.ts';
import { addBackup } from './parley/backup.ts';
import { addDoctor } from './parley/doctor.ts';
import { addErase } from './parley/erase.ts';
import { addExport } from './parley/export.ts';
import { addImport } from './parley/import.ts';
import { addRebuild } from './parley/rebuild.ts';
import { addRestore } from './parley/restore.ts';
import { addVerify } from './parley/verify.ts';

/**
 * What an operator does beside the running server. Ends with 0 when all is fine, 1 when the thing
 * asked about is not, 2 when it was asked wrongly.
 */

const commands = [addVerify, addExport, addImport, addBackup, addRestore, addRebuild, addErase, addDoctor];

async function main(argv: readonly string[]): Promise<Exit> {
  let exit: Exit = 0;
  const program = new Command('parley')
    .description('Keeps, checks and moves what Parley keeps: in DATA_DIR, or at DATABASE_URL.')
    .exitOverride();
  for (const add of commands) add(program, (how) => (exit = how));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(`parley: ${messageOf(error)}`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
