import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { until } from './harness/condition.ts';
import { ask, makeSession, type MadeSession } from './harness/made-session.ts';
import { hostKey, ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// Every byte that leaves the server is kept, whoever it is for, and searched; so is every file it leaves behind.
// Each answer is a number or a word that occurs nowhere else, so that finding it is finding it out.

const phonesInRoom = 40;

let server: ServerProcess;
let clients: SocketClient[] = [];

afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await server.remove();
});

interface Place {
  made: MadeSession;
  desk: SocketClient;
  stage: SocketClient;
  reader: SocketClient;
  phones: SocketPhone[];
  lead: SocketPhone;
}

const estimateOf = (place: number): number => 7_340_011 + place * 1237;
const cardOf = (place: number): string => `quokka${place}wombat`;
const secretOfTheLead = 8_181_817;

/** Where a number stands as a number of its own, not within a time or a digest. */
function numberIn(text: string, value: number): boolean {
  return new RegExp(`(?<![\\w.])${value}(?![\\w.])`, 'u').test(text);
}

test('nobody is sent anything of a sealed round before its release, nor ever what is not for them', async () => {
  const place = await room();
  const { desk, stage, reader, phones, lead } = place;
  const heard = async (): Promise<Record<string, string>> => ({
    phones: phones.map(({ received }) => received.join('\n')).join('\n'),
    stage: stage.received.join('\n'),
    reader: reader.received.join('\n'),
    desk: desk.received.join('\n'),
    ...(await everythingOverHttp(place)),
    'what the server says': server.output,
  });

  await answerEverything(place);
  await lead.answer('alone', 1, { value: secretOfTheLead });
  for (const [who, bytes] of Object.entries(await heard())) expectNothingTold(who, bytes, place);
  for (const step of ['estimate', 'cards', 'honest', 'alone']) await desk.must('close', { step });
  for (const [who, bytes] of Object.entries(await heard())) expectNothingTold(who, bytes, place);

  for (const step of ['estimate', 'cards', 'honest', 'alone']) await desk.must('release', { step });
  await desk.must('end');
  await Promise.all(clients.map((client) => until('the end is known', () => client.state.endedAt !== null)));
  const after = await heard();
  for (const who of ['phones', 'stage', 'reader', 'desk']) {
    expect(numberIn(after[who] ?? '', estimateOf(0)), `${who} are shown the numbers`).toBe(true);
    expect(after[who], `${who} are shown the cards`).toContain(cardOf(0));
  }
  // For the desk alone, and for one phone alone, in every export too.
  for (const [who, bytes] of Object.entries(after)) {
    const isForDesk = who === 'desk' || who.startsWith('facilitator');
    if (!isForDesk) expect(released(bytes, 'honest'), `${who} and what only the desk sees`).toBe(false);
    expect(numberIn(bytes, secretOfTheLead), `${who} and what only the lead sees`).toBe(false);
  }
  expect(released(after['desk'] ?? '', 'honest')).toBe(true);
  expect(numberIn(lead.received.join('\n'), secretOfTheLead)).toBe(true);
}, 240_000);

test('what a phone is sent does not grow with the room', async () => {
  const place = await room();
  const { desk, phones, made } = place;
  const [quiet, ...others] = phones;
  if (!quiet) throw new Error('A phone was expected.');

  // Nothing at all while others come and go.
  const before = quiet.received.length;
  const guests = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      SocketPhone.join(server.url, { code: made.code, name: `Guest ${at}` }),
    ),
  );
  clients.push(...guests);
  await until('the desk sees all', () => desk.here.length === phonesInRoom + 1 + guests.length);
  for (const guest of guests) guest.close();
  await until('the desk sees them go', () => desk.here.length === phonesInRoom + 1);
  expect(quiet.received.slice(before)).toEqual([]);

  // While others answer it is sent counts, a few a second however many answer.
  await desk.must('open', { step: 'mood' });
  await desk.must('open', { step: 'estimate' });
  await until('the questions have come', () => phones.every((phone) => phone.roundsOf('estimate') === 1));
  const since = quiet.received.length;
  const began = Date.now();
  let answers = 0;
  for (let turn = 0; turn < 5; turn += 1) {
    await Promise.all(
      others.flatMap((phone, at) =>
        ['mood', 'estimate'].map(async (step) => {
          answers += 1;
          await phone.answer(step, 1, { value: at });
        }),
      ),
    );
  }
  await until('the count has come', () => countsIn(quiet.received.slice(since)).includes(others.length));
  const seconds = (Date.now() - began) / 1000;
  const sent = quiet.received.slice(since);
  // Two rounds are open, and each is counted at most twice a second.
  expect(sent.length).toBeLessThanOrEqual(2 * (2 * seconds + 3));
  expect(answers).toBe(5 * 2 * others.length);
  for (const message of sent) {
    expect(message).toMatch(/"progress"/u);
    expect(message.length).toBeLessThan(200);
  }

  // Nobody's name and nobody's id but its own, in anything it was ever sent.
  const everything = quiet.received.join('\n');
  for (const other of others) {
    expect(everything).not.toContain(other.participant);
    expect(everything).not.toContain(`"${other.name}"`);
  }
}, 240_000);

