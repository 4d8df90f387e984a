import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import type { BarePhone } from '../bare-phone.ts';
import { findChromium } from '../../test-programs.mjs';
import { BarePage } from '../bare-page.ts';
import { figure, type Figure, type Scale } from '../figures.ts';
import { must, Parley } from '../parley.ts';
import { unpinLoad } from '../program.ts';
import { questions, stepId } from '../workshop.ts';

/**
 * A cheap phone on a bad line: what it has to load, and how long until somebody has voted. Beside it, the same phone
 * with a page of the size that is allowed and nothing to do.
 */

const bytesPerSecond = 400_000 / 8;
const latencyMs = 400;
const slower = 4;
const kilobyte = 1024;

interface Seen {
  usableMs: number;
  votedMs: number;
  scriptBytes: number;
  allBytes: number;
}

export async function phone({ isQuick }: Scale): Promise<Figure[]> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error('The phone bench needs a Chromium.');
  const parley = await Parley.start();
  const rounds = isQuick ? 3 : 5;
  const made = await parley.create(questions('sealed', rounds));
  const desk = await parley.desk(made);
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  unpinLoad();
  const bare = await BarePage.serve();
  const browser = await chromium.launch({ executablePath, args: ['--disable-gpu', ...root] });
  const seen: Seen[] = [];
  const references: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    seen.push(await visit(browser, { url: parley.url, code: made.code, desk, step: stepId(round) }));
    references.push(await visitBare(browser, bare.url));
  }
  await browser.close();
  desk.close();
  bare.close();
  await parley.stop();
  const of = (key: keyof Seen, per = 1): number[] => seen.map((one) => one[key] / per);
  return [
    figure({
      name: 'phone scripts',
      unit: 'KB',
      values: of('scriptBytes', kilobyte),
      limit: { value: 'at most', is: 32 },
    }),
    figure({
      name: 'phone everything',
      unit: 'KB',
      values: of('allBytes', kilobyte),
      limit: { value: 'at most', is: 42 },
    }),
    figure({
      name: 'phone usable',
      unit: 'ms',
      values: of('usableMs'),
      references,
      limit: { value: 'at most', is: 3_500 },
    }),
    figure({
      name: 'phone first vote',
      unit: 'ms',
      values: of('votedMs'),
      references,
      limit: { value: 'at most', is: 6_000 },
    }),
  ];
}

interface Visit {
  url: string;
  code: string;
  desk: BarePhone;
  step: string;
}

/** Scans the code, says a name, and answers as soon as there is something to answer. */
async function visit(browser: Browser, { url, code, desk, step }: Visit): Promise<Seen> {
  const { page, bytes } = await slowPhone(browser);
  const began = performance.now();
  await page.goto(`${url}/j/${code}`, { waitUntil: 'commit' });
  await page.getByLabel('Your name').waitFor();
  const usableMs = performance.now() - began;
  await enter(page);
  // Whoever comes late waits for the next question, so each visit has its own.
  await must(desk, { type: 'open', step });
  const three = page.getByRole('radio', { name: '3', exact: true });
  await three.waitFor();
  // What is fetched from now on is not in the way of the first vote.
  const loaded = { ...bytes };
  await three.check();
  await page.locator('.standing', { hasText: 'Saved' }).waitFor();
  const votedMs = performance.now() - began;
  await must(desk, { type: 'close', step });
  await page.context().close();
  return { usableMs, votedMs, scriptBytes: loaded.script, allBytes: loaded.all };
}

async function visitBare(browser: Browser, url: string): Promise<number> {
  const { page } = await slowPhone(browser);
  const began = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.getByText(BarePage.ready).waitFor();
  const ms = performance.now() - began;
  await page.context().close();
  return ms;
}

interface Bytes {
  script: number;
  all: number;
}

async function slowPhone(browser: Browser): Promise<{ page: Page; bytes: Bytes }> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  // A bad line and a slow phone, and perhaps a busy machine besides.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const bytes = { script: 0, all: 0 };
  await hinder(await context.newCDPSession(page), bytes);
  return { page, bytes };
}

async function enter(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Ada');
  await page.getByRole('button', { name: 'Join', exact: true }).tap();
  await page.getByRole('button', { name: 'Got it' }).tap();
}

async function hinder(line: CDPSession, bytes: Bytes): Promise<void> {
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await line.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const scripts = new Set<string>();
  line.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength;
    if (scripts.has(requestId)) bytes.script += encodedDataLength;
  });
}
