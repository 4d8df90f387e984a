import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type {} from '../../../client/pages/stage.ts';
import type {} from '../../../client/pages/stage-page.ts';

/** Pictures of the wall that can be laid over each other: the same size wherever it stands, drawn whole, nothing over it. */

/** The live wall at the moment of a release: the clock of its page stands there too. */
export async function livePicture(page: Page, shown: { position: number; at: string }): Promise<Buffer> {
  await drawn(page, shown.position);
  const offset = await page.evaluate(() => {
    const stage = document.querySelector('parley-stage');
    return stage ? stage.now - Date.now() : 0;
  });
  // Within the same second as the release, whichever way the clocks round.
  await page.clock.setFixedTime(Date.parse(shown.at) - offset + 200);
  await page.waitForFunction((from) => {
    document.querySelector('parley-stage-page')?.requestUpdate();
    const { now = 0 } = document.querySelector('parley-stage') ?? {};
    return now >= from && now < from + 1000;
  }, Date.parse(shown.at));
  return await pictureOf(page);
}

/** The same wall in a replay that stands at this release. */
export async function replayedPicture(page: Page, position: number): Promise<Buffer> {
  await drawn(page, position);
  return await pictureOf(page);
}

/** Which of the rounds shown on this wall is the last; null where it shows none. */
export async function shownOn(page: Page): Promise<number | null> {
  return await page.evaluate(() => {
    const screen = document.querySelector('parley-stage')?.view?.screen;
    return screen?.is === 'released' ? (screen.rounds.at(-1)?.result?.position ?? null) : null;
  });
}

/** The answer of the room stands on the wall, and what draws its kind has come and drawn. */
async function drawn(page: Page, position: number): Promise<void> {
  await page.waitForFunction((wanted) => {
    const stage = document.querySelector('parley-stage');
    const screen = stage?.view?.screen;
    if (screen?.is !== 'released' || screen.rounds.at(-1)?.result?.position !== wanted) return false;
    const figure = stage?.shadowRoot?.querySelector('.figure > *');
    return figure !== null && figure !== undefined && figure.matches(':defined');
  }, position);
}

/** Rows and cards stand whole within the wall, or a button says how many more there are; none is broken over two columns. */
export async function nothingLeavesTheWall(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const figures = document.querySelector('parley-stage')?.shadowRoot?.querySelectorAll('.figure > *') ?? [];
    const boards = [...figures].flatMap((figure) => [
      ...(figure.shadowRoot?.querySelectorAll('stage-board') ?? []),
    ]);
    return boards.every((board) => {
      if ([...board.children].some((item) => item.getClientRects().length > 1)) return false;
      if (board.hasAttribute('paged')) return true;
      const wall = board.shadowRoot?.querySelector('.box')?.getBoundingClientRect();
      const fits = (item: Element): boolean => {
        const { left, bottom } = item.getBoundingClientRect();
        return wall !== undefined && left < wall.right && bottom <= wall.bottom + 2;
      };
      return [...board.children].every(fits);
    });
  });
}

async function pictureOf(page: Page): Promise<Buffer> {
  await page.setViewportSize({ width: 1600, height: 900 });
  await page.evaluate(async () => {
    const hint = document.querySelector<HTMLElement>('.stage-hint');
    if (hint) hint.style.display = 'none';
    const stage = document.querySelector('parley-stage');
    if (!stage) return;
    stage.style.cssText =
      'position: fixed; inset: 0; width: 1600px; height: 900px; border-radius: 0; box-shadow: none; z-index: 9';
    const frame = stage.parentElement;
    // A container of its own would be what “fixed” means.
    if (frame?.matches('.frame')) frame.style.containerType = 'normal';
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await stage.updateComplete;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  return await page.screenshot({ clip: { x: 0, y: 0, width: 1600, height: 900 } });
}

/**
 * How far two pictures are apart in the channel in which they differ most, from 0 to 255. Where the tiles meet from
 * which Chromium puts a picture together it may round a colour up once and down the next time: that is 1.
 */
export async function apart(page: Page, one: Buffer, other: Buffer): Promise<number> {
  if (one.equals(other)) return 0;
  return await page.evaluate(
    async (pictures) => {
      const pixels: Uint8ClampedArray[] = [];
      for (const picture of pictures) {
        const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
        if (!context) return 255;
        context.drawImage(image, 0, 0);
        pixels.push(context.getImageData(0, 0, image.width, image.height).data);
      }
      const [first, second] = pixels;
      if (!first || first.length !== second?.length) return 255;
      return first.reduce((most, value, at) => Math.max(most, Math.abs(value - (second[at] ?? 255))), 0);
    },
    [one, other].map((picture) => picture.toString('base64')),
  );
}

/** The most that two pictures of the same thing are apart. */
export const sameAgain = 1;

/** Both, for whoever wants to see what differs, where SCREENSHOTS names a folder. */
export function keepBoth(name: string, pictures: { live: Buffer; replayed: Buffer }): void {
  const folder = process.env['SCREENSHOTS'] ?? '';
  if (folder === '') return;
  for (const [kind, picture] of Object.entries(pictures))
    writeFileSync(join(folder, `${name}-${kind}.png`), picture);
}
