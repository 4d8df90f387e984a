import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Ground } from '../../server/keep/arrival.ts';
import { backUp, type BackedUp } from '../../server/keep/backup.ts';
import { openSource } from '../../server/keep/source.ts';
import { addCommand, answered, counted, sentence } from './answer.ts';
import type { Answer, Around } from './answer.ts';

interface Options {
  keys?: string;
  json?: true;
}

export function addBackup(program: Command, around: Around): void {
  addCommand(program, {
    name: 'backup',
    description:
      'copy every session into a folder: journals, and their keys apart; a server may be running, and the same folder may be used again',
    examples: ['backup /mnt/backup/parley', 'backup /mnt/backup/parley --keys /mnt/safe/parley-keys'],
  })
    .argument('<folder>')
    .option('--keys <folder>', 'where the keys go (default: keys inside the folder)')
    .action(async (folder: string, options: Options) => {
      await answered(around, options, async (ground) => await backupTo(folder, options, ground));
    });
}

export function keysFolderOf(folder: string, options: Options): string {
  return resolve(options.keys ?? join(folder, 'keys'));
}

async function backupTo(given: string, options: Options, { config, progress }: Ground): Promise<Answer> {
  const folder = resolve(given);
  const isOwn = config.databaseUrl === null && folder === config.dataDirectory;
  if (isOwn) return sentence(2, 'The data directory itself is no place for its backup.');
  if (config.databaseUrl === null && !existsSync(config.dataDirectory))
    return sentence(1, `There is no data directory ${config.dataDirectory}.`);
  const source = openSource(config);
  try {
    const { sessions, removed } = await backUp(
      source,
      { folder, keysFolder: keysFolderOf(folder, options) },
      progress,
    );
    return answerFor(sessions, { removed, folder, keysFolder: keysFolderOf(folder, options) });
  } finally {
    await source.close();
  }
}

interface Done {
  removed: number;
  folder: string;
  keysFolder: string;
}

function answerFor(sessions: readonly BackedUp[], done: Done): Answer {
  const refused = sessions.flatMap((one) => (one.outcome === 'refused' ? [one.sentence] : []));
  const copied = sessions.filter(({ outcome }) => outcome === 'copied').length;
  const unchanged = sessions.length - copied - refused.length;
  const lines = [
    `${counted(copied, 'session')} copied, ${unchanged} unchanged, in ${done.folder}; keys in ${done.keysFolder}.`,
    ...(done.removed > 0
      ? [`${counted(done.removed, 'session')} deleted since the last time, there too.`]
      : []),
    ...refused,
  ];
  const exit = refused.length === 0 ? 0 : 1;
  return { exit, lines, data: { ok: exit === 0, ...done, sessions } };
}
