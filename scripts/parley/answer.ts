import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { readConfig, type Config } from '../../server/config.ts';
import type { Ground } from '../../server/keep/arrival.ts';

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

export type Ended = (exit: Exit) => void;

/** A command with the options and the help that all of them have. */
export function addCommand(program: Command, { name, description, examples }: Described): Command {
  const shown = examples.map((example) => `  $ npm run parley -- ${example}`);
  return program
    .command(name)
    .description(description)
    .option('--json', 'answer in JSON')
    .addHelpText('after', `\nExamples:\n${shown.join('\n')}\n`);
}

/** Prints an answer; what is wrong goes to stderr, unless a machine asked. */
export function give(answer: Answer, { json }: { json?: true }, ended: Ended): void {
  ended(answer.exit);
  if (json) return console.log(JSON.stringify(answer.data));
  const print = answer.exit === 2 ? console.error : console.log;
  for (const line of answer.lines) print(line);
}

/** The settings of the server, so that a command finds what the server keeps. */
export function settings(): Config | Answer {
  const read = readConfig(process.env);
  return 'problem' in read ? sentence(2, read.problem) : read.config;
}

/** What the commands that write need around them. */
export function groundFor(config: Config): Ground {
  const pristine = join(import.meta.dirname, '../../dist/pristine');
  return { config, ...(existsSync(pristine) && { pristine }), clock: Date.now, progress };
}

const everyMs = 500;
let lastSaid = 0;

/** On stderr, so that what is piped on stays clean; and not so often that it is all one sees. */
export function progress(done: number, all: number, what: string): void {
  const now = performance.now();
  if (all < 2 || (now - lastSaid < everyMs && done > 0)) return;
  lastSaid = now;
  console.error(`${done + 1} of ${all}: ${what}`);
}

/** Eight of them, and how many more. */
export function some(names: readonly string[]): string {
  const [shown, more] = [names.slice(0, 8), names.length - 8];
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
