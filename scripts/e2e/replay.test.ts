import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { calibrationScript } from '../../events/fixtures/calibration.ts';
import { stuckScript } from '../../events/fixtures/stuck.ts';
import { erasableIn } from '../../events/session/erasure.ts';
import type { HiddenRun, SessionEvent } from '../../events/session/event.ts';
import { isSoak } from '../../server/log/times.ts';
import { verify } from '../../server/log/verify.ts';
import { launchBrowser, leave, Screen } from './harness/browser.ts';
import { until } from './harness/condition.ts';
import { ask, makeSession } from './harness/made-session.ts';
import { PhonePage } from './harness/phone-page.ts';
import { PlayedSession } from './harness/played-session.ts';
import { ReaderPage } from './harness/reader-page.ts';
import { rewriteJournal } from './harness/rewritten-journal.ts';
import { ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { testWorkshop } from './harness/test-workshop.ts';
import { apart, keepBoth, livePicture, replayedPicture, sameAgain, shownOn } from './harness/wall-picture.ts';

// Both workshops are played at a real server before a real wall; afterwards a reader sees them again.

let browser: Browser;
let server: ServerProcess;
const screens: Screen[] = [];
const folder = mkdtempSync(join(tmpdir(), 'parley-replay-'));

beforeAll(async () => {
  browser = await launchBrowser();
  server = await ServerProcess.start();
});

afterEach(async ({ task }) => await leave(screens, task.result?.state === 'fail'));

afterAll(async () => {
  await browser.close();
  await server.remove();
  rmSync(folder, { recursive: true });
});

const scripts = [
  { name: 'a calibration prep', script: calibrationScript, secret: ['Nobody argued against the person'] },
  { name: 'a stuck project', script: stuckScript, secret: ['Ola looked relieved'] },
];

describe.each(scripts)('$name', ({ script, secret }) => {
  /** How the pages are handled is the same for both: a soak tries it on both. */
  const handling = test.runIf(isSoak || script === stuckScript);
  let played: PlayedSession;
  /** the live wall right after each release that it showed, by position */
  const live = new Map<number, { step: string; picture: Buffer }>();

  beforeAll(async () => {
    played = await PlayedSession.open(server.url, script);
    const stage = await Screen.open(browser, { as: 'wall', name: 'stage' });
    await stage.page.clock.setFixedTime(Date.now());
    await stage.page.goto(played.made.links.stage);
    await played.play({
      shown: async ({ step, position, at }) => {
        if (!isForTheRoom(played, step)) return;
        await until(`the wall shows ${step}`, async () => (await shownOn(stage.page)) === position);
        live.set(position, { step, picture: await livePicture(stage.page, { position, at }) });
      },
    });
    played.close();
    await stage.close();
    expect(stage.troubles).toEqual([]);
  }, 600_000);

  test('each released picture is the live one again, pixel for pixel', async () => {
    expect(live.size).toBeGreaterThan(10);
    const { links, tokens } = played.made;
    const own = links.replay.replace(tokens.reader, tokens.facilitator);
    const hiding = new Set(
      played.desk.state.steps.flatMap(({ step, hidden }) => (hidden.length > 0 ? [step.id] : [])),
    );
    for (const [who, link] of [
      ['reader', links.replay],
      ['facilitator', own],
    ] as const) {
      const reader = await open(link, who);
      const different: string[] = [];
      for (const [position, { step, picture }] of live) {
        // Readers see roles where the room saw names, and no card that was hidden later; whoever led the session
        // sees what the room saw.
        if (who === 'reader' && (stepNamed(played, step)?.mode !== 'sealed' || hiding.has(step))) continue;
        await reader.goTo(position);
        const replayed = await replayedPicture(reader.page, position);
        if ((await apart(reader.page, picture, replayed)) <= sameAgain) continue;
        different.push(`${step} at ${position}`);
        keepBoth(`${who}-${step}-${position}`, { live: picture, replayed });
      }
      expect([who, different]).toEqual([who, []]);
      expect(reader.screen.troubles).toEqual([]);
    }
  }, 600_000);

  test('lines of the outcome lead to the moments they came from, and back', async () => {
    const reader = await open(played.made.links.replay, 'links');
    const { page } = reader;
    const events = new Map((await linesFor(played, 'reader')).map((line) => [line.position, line]));
    const hrefs = await page
      .locator('.replay-sheet .moment')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    const ten = hrefs.filter((_, at) => at % Math.floor(hrefs.length / 10) === 0).slice(0, 10);
    expect(ten).toHaveLength(10);
    for (const href of ten) {
      await page.locator(`.replay-sheet .moment[href="${href}"]`).first().click();
      await page.locator('.replay-theatre').waitFor();
      const { type } = events.get(reader.position) ?? {};
      expect(['released', 'written', 'noted', 'decided', 'step-taken']).toContain(type);
      expect(await reader.moment()).toMatch(momentWords[String(type)] ?? /^$/u);
      if (type === 'released')
        expect(await page.locator('.facts').textContent()).toMatch(
          /\d+ of \d+ present answered.* · Rule: \w+@\d/su,
        );
      await page.goBack();
      await page.locator('.replay-outcome').waitFor();
    }
    expect(reader.screen.troubles).toEqual([]);
  }, 300_000);

  test('a reader is sent nothing beyond the reader’s column, in no format', async () => {
    const reader = await ReaderPage.openKeeping(browser, played.made.links.replay, 'bytes');
    screens.push(reader.screen);
    await until('outcome and events have come', () => reader.received.size === 2);
    const { session, tokens } = played.made;
    for (const extension of ['md', 'json', 'csv', 'html']) {
      const path = `/api/sessions/${session}/outcome.${extension}`;
      reader.received.set(`${path} asked for`, (await ask(server.url + path, { token: tokens.reader })).text);
    }
    expect(reader.received.size).toBe(6);
    for (const [path, bytes] of reader.received) {
      for (const words of [...secret, ...namesOf(script.people), ...hiddenWords(played)])
        expect([path, words, bytes.includes(words)]).toEqual([path, words, false]);
    }
    for (const line of await linesFor(played, 'reader')) expect(beyondColumn(line)).toBeNull();
  });

  test('whoever led the session finds their own notes in its replay', async () => {
    const { links, tokens } = played.made;
    const own = await open(links.replay.replace(tokens.reader, tokens.facilitator), 'notes');
    await own.goTo(1);
    await own.page.getByRole('button', { name: 'Moments' }).click();
    for (const words of secret) await own.page.getByText(`Your note: ${words}`).waitFor();
    expect(own.screen.troubles).toEqual([]);
  });

  test.runIf(script === calibrationScript)(
    'what is not for whoever led it keeps the session here, and says so',
    async () => {
      const { links, tokens } = played.made;
      const own = await open(links.replay.replace(tokens.reader, tokens.facilitator), 'staying');
      await own.read();
      await own.page.getByRole('button', { name: 'Journal', exact: true }).click();
      const why = own.page.getByRole('alert').getByText('is not for the facilitator');
      await why.waitFor();
      await until('it is on the screen', async () => {
        return await why.evaluate((line) => {
          const { top, bottom } = line.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        });
      });
    },
  );

  test.runIf(script === stuckScript)(
    'whoever led the session takes it along, journal and keys apart',
    async () => {
      const { links, tokens } = played.made;
      const own = await open(links.replay.replace(tokens.reader, tokens.facilitator), 'taking');
      const reader = await open(links.replay, 'leaving');
      await Promise.all([own.read(), reader.read()]);
      const taken: string[] = [];
      for (const name of ['Journal', 'Keys']) {
        const downloading = own.page.waitForEvent('download');
        await own.page.getByRole('button', { name, exact: true }).click();
        const file = join(folder, `${played.made.session}.${name}`);
        await (await downloading).saveAs(file);
        taken.push(readFileSync(file, 'utf8'));
      }
      const [journal = '', keys = ''] = taken;
      expect(verify({ bytes: Buffer.from(journal) })).toMatchObject({ holds: true });
      expect(Object.keys(JSON.parse(keys) as object)).toContain('keys');
      for (const words of namesOf(script.people)) expect(journal).not.toContain(words);
      expect(await reader.page.getByRole('button', { name: 'Keys', exact: true }).count()).toBe(0);
      expect(own.screen.troubles).toEqual([]);
    },
  );

  handling(
    'the file to keep plays from disk: no server, no request, the same wall',
    async () => {
      const reader = await open(played.made.links.replay, 'keeping');
      await reader.read();
      const downloading = reader.page.waitForEvent('download');
      await reader.page.getByRole('button', { name: 'One file' }).click();
      const file = join(folder, `${played.made.session}.html`);
      await (await downloading).saveAs(file);
      for (const words of [...secret, ...namesOf(script.people)])
        expect(readFileSync(file, 'utf8')).not.toContain(words);
      const kept = await Screen.open(browser, { as: 'wall', name: 'kept' });
      screens.push(kept);
      const asked: string[] = [];
      kept.page.on('request', (request) => asked.push(request.url()));
      await kept.context.setOffline(true);
      const address = pathToFileURL(file).href;
      await kept.page.goto(address);
      await kept.page.getByRole('link', { name: 'See the whole session' }).click();
      const line = kept.page.getByRole('slider', { name: 'Time in the session' });
      await line.focus();
      await line.press('End');
      await kept.page.getByText('That was it. Thank you.').waitFor();
      await line.press('Home');
      await until('the beginning is in the address', () => kept.page.url().endsWith('#at=1'));
      await kept.picture('offline');
      const [position, { picture }] = [...live].find(
        ([, { step }]) => stepNamed(played, step)?.mode === 'sealed',
      ) ?? [0, { picture: null }];
      await kept.page.goto(`${address}#at=${position}`);
      const replayed = await replayedPicture(kept.page, position);
      expect(await apart(kept.page, replayed, picture ?? Buffer.of())).toBeLessThanOrEqual(sameAgain);
      expect(asked.filter((url) => !url.startsWith(address))).toEqual([]);
      expect(kept.troubles).toEqual([]);
    },
    300_000,
  );

  handling(
    'keys, the line and a copied link all lead to a moment',
    async () => {
      const reader = await open(played.made.links.replay, 'keys');
      const { page } = reader;
      await reader.read();
      await page.getByRole('link', { name: 'Take the tour' }).click();
      await page.getByText(/^1 of \d$/u).waitFor();
      await page.getByRole('link', { name: 'Next', exact: true }).click();
      await page.getByText(/^2 of \d$/u).waitFor();
      await page.keyboard.press('Home');
      await until('the beginning is in the address', () => reader.position === 1);
      await page.keyboard.press('Shift+ArrowRight');
      await until('the next step is in the address', () => reader.position > 1);
      expect(await reader.moment()).toMatch(/^On the wall/u);
      const step = reader.position;
      await page.keyboard.press('ArrowRight');
      await until('the next event is in the address', () => reader.position > step);
      await page.keyboard.press('[');
      await until('the step before is in the address', () => reader.position <= step);
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Pause' }).click();
      await reader.goTo(step);
      await page.getByRole('button', { name: /^Copy link/u }).click();
      const link = await page.locator('.moment-link').inputValue();
      const other = await open(link, 'linked');
      await other.page.locator('.replay-theatre').waitFor();
      expect([other.position, await other.moment()]).toEqual([step, await reader.moment()]);
      await other.page.getByRole('button', { name: 'Moments' }).click();
      const here = other.page.locator('.moments [aria-current=step]');
      expect(await here.getAttribute('href')).toBe(`#at=${step}`);
      expect([...reader.screen.troubles, ...other.screen.troubles]).toEqual([]);
    },
    300_000,
  );
});

test('a rewritten log is noticed by a phone that was there', async () => {
  const { session, tokens, code } = await makeSession(server.url, testWorkshop);
  const desk = await new SocketClient({ url: server.url, session, token: tokens.facilitator }).open();
  const phone = await PhonePage.open(browser, 'Witness');
  screens.push(phone.screen);
  await phone.join(server.url, code);
  await desk.must('note', { text: 'We agreed on the fifth', record: true });
  await desk.must('go-to', { step: testWorkshop.steps[0]?.id });
  await until('the desk has seen it', () => desk.events.some(({ type }) => type === 'went-to'));
  await until('the phone remembers it', async () => {
    const kept = await phone.page.evaluate((key) => localStorage.getItem(key), `parley:head:${session}`);
    const { position } = JSON.parse(kept ?? '{"position":0}') as { position: number };
    return position >= desk.position;
  });
  desk.close();
  await server.stop();
  rewriteJournal(server.dataDirectory, { session, change: (body) => body.replace('the fifth', 'the tenth') });
  await server.startAgain();
  await phone.page.getByText('The history of this session is not the one this device remembers.').waitFor();
  await phone.screen.picture('rewritten');
}, 300_000);

async function open(link: string, name: string): Promise<ReaderPage> {
  const reader = await ReaderPage.open(browser, link, name);
  screens.push(reader.screen);
  return reader;
}

async function linesFor({ made }: PlayedSession, role: 'reader'): Promise<(SessionEvent | HiddenRun)[]> {
  const seat = new SocketClient({ url: server.url, session: made.session, token: made.tokens[role] });
  return await seat.readAll();
}

/** What stood on hidden cards and on no other, as the facilitator still reads it. */
function hiddenWords({ desk }: PlayedSession): string[] {
  return desk.state.steps.flatMap(({ rounds, hidden }) => {
    const cards = erasableIn(rounds.map(({ result }) => result?.groupAnswer));
    const isHidden = (id: unknown): boolean => hidden.some(({ text }) => text === id);
    const kept = new Set(cards.flatMap(({ id, text }) => (isHidden(id) ? [] : [text])));
    return cards.flatMap(({ id, text }) => (isHidden(id) && !kept.has(text) ? [String(text)] : []));
  });
}

function stepNamed(played: PlayedSession, id: string) {
  return played.desk.state.steps.find(({ step }) => step.id === id)?.step;
}

function isForTheRoom(played: PlayedSession, id: string): boolean {
  const step = stepNamed(played, id);
  return (step?.seenBy ?? (step?.mode === 'one' ? 'roles' : 'room')) === 'room';
}

/** Names that nobody wrote into an answer or a title. */
function namesOf(people: readonly { name: string }[]): string[] {
  return people.map(({ name }) => name).filter((name) => !['Dana', 'Robert', 'Ada', 'Ola'].includes(name));
}

const momentWords: Record<string, RegExp> = {
  released: /^Shown: /u,
  written: /^Written: /u,
  noted: /^For the record: /u,
  decided: /^Decided: /u,
  'step-taken': /^Taken on: /u,
};

/** The contract's column for readers, written down a second time. */
const column: Record<string, readonly string[]> = {
  'session-created': ['session', 'title', 'subject', 'workshop', 'floor'],
  joined: ['participant', 'number', 'name', 'role'],
  'role-assigned': ['participant', 'role'],
  'seat-moved': ['participant'],
  removed: ['participant'],
  'went-to': ['step'],
  paused: [],
  resumed: [],
  blanked: ['on'],
  opened: ['step', 'round', 'mode', 'floor', 'until', 'electorate', 'items', 'settings'],
  extended: ['step', 'until'],
  closed: ['step', 'round', 'present', 'answered', 'passed', 'silent', 'absent'],
  released: ['step', 'round', 'tally', 'groupAnswer', 'rule', 'moved', 'unmoved', 'answers'],
  discarded: ['step', 'round', 'reason'],
  themed: ['step', 'theme', 'title', 'texts'],
  'text-hidden': ['step', 'text', 'reason'],
  written: ['field', 'text', 'base', 'beside'],
  noted: ['note', 'step', 'text', 'record'],
  'objection-settled': ['step', 'text', 'state', 'how'],
  decided: ['status', 'text', 'who', 'why'],
  'step-taken': ['id', 'text', 'owner', 'by'],
  'step-skipped': ['step', 'skipped'],
  ended: [],
};

/** What in a line is not for readers, or null. */
function beyondColumn(line: SessionEvent | HiddenRun): string | null {
  if (line.type === 'hidden') return null;
  const allowed = column[line.type];
  if (!allowed) return line.type;
  const envelope = ['position', 'type', 'v', 'at', 'actor'];
  const beyond = Object.keys(line).filter((key) => !envelope.includes(key) && !allowed.includes(key));
  if (beyond.length > 0) return `${line.type} ${beyond.join(' ')}`;
  if (line.type === 'joined' && line.name !== null) return 'a name';
  if (line.type === 'opened' && 'members' in line.electorate) return 'the electorate';
  return line.type === 'noted' && !line.record ? 'a private note' : null;
}
