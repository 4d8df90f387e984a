import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { phoneWords } from '../../client/phone-words.ts';
import { Accessibility, axeScript } from './harness/accessibility.ts';
import { launchBrowser, leave, Screen, type Opening } from './harness/browser.ts';
import { DeskPage } from './harness/desk-page.ts';
import { makeSession, type MadeSession } from './harness/made-session.ts';
import { PhonePage } from './harness/phone-page.ts';
import { hostKey, ServerProcess } from './harness/server-process.ts';
import { SocketPhone } from './harness/socket-phone.ts';

// Pages, panels and dialogs that no template passes on its way: axe looks at each of them, light and dark.

let browser: Browser;
let server: ServerProcess;
const accessibility = new Accessibility();
const screens: Screen[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  server = await ServerProcess.start();
});

afterEach(async ({ task }) => await leave(screens, task.result?.state === 'fail'));

afterAll(async () => {
  await browser.close();
  await server.remove();
});

async function open(opening: Opening): Promise<Screen> {
  const screen = await Screen.open(browser, opening);
  await screen.context.addInitScript({ path: axeScript });
  screens.push(screen);
  return screen;
}

async function openPhone(name: string): Promise<PhonePage> {
  const phone = await PhonePage.open(browser, name);
  await phone.screen.context.addInitScript({ path: axeScript });
  screens.push(phone.screen);
  return phone;
}

async function openDesk({ session, tokens }: MadeSession): Promise<DeskPage> {
  const screen = await open({ as: 'desk', name: 'desk' });
  await screen.page.goto(`${server.url}/desk/${session}#${tokens.facilitator}`);
  return new DeskPage(screen, browser);
}

/** Opens a dialog, looks at it, and calls it off. */
async function lookInto(screen: Screen, state: string, act: () => Promise<void>): Promise<void> {
  await act();
  await screen.page.getByRole('dialog').waitFor();
  await accessibility.look(screen, { state });
  await screen.picture(state);
  await screen.page.keyboard.press('Escape');
  await screen.page.getByRole('dialog').waitFor({ state: 'detached' });
}

function button(page: Page, name: string | RegExp): () => Promise<void> {
  return async () => await page.getByRole('button', { name }).first().click();
}

function expectNothingFound(): void {
  expect(accessibility.take()).toEqual([]);
  for (const { name, troubles } of screens) expect([name, troubles]).toEqual([name, []]);
}

test('the front page, its door, a template and the end of a session’s data', async () => {
  await makeSession(server.url, 'ready-now', { title: 'A session to delete' });
  const home = await open({ as: 'desk', name: 'home' });
  const { page } = home;
  await page.goto(server.url);
  await page.getByRole('heading', { name: 'Join a session' }).waitFor();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByText('A code has eight letters and digits').waitFor();
  await accessibility.look(home, { state: 'door' });
  await page.goto(`${server.url}/#key=${hostKey}`);
  await page.getByRole('heading', { name: 'Start a session' }).waitFor();
  await page.getByText('A session to delete').waitFor();
  await accessibility.look(home, { state: 'sessions' });
  await page.locator('button.template').first().click();
  await page.getByLabel('Title, as everyone sees it').waitFor();
  await accessibility.look(home, { state: 'template' });
  await lookInto(home, 'delete', button(page, 'Delete …'));
  expectNothingFound();
});

test('what a phone has besides its questions', async () => {
  const made = await makeSession(server.url, 'calibration-prep');
  const phone = await openPhone('Ana');
  const { page, screen } = phone;
  await page.goto(`${server.url}/j`);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByText(phoneWords.codeMissing).waitFor();
  await accessibility.look(screen, { of: 'phone', state: 'door, with nothing typed' });
  await page.goto(`${server.url}/j/${made.code}`);
  await page.getByLabel('Your name').fill('Ana');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'Got it' }).waitFor();
  await accessibility.look(screen, { of: 'phone', state: 'ground rules' });
  await page.getByRole('button', { name: 'Got it' }).click();
  await lookInto(screen, 'more', button(page, 'More'));
  for (const entry of ['I need a minute', 'Keep this seat', 'Change my name', 'Join as someone else']) {
    await lookInto(screen, entry, async () => {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('dialog').getByRole('button', { name: entry }).click();
      await page.locator('dialog h2', { hasNotText: 'Ana' }).waitFor();
    });
  }
  expectNothingFound();
});

