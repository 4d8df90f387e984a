import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { SessionEvent } from '../events/session/event.ts';
import { keyDigest } from './keys/seal.ts';
import { keyFilePath } from './keys/file.ts';
import {
  attack,
  attackPair,
  luck,
  sourceOf,
  type Answer,
  type Person,
  type Scores,
  type Source,
} from './linking-attacker.ts';
import { LiveServer, type Joined, type Made, type Peer } from './live-server.ts';
import { times } from './log/times.ts';

/**
 * After the end somebody has the whole data directory and every byte that any seat was sent, and knows who came and
 * who answered when. They must not be able to tell who answered what, nor which answers to two questions are one
 * person's, better than by drawing lots. What was asked by name is there for them to find: else they cannot search.
 */

vi.setConfig({ testTimeout: times(120_000, 1_800_000) });

const runs = times(4, 200);
/** Sessions that are held at the same time, and so lie between each other on the disk. */
const atOnce = 4;
const peopleInRoom = 8;
/** So unlikely that it is no luck, whichever of a thousand ways of guessing it is. */
const noLuck = 1e-12;

const step = { minutes: 3, say: '' };
const number = { ...step, kind: 'number', settings: { unit: 'days', min: 0, max: 9_999_999 } };
const texts = { ...step, kind: 'texts', settings: { max: 1, length: 140 } };
const workshop = {
  id: 'linking',
  title: 'Linking',
  minutes: 20,
  purpose: 'To see whether answers can be linked',
  topic: 'project',
  roles: [{ id: 'peer', label: 'Peer' }],
  steps: [
    { ...texts, id: 'cards', title: 'Cards', prompt: 'What stands in the way?', mode: 'sealed' },
    { ...texts, id: 'wishes', title: 'Wishes', prompt: 'What do you wish for?', mode: 'sealed' },
    { ...number, id: 'amount', title: 'Amount', prompt: 'How many days?', mode: 'sealed' },
    { ...number, id: 'signed', title: 'Signed', prompt: 'How many, by name?', mode: 'named' },
  ],
} as const;
type StepId = (typeof workshop.steps)[number]['id'];

interface Played {
  session: string;
  people: Person[];
  answers: Record<StepId, Answer[]>;
  joinOrder: string[];
  castOrder: Record<StepId, string[]>;
  /** what seats were sent and addresses answered, by name */
  heard: Record<string, string>;
}

/** What a session draws, the same in every run of the drill. */
class Lots {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }

  shuffled<T>(all: readonly T[]): T[] {
    const left = [...all];
    return all.flatMap(() => left.splice(this.below(left.length), 1));
  }

  word(): string {
    return `w${Array.from({ length: 11 }, () => String.fromCodePoint(97 + this.below(26))).join('')}`;
  }
}

test(`whoever has the disk and every frame of ${runs} sessions links nobody to an answer`, async () => {
  const live = await LiveServer.start();
  const played: Played[] = [];
  for (let run = 0; run < runs; run += atOnce) {
    const some = Array.from(
      { length: atOnce },
      async (_, at) => await play(live, new Lots(4747 * (run + at + 1))),
    );
    played.push(...(await Promise.all(some)));
  }
  await live.running.close();
  const disk = diskSources(live.directory);

  const sealed: Scores = new Map();
  const named: Scores = new Map();
  for (const one of played) {
    const sources = [...ownSources(one, live.directory), ...disk];
    for (const [id, answers] of Object.entries(one.answers) as [StepId, Answer[]][]) {
      const known = {
        'who came': one.joinOrder,
        'who answered': one.castOrder[id],
        ids: one.joinOrder.toSorted(),
      };
      const scene = { people: one.people, answers, known };
      for (const source of sources) attack(source, scene, id === 'signed' ? named : sealed);
    }
    const { cards, wishes, amount } = one.answers;
    for (const source of sources) {
      attackPair(source, [cards, wishes], sealed);
      attackPair(source, [cards, amount], sealed);
    }
  }
  await live.close();
  expect(live.faults).toEqual([]);

  const linked = (scores: Scores): string[] =>
    [...scores].flatMap(([name, score]) =>
      luck(score, peopleInRoom) < noLuck ? [`${name}: ${score.right} of ${score.guesses}`] : [],
    );
  expect(linked(named).filter((name) => name.startsWith('company: in facilitator over events'))).toHaveLength(
    1,
  );
  expect(sealed.size).toBeGreaterThan(100);
  expect(linked(sealed)).toEqual([]);
});

