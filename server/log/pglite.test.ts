import { rmSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import { logContract } from './contract.ts';
import { freshDirectory, openAt } from './embedded-place.ts';
import type { Kept } from './embedded-place.ts';

const directory = freshDirectory();
let kept: Kept | null = null;

beforeAll(async () => {
  kept = await openAt(directory);
});

afterAll(async () => {
  await kept?.close();
  rmSync(directory, { recursive: true, force: true });
});

logContract('the embedded log', () => {
  if (kept === null) throw new Error('The log was not opened.');
  return kept.log;
});
