import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../../server/config.ts';
import type { Ground } from '../../server/keep/arrival.ts';
import { messageOf } from '../../server/log/database.ts';

/** How every command answers: lines for people, one JSON object for machines, and how it ends. */

/** 0 all is fine, 1 the thing asked about is not, 2 it was asked wrongly. */
export type Exit = 0 | 1 | 2;

export interface Answer {
  exit: Exit;
  lines: readonly string[];
  /** what `--json` prints instead */
  data: object;
}

/** An answer that is one sentence. */
export function sentence(exit: Exit, text: string, more: object = {}): Answer {
  return { exit, lines: [text], data: { ok: exit === 0, ...more, message: text } };
}

interface Described {
  name: string;
  description: string;
  examples: readonly string[];
}

/** The process around a command, so that a test can be one. */
export interface Around {
  environment: NodeJS.ProcessEnv;
  /** a line for whoever asked */
  say(line: string): void;
  /** a line about how it goes, or why it doesn't */
  complain(line: string): void;
  write(bytes: Buffer): void;
  end(exit: Exit): void;
}

/** A command with the options and the help that all of them have. */
export function addCommand(program: Command, { name, description, examples }: Described): Command {
  const shown = examples.map((example) => `  $ npm run parley -- ${example}`);
  return program
    .command(name)
    .description(description)
    .option('--json', 'answer in JSON')
    .addHelpText('after', `\nExamples:\n${shown.join('\n')}\n`);
}

/** Prints an answer. Of a wrong question nothing goes where the answer was expected, unless a machine asked. */
export function give(answer: Answer, { json }: { json?: true }, around: Around): void {
  around.end(answer.exit);
  if (json) return around.say(JSON.stringify(answer.data));
  for (const line of answer.lines) {
    if (answer.exit === 2) around.complain(line);
    else around.say(line);
  }
}

/** Asks with the settings of the server, so that a command finds what the server keeps. */
export async function answered(
  around: Around,
  options: { json?: true },
  ask: (ground: Ground) => Promise<Answer>,
): Promise<void> {
  const read = readConfig(around.environment);
  if ('problem' in read) return give(sentence(2, read.problem), options, around);
  // Built, this is part of dist/parley/parley.js.
  const isBuilt = !import.meta.filename.endsWith('.ts');
  const pristine = join(import.meta.dirname, isBuilt ? '../pristine' : '../../dist/pristine');
  const ground: Ground = {
    config: read.config,
    ...(existsSync(pristine) && { pristine }),
    clock: Date.now,
    progress: progressOf(around),
  };
  let answer: Answer;
  try {
    answer = await ask(ground);
  } catch (error) {
    answer = sentence(1, messageOf(error));
  }
  give(answer, options, around);
}

const everyMs = 500;

/** On stderr, so that what is piped on stays clean; and not so often that it is all one sees. */
function progressOf(around: Around): Ground['progress'] {
  let saidAt = Number.NEGATIVE_INFINITY;
  return (done, all, what) => {
    const now = performance.now();
    if (all < 2 || now - saidAt < everyMs) return;
    saidAt = now;
    around.complain(`${done + 1} of ${all}: ${what}`);
  };
}

/** Eight of them, and how many more. */
export function some(names: readonly string[]): string {
  const [shown, more] = [names.slice(0, 8), names.length - 8];
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
