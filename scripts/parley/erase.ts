import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { messageOf } from '../../events/session/refusal.ts';
import type { Ground } from '../../server/keep/arrival.ts';
import { erasableIn, eraseIn, sessionsIn, type ErasableThing } from '../../server/keep/erasing.ts';
import type { Sessions } from '../../server/sessions.ts';
import { openStorage } from '../../server/storage.ts';
import { addCommand, answered, sentence, type Answer, type Around } from './answer.ts';

interface Options {
  participant?: string;
  text?: string;
  session?: true;
  json?: true;
}

export function addErase(program: Command, around: Around): void {
  addCommand(program, {
    name: 'erase',
    description:
      'erase a person, a text, or a whole session for good; without saying which, list what can be erased',
    examples: [
      'erase s-1234',
      'erase s-1234 --participant "Ada"',
      'erase s-1234 --text t-4k2m9x',
      'erase s-1234 --session   # the whole session, as Delete on the home page',
    ],
  })
    .argument('<session>')
    .option('--participant <id or name>', 'the name, the named answers and every named text of one person')
    .option('--text <id>', 'one anonymous text')
    .option('--session', 'everything of it')
    .action(async (session: string, options: Options) => {
      await answered(around, options, async (ground) => await erase(session, options, ground));
    });
}

async function erase(session: string, options: Options, ground: Ground): Promise<Answer> {
  const { config, clock } = ground;
  const asked = [options.participant, options.text, options.session].filter((one) => one !== undefined);
  if (asked.length > 1) return sentence(2, 'Say one of --participant, --text and --session at a time.');
  if (config.databaseUrl === null && !existsSync(config.dataDirectory))
    return sentence(1, `There is no data directory ${config.dataDirectory}.`);
  const fatal = (what: string): never => {
    throw new Error(what);
  };
  const storage = await openStorage({ ...ground, fatal });
  if ('refused' in storage) return sentence(1, storage.sentence);
  const sessions = sessionsIn(storage, clock);
  try {
    return await eraseOne(sessions, session, options);
  } finally {
    await sessions.close();
    await storage.close();
  }
}

async function eraseOne(sessions: Sessions, session: string, options: Options): Promise<Answer> {
  const room = /^[\w-]{1,64}$/u.test(session) ? await sessions.room(session) : null;
  if (room === null) return sentence(1, `There is no session ${session} here.`);
  if (options.session) {
    await sessions.remove(session);
    return sentence(0, `Session ${session} is deleted with everything of it.`, { session });
  }
  const { participants, texts } = erasableIn(room);
  if (options.participant !== undefined) {
    const found = personCalled(options.participant, participants, room.state.participants);
    if ('exit' in found) return found;
    return await told(sessions, session, { participant: found.id });
  }
  if (options.text !== undefined) return await told(sessions, session, { text: options.text });
  return listed(session, participants, texts);
}

function personCalled(
  called: string,
  people: readonly ErasableThing[],
  known: ReadonlyMap<string, unknown>,
): { id: string } | Answer {
  if (known.has(called)) return { id: called };
  const named = people.filter(({ words }) => words === called);
  const [one] = named;
  if (one === undefined) return sentence(1, `Nobody in this session is called ${called}.`);
  if (named.length === 1) return one;
  const ids = named.map(({ id }) => id).join(', ');
  return sentence(1, `${named.length} people are called ${called}; say which by id: ${ids}.`);
}

async function told(
  sessions: Sessions,
  session: string,
  what: { participant: string } | { text: string },
): Promise<Answer> {
  const erased = await eraseIn(sessions, session, what);
  if ('refused' in erased) return sentence(1, messageOf(erased), { session, ...what, code: erased.refused });
  const text = `Erased for good; the event at position ${erased.position} says so, and the chain holds.`;
  return sentence(0, text, { session, ...what, position: erased.position });
}

function listed(
  session: string,
  participants: readonly ErasableThing[],
  texts: readonly ErasableThing[],
): Answer {
  const lines = [
    `In session ${session} can be erased, with --participant or --text:`,
    ...[...participants, ...texts].map(({ id, words }) => `  ${id}  ${words}`),
    '  --session: all of it',
  ];
  return { exit: 0, lines, data: { ok: true, session, participants, texts } };
}
