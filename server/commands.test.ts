import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Command, type CommandOf, type CommandType } from '../events/session/command.ts';
import { LiveServer, smallWorkshop, type Made, type Peer } from './live-server.ts';
import type { Role } from './routes.ts';

/** Every command from every kind of seat over a real socket: a new command without a row here does not compile. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const [step] = smallWorkshop.steps;
const text = 't-aaaaaaaaaaaaaaaa';
const theme = 'th-aaaaaaaaaaaaaaaa';
const nobody = 'p-aaaaaaaaaaaa';
const at = { step: 'readiness', round: 1 };

const led: readonly Role[] = ['facilitator'];
const written: readonly Role[] = ['facilitator', 'scribe'];
const own: readonly Role[] = ['participant'];

/** Who may give it, and one that is well formed. Whether it makes sense just then is not asked here. */
const rows: { [T in CommandType]: [who: readonly Role[], payload: Omit<CommandOf<T>, 'id' | 'type'>] } = {
  answer: [own, { ...at, answer: { value: 3 } }],
  pass: [own, at],
  withdraw: [own, at],
  rename: [own, { name: 'Somebody' }],
  'ask-pause': [own, {}],
  'go-to': [led, { step: 'readiness' }],
  open: [led, { step: 'readiness' }],
  close: [led, { step: 'readiness' }],
  release: [led, { step: 'readiness' }],
  again: [led, { step: 'readiness' }],
  admit: [led, { participant: nobody }],
  extend: [led, { seconds: 60 }],
  pause: [led, {}],
  resume: [led, {}],
  blank: [led, { on: true }],
  'turn-page': [led, { page: 1 }],
  'add-step': [led, { step: { ...(step as CommandOf<'add-step'>['step']), id: 'more' } }],
  'edit-step': [led, { step: { ...(step as CommandOf<'edit-step'>['step']), title: 'Other' } }],
  'move-step': [led, { step: 'worth', before: 'obstacles' }],
  'skip-step': [led, { step: 'worth' }],
  'merge-texts': [led, { step: 'obstacles', texts: [text], title: 'One' }],
  'split-theme': [led, { step: 'obstacles', theme }],
  'rename-theme': [led, { step: 'obstacles', theme, title: 'Two' }],
  'hide-text': [led, { step: 'obstacles', text, reason: 'names somebody' }],
  'enter-count': [led, { step: 'readiness', counts: { 1: 2 } }],
  write: [written, { field: 'why', text: 'Because', base: 0 }],
  note: [written, { text: 'A line', record: true }],
  'settle-objection': [led, { step: 'readiness', text, state: 'withdrawn' }],
  decide: [led, { text: 'So be it', why: 'it is time' }],
  'take-step': [written, { text: 'Ask them', by: 'Friday' }],
  'assign-role': [led, { participant: nobody, role: 'peer' }],
  'move-seat': [led, { participant: nobody }],
  'remove-participant': [led, { participant: nobody }],
  lock: [led, { on: false }],
  'make-link': [led, { role: 'facilitator' }],
  'revoke-link': [led, { link: 'l-aaaaaaaaaaaaaaaa' }],
  share: [led, {}],
  erase: [led, { participant: nobody }],
  undo: [led, { position: 1 }],
  end: [led, {}],
};
const types = Object.keys(rows) as CommandType[];

let live: LiveServer;
let made: Made;
const peers = {} as Record<Role, Peer>;

beforeAll(async () => {
  live = await LiveServer.start();
  made = await live.create(smallWorkshop);
  const { session, tokens } = made;
  peers.facilitator = await live.connect(session, tokens.facilitator);
  peers.stage = await live.connect(session, tokens.stage);
  peers.reader = await live.connect(session, tokens.reader);
  peers.participant = await live.phone(made, 'Ada');
  const { link = '' } = await peers.facilitator.do({ type: 'make-link', role: 'scribe' });
  peers.scribe = await live.connect(session, link.split('#')[1] ?? '');
});

afterAll(async () => {
  for (const peer of Object.values(peers)) peer.close();
  await live.close();
  expect(live.faults).toEqual([]);
});

/** Asked by this seat, with a fresh id: the name of the refusal, or yes. */
async function asked(role: Role, type: CommandType): Promise<string> {
  const [, payload] = rows[type];
  const ack = await peers[role].ask({ ...payload, type, id: randomUUID() } as Command);
  return ack.ok ? 'yes' : ack.code;
}

async function position(): Promise<number> {
  const { text: log } = await live.call('GET', `/api/sessions/${made.session}/log.json`, {
    token: made.tokens.facilitator,
  });
  return (JSON.parse(log) as { events: unknown[] }).events.length;
}

test('each row is a command as it comes over the wire, and every command has its row', () => {
  expect(types.toSorted()).toEqual(Command.options.map(({ shape }) => shape.type.value).toSorted());
  for (const type of types)
    expect([type, Command.safeParse({ ...rows[type][1], type, id: randomUUID() }).success]).toEqual([
      type,
      true,
    ]);
});

test('J6 no seat gives a command that is not its own, and what it asked leaves nothing in the log', async () => {
  const before = await position();
  for (const role of Object.keys(peers) as Role[]) {
    const others = types.filter((type) => !rows[type][0].includes(role));
    expect(others.length).toBeGreaterThan(0);
    for (const type of others)
      expect([role, type, await patient(role, type)]).toEqual([role, type, 'wrong-role']);
  }
  expect(await position()).toBe(before);
});

test('J6 each seat is heard with its own commands', async () => {
  for (const type of types) {
    for (const role of rows[type][0])
      expect([role, type, await patient(role, type)]).not.toEqual([role, type, 'wrong-role']);
  }
});

/** A seat that asks everything asks faster than any person, and is told to wait. */
async function patient(role: Role, type: CommandType): Promise<string> {
  for (;;) {
    const code = await asked(role, type);
    if (code !== 'too-many') return code;
  }
}
