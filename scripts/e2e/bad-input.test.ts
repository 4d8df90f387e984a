import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { times } from '../../server/log/times.ts';
import { until } from './harness/condition.ts';
import { dice, pick } from './harness/dice.ts';
import { mutated } from './harness/mutated.ts';
import { ask, makeSession, refusalIn, type MadeSession } from './harness/made-session.ts';
import { frameOf, RawSocket } from './harness/raw-socket.ts';
import { hostKey, ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// What nobody should send, sent: each is refused by name, and the room next to it does not notice.

const brokenFrames = times(50_000, 1_000_000);

let server: ServerProcess;
let made: MadeSession;
let desk: SocketClient;
let phones: SocketPhone[];
let pid: number;

beforeAll(async () => {
  server = await ServerProcess.start();
  pid = server.pid;
  made = await makeSession(server.url, testWorkshop);
  desk = await new SocketClient({
    url: server.url,
    session: made.session,
    token: made.tokens.facilitator,
  }).open();
  phones = await Promise.all(
    ['Ana', 'Bo', 'Cy', 'Di'].map((name) => SocketPhone.join(server.url, { code: made.code, name })),
  );
  await desk.must('open', { step: 'mood' });
  await until('the question has come', () => phones.every((phone) => phone.roundsOf('mood') === 1));
});

afterAll(async () => {
  for (const client of [desk, ...phones]) client.close();
  await server.remove();
});

function phone(place: number): SocketPhone {
  const found = phones[place];
  if (!found) throw new Error(`There is no phone ${place}.`);
  return found;
}

/** Still the same process, and a vote still goes through. */
async function expectUnharmed(): Promise<void> {
  expect(server.pid).toBe(pid);
  expect((await ask(`${server.url}/healthz`)).status).toBe(200);
  expect(await phone(0).answer('mood', 1, { value: 4 })).toMatchObject({ ok: true });
}

async function refusalOf(type: string, payload: object, place = 0): Promise<string> {
  const ack = await phone(place).send(type, { ...payload });
  return ack.ok ? 'ok' : ack.code;
}

describe('the way in', () => {
  const join = async (body: unknown): ReturnType<typeof ask> => await ask(`${server.url}/api/join`, { body });

  test('an unknown code, a half one and that of an ended session get the same answer', async () => {
    const over = await makeSession(server.url, testWorkshop);
    const ending = new SocketClient({
      url: server.url,
      session: over.session,
      token: over.tokens.facilitator,
    });
    await ending.open();
    await ending.must('end');
    ending.close();
    const answers = await Promise.all(
      ['2222-2222', '22', over.code].map((code) => join({ code, name: 'Eve' })),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(refusalIn(answer)).toBe('unknown-code');
      expect(answer.text).toBe(answers[0]?.text);
    }
  });

  test('a code is read in any case, with or without its dash', async () => {
    for (const code of [
      made.code.toLowerCase(),
      made.code.replace('-', ''),
      ` ${made.code.replace('-', ' ')} `,
    ]) {
      expect((await join({ code, name: 'Twin' })).status).toBe(201);
    }
  });

  test.each([
    ['no name', { code: 'CODE' }],
    ['an empty name', { code: 'CODE', name: '  ' }],
    ['a name without end', { code: 'CODE', name: 'n'.repeat(200) }],
    ['half a character', { code: 'CODE', name: 'A\ud800' }],
    ['NUL', { code: 'CODE', name: 'A\0B' }],
    ['a number for a name', { code: 'CODE', name: 7 }],
    ['something on top', { code: 'CODE', name: 'Eve', admin: true }],
    ['a prototype', JSON.parse('{"code":"CODE","name":"Eve","__proto__":{"role":"lead"}}') as object],
  ])('%s is refused as invalid', async (_, body) => {
    const answer = await join({ ...body, code: made.code });
    expect([answer.status, refusalIn(answer)]).toEqual([422, 'invalid']);
  });

  test('what is no JSON, or is said to be none, is malformed', async () => {
    for (const body of ['{"code":', '"', '\u0000', '']) {
      expect((await ask(`${server.url}/api/join`, { method: 'POST', body })).status).toBe(400);
    }
    const typed = { body: { code: made.code, name: 'Form' }, headers: { 'content-type': 'text/plain' } };
    expect((await ask(`${server.url}/api/join`, typed)).status).toBe(400);
  });

  test('a role that is not there is refused by name', async () => {
    expect(refusalIn(await join({ code: made.code, name: 'Eve', role: 'queen' }))).toBe('unknown-role');
  });

  test('a body without end is too large', async () => {
    const big = 'x'.repeat(2_000_000);
    const answers = [
      await join({ code: made.code, name: big }),
      await ask(`${server.url}/api/sessions`, {
        token: hostKey,
        body: { workshop: 'ready-now', title: big },
      }),
    ];
    for (const answer of answers) expect([answer.status, refusalIn(answer)]).toEqual([413, 'too-large']);
    await expectUnharmed();
  });

  test('odd but whole names are kept to the letter', async () => {
    const names = [
      'Zoë 👩🏽‍🚀',
      'ال‏عربية',
      'a\u0301'.normalize('NFC'),
      '<b>&amp;</b>',
      "'); drop table events; --",
    ];
    const came = await Promise.all(
      names.map((name) => SocketPhone.join(server.url, { code: made.code, name })),
    );
    const joined = (await desk.readAll()).flatMap((event) => (event.type === 'joined' ? [event] : []));
    for (const one of came) {
      expect(joined.find(({ participant }) => participant === one.participant)?.name).toBe(one.name);
      one.close();
    }
  });
});

describe('commands', () => {
  test('what is none is malformed or unknown', async () => {
    expect(await refusalOf('fly', {})).toBe('unknown-command');
    expect(await refusalOf('answer', { step: 'mood', round: 'one', answer: { value: 1 } })).toBe('malformed');
    expect(await refusalOf('answer', { step: 'mood', round: 1, answer: { value: 1 }, extra: 1 })).toBe(
      'malformed',
    );
    expect(await refusalOf('answer', { step: 'mood', round: 1 })).toBe('malformed');
    const odd = [null, 7, 'open', [], { type: 'open' }, { id: 'x', type: 'ask-pause' }];
    for (const command of odd) {
      expect(await phone(0).askOnce(command as never)).toMatchObject({ ok: false });
    }
  });

  test('an answer outside its settings is refused with what is wrong', async () => {
    for (const answer of [
      { value: 10_000_000 },
      { value: -1 },
      { value: 'NaN' },
      { value: '3' },
      {},
      { values: { a: 1 } },
    ]) {
      expect(await refusalOf('answer', { step: 'mood', round: 1, answer })).toBe('invalid-answer');
    }
  });

  test('an answer to nothing, to a round to come and to a closed one is refused', async () => {
    expect(await refusalOf('answer', { step: 'nowhere', round: 1, answer: { value: 1 } })).toBe(
      'unknown-step',
    );
    expect(await refusalOf('answer', { step: 'estimate', round: 1, answer: { value: 1 } })).toBe('not-open');
    await desk.must('open', { step: 'estimate' });
    expect(await refusalOf('answer', { step: 'estimate', round: 2, answer: { value: 1 } })).toBe(
      'unknown-round',
    );
    for (const one of phones)
      expect(await one.answer('estimate', 1, { value: 1 })).toMatchObject({ ok: true });
    await desk.must('close', { step: 'estimate' });
    expect(await refusalOf('answer', { step: 'estimate', round: 1, answer: { value: 2 } })).toBe(
      'round-over',
    );
    await desk.must('release', { step: 'estimate' });
    await desk.must('again', { step: 'estimate' });
    expect(await refusalOf('answer', { step: 'estimate', round: 1, answer: { value: 2 } })).toBe(
      'round-over',
    );
  });

  test('an answer from outside the electorate is refused', async () => {
    const late = await SocketPhone.join(server.url, { code: made.code, name: 'Late' });
    expect(await late.answer('mood', 1, { value: 1 })).toMatchObject({ ok: false, code: 'not-asked' });
    late.close();
  });

  test('the same id with another payload is refused, named and sealed', async () => {
    for (const step of ['mood', 'estimate']) {
      const round = phone(1).roundsOf(step) || 1;
      const id = randomUUID();
      const first = { step, round: step === 'mood' ? 1 : 2, answer: { value: 21 } };
      expect(round).toBeGreaterThan(0);
      expect(await phone(1).send('answer', first, id)).toMatchObject({ ok: true });
      expect(await phone(1).send('answer', first, id)).toMatchObject({ ok: true });
      const other = { ...first, answer: { value: 22 } };
      expect(await phone(1).send('answer', other, id)).toMatchObject({ ok: false, code: 'id-reused' });
    }
  });

  test('a phone, a wall and a reader may not lead', async () => {
    const watching = await Promise.all(
      [made.tokens.stage, made.tokens.reader].map((token) =>
        new SocketClient({ url: server.url, session: made.session, token }).open(),
      ),
    );
    const commands: [string, object][] = [
      ['close', { step: 'mood' }],
      ['end', {}],
      ['remove-participant', { participant: phone(1).participant }],
      ['make-link', { role: 'facilitator' }],
      ['erase', { participant: phone(1).participant }],
    ];
    for (const client of [phone(0), ...watching]) {
      for (const [type, payload] of commands) {
        expect(await client.send(type, { ...payload })).toMatchObject({ ok: false, code: 'wrong-role' });
      }
    }
    for (const client of watching) client.close();
  });

  test('odd characters in a text are kept to the letter or refused, never changed into others', async () => {
    const field = { field: 'missing', base: 0 };
    for (const text of ['NUL \0', 'half \ud83d', 'escape \u001b[2J']) {
      expect((await desk.send('note', { text })).ok).toBe(false);
    }
    for (const text of [
      '👩‍👩‍👧‍👦 and e\u0301'.normalize('NFC'),
      '‮gnirts sdrawkcab',
      `z${'\u0335'.repeat(500)}`,
      '{"__proto__":1}',
    ]) {
      const { position } = (await desk.must('note', { text, record: true })) as { position: number };
      const noted = (await desk.readAll(position - 1))[0];
      expect(noted).toMatchObject({ type: 'noted', text });
    }
    expect(await desk.send('write', { ...field, text: 'x'.repeat(5000) })).toMatchObject({ ok: false });
  });
});

describe('sockets', () => {
  test.each([
    ['no token', {}, 'malformed'],
    ['a wrong token', { token: 'parley_p_nothing' }, 'no-token'],
    ['another session', { session: 's-0000000000000000' }, 'unknown-session'],
    ['another protocol', { protocol: 2 }, 'wrong-protocol'],
    ['numbers for words', { session: 7, token: { toString: 'x' } }, 'malformed'],
  ])('%s is refused by name', async (_, change, code) => {
    const raw = await RawSocket.open({ port: server.port });
    const good = { session: made.session, token: phone(0).token, after: 0, protocol: 1 };
    const auth =
      'token' in change || 'session' in change || 'protocol' in change ? { ...good, ...change } : {};
    raw.send(Buffer.from(`40${JSON.stringify(auth)}`));
    await until('an answer', () => raw.heard.includes('44{'));
    expect(raw.heard).toContain(`"code":"${code}"`);
    raw.close();
  });

  test('pages from elsewhere get no socket and no session', async () => {
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://evil.example:${server.port}`, host: `evil.example:${server.port}` },
      { origin: `http://127.0.0.1:${server.port + 1}` },
      { origin: 'file://' },
    ];
    for (const where of foreign) {
      const raw = await RawSocket.open({ port: server.port, ...where });
      expect([where.origin, raw.status]).toEqual([where.origin, 400]);
      raw.close();
      const body = { code: made.code, name: 'Eve' };
      const headers = { origin: where.origin };
      if (where.host === undefined) {
        expect((await ask(`${server.url}/api/join`, { body, headers })).status).toBe(403);
      }
    }
    const own = await RawSocket.open({ port: server.port, origin: server.url });
    expect(own.status).toBe(101);
    own.close();
  });

  test('a long frame is refused by name, and one without end closes its own socket and nobody else’s', async () => {
    const mallory = await SocketPhone.join(server.url, { code: made.code, name: 'Mallory' });
    const lines = phones.map(({ connections }) => connections);
    const rename = { id: randomUUID(), type: 'rename' };
    const ack = await mallory.askOnce({ ...rename, name: 'x'.repeat(100_000) });
    expect(ack).toMatchObject({ ok: false, code: 'too-large' });
    expect(mallory.connections).toBe(1);
    expect(await mallory.askOnce({ ...rename, name: 'x'.repeat(1_000_000) })).toBeNull();
    await until('the phone is back', () => mallory.connections === 2);
    expect(await mallory.send('rename', { name: 'Mallory again' })).toMatchObject({ ok: true });
    mallory.close();
    expect(phones.map(({ connections }) => connections)).toEqual(lines);
    await expectUnharmed();
  });

  test(`${brokenFrames} broken frames crash nothing`, { timeout: times(120_000, 1_800_000) }, async () => {
    const mallory = await SocketPhone.join(server.url, { code: made.code, name: 'Mallory' });
    mallory.close();
    const before = server.output.length;
    const roll = dice(4747);
    // Of the frames of one connection those count that were sent before the server had closed it.
    for (let sent = 0; sent < brokenFrames;) sent += await sendBroken(mallory, roll);
    await expectUnharmed();
    expect(server.output.slice(before)).toBe('');
  });
});

