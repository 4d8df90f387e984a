import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import type { Ground } from '../../server/keep/arrival.ts';
import { takeLock } from '../../server/log/lock.ts';
import { rebuildDatabase } from '../../server/log/rebuilding.ts';
import { addCommand, answered, counted, sentence, some } from './answer.ts';
import type { Answer, Around } from './answer.ts';

export function addRebuild(program: Command, around: Around): void {
  addCommand(program, {
    name: 'rebuild',
    description:
      'make the database anew from the journals, with the server stopped, and compare it with the old one',
    examples: ['rebuild', 'rebuild --json'],
  }).action(async (options: { json?: true }) => {
    await answered(around, options, async (ground) => await rebuild(ground, around));
  });
}

async function rebuild({ config, pristine }: Ground, around: Around): Promise<Answer> {
  const { dataDirectory, databaseUrl } = config;
  if (databaseUrl !== null)
    return sentence(0, 'Nothing to do: with DATABASE_URL the database itself is the record. See doctor.');
  if (!existsSync(dataDirectory)) return sentence(1, `There is no data directory ${dataDirectory}.`);
  const lock = await takeLock(dataDirectory);
  if ('refused' in lock) return sentence(1, lock.sentence);
  try {
    around.complain('Reading the journals …');
    const rebuilt = await rebuildDatabase({ lock, ...(pristine !== undefined && { pristine }) });
    if ('refused' in rebuilt) return sentence(1, rebuilt.sentence);
    const { sessions, events, different } = rebuilt;
    const made = `The database is made anew: ${counted(sessions, 'session')}, ${counted(events, 'event')}`;
    const data = { sessions, events, different };
    if (different === null) return sentence(0, `${made}. The old one could not be read.`, data);
    if (different.length === 0) return sentence(0, `${made}, the same as before.`, data);
    const kept = `The old one is kept as db.bad.`;
    return sentence(1, `${made}, different from before in ${some(different)}. ${kept}`, data);
  } finally {
    await lock.release();
  }
}
