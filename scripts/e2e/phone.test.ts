import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Workshop } from '../../events/session/workshop.ts';
import { house } from '../setup.mjs';
import { launchBrowser } from './harness/browser.ts';
import { until } from './harness/condition.ts';
import { makeSession, type MadeSession } from './harness/made-session.ts';
import { ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';

/**
 * The phone as people hold it: real Chromium, plain http on an address of the network, where a browser withholds
 * half of what it offers elsewhere. Every page that a test opens must have kept to the content policy.
 */

const steps = { min: 1, max: 5, low: 'not yet', high: 'ready now' };
const workshop: Workshop = {
  id: 'on-phones',
  title: 'On phones',
  minutes: 30,
  purpose: 'To see what a phone makes of a session.',
  topic: 'project',
  floor: 3,
  roles: [
    { id: 'panel', label: 'Panel' },
    { id: 'manager', label: 'Manager', max: 1 },
  ],
  steps: [
    {
      id: 'before',
      title: 'Ready?',
      minutes: 3,
      say: '',
      kind: 'scale',
      prompt: 'How ready is it?',
      mode: 'sealed',
      settings: steps,
    },
    {
      id: 'against',
      title: 'Against',
      minutes: 3,
      say: '',
      kind: 'texts',
      prompt: 'What speaks against it?',
      mode: 'sealed',
      mergedBy: 'panel',
      settings: { max: 1, length: 140 },
    },
    {
      id: 'after',
      title: 'Ready now?',
      minutes: 3,
      say: '',
      kind: 'scale',
      prompt: 'And how ready now?',
      mode: 'sealed',
      repeats: 'before',
      settings: steps,
    },
    {
      id: 'standing',
      title: 'Standing',
      minutes: 3,
      say: '',
      kind: 'scale',
      prompt: 'How sure are you of your own standing?',
      mode: 'one',
      who: ['manager'],
      seenBy: 'roles',
      settings: steps,
    },
    {
      id: 'together',
      title: 'Together',
      minutes: 3,
      say: '',
      kind: 'pairs',
      prompt: 'What goes with what?',
      mode: 'named',
      settings: { left: [{ id: 'claim', label: 'A claim' }] },
    },
    {
      id: 'next-steps',
      title: 'Next steps',
      minutes: 3,
      say: '',
      kind: 'steps',
      prompt: 'What will you do?',
      mode: 'named',
      settings: {},
    },
  ],
};

let server: ServerProcess;
let browser: Browser;
let made: MadeSession;
let desk: SocketClient;
let complaints: string[] = [];
const pages: Page[] = [];

beforeAll(async () => {
  server = await ServerProcess.start();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.remove();
});

beforeEach(async () => {
  complaints = [];
  made = await makeSession(server.url, workshop);
  desk = await new SocketClient({
    url: server.url,
    session: made.session,
    token: made.tokens.facilitator,
  }).open();
});

afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
  desk.close();
  expect(complaints).toEqual([]);
});

/** Where phones in the room find the server; this machine's own name if it has no network. */
function roomAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  return `http://${found?.address ?? 'localhost'}:${server.port}`;
}

async function openPhone(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML/u.test(message.text())) complaints.push(message.text());
  });
  pages.push(page);
  await page.goto(roomAddress() + path);
  return page;
}

async function joined(name: string): Promise<Page> {
  const page = await openPhone(`/j/${made.code}`);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'Got it' }).click();
  return page;
}

async function open(step: string): Promise<void> {
  await desk.must('go-to', { step });
  await desk.must('open', { step });
}

async function show(step: string): Promise<void> {
  await desk.must('close', { step });
  await desk.must('release', { step });
}

async function choose(page: Page, value: number): Promise<void> {
  await page.getByRole('radio', { name: String(value), exact: true }).check({ force: true });
}

