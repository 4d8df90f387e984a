import { Command, CommanderError } from 'commander';
import type { Around } from './answer.ts';
import { addBackup } from './backup.ts';
import { addDoctor } from './doctor.ts';
import { addErase } from './erase.ts';
import { addExport } from './export.ts';
import { addImport } from './import.ts';
import { addRebuild } from './rebuild.ts';
import { addRestore } from './restore.ts';
import { addVerify } from './verify.ts';

/** Every command of `npm run parley`. */

const commands = [addVerify, addExport, addImport, addBackup, addRestore, addRebuild, addErase, addDoctor];

export async function runParley(argv: readonly string[], around: Around): Promise<void> {
  const program = new Command('parley')
    .description('Keeps, checks and moves what Parley keeps: in DATA_DIR, or at DATABASE_URL.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => around.say(text.trimEnd()),
      writeErr: (text) => around.complain(text.trimEnd()),
    });
  for (const add of commands) add(program, around);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    around.end(error.exitCode === 0 ? 0 : 2);
  }
}
