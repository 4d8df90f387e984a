import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { calibrationScript } from './fixtures/calibration-prep.script.ts';
import { stuckScript } from './fixtures/stuck-project.script.ts';
import { launchBrowser, leave, Screen } from './harness/browser.ts';
import { DeskPage } from './harness/desk-page.ts';
import { expectDocument } from './harness/document-fixture.ts';
import { ask, askJson, type MadeSession } from './harness/made-session.ts';
import { ScriptedDesk } from './harness/scripted-desk.ts';
import { ScriptedRoom } from './harness/scripted-room.ts';
import { hostKey, ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import type { WorkshopScript } from './harness/workshop-script.ts';

// Both workshops whole, from what is prepared to the printed page: led at the desk by keys and clicks, with some people
// on real phones. What comes out was read as the documents that they are, and stands beside this test.

let browser: Browser;
let server: ServerProcess;
const screens: Screen[] = [];
const lines: { close(): void }[] = [];
const kept = mkdtempSync(join(tmpdir(), 'parley-documents-'));

beforeAll(async () => {
  browser = await launchBrowser();
  server = await ServerProcess.start();
});

afterEach(async ({ task }) => {
  await leave(screens, task.result?.state === 'fail');
  for (const line of lines.splice(0)) line.close();
});

afterAll(async () => {
  await browser.close();
  await server.remove();
  rmSync(kept, { recursive: true, force: true });
});

const scripts = [calibrationScript, stuckScript];

test.each(scripts)(
  '$workshop from preparation to the printed page',
  async (script) => {
    const { made, desk, watch, room, led } = await begin(script);
    await led.prepare(script);
    await room.fill(script);
    screens.push(...[...room.pages.values()].map(({ screen }) => screen));
    for (const step of script.steps) await led.lead(step);
    await led.end();
    await desk.screen.picture('ended');
    expect(watch.complaints).toEqual([]);
    for (const { name, troubles } of screens) expect([name, troubles]).toEqual([name, []]);
    await documents(script, made);
  },
  1_500_000,
);

interface Begun {
  made: MadeSession;
  desk: DeskPage;
  watch: SocketClient;
  room: ScriptedRoom;
  led: ScriptedDesk;
}

async function begin({ workshop, title, subject }: WorkshopScript): Promise<Begun> {
  const { url } = server;
  const made = await askJson<MadeSession>(`${url}/api/sessions`, {
    token: hostKey,
    body: { workshop, title, subject },
  });
  const watch = new SocketClient({ url, session: made.session, token: made.tokens.facilitator });
  const desk = await DeskPage.open(browser, made.links.desk);
  const room = new ScriptedRoom({ browser, url, code: made.code, desk, watch });
  screens.push(desk.screen);
  lines.push(watch, room);
  await watch.open();
  await desk.page.locator('.desk-tabs').waitFor();
  return { made, desk, watch, room, led: new ScriptedDesk({ desk, room, watch }) };
}

/** Each as it was read and committed; and on paper one page. */
async function documents({ workshop }: WorkshopScript, made: MadeSession): Promise<void> {
  const [md, json, html] = await Promise.all(
    ['md', 'json', 'html'].map(async (extension) => await outcome(made, extension)),
  );
  const file = join(kept, `${workshop}.html`);
  writeFileSync(file, html ?? '');
  const pages = await printed(file, workshop);
  expectDocument(`${workshop}.md`, md ?? '');
  expectDocument(`${workshop}.json`, json ?? '');
  expectDocument(`${workshop}.html`, sheetIn(html ?? ''));
  expect(pages).toBe(1);
}

async function outcome({ session, tokens }: MadeSession, extension: string): Promise<string> {
  const path = `${server.url}/api/sessions/${session}/outcome.${extension}`;
  const { status, text } = await ask(path, { token: tokens.facilitator });
  expect([extension, status]).toEqual([extension, 200]);
  return text;
}

/** The document itself: the rest of the file is the same for every session. */
function sheetIn(html: string): string {
  return /<article class="sheet[\s\S]*?<\/article>/u.exec(html)?.[0].replaceAll('><', '>\n<') ?? '';
}

/** Opened from a disk without a network, and put on paper: how many pages that takes. */
async function printed(file: string, name: string): Promise<number> {
  const screen = await Screen.open(browser, { as: 'desk', name });
  screens.push(screen);
  await screen.context.setOffline(true);
  await screen.page.goto(pathToFileURL(file).href);
  await screen.page.locator('article.sheet').first().waitFor();
  await screen.picture('document');
  const paper = await screen.page.pdf({ preferCSSPageSize: true });
  return paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/gu)?.length ?? 0;
}