async function saved(page: Page): Promise<void> {
  await page.getByText('✓ Saved').waitFor();
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** People whose screens do not matter here. */
async function twoOthers(): Promise<SocketPhone[]> {
  const join = (name: string): Promise<SocketPhone> =>
    SocketPhone.join(server.url, { code: made.code, name });
  return [await join('Barbara'), await join('Linus')];
}

async function answerAll(
  phones: readonly SocketPhone[],
  step: string,
  answers: readonly unknown[],
): Promise<void> {
  for (const [place, phone] of phones.entries()) {
    await phone.nextRound(step, 0);
    expect(await phone.answer(step, 1, answers[place])).toMatchObject({ ok: true });
  }
}

describe('a phone', () => {
  test('joins, answers and finds its answer again after a refresh, without what browsers keep for https', async () => {
    const phone = await joined('Grace');
    await phone.getByRole('heading', { name: 'You’re in. Look up.' }).waitFor();
    const rest = await twoOthers();
    await open('before');
    await phone.getByText('Shown only together, once at least 3 have answered.').waitFor();
    expect(await phone.evaluate(() => document.activeElement?.textContent)).toBe('How ready is it?');
    await choose(phone, 4);
    await saved(phone);
    await phone.reload();
    await saved(phone);
    expect(await phone.getByRole('radio', { name: '4', exact: true }).isChecked()).toBe(true);
    await answerAll(rest, 'before', [{ value: 2 }, { value: 3 }]);
    await show('before');
    await phone.getByText('3 of 3 answered').waitFor();
    expect(await phone.getByText('you', { exact: true }).count()).toBe(0);
    await phone.getByRole('button', { name: 'Show mine' }).click();
    await phone.getByText('you', { exact: true }).waitFor();
    for (const other of rest) other.close();
  });

  test('keeps a text through a lost network and a killed server, and sends it by itself', async () => {
    const phone = await joined('Grace');
    const rest = await twoOthers();
    await open('against');
    await phone.getByRole('textbox').fill('Half a thought');
    await phone.reload();
    expect(await phone.getByRole('textbox').inputValue()).toBe('Half a thought');
    await server.kill();
    await write(phone, 'Nobody outside has seen it');
    await phone.getByText('No connection. Your text is on this phone and will send itself.').waitFor();
    await server.startAgain();
    await saved(phone);
    await answerAll(rest, 'against', [{ texts: ['No number on it'] }, { texts: ['Too early'] }]);
    await show('against');
    await phone.getByRole('heading', { name: 'Put together what means the same' }).waitFor();
    await phone.getByRole('checkbox', { name: 'No number on it' }).check();
    await phone.getByRole('checkbox', { name: 'Too early' }).check();
    await phone.getByRole('button', { name: 'Put together' }).click();
    await phone.getByLabel('In one line, what do they say?').fill('Not measured yet');
    await phone.getByRole('dialog').getByRole('button', { name: 'Put together' }).click();
    await phone.getByRole('button', { name: 'Split: Not measured yet' }).waitFor();
    for (const other of rest) other.close();
  });

  test('encloses its earlier answer, so that the room learns how many moved', async () => {
    const phones = [await joined('Ada'), await joined('Grace'), await joined('Edsger')];
    await open('before');
    for (const [place, phone] of phones.entries()) {
      await choose(phone, place + 1);
      await saved(phone);
    }
    await show('before');
    await phones[0]?.reload();
    await open('after');
    for (const phone of phones) {
      await phone.getByRole('heading', { name: 'And how ready now?' }).waitFor();
      await choose(phone, 3);
      await saved(phone);
    }
    await show('after');
    for (const phone of phones) await phone.getByText('moved up').first().waitFor();
    const released = await until(
      'the second release',
      () => desk.events.filter(({ type }) => type === 'released')[1],
    );
    expect(released).toMatchObject({ moved: { up: 2, same: 1, down: 0 } });
  });

  test('goes on from its own link on another device, and what is answered last counts', async () => {
    const phone = await joined('Grace');
    const rest = await twoOthers();
    await open('before');
    for (const value of [1, 2, 3]) await choose(phone, value);
    await saved(phone);
    await phone.getByRole('button', { name: 'More' }).click();
    await phone.getByRole('button', { name: 'Keep this seat' }).click();
    const link = new URL(await phone.getByRole('dialog').getByRole('textbox').inputValue());
    const second = await openPhone(link.pathname + link.hash);
    await second.getByRole('button', { name: 'Got it' }).click();
    expect(new URL(second.url()).hash).toBe('');
    await until('a second has passed on the clock of this round', () =>
      phone.evaluate(() => !document.body.textContent.includes('3:00')),
    );
    await choose(second, 5);
    await saved(second);
    await answerAll(rest, 'before', [{ value: 1 }, { value: 1 }]);
    await show('before');
    const released = await until('the release', () => desk.events.find(({ type }) => type === 'released'));
    expect(released).toMatchObject({ groupAnswer: { counts: [2, 0, 0, 0, 1] } });
    for (const other of rest) other.close();
  });

  test('whose role changes reads anew what that role may see, also of what was before', async () => {
    const ada = await joined('Ada Berg');
    const manager = await SocketPhone.join(server.url, { code: made.code, name: 'Mo', role: 'manager' });
    await desk.must('open', { step: 'standing' });
    await until('the question is there', () => manager.roundsOf('standing') === 1);
    expect(await manager.answer('standing', 1, { value: 2 })).toMatchObject({ ok: true });
    await desk.must('close', { step: 'standing' });
    await desk.must('release', { step: 'standing' });
    await desk.must('go-to', { step: 'standing' });
    expect(await ada.locator('scale-result').count()).toBe(0);
    const person = [...desk.state.participants.values()].find(({ name }) => name === 'Ada Berg');
    await desk.must('remove-participant', { participant: manager.participant });
    await desk.must('assign-role', { participant: person?.id, role: 'manager' });
    await ada.locator('scale-result').waitFor();
    manager.close();
  });

  test('says where things stand: late, paused, too few, taken out, ended', async () => {
    const phone = await joined('Grace');
    await open('before');
    await phone.getByRole('heading', { name: 'How ready is it?' }).waitFor();
    const late = await joined('Late');
    await late.getByRole('heading', { name: 'You’re in from the next question.' }).waitFor();
    await choose(phone, 2);
    await saved(phone);
    await desk.must('pause');
    await phone.getByRole('heading', { name: 'Paused' }).waitFor();
    await desk.must('resume');
    await saved(phone);
    await desk.must('close', { step: 'before' });
    await phone.getByRole('heading', { name: 'Too few answered.' }).waitFor();
    const participant = desk.events.flatMap((event) =>
      event.type === 'joined' && event.name === 'Late' ? [event.participant] : [],
    )[0];
    await desk.must('remove-participant', { participant });
    await late.getByRole('heading', { name: 'You are no longer in this session.' }).waitFor();
    await desk.must('end');
    await phone.getByRole('heading', { name: 'That’s it. Thank you.' }).waitFor();
    const kept = await phone.evaluate(() => Object.keys(localStorage));
    expect(kept.filter((key) => /answers|outbox/u.test(key))).toEqual([]);
  });

  test('says what is wrong with a code, and leads back to a seat it has', async () => {
    const phone = await openPhone('/j');
    await phone.getByRole('button', { name: 'Join', exact: true }).click();
    await phone.getByText('A code has eight letters and digits.').waitFor();
    await phone.getByLabel('Code').fill('2222-2222');
    await phone.getByLabel('Your name').fill('Grace');
    await phone.getByRole('button', { name: 'Join', exact: true }).click();
    await phone.getByRole('alert').getByText('No open session has this code.').waitFor();
    await phone.getByLabel('Code').fill(made.code.toLowerCase());
    await phone.getByRole('button', { name: 'Join', exact: true }).click();
    await phone.getByRole('button', { name: 'Got it' }).click();
    await phone.goto(`${roomAddress()}/j`);
    await phone.getByRole('button', { name: 'Back to my seat' }).click();
    await phone.getByRole('heading', { name: 'You’re in. Look up.' }).waitFor();
  });

  test('says what a personal link is for, and once it is used asks for the code instead', async () => {
    const ack = await desk.must('make-link', { role: 'manager' });
    const { pathname, hash } = new URL((ack.ok && ack.link) || '');
    const phone = await openPhone(pathname + hash);
    await phone.getByText('A Tuesday. You come in as Manager.').waitFor();
    const other = await SocketPhone.joinByLink(server.url, { token: hash.slice(1), name: 'Mo' });
    await phone.getByLabel('Your name').fill('Grace');
    await phone.getByRole('button', { name: 'Join', exact: true }).click();
    await phone.getByRole('alert').getByText('That role is already taken.').waitFor();
    expect(await phone.getByLabel('Your name').inputValue()).toBe('Grace');
    await phone.reload();
    await phone.getByRole('alert').getByText('That role is already taken.').waitFor();
    await phone.getByLabel('Code').fill(made.code);
    await phone.getByRole('button', { name: 'Join', exact: true }).click();
    await phone.getByRole('button', { name: 'Got it' }).click();
    expect(new URL(phone.url()).hash).toBe('');
    await phone.reload();
    await phone.getByText('You are Grace, Panel.').waitFor();
    other.close();
  });

  test('has nothing that axe finds serious, and nothing wider than 320 pixels', async () => {
    const axe = readFileSync(join(house, 'node_modules/axe-core/axe.min.js'), 'utf8');
    const found: string[] = [];
    const check = async (page: Page, name: string): Promise<void> => {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const run = Reflect.get(window, 'axe') as {
          run(): Promise<{ violations: { id: string; impact: string }[] }>;
        };
        return (await run.run()).violations.map(({ id, impact }) => `${impact} ${id}`);
      });
      found.push(...violations.map((violation) => `${name}: ${violation}`));
      await checkWidth(page, name);
    };
    const checkWidth = async (page: Page, name: string): Promise<void> => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) found.push(`${name}: ${over} px too wide`);
    };
    await check(await openPhone('/j'), 'join');
    const phone = await joined('Grace');
    await check(phone, 'lobby');
    const rest = await twoOthers();
    await open('before');
    await phone.getByRole('radio').first().waitFor();
    await check(phone, 'question');
    await choose(phone, 4);
    await saved(phone);
    await answerAll(rest, 'before', [{ value: 2 }, { value: 3 }]);
    await desk.must('close', { step: 'before' });
    await phone.getByRole('heading', { name: 'Closed. Look up.' }).waitFor();
    await check(phone, 'closed');
    await desk.must('release', { step: 'before' });
    await phone.getByRole('button', { name: 'Show mine' }).click();
    await check(phone, 'result');
    await phone.getByRole('button', { name: 'More' }).click();
    await check(phone, 'more');
    await phone.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    for (const kind of ['pairs', 'steps']) {
      const asked = workshop.steps.find((step) => step.kind === kind);
      await open(asked?.id ?? '');
      await phone.getByRole('group', { name: '1' }).waitFor();
      await checkWidth(phone, kind);
    }
    expect(found).toEqual([]);
    for (const other of rest) other.close();
  });
});
