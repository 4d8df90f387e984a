import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { receive, type Ground, type Received } from '../../server/keep/arrival.ts';
import { backupSource, directorySource, type Source } from '../../server/keep/source.ts';
import { addCommand, answered, counted, sentence } from './answer.ts';
import type { Answer, Around } from './answer.ts';
import { keysFolderOf } from './backup.ts';
import { newerSentence } from './import.ts';

interface Options {
  keys?: string;
  erased?: string;
  json?: true;
}

export function addRestore(program: Command, around: Around): void {
  addCommand(program, {
    name: 'restore',
    description:
      'bring back from a backup what is missing, cut short or damaged, with the server stopped; what is here and further on stays, and what was erased or deleted since stays so',
    examples: [
      'restore /mnt/backup/parley',
      'restore /mnt/backup/parley --keys /mnt/safe/parley-keys',
      'restore /mnt/backup/monday --erased /mnt/backup/friday   # erasures that only a later backup knows',
    ],
  })
    .argument('<folder>')
    .option('--keys <folder>', 'where the keys are (default: keys inside the folder)')
    .option('--erased <folder>', 'a later backup or an old data directory, to learn of erasures from')
    .action(async (folder: string, options: Options) => {
      await answered(around, options, async (ground) => {
        around.complain('Comparing the backup with what is here …');
        return await restoreFrom(folder, options, ground);
      });
    });
}

async function restoreFrom(given: string, options: Options, ground: Ground): Promise<Answer> {
  const folder = resolve(given);
  if (!existsSync(join(folder, 'journals'))) return sentence(2, `${given} holds no backup.`);
  const backup = backupSource(folder, keysFolderOf(folder, options));
  const later = options.erased === undefined ? null : laterSource(resolve(options.erased));
  if (later === 'none') return sentence(2, `${options.erased} holds neither a backup nor a data directory.`);
  const listed = (await backup.sessions()).map(({ session }) => session);
  const deleted = [...(await backup.deletions()), ...((await later?.deletions()) ?? [])];
  const received = await receive(
    {
      sessions: listed,
      journal: async (session) => await backup.journal(session),
      keys: async (session) => await backup.keys(session),
      erased: async (session) => (await later?.keys(session))?.erased ?? [],
      deleted: new Set(deleted),
      by: 'restore',
    },
    ground,
  );
  return 'refused' in received ? sentence(1, received.sentence) : answerFor(received);
}

/** A data directory keeps a database beside its journals, a backup does not. */
function laterSource(folder: string): Source | 'none' {
  if (!existsSync(join(folder, 'journals'))) return 'none';
  const isData = existsSync(join(folder, 'db')) || existsSync(join(folder, 'boxes'));
  return isData ? directorySource(folder) : backupSource(folder, join(folder, 'keys'));
}

const words = {
  added: 'brought back',
  kept: 'here already, and left as they are',
  completed: 'completed',
  mended: 'damaged here, and mended',
  deleted: 'deleted since, and left out',
  refused: 'not restored',
} satisfies Record<Received['outcome'], string>;

function answerFor(received: readonly Received[]): Answer {
  const lines = Object.entries(words).flatMap(([outcome, said]) => {
    const count = received.filter((one) => one.outcome === outcome).length;
    return count === 0 ? [] : [`${counted(count, 'session')} ${said}.`];
  });
  const erasedAgain = received.reduce((sum, one) => sum + ('erasedAgain' in one ? one.erasedAgain : 0), 0);
  if (received.length === 0) lines.push('The backup holds no sessions.');
  if (erasedAgain > 0) lines.push(`${counted(erasedAgain, 'erasure')} made since then, made again.`);
  for (const one of received) {
    if ('sentence' in one) lines.push(one.sentence);
    else if (one.newer !== null) lines.push(`${one.session}: ${newerSentence(one.newer)}`);
  }
  const exit = received.some(({ outcome }) => outcome === 'refused') ? 1 : 0;
  return { exit, lines, data: { ok: exit === 0, erasedAgain, sessions: received } };
}