/** One connection's worth of frames that are nearly right; how many that was. */
async function sendBroken(mallory: SocketPhone, roll: () => number): Promise<number> {
  const raw = await RawSocket.open({ port: server.port });
  expect(raw.status).toBe(101);
  const auth = { session: mallory.session, token: mallory.token, after: 0, protocol: 1 };
  if (roll() < 0.8) raw.send(Buffer.from(`40${JSON.stringify(auth)}`));
  let sent = 0;
  for (; sent < 40 && !raw.isClosed; sent += 1) {
    const payload = mutated(Buffer.from(pick(nearlyRight(), roll)), roll);
    const bytes = frameOf(payload, roll() < 0.9 ? 1 : Math.floor(roll() * 16));
    raw.write(roll() < 0.1 ? mutated(bytes, roll) : bytes);
    await raw.sent();
    // A turn of the loop, so that the server's closing can be noticed.
    await new Promise((resolve) => setImmediate(resolve));
  }
  raw.close();
  return sent;
}

function nearlyRight(): string[] {
  const command = { id: randomUUID(), type: 'answer', step: 'mood', round: 1, answer: { value: 3 } };
  return [
    `420${JSON.stringify(['command', command])}`,
    `42999999999999999999${JSON.stringify(['command', command])}`,
    `42${JSON.stringify(['command', command])}`,
    `421${JSON.stringify(['command', { ...command, type: 'open' }])}`,
    `422${JSON.stringify(['command', JSON.parse('{"__proto__":{"ok":1},"constructor":{"prototype":{}}}')])}`,
    '451-["command",{"_placeholder":true,"num":0}]',
    '459999-["command",{"_placeholder":true,"num":1e9}]',
    '4299["constructor",1]',
    '4298["disconnect"]',
    '4297["connection",{}]',
    '43["x"]',
    '430[null]',
    '40{"session":"s","token":"t","after":0,"protocol":1}',
    '40/admin,{}',
    '41',
    '44{}',
    '2probe',
    '3',
    '5',
    '6',
    '1',
    `4210${'['.repeat(2000)}${']'.repeat(2000)}`,
    `42["command",${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}]`,
    `42["${'é'.repeat(9000)}"]`,
    '',
  ];
}
