import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Ack } from '../events/wire.ts';
import { LiveServer, smallWorkshop, type Peer } from './live-server.ts';

// A machine that does much else at once takes its time over real sockets and a real database.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let live: LiveServer;

beforeAll(async () => {
  live = await LiveServer.start();
});

afterAll(async () => {
  await live.close();
  expect(live.faults).toEqual([]);
});

const names = ['Ada', 'Ben', 'Cleo', 'Dan'];

async function answer(phone: Peer, step: string, value: number, more: object = {}): Promise<Ack> {
  return await phone.ask({ type: 'answer', step, round: 1, answer: { value }, ...more });
}

test('a session goes from its making to its outcome', async () => {
  const made = await live.create(smallWorkshop);
  expect(made.code).toMatch(/^[2-9A-HJKMNP-X]{4}-[2-9A-HJKMNP-X]{4}$/u);
  const desk = await live.connect(made.session, made.tokens.facilitator);
  const stage = await live.connect(made.session, made.tokens.stage);
  const phones = await Promise.all(names.map((name) => live.phone(made, name)));
  await stage.saw('joined', 4);
  await desk.do({ type: 'open', step: 'readiness' });
  await Promise.all(phones.map((phone) => phone.saw('opened')));
  const acks = await Promise.all(
    phones.slice(0, 3).map((phone, place) => answer(phone, 'readiness', 3 + (place % 2))),
  );
  expect(acks).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
  await stage.until(() => stage.progress?.answered === 3);
  expect(stage.progress).toMatchObject({ step: 'readiness', round: 1, present: 4, answered: 3 });
  await desk.do({ type: 'close', step: 'readiness' });
  expect(await stage.saw('closed')).toMatchObject([
    { present: 4, answered: 3, passed: 0, silent: 1, absent: 0 },
  ]);
  await desk.do({ type: 'release', step: 'readiness' });
  expect(await stage.saw('released')).toMatchObject([{ tally: { n: 3, counts: [0, 0, 2, 1, 0] } }]);
  await Promise.all(phones.map((phone) => phone.saw('released')));
  await desk.do({ type: 'end' });
  const outcome = await live.call('GET', `/api/sessions/${made.session}/outcome.json`, {
    token: made.tokens.reader,
  });
  expect(outcome.status).toBe(200);
  const markdown = await live.call('GET', `/api/sessions/${made.session}/outcome.md`, {
    token: made.tokens.facilitator,
  });
  expect(markdown.text).toContain('How ready');
});

