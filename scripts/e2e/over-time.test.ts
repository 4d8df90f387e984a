import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { exampleAnswer } from './harness/example-answer.ts';
import { launchBrowser, leave, Screen } from './harness/browser.ts';
import { until } from './harness/condition.ts';
import { dice } from './harness/dice.ts';
import { askJson, type MadeSession } from './harness/made-session.ts';
import { hostKey, ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';

// A team asks itself the same questions again after a while: the host sees both times side by side, and the next
// session begins with what the last one left to do.

let browser: Browser;
let server: ServerProcess;
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

/** The short diagnostic, by six people who answer as their seed says. */
async function held(title: string, seed: number): Promise<void> {
  const body = { workshop: 'real-or-paper', title, subject: 'Platform' };
  const made = await askJson<MadeSession>(`${server.url}/api/sessions`, { token: hostKey, body });
  const desk = new SocketClient({ url: server.url, session: made.session, token: made.tokens.facilitator });
  await desk.open();
  const phones = await Promise.all(
    Array.from({ length: 6 }, async (_, at) => {
      return await SocketPhone.join(server.url, { code: made.code, name: `Person ${at + 1}` });
    }),
  );
  const roll = dice(seed);
  for (const { step } of desk.state.steps.filter((one) => one.step.kind !== 'texts')) {
    await desk.must('open', { step: step.id });
    await until('everybody is asked', () => phones.every((phone) => phone.roundsOf(step.id) === 1));
    for (const phone of phones) await phone.answer(step.id, 1, exampleAnswer(step, roll));
    await desk.must('close', { step: step.id });
    await desk.must('release', { step: step.id });
  }
  await desk.must('take-step', { text: 'Ask what the last three promotions had in common', by: 'Friday' });
  await desk.must('end');
  for (const one of [desk, ...phones]) one.close();
}

test('the host sees the same subject over time, and goes on from the last session with what it left to do', async () => {
  await held('Platform, spring', 7);
  await held('Platform, autumn', 8);
  const screen = await Screen.open(browser, { as: 'desk', name: 'over-time' });
  screens.push(screen);
  screen.context.setDefaultTimeout(30_000);
  const { page } = screen;
  await page.goto(`${server.url}/#key=${hostKey}`);
  const part = page.getByRole('region', { name: 'Over time' }).or(page.locator('home-over-time'));
  await part.getByText('Platform · ').first().click();
  const table = part.getByRole('table');
  expect(await table.getByRole('columnheader').count()).toBe(2);
  expect(await table.getByText('n 6', { exact: true }).count()).toBeGreaterThanOrEqual(4);
  await table.scrollIntoViewIfNeeded();
  await screen.picture('table');

  await page.getByRole('button', { name: 'Again …' }).first().click();
  await screen.picture('go-on');
  await page.getByRole('dialog').getByLabel('Title').fill('Platform, winter');
  await page.getByRole('button', { name: 'Start and open the desk' }).last().click();
  await page.waitForURL(/\/desk\//u);
  await page.getByText('Last time').first().waitFor();
  await page.getByText('Next: Last time').waitFor();
  await screen.picture('desk');
  expect(screen.troubles).toEqual([]);
}, 240_000);