test('after the end nothing on disk ties an answer to a person or holds words in clear', async () => {
  const place = await room();
  const { desk, phones } = place;
  await answerEverything(place);
  for (const step of ['estimate', 'cards', 'honest']) {
    await desk.must('close', { step });
    await desk.must('release', { step });
  }
  await desk.must('end');
  expect((await server.stop()).code).toBe(0);

  expect(server.filesIn('boxes')).toEqual([]);
  const files = server.filesIn().map((path) => ({ path, bytes: readFileSync(path) }));
  expect(files.length).toBeGreaterThan(5);
  const found = (secret: string): string[] =>
    files.flatMap(({ path, bytes }) =>
      bytes.includes(secret) || bytes.includes(utf16(secret)) ? [path] : [],
    );
  // The search finds what is there: the session's title, and a token's digest but never a token.
  expect(found('A Tuesday').length).toBeGreaterThan(0);
  for (const phone of phones) {
    expect(found(phone.token)).toEqual([]);
    expect(found(phone.name)).toEqual([]);
    for (const { command } of phone.sent)
      expect([command.type, found(command.id)]).toEqual([command.type, []]);
  }
  phones.forEach((_, at) => expect(found(cardOf(at))).toEqual([]));
  for (const token of Object.values(place.made.tokens)) expect(found(token)).toEqual([]);

  // What is there of the answers is in an order of its own: numbers by size, cards by lot.
  await server.startAgain();
  const lines = await place.reader.readAll();
  const told = (step: string): { values: number[]; texts: { text: string }[] } =>
    lines.flatMap((line) => (line.type === 'released' && line.step === step ? [line.tally] : []))[0] as never;
  const inRoom = phones.map((_, at) => at);
  expect(told('estimate').values).toEqual(inRoom.map(estimateOf).toSorted((a, b) => a - b));
  const cards = told('cards').texts.map(({ text }) => text);
  expect(cards.toSorted()).toEqual(inRoom.map(cardOf).toSorted());
  expect(cards).not.toEqual(inRoom.map(cardOf));
  expect(cards).not.toEqual(inRoom.map(cardOf).toReversed());
}, 240_000);

async function room(): Promise<Place> {
  server = await ServerProcess.start({ environment: { LOG_LEVEL: 'trace' } });
  const made = await makeSession(server.url, testWorkshop);
  const { session, tokens, code } = made;
  const enter = async (token: string): Promise<SocketClient> =>
    await new SocketClient({ url: server.url, session, token }).open();
  const [desk, stage, reader] = await Promise.all([
    enter(tokens.facilitator),
    enter(tokens.stage),
    enter(tokens.reader),
  ]);
  const lead = await SocketPhone.join(server.url, { code, name: 'The lead of all', role: 'lead' });
  const phones: SocketPhone[] = [];
  // In turn, so that the order in which they came is known.
  for (let at = 0; at < phonesInRoom; at += 1) {
    phones.push(await SocketPhone.join(server.url, { code, name: `Platypus the ${at}th` }));
  }
  clients = [desk, stage, reader, lead, ...phones];
  return { made, desk, stage, reader, phones, lead };
}

/** One after the other, in the order in which they joined: the order that must not be found again. */
async function answerEverything({ desk, phones, lead }: Place): Promise<void> {
  for (const step of ['estimate', 'cards', 'honest', 'alone']) await desk.must('open', { step });
  await until('the questions have come', () =>
    [lead, ...phones].every((phone) => phone.roundsOf('honest') === 1),
  );
  for (const [at, phone] of phones.entries()) {
    await phone.answer('estimate', 1, { value: estimateOf(at) });
    await phone.answer('cards', 1, { texts: [cardOf(at)] });
    await phone.answer('honest', 1, { value: 2 });
  }
}

/** All that this server answers to any of the session's tokens, and to anyone. */
async function everythingOverHttp({ made, phones }: Place): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  const tokens = { ...made.tokens, 'the first phone': phones[0]?.token ?? '', host: hostKey };
  for (const [who, token] of Object.entries(tokens)) {
    for (const path of [
      'events',
      'outcome.md',
      'outcome.json',
      'outcome.csv',
      'outcome.html',
      'log.json',
      'journal.ndjson',
      'keys.json',
    ]) {
      const { text } = await ask(`${server.url}/api/sessions/${made.session}/${path}`, { token });
      all[`${who} over ${path}`] = text;
    }
  }
  for (const path of ['metrics', 'healthz', 'readyz', 'api/workshops']) {
    all[`anyone over ${path}`] = (await ask(`${server.url}/${path}`)).text;
  }
  all['the host’s list'] = (await ask(`${server.url}/api/sessions`, { token: hostKey })).text;
  return all;
}

function expectNothingTold(who: string, bytes: string, { phones }: Place): void {
  expect(bytes.length, who).toBeGreaterThan(0);
  phones.forEach((_, at) => {
    expect(numberIn(bytes, estimateOf(at)), `${who} and the estimate of phone ${at}`).toBe(false);
    expect(bytes.includes(cardOf(at)), `${who} and the card of phone ${at}`).toBe(false);
  });
  expect(numberIn(bytes, secretOfTheLead) && who !== 'lead', `${who} and the lead's answer`).toBe(false);
  // A tally of any sort, for instance of the honesty scale, whose values could be anything.
  expect(/"(?:tally|groupAnswer|median|histogram)"/u.test(bytes), `${who} and a tally`).toBe(false);
}

function released(bytes: string, step: string): boolean {
  return bytes
    .split('\n')
    .some((line) =>
      new RegExp(`"type":"released"[^}]*"step":"${step}"|"step":"${step}"[^}]*"tally"`, 'u').test(line),
    );
}

function countsIn(messages: readonly string[]): number[] {
  return messages.flatMap((message) =>
    [...message.matchAll(/"answered":(\d+)/gu)].map(([, count]) => Number(count)),
  );
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}
