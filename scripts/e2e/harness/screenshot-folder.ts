import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = process.env['SCREENSHOTS'] ?? '';
let count = 0;

/** Takes a picture when SCREENSHOTS names a folder; numbered, so that a folder tells the story in order. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (folder === '') return;
  mkdirSync(folder, { recursive: true });
  count += 1;
  const file = `${String(count).padStart(3, '0')}-${name.replaceAll(/[^\w-]+/gu, '-')}.png`;
  await page.screenshot({ path: join(folder, file) });
}
