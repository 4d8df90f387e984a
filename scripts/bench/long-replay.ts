import { chromium, type Browser, type Page } from 'playwright-core';
import type {} from '../../client/pages/replay-page.ts';
import { findChromium } from '../test-programs.mjs';
import { unpinLoad } from './program.ts';

/** A long session in a real browser: how soon its wall is there over a middling line, and how long a seek takes. */

const bytesPerSecond = 10_000_000 / 8;
const latencyMs = 40;
const seeks = 200;

export interface Seen {
  firstPictureMs: number[];
  /** one a seek, in the order of the seeks */
  seekMs: number[];
}

export async function lookAt(link: string, rounds: number): Promise<Seen> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error('The replay bench needs a Chromium.');
  unpinLoad();
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args: ['--disable-gpu', ...root] });
  const seen: Seen = { firstPictureMs: [], seekMs: [] };
  for (let round = 0; round < rounds; round += 1) {
    const { page, ms } = await openOverLine(browser, link);
    seen.firstPictureMs.push(ms);
    if (round === rounds - 1) seen.seekMs = await seekAll(page);
    await page.context().close();
  }
  await browser.close();
  return seen;
}

async function openOverLine(browser: Browser, link: string): Promise<{ page: Page; ms: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  const began = performance.now();
  await page.goto(`${link}&at=1`, { waitUntil: 'commit' });
  await page.waitForFunction(() => {
    const wall = document.querySelector('parley-stage')?.shadowRoot?.querySelector('.wall:not(.empty)');
    return wall !== null && wall !== undefined && wall.getBoundingClientRect().width > 0;
  });
  return { page, ms: performance.now() - began };
}

/** From the drag to the wall being laid out, all over the session in an order that helps nothing. */
async function seekAll(page: Page): Promise<number[]> {
  await page.waitForFunction(() => document.querySelector('.replay-controls progress') === null);
  return await page.evaluate(async (many) => {
    const [whole, stage] = [
      document.querySelector('parley-replay-page'),
      document.querySelector('parley-stage'),
    ];
    const line = document.querySelector('parley-timeline')?.shadowRoot?.querySelector('input');
    if (!whole || !stage || !line) throw new Error('The replay was believed to be there.');
    const times: number[] = [];
    for (let at = 0; at < many; at += 1) {
      await new Promise((done) => requestAnimationFrame(done));
      line.value = String(Math.round((Number(line.max) * ((at * 7919) % many)) / many));
      const began = performance.now();
      line.dispatchEvent(new Event('input', { bubbles: true }));
      await whole.updateComplete;
      await stage.updateComplete;
      stage.getBoundingClientRect();
      times.push(performance.now() - began);
    }
    return times;
  }, seeks);
}
