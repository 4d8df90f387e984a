import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../../server/config.ts';
import { openSource, type Source } from '../../server/keep/source.ts';
import { readKeys, writeKeys } from '../../server/keys/exported.ts';
import { readJournal, type JournalCopy } from '../../server/log/journal-copy.ts';
import { writeWhole } from '../../server/log/whole-file.ts';
import { addCommand, answered, sentence, some, type Answer, type Around } from './answer.ts';

interface Asked {
  config: Config;
  around: Around;
}

interface Options {
  out?: string;
  keys?: string;
  json?: true;
}

export function addExport(program: Command, around: Around): void {
  addCommand(program, {
    name: 'export',
    description:
      'write one session into a file: its journal, and separately its keys; a server may be running',
    examples: [
      'export s-1234',
      'export s-1234 --out spring.ndjson --keys spring.keys.json',
      'export s-1234 --out - | gzip > spring.ndjson.gz',
    ],
  })
    .argument('<id>', 'the session, as the list of sessions or a link names it')
    .option('--out <file>', 'where the journal goes; - is the standard output (default: ID.ndjson)')
    .option('--keys <file>', 'where its keys go: without them nobody reads names and named texts')
    .action(async (session: string, options: Options) => {
      await answered(around, options, async ({ config }) => {
        const answer = await exportSession(session, options, { config, around });
        // The standard output then belongs to the journal alone.
        return options.out === '-' && answer.exit === 0 ? { ...answer, lines: [] } : answer;
      });
    });
}

async function exportSession(session: string, options: Options, asked: Asked): Promise<Answer> {
  if (!/^[\w-]{1,64}$/u.test(session)) return sentence(2, `${session} is no id of a session.`);
  if (options.out === '-' && options.json)
    return sentence(2, '--out - and --json both want the standard output.');
  const source = openSource(asked.config);
  try {
    const copy = await source.journal(session);
    if (copy === null) return await unknown(session, source);
    if ('refused' in copy) return sentence(1, copy.sentence, { session, position: copy.position });
    return await write(copy, options, { source, around: asked.around });
  } finally {
    await source.close();
  }
}

async function unknown(session: string, source: Source): Promise<Answer> {
  const there = (await source.sessions()).map((one) => `${one.session} (${one.title})`);
  const known = there.length === 0 ? 'There is none at all.' : `There are: ${some(there)}.`;
  return sentence(1, `There is no session ${session} in ${source.name}. ${known}`);
}

async function write(
  copy: JournalCopy,
  options: Options,
  { source, around }: { source: Source; around: Around },
): Promise<Answer> {
  const { session, position, head } = copy.state;
  const out = options.out ?? `${session}.ndjson`;
  for (const file of [out, options.keys]) {
    if (file !== undefined && file !== '-' && !(await isOfSession(file, session)))
      return sentence(1, `${file} is there already and belongs to something else; choose another name.`);
  }
  if (out === '-') around.write(copy.bytes);
  else await writeWhole(resolve(out), copy.bytes);
  const keys = options.keys ?? null;
  if (keys !== null) await writeWhole(resolve(keys), writeKeys(session, await source.keys(session)));
  const sealed =
    keys === null
      ? 'Names and named texts stay sealed in it; --keys FILE writes what opens them.'
      : `Its keys are in ${keys}: keep them apart, they open names and named texts.`;
  return {
    exit: 0,
    lines: [`Session ${session} is in ${out}: positions 1 to ${position}, head ${head}.`, sealed],
    data: { ok: true, session, out, keys, position, head },
  };
}

/** Writing the same session again replaces the file; nothing else is ever overwritten. */
async function isOfSession(file: string, session: string): Promise<boolean> {
  if (!existsSync(file)) return true;
  const bytes = await readFile(file);
  if (bytes.length === 0) return true;
  const journal = readJournal(bytes, file);
  return ('state' in journal ? journal.state.session : readKeys(bytes)?.session) === session;
}
