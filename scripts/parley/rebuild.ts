import type { Command } from 'commander';
import type { Ground } from '../../server/keep/arrival.ts';
import { makeAnew, type MadeAnew } from '../../server/keep/rebuild.ts';
import { addCommand, answered, counted, sentence, some, type Answer, type Around } from './answer.ts';

export function addRebuild(program: Command, around: Around): void {
  addCommand(program, {
    name: 'rebuild',
    description:
      'make the database and what is made from it anew from the journals, with the server stopped, and compare',
    examples: ['rebuild', 'rebuild --json'],
  }).action(async (options: { json?: true }) => {
    await answered(around, options, async (ground) => await rebuild(ground, around));
  });
}

async function rebuild(ground: Ground, around: Around): Promise<Answer> {
  around.complain('Reading every event …');
  const made = await makeAnew(ground);
  if ('refused' in made) return sentence(1, made.sentence);
  const different = [...(made.database?.different ?? []), ...made.projections.different];
  const exit = different.length === 0 ? 0 : 1;
  return { exit, lines: [databaseLine(made), projectionLine(made)], data: { ok: exit === 0, ...made } };
}

function databaseLine({ database }: MadeAnew): string {
  if (database === null) return 'With DATABASE_URL the database itself is the record; see doctor.';
  const { sessions, events, different } = database;
  const made = `The database is made anew: ${counted(sessions, 'session')}, ${counted(events, 'event')}`;
  if (different === null) return `${made}. The old one could not be read.`;
  if (different.length === 0) return `${made}, the same as before.`;
  return `${made}, different from before in ${some(different)}. The old one is kept as db.bad.`;
}

function projectionLine({ projections: { rows, different } }: MadeAnew): string {
  const made = `What is told across sessions is made anew from ${counted(rows, 'session')}`;
  if (different.length === 0) return `${made}, the same as before.`;
  return `${made}, different from before in ${some(different)}.`;
}