async function play(live: LiveServer, lots: Lots): Promise<Played> {
  const made = await live.create(workshop);
  const [desk, stage, reader] = await Promise.all(
    Object.values(made.tokens).map((token) => live.connect(made.session, token)),
  );
  if (!desk || !stage || !reader) throw new Error('Three seats were expected.');
  const phones: (Peer & { joined: Joined; name: string })[] = [];
  for (let place = 0; place < peopleInRoom; place += 1) {
    const name = lots.word();
    phones.push(Object.assign(await live.phone(made, name), { name }));
  }
  const given = new Map<string, string>();
  const castOrder = { cards: [], wishes: [], amount: [], signed: [] } as Record<StepId, string[]>;
  for (const { id, kind } of workshop.steps) {
    await desk.do({ type: 'open', step: id });
    for (const phone of lots.shuffled(phones)) {
      const said = kind === 'texts' ? lots.word() : String(1_000_000 + lots.below(8_999_999));
      given.set(said, phone.joined.participant);
      castOrder[id].push(phone.joined.participant);
      const answer = kind === 'texts' ? { texts: [said] } : { value: Number(said) };
      await phone.do({ type: 'answer', step: id, round: 1, answer, counter: 1 });
    }
    await desk.do({ type: 'close', step: id });
    await desk.do({ type: 'release', step: id });
  }
  await desk.do({ type: 'end' });
  const peers = {
    facilitator: desk,
    stage,
    reader,
    ...Object.fromEntries(phones.map((phone, at) => [`phone ${at}`, phone])),
  };
  await Promise.all(Object.values(peers).map((peer) => peer.saw('ended')));
  const heard = { ...framesOf(peers), ...(await overHttp(live, made, phones[0]?.joined.token ?? '')) };
  for (const peer of Object.values(peers)) peer.close();
  const { session } = made;
  const people = phones.map(({ joined: { participant }, name }) => ({
    id: participant,
    needles: [participant, keyDigest(session, participant), name],
  }));
  return {
    session,
    people,
    answers: answersIn(session, desk.events, given),
    joinOrder: people.map(({ id }) => id),
    castOrder,
    heard,
  };
}

/** What the released events say was answered, with whoever the drill knows to have said so. */
function answersIn(
  session: string,
  events: readonly SessionEvent[],
  given: ReadonlyMap<string, string>,
): Record<StepId, Answer[]> {
  const authorOf = (said: string): string => {
    const author = given.get(said);
    if (author === undefined) throw new Error(`Nobody said ${said}.`);
    return author;
  };
  const answers = (id: StepId): Answer[] => {
    const released = events.find((event) => event.type === 'released' && event.step === id);
    if (released?.type !== 'released') throw new Error(`${id} was not released.`);
    const tally = released.tally as { texts?: { id: string; text: string }[]; values?: number[] };
    return [
      ...(tally.texts ?? []).map(({ id: text, text: said }) => ({
        author: authorOf(said),
        needles: [text, keyDigest(session, text), said],
      })),
      ...(tally.values ?? []).map((value) => ({ author: authorOf(String(value)), needles: [String(value)] })),
    ];
  };
  return {
    cards: answers('cards'),
    wishes: answers('wishes'),
    amount: answers('amount'),
    signed: answers('signed'),
  };
}

function framesOf(peers: Record<string, Peer>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(peers).map(([who, { messages }]) => [
      `what ${who} was sent`,
      messages.map((message) => JSON.stringify(message)).join('\n'),
    ]),
  );
}

async function overHttp(
  live: LiveServer,
  { session, tokens }: Made,
  phone: string,
): Promise<Record<string, string>> {
  const paths = [
    'events',
    'outcome.md',
    'outcome.json',
    'outcome.csv',
    'outcome.html',
    'log.json',
    'journal.ndjson',
    'keys.json',
  ];
  const all: Record<string, string> = {};
  for (const [who, token] of Object.entries({ ...tokens, phone })) {
    for (const path of paths) {
      const { status, text } = await live.call('GET', `/api/sessions/${session}/${path}`, { token });
      if (status === 200) all[`${who} over ${path}`] = text;
    }
  }
  return all;
}

/** What is of this session alone. */
function ownSources({ session, people, answers, heard }: Played, directory: string): Source[] {
  const needles = [...people, ...Object.values(answers).flat()].flatMap((one) => one.needles);
  const keys = readFileSync(keyFilePath(join(directory, 'keys'), session)).toString('hex');
  const journal = readFileSync(join(directory, `journals/${session}.ndjson`), 'utf8');
  return Object.entries({ ...heard, 'its key file': keys, 'its journal': journal }).map(([name, text]) =>
    sourceOf(name, text, needles),
  );
}

/** Every file, gone through once for everything that could be a trace of anyone in any session. */
function diskSources(directory: string): Source[] {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.flatMap(({ parentPath, name }) => {
    const path = join(parentPath, name);
    const places = new Map<string, number[]>();
    const bytes = readFileSync(path, 'latin1');
    for (const { 0: trace, index } of bytes.matchAll(
      /\bp-[a-z0-9]{12}|\bt-[a-z0-9]{16}|[0-9a-f]{64}|\bw[a-z]{11}\b|\b[1-9]\d{6}\b/gu,
    )) {
      const known = places.get(trace);
      if (known) known.push(index);
      else places.set(trace, [index]);
    }
    // A session's own journal and keys are searched with the session.
    const isOwn = /^(?:journals|keys)\//u.test(relative(directory, path));
    return places.size === 0 || isOwn ? [] : [{ name: relative(directory, path), places, lines: [] }];
  });
}