describe('given a session with phones', () => {
  async function room() {
    const made = await live.create(smallWorkshop);
    const desk = await live.connect(made.session, made.tokens.facilitator);
    const stage = await live.connect(made.session, made.tokens.stage);
    const phones = await Promise.all(names.map((name) => live.phone(made, name)));
    const [ada, ben, cleo, dan] = phones;
    if (!ada || !ben || !cleo || !dan) throw new Error('Four phones were to join.');
    return { made, desk, stage, phones, ada, ben, cleo, dan };
  }

  test('a command sent again gets the first answer, and its id serves nothing else', async () => {
    const { desk, stage } = await room();
    const id = randomUUID();
    const first = await desk.ask({ id, type: 'note', text: 'Said once' });
    const twice = await Promise.all([1, 2].map(() => desk.ask({ id, type: 'note', text: 'Said once' })));
    expect(twice).toEqual([first, first]);
    expect(await desk.ask({ id, type: 'note', text: 'Said otherwise' })).toMatchObject({
      ok: false,
      code: 'id-reused',
    });
    const other = randomUUID();
    const both = await Promise.all(
      [1, 2].map(() => desk.ask({ id: other, type: 'note', text: 'Both', record: true })),
    );
    expect(both[0]).toEqual(both[1]);
    await stage.saw('noted');
    expect(desk.events.filter(({ type }) => type === 'noted')).toHaveLength(2);
  });

  test('a sealed answer sent again counts once, and a late retry does not overwrite a newer one', async () => {
    const { desk, stage, phones } = await room();
    await desk.do({ type: 'open', step: 'readiness' });
    const id = randomUUID();
    for (const phone of phones) {
      await answer(phone, 'readiness', 1, { id, counter: 1 });
      await answer(phone, 'readiness', 5, { counter: 2 });
      expect(await answer(phone, 'readiness', 1, { id, counter: 1 })).toEqual({ ok: true });
      expect(await answer(phone, 'readiness', 2, { id, counter: 1 })).toMatchObject({ code: 'id-reused' });
    }
    await desk.do({ type: 'close', step: 'readiness' });
    await desk.do({ type: 'release', step: 'readiness' });
    expect(await stage.saw('released')).toMatchObject([{ tally: { n: 4, counts: [0, 0, 0, 0, 4] } }]);
  });

  test('a wrong command is refused by name and changes nothing', async () => {
    const { desk, ada } = await room();
    const refused: [Peer, object, string][] = [
      [ada, { type: 'open', step: 'readiness' }, 'wrong-role'],
      [ada, { type: 'answer', step: 'readiness', round: 1, answer: { value: 3 } }, 'not-open'],
      [ada, { type: 'answer', step: 'nowhere', round: 1, answer: { value: 3 } }, 'unknown-step'],
      [ada, { type: 'rename', name: 'a\u0000b' }, 'malformed'],
      [ada, { type: 'rename', name: '\ud800' }, 'malformed'],
      [ada, { type: 'fly' }, 'unknown-command'],
      [ada, { type: 'rename', name: 'Ada', admin: true }, 'malformed'],
      [desk, { type: 'close', step: 'readiness' }, 'no-round'],
      [desk, { type: 'release', step: 'readiness' }, 'no-round'],
      [desk, { type: 'undo', position: 1 }, 'nothing-to-undo'],
      [desk, { type: 'answer', step: 'readiness', round: 1, answer: { value: 3 } }, 'wrong-role'],
    ];
    for (const [peer, command, code] of refused)
      expect(await peer.ask(command as never)).toMatchObject({ ok: false, code });
    await desk.do({ type: 'open', step: 'readiness' });
    const inRound: [object, string][] = [
      [{ value: 9 }, 'invalid-answer'],
      [{ value: 3, who: 'me' }, 'invalid-answer'],
      [{ value: '3' }, 'invalid-answer'],
    ];
    for (const [given, code] of inRound) {
      expect(
        await ada.ask({ type: 'answer', step: 'readiness', round: 1, answer: given as never }),
      ).toMatchObject({ code });
    }
    expect(
      await ada.ask({ type: 'answer', step: 'readiness', round: 2, answer: { value: 3 } }),
    ).toMatchObject({ code: 'unknown-round' });
  });

  test('who joins too late is not asked, and the desk may admit them', async () => {
    const { made, desk, stage } = await room();
    await desk.do({ type: 'open', step: 'readiness' });
    const eve = await live.phone(made, 'Eve');
    expect(await answer(eve, 'readiness', 2)).toMatchObject({ code: 'not-asked' });
    await desk.do({ type: 'admit', participant: eve.joined.participant });
    expect(await answer(eve, 'readiness', 2)).toEqual({ ok: true });
    await stage.saw('admitted');
  });

  test('whoever is taken out of the room is cut off at once', async () => {
    const { made, desk, ada } = await room();
    await desk.do({ type: 'remove-participant', participant: ada.joined.participant });
    await ada.until(() => ada.isClosed);
    const again = await live.connect(made.session, ada.joined.token);
    expect(again.refusal).toMatchObject({ code: 'removed' });
  });

  test('a link made at the desk opens its door until it is taken back', async () => {
    const { made, desk } = await room();
    const id = randomUUID();
    const ack = await desk.ask({ id, type: 'make-link', role: 'stage' });
    const again = await desk.ask({ id, type: 'make-link', role: 'stage' });
    const tokenOf = (one: Ack): string => (one.ok ? (one.link?.split('#')[1] ?? '') : '');
    expect(ack).toMatchObject({
      ok: true,
      link: expect.stringContaining(`/stage/${made.session}#parley_s_`) as unknown,
    });
    // The first token was never kept in clear, so the retry brings another one for the same link.
    expect((await live.connect(made.session, tokenOf(ack))).refusal).toMatchObject({ code: 'no-token' });
    const wall = await live.connect(made.session, tokenOf(again));
    const [, , made3] = await desk.saw('link-made', 3);
    if (made3?.type !== 'link-made') throw new Error('The desk was not told of the link.');
    await desk.do({ type: 'revoke-link', link: made3.link });
    await wall.until(() => wall.isClosed);
    expect((await live.connect(made.session, tokenOf(again))).refusal).toMatchObject({ code: 'no-token' });
  });

  test('a personal link joins as its role, which the common code does not', async () => {
    const { made, desk } = await room();
    const asCandidate = await live.call('POST', '/api/join', {
      body: { code: made.code, name: 'Eve', role: 'candidate' },
    });
    expect(asCandidate).toMatchObject({ status: 403 });
    const ack = await desk.do({ type: 'make-link', role: 'candidate' });
    const [, token = ''] = ack.link?.split('#') ?? [];
    expect(ack.link).toContain(`/join/${made.session}#`);
    const invited = await live.call('GET', '/api/join', { token });
    expect(JSON.parse(invited.text)).toEqual({ title: expect.any(String) as unknown, role: 'Candidate' });
    const joined = await live.call('POST', '/api/join', { token, body: { code: '', name: 'Eve' } });
    expect(joined.status).toBe(201);
    expect(await desk.saw('joined', 5)).toContainEqual(
      expect.objectContaining({ role: 'candidate', name: 'Eve' }),
    );
    const second = await live.call('POST', '/api/join', { token, body: { name: 'Mallory' } });
    for (const answer of [second, await live.call('GET', '/api/join', { token })])
      expect(answer).toMatchObject({ status: 409, text: expect.stringContaining('role-taken') as unknown });
  });

  test('a seat moves to another phone, and the old one is cut off', async () => {
    const { made, desk, ada } = await room();
    const fresh = await live.phone(made, 'Ada, new phone');
    await desk.do({ type: 'move-seat', participant: ada.joined.participant, to: fresh.joined.participant });
    await Promise.all([ada.until(() => ada.isClosed), fresh.until(() => fresh.isClosed)]);
    const back = await live.connect(made.session, fresh.joined.token);
    expect(await back.saw('joined')).toMatchObject([{ participant: ada.joined.participant, name: 'Ada' }]);
    expect(back.messages[0]?.message).toMatchObject({ you: ada.joined.participant });
    expect((await live.connect(made.session, ada.joined.token)).refusal).not.toBeNull();
    const ack = await desk.do({ type: 'move-seat', participant: ada.joined.participant });
    const [, token = ''] = ack.link?.split('#') ?? [];
    await back.until(() => back.isClosed);
    expect(await (await live.connect(made.session, token)).saw('joined')).toMatchObject([{ name: 'Ada' }]);
  });
});
