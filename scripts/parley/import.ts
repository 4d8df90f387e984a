import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { receive, receiveKeys, type Ground, type Received } from '../../server/keep/arrival.ts';
import { readSessionFile } from '../../server/keep/session-file.ts';
import type { SessionKeys } from '../../server/keys/drawer.ts';
import { readKeys } from '../../server/keys/exported.ts';
import { messageOf } from '../../server/log/database.ts';
import type { JournalCopy } from '../../server/log/journal-copy.ts';
import type { NotStarted } from '../../server/start.ts';
import { addCommand, answered, sentence, type Answer, type Around } from './answer.ts';

interface Options {
  keys?: string;
  json?: true;
}

export function addImport(program: Command, around: Around): void {
  addCommand(program, {
    name: 'import',
    description: 'bring a session in that was exported elsewhere, with the server stopped',
    examples: [
      'import spring.ndjson --keys spring.keys.json',
      'import spring.ndjson',
      'import spring.keys.json   # keys that come later than their journal',
    ],
  })
    .argument('<file>', 'a journal, or the keys of a session that is here')
    .option('--keys <file>', 'its keys, as export wrote them')
    .action(async (file: string, options: Options) => {
      await answered(around, options, async (ground) => {
        around.complain('Reading it, then making the database anew with it …');
        return await importFile(file, options, ground);
      });
    });
}

async function importFile(file: string, options: Options, ground: Ground): Promise<Answer> {
  const read = await readBytes(file);
  if ('exit' in read) return read;
  const found = readSessionFile(read.bytes, file);
  if ('refused' in found) return sentence(1, found.sentence, { position: found.position });
  if ('keysOf' in found) {
    const received = await receiveKeys(found.keysOf, found.keys, ground);
    return answerFor(received, { file, keys: file, what: 'keys' });
  }
  const keys = options.keys === undefined ? null : await readKeysFor(found.journal, options.keys);
  if (keys !== null && 'exit' in keys) return keys;
  const { session } = found.journal.state;
  const received = await receive(
    {
      sessions: [session],
      journal: async () => found.journal,
      keys: async () => keys,
      erased: async () => [],
      deleted: new Set(),
      by: 'import',
    },
    ground,
  );
  return answerFor(received, { file, keys: options.keys ?? null, what: 'session' });
}

async function readKeysFor({ state }: JournalCopy, file: string): Promise<SessionKeys | Answer> {
  const read = await readBytes(file);
  if ('exit' in read) return read;
  const found = readKeys(read.bytes);
  if (found === null) return sentence(1, `${file} holds no keys of a session.`);
  if (found.session === state.session) return found.keys;
  return sentence(1, `${file} holds the keys of session ${found.session}, not of ${state.session}.`);
}

async function readBytes(file: string): Promise<{ bytes: Buffer } | Answer> {
  try {
    return { bytes: await readFile(file) };
  } catch (error) {
    return sentence(2, `${file} cannot be read: ${messageOf(error)}`);
  }
}

interface Asked {
  file: string;
  keys: string | null;
  what: 'session' | 'keys';
}

function answerFor(received: Received[] | NotStarted, { file, keys, what }: Asked): Answer {
  if ('refused' in received) return sentence(1, received.sentence);
  const [one] = received;
  if (one === undefined) throw new Error('One session was to be received, and none was.');
  if ('sentence' in one) return sentence(1, one.sentence, { session: one.session });
  const { session, position, head, newer, erasedAgain } = one;
  const lines =
    what === 'keys'
      ? [`The keys of session ${session} are here.`]
      : [`Session ${session} is here: positions 1 to ${position}, head ${head}.`];
  if (keys === null)
    lines.push('Names and named texts read as erased until its keys are imported too: import KEYS-FILE.');
  if (newer !== null) lines.push(newerSentence(newer));
  return { exit: 0, lines, data: { ok: true, file, session, keys, position, head, newer, erasedAgain } };
}

export function newerSentence(newer: string): string {
  return `A newer Parley wrote it (this one does not know “${newer}”): it can only be read here, up to there.`;
}
