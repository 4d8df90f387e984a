import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readKeys } from './keys/exported.ts';
import { LiveServer, smallWorkshop } from './live-server.ts';
import { verify } from './log/verify.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let live: LiveServer;

beforeAll(async () => {
  live = await LiveServer.start();
});

afterAll(async () => {
  await live.close();
  expect(live.faults).toEqual([]);
});

const { joinAs: _joinAs, ...withoutJoinAs } = smallWorkshop;
const forTheCandidate = {
  ...withoutJoinAs,
  steps: [
    { ...smallWorkshop.steps[0], mode: 'one', who: ['candidate'], seenBy: 'roles' },
    ...smallWorkshop.steps.slice(1),
  ],
};

async function asked(session: string, path: string, token: string) {
  return await live.call('GET', `/api/sessions/${session}/${path}`, { token });
}

test('a facilitator takes the journal and its keys along, each alone; the journal verifies and tells no name', async () => {
  const made = await live.create(smallWorkshop);
  const ada = await live.phone(made, 'Adalbertine');
  const token = made.tokens.facilitator;
  const journal = await asked(made.session, 'journal.ndjson', token);
  const log = JSON.parse((await asked(made.session, 'log.json', token)).text) as { head: string };
  expect(verify({ bytes: Buffer.from(journal.text) })).toMatchObject({ holds: true, head: log.head });
  expect(journal.text).not.toContain('Adalbertine');
  const keys = await asked(made.session, 'keys.json', token);
  expect(readKeys(Buffer.from(keys.text))).toMatchObject({ session: made.session, keys: { erased: [] } });
  for (const path of ['journal.ndjson', 'keys.json']) {
    expect((await asked(made.session, path, made.tokens.reader)).status).toBe(403);
    expect((await asked(made.session, path, ada.joined.token)).status).toBe(403);
  }
});

test('but not where the session keeps something from the facilitator', async () => {
  const made = await live.create(forTheCandidate);
  const desk = await live.connect(made.session, made.tokens.facilitator);
  const candidate = await live.phone(made, 'Candida', { role: 'candidate' });
  expect((await asked(made.session, 'journal.ndjson', made.tokens.facilitator)).status).toBe(200);
  await desk.do({ type: 'open', step: 'readiness' });
  await candidate.saw('opened');
  await candidate.do({ type: 'answer', step: 'readiness', round: 1, answer: { value: 3 }, counter: 1 });
  for (const path of ['journal.ndjson', 'keys.json']) {
    const refused = await asked(made.session, path, made.tokens.facilitator);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('whoever runs the server can export it');
  }
});
