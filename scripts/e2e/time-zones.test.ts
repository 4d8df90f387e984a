import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { times } from '../../server/log/times.ts';
import { until } from './harness/condition.ts';
import { ask, makeSession, type MadeSession } from './harness/made-session.ts';
import { hostKey, ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// A session reads the same wherever its server stands and whatever language that machine speaks, byte for byte. The
// words are such as other languages sort and fold differently; the database is also made anew in each place.

const zones = ['Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kathmandu', 'Antarctica/Troll'];
const languages = ['tr_TR.UTF-8', 'sv_SE.UTF-8', 'ar_EG.UTF-8', 'lt_LT.UTF-8'];
const everywhere = zones.flatMap((zone) => languages.map((language) => ({ zone, language })));
/** Two of them, or each zone with each language. */
const places = everywhere.filter((_, at) => at % times(10, 1) === 0);

const names = ['Zoë', 'ängla', 'Åsa', 'IŞIK', 'ışık', 'ilayda', 'Ÿ', 'ch', 'C'];

let home: ServerProcess;
let made: MadeSession;
let readAtHome: Record<string, string>;

beforeAll(async () => {
  home = await ServerProcess.start({ environment: environmentOf({ zone: 'UTC', language: 'C' }) });
  made = await makeSession(home.url, testWorkshop, { title: 'İki saat', subject: 'Straße' });
  await play();
  // Keys of what this process has just decided stand in another order than once it is read.
  await home.stop();
  await home.startAgain();
  readAtHome = await everythingAt(home);
  await home.stop();
});

afterAll(async () => {
  await home.remove();
});

test('these places differ as Node sees them', () => {
  const seen = places.map((place) => {
    const question = 'const {locale, timeZone} = Intl.DateTimeFormat().resolvedOptions(); locale + timeZone';
    return execFileSync(process.execPath, ['-p', question], { env: environmentOf(place), encoding: 'utf8' });
  });
  expect(new Set(seen).size).toBe(places.length);
});

test.each(places)(
  'it reads the same in $zone, in $language, also from a database made there',
  async (place) => {
    rmSync(join(home.dataDirectory, 'db'), { recursive: true });
    const { dataDirectory } = home;
    const there = await ServerProcess.start({
      dataDirectory,
      port: home.port,
      environment: environmentOf(place),
    });
    try {
      expect(await everythingAt(there)).toEqual(readAtHome);
    } finally {
      await there.stop();
    }
  },
);

function environmentOf({ zone, language }: { zone: string; language: string }): Record<string, string> {
  return { TZ: zone, LANG: language, LC_ALL: language, LANGUAGE: language };
}

async function play(): Promise<void> {
  const { session, tokens, code } = made;
  const desk = await new SocketClient({ url: home.url, session, token: tokens.facilitator }).open();
  const phones = await Promise.all(
    names.map(async (name) => await SocketPhone.join(home.url, { code, name })),
  );
  const answers = [
    ['mood', (at: number) => ({ value: at })],
    ['estimate', (at: number) => ({ value: 10 ** (at % 7) })],
    ['cards', (at: number) => ({ texts: [`${names[at]} ${names[(at + 1) % names.length]}`] })],
    ['honest', (at: number) => ({ value: 1 + (at % 5) })],
  ] as const;
  for (const [step, answerOf] of answers) {
    await desk.must('open', { step });
    await until(`everybody is asked ${step}`, () => phones.every((phone) => phone.roundsOf(step) === 1));
    await Promise.all(phones.map(async (phone, at) => await phone.answer(step, 1, answerOf(at))));
    await desk.must('close', { step });
    await desk.must('release', { step });
  }
  await desk.must('note', { text: 'Ein Satz für alle', record: true });
  await desk.must('decide', { text: 'İyi', why: 'Ça suffit' });
  await desk.must('take-step', { text: 'Écrire', by: 'Friday' });
  await desk.must('share');
  await desk.must('end');
  for (const client of [desk, ...phones]) client.close();
}

/** All that this server answers about the session, to each who may ask. */
async function everythingAt({ url }: ServerProcess): Promise<Record<string, string>> {
  const own = `/api/sessions/${made.session}`;
  const { facilitator, stage, reader } = made.tokens;
  const outcomes = ['md', 'json', 'csv', 'html'].map((extension) => `${own}/outcome.${extension}`);
  const asked: [token: string, paths: string[]][] = [
    [
      facilitator,
      [`${own}/events`, ...outcomes, `${own}/log.json`, `${own}/journal.ndjson`, `${own}/keys.json`],
    ],
    [stage, [`${own}/events`]],
    [reader, [`${own}/events`, ...outcomes]],
    [hostKey, ['/api/sessions', '/api/over-time']],
  ];
  const all: Record<string, string> = {};
  for (const [token, paths] of asked) {
    for (const path of paths) {
      const { status, text } = await ask(url + path, { token });
      expect([path, status]).toEqual([path, 200]);
      all[`${path} with ${token.slice(0, 9)}`] = text;
    }
  }
  return all;
}