test('what a desk has besides its controls', async () => {
  const made = await makeSession(server.url, 'calibration-prep');
  const ana = await openPhone('Ana');
  await ana.join(server.url, made.code);
  const desk = await openDesk(made);
  const { page, screen } = desk;
  await page.getByText('1 in the room').waitFor();
  await lookInto(screen, 'keys', async () => await page.keyboard.press('?'));
  await lookInto(screen, 'big code', async () => await page.keyboard.press('j'));
  await lookInto(screen, 'phone remote', button(page, 'Phone remote'));
  await page.locator('.person-face').first().click();
  await accessibility.look(screen, { state: 'person' });
  await lookInto(screen, 'a link to a seat', button(page, /^Dead battery/u));
  await ana.page.getByText('This seat does not open.').waitFor();
  await lookInto(screen, 'take out', button(page, 'Take out of the room'));
  await page.locator('desk-links summary').click();
  await page.getByRole('button', { name: 'Make the link' }).waitFor();
  await accessibility.look(screen, { state: 'links' });
  await lookInto(screen, 'a link', button(page, 'Make the link'));
  await page.getByLabel('A link for').selectOption('reader');
  await page.getByLabel('Good for').selectOption('7');
  await page.getByLabel('Only the outcome').check();
  await lookInto(screen, 'a link for a week', button(page, 'Make the link'));
  await page
    .locator('desk-links li', { hasText: 'outcome only' })
    .filter({ hasText: /until \d{4}-/u })
    .waitFor();
  await lookInto(screen, 'share', button(page, 'Let readers in before the end'));
  await page.locator('desk-agenda .line-face').first().click();
  await accessibility.look(screen, { state: 'a step' });
  await lookInto(screen, 'edit', button(page, 'Edit'));
  await page.getByRole('button', { name: 'Document', exact: true }).click();
  await page.getByLabel('What was decided').waitFor();
  await accessibility.look(screen, { state: 'document' });
  await page.keyboard.press('w');
  await page.locator('desk-wall').waitFor();
  await accessibility.look(screen, { state: 'present here' });
  expectNothingFound();
});

test('what a room sees when it is paused, blank, too small, or without one of its people', async () => {
  const made = await makeSession(server.url, 'stuck-project');
  const [ana, bo] = [await openPhone('Ana'), await openPhone('Bo')];
  for (const phone of [ana, bo]) await phone.join(server.url, made.code);
  const desk = await openDesk(made);
  const stage = await open({ as: 'wall', name: 'stage' });
  await stage.page.goto(`${server.url}/stage/${made.session}#${made.tokens.stage}`);
  await desk.says('2 in the room');
  await desk.forward('Begin');
  await lookInto(desk.screen, 'fewer than needed', async () => await desk.forward('Open the question'));
  await desk.forward('Open the question', 'Open anyway');
  await ana.heading('Who is missing, without whom we can’t decide?');

  await desk.page.keyboard.press('p');
  await ana.heading(phoneWords.paused);
  await stage.page.getByText('Paused').waitFor();
  for (const screen of [ana.screen, stage, desk.screen])
    await accessibility.look(screen, { state: 'paused' });
  await desk.page.keyboard.press('p');
  await ana.heading('Who is missing, without whom we can’t decide?');

  await desk.page.keyboard.press('b');
  await stage.page.getByRole('img', { name: 'The wall is blank' }).waitFor();
  for (const screen of [stage, desk.screen]) await accessibility.look(screen, { state: 'blank' });
  await desk.page.keyboard.press('b');
  await stage.page.getByText('0 of 2 answered').waitFor();

  await ana.page.getByRole('button', { name: 'I’d rather not say' }).tap();
  await ana.saved();
  await accessibility.look(ana.screen, { state: 'passed' });
  await lookInto(desk.screen, 'too few yet', async () => await desk.forward('Close answering'));
  await desk.forward('Close answering', 'Close and erase');
  await ana.heading(phoneWords.tooFew);
  for (const screen of [ana.screen, stage, desk.screen])
    await accessibility.look(screen, { state: 'too few' });

  await desk.page.locator('.person-face', { hasText: 'Bo' }).click();
  await desk.page.getByRole('button', { name: 'Take out of the room' }).click();
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Take out' }).click();
  await bo.heading(phoneWords.removed);
  await accessibility.look(bo.screen, { state: 'removed' });

  // What is asked follows the room, and goes away once there is nothing to ask.
  await desk.forward('Next');
  await desk.forward('Open the question');
  await desk.page.getByRole('dialog').getByText('1 person here can give one').waitFor();
  const guests = [await SocketPhone.join(server.url, { code: made.code, name: 'Cy' })];
  await desk.page.getByRole('dialog').getByText('2 people here can give one').waitFor();
  guests.push(await SocketPhone.join(server.url, { code: made.code, name: 'Di' }));
  await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
  await desk.says('Enough people are here now.');
  for (const guest of guests) guest.close();

  await desk.page.locator('.desk-links summary').click();
  await desk.page
    .getByRole('listitem')
    .filter({ hasText: 'A wall' })
    .getByRole('button', { name: 'Take back' })
    .click();
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await stage.page.getByRole('heading', { name: 'This wall’s link no longer opens' }).waitFor();
  await accessibility.look(stage, { state: 'link taken back' });
  expectNothingFound();
});
