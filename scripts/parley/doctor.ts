import type { Command } from 'commander';
import { examine, type Finding } from '../../server/keep/examination.ts';
import type { Ground } from '../../server/keep/arrival.ts';
import { addCommand, answered, type Answer, type Around } from './answer.ts';

export function addDoctor(program: Command, around: Around): void {
  addCommand(program, {
    name: 'doctor',
    description: 'look at everything a server needs and everything it keeps, and say what to do next',
    examples: ['doctor', 'doctor --json'],
  }).action(async (options: { json?: true }) => {
    await answered(around, options, async (ground) => await examined(ground));
  });
}

async function examined({ config, clock, progress }: Ground): Promise<Answer> {
  const findings = await examine({ config, now: clock(), nodeVersion: process.version, progress });
  const exit = findings.every(({ ok }) => ok) ? 0 : 1;
  return { exit, lines: findings.map(lineOf), data: { ok: exit === 0, findings } };
}

function lineOf({ name, ok, says, next }: Finding): string {
  return `${ok ? 'ok    ' : 'NOT OK'}  ${name}: ${says}${next === undefined ? '' : `\n        → ${next}`}`;
}
