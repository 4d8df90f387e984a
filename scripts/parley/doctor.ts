import type { Command } from 'commander';
import { examine, type Finding } from '../../server/keep/examination.ts';
import { addCommand, give, progress, settings, type Answer, type Ended } from './answer.ts';

export function addDoctor(program: Command, ended: Ended): void {
  addCommand(program, {
    name: 'doctor',
    description: 'look at everything a server needs and everything it keeps, and say what to do next',
    examples: ['doctor', 'doctor --json'],
  }).action(async (options: { json?: true }) => {
    give(await examined(), options, ended);
  });
}

async function examined(): Promise<Answer> {
  const config = settings();
  if ('exit' in config) return config;
  const findings = await examine({ config, now: Date.now(), nodeVersion: process.version, progress });
  const exit = findings.every(({ ok }) => ok) ? 0 : 1;
  return { exit, lines: findings.map(lineOf), data: { ok: exit === 0, findings } };
}

function lineOf({ name, ok, says, next }: Finding): string {
  return `${ok ? 'ok    ' : 'NOT OK'}  ${name}: ${says}${next === undefined ? '' : `\n        → ${next}`}`;
}
