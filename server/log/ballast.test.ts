import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Ballast } from './ballast.ts';
import { freshDirectory } from './embedded-place.ts';

test('with room nothing is in the way, and without the directory the server says so and lives', () => {
  const directory = freshDirectory();
  const ballast = new Ballast(directory);
  expect(ballast.keep()).toBe(true);
  expect(ballast.hindrance()).toBeNull();
  rmSync(directory, { recursive: true });
  expect(ballast.hindrance()).toBe('the data directory is gone');
  expect(ballast.keep()).toBe(false);
});
