import { rmSync } from 'node:fs';
import { afterAll, beforeAll, vi } from 'vitest';
import { logContract } from './contract.ts';
import { freshDirectory, openAt } from './embedded-place.ts';
import type { Kept } from './embedded-place.ts';

// Databases open in a second, or in twenty on a busy machine.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

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
