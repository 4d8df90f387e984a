import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser, leave, otherName, roomHost, Screen } from './harness/browser.ts';
import { DeskPage } from './harness/desk-page.ts';
import { PhonePage } from './harness/phone-page.ts';
import { freePort, hostKey, ServerProcess } from './harness/server-process.ts';
import { nothingLeavesTheWall } from './harness/wall-picture.ts';

// The main job in a real Chromium, by clicks, taps and keys alone, at the kind of address that phones in a room
// have: plain http and not localhost. In the middle of the vote the server is killed and comes back.

const names = ['Ana', 'Bo', 'Cy', 'Di', 'Eli', 'Flo', 'Gus', 'Hana', 'Ivo', 'Jo', 'Kim', 'Lou'];

let browser: Browser;
let server: ServerProcess;
const screens: Screen[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  const port = await freePort();
  const environment: Record<string, string> =
    roomHost() === otherName ? { PUBLIC_URL: `http://${otherName}:${port}` } : {};
  server = await ServerProcess.start({ port, environment });
});

afterEach(async ({ task }) => await leave(screens, task.result?.state === 'fail'));

afterAll(async () => {
  await browser.close();
  await server.remove();
});

test('twelve phones, a desk and a stage get through a session, and through a kill in the middle of the vote', async () => {
  const origin = `http://${roomHost()}:${server.port}`;
  const { desk, stage, phones } = await openRoom(origin);

  await desk.forward('Begin');
  await desk.forward('Open the question');
  await Promise.all(phones.map((phone) => phone.heading('If the room met today, would this case pass?')));
  await stage.picture('question');
  await phones[0]?.screen.picture('question');

  // Half have answered and are saved, half tap while nobody answers.
  const [early, late] = [phones.slice(0, 6), phones.slice(6)];
  await inTurn(early, async (phone, at) => {
    await phone.tapStep(1 + (at % 3));
    await phone.saved();
  });
  await desk.says('6 of 12 answered');
  await server.kill();
  await inTurn(late, async (phone, at) => {
    await phone.standing(/offline|not reach|no connection|waits|on this phone/iu);
    await phone.tapStep(2 + (at % 3));
  });
  await late[0]?.screen.picture('offline');
  await server.startAgain();
  await Promise.all(phones.map((phone) => phone.saved()));
  await desk.says('12 of 12 answered');
  await phones[6]?.screen.picture('saved-after-kill');
  await stage.picture('all-answered');

  // The first round is held: it comes back beside the second one.
  await desk.forward('Close answering');
  await Promise.all(phones.map((phone) => phone.heading('Closed, and kept shut.')));
  await phones[0]?.screen.picture('held');
  await desk.forward('Next');
  await desk.forward('Open the question');
  await inTurn(phones, async (phone, at) => {
    await phone.heading('What one thing would raise your answer by a step?');
    const because =
      at % 2 === 0 ? `, ${'because nobody outside payments has seen it, '.repeat(2)}I think` : '';
    await phone.write(`One more team should say so, number ${at + 1}${because}`);
    await phone.saved();
  });
  await phones[0]?.screen.picture('card-sent');
  await desk.forward('Close answering');
  await desk.forward('Show the answer');
  for (const at of [1, 12]) await stage.page.getByText(`number ${at}`, { exact: false }).first().waitFor();
  await nothingLeavesTheWall(stage.page);
  await stage.picture('cards');
  // The desk turns the pages of what does not fit.
  const turner = stage.page.locator('stage-board button');
  const firstPage = await turner.textContent();
  await desk.page.getByRole('button', { name: 'Turn the page' }).click();
  await turner.filter({ hasNotText: firstPage?.trim() ?? '' }).waitFor();
  await phones[3]?.screen.picture('cards');

  await desk.forward('Next');
  await desk.forward('Open the question');
  await inTurn(phones, async (phone, at) => {
    await phone.heading('If the room met today, would this case pass?');
    await phone.tapStep(3 + (at % 3));
    await phone.saved();
  });
  await desk.forward('Close answering');
  await desk.forward('Show the answer');
  await stage.page.locator('scale-result').waitFor();
  await stage.page
    .getByText(/moved up|up\b/iu)
    .first()
    .waitFor();
  await stage.picture('two-rounds');
  await phones[0]?.screen.picture('two-rounds');
  await desk.screen.picture('two-rounds');

  await desk.end();
  await Promise.all(phones.map((phone) => phone.heading('That’s it. Thank you.')));
  await stage.page.getByText('That was it. Thank you.').waitFor();
  expect(await stage.page.locator('.top .dashes').count()).toBe(0);
  await stage.picture('ended');
  await phones[0]?.screen.picture('ended');
  await readOutcome(desk);
  expectNoTroubles();
}, 1_500_000);

/** From the front page to a full lobby. */
async function openRoom(origin: string): Promise<{ desk: DeskPage; stage: Screen; phones: PhonePage[] }> {
  const desk = await DeskPage.startFrom(browser, {
    origin,
    hostKey,
    template: 'Ready now?',
    title: 'Ana for staff',
  });
  const stage = await desk.openStage();
  const phones = await Promise.all(names.map((name) => PhonePage.open(browser, name)));
  screens.push(desk.screen, stage, ...phones.map(({ screen }) => screen));
  const code = await desk.code();
  await inTurn(phones, (phone) => phone.join(origin, code));
  expect(
    await phones[0]?.page.evaluate(() => [isSecureContext, 'randomUUID' in crypto, 'subtle' in crypto]),
  ).toEqual([false, false, false]);
  await Promise.all(phones.map((phone) => phone.heading('You’re in. Look up.')));
  for (const name of names) await stage.page.getByText(name, { exact: true }).first().waitFor();
  await stage.page.getByText('12 here').waitFor();
  await desk.says('12 in the room');
  await stage.picture('lobby');
  await desk.screen.picture('lobby');
  await phones[0]?.screen.picture('lobby');
  return { desk, stage, phones };
}

/** The link is made at the desk, and still good after one more restart. */
async function readOutcome(desk: DeskPage): Promise<void> {
  const link = await desk.outcomeLink();
  await server.stop();
  await server.startAgain();
  const again = await Screen.open(browser, { as: 'desk', name: 'reader' });
  screens.push(again);
  await again.page.goto(link);
  await again.page.getByText('One more team should say so, number 7').first().waitFor();
  await again.picture('outcome');
  for (const name of names) expect(await again.page.getByText(name, { exact: true }).count()).toBe(0);
}

/** Phones share two cores here, so one after the other is quicker than all at once. */
async function inTurn<T>(all: readonly T[], act: (one: T, at: number) => Promise<void>): Promise<void> {
  for (const [at, one] of all.entries()) await act(one, at);
}

function expectNoTroubles(): void {
  for (const { name, troubles } of screens) expect([name, troubles]).toEqual([name, []]);
}
