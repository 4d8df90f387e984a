import { expect, test } from 'vitest';
import { Command } from './command.ts';

test.each([
  ['7f9c24e5-3b1a-4c1e-9d52-0a6f4b8e1c33', true],
  ['7F9C24E5-3B1A-4C1E-9D52-0A6F4B8E1C33', true],
  ['11111111-1111-1111-1111-111111111111', true],
  ['7f9c24e53b1a4c1e9d520a6f4b8e1c33', false],
  ['one', false],
  ['', false],
])('a command under the id “%s” can be read: %s', (id, isRead) => {
  expect(Command.safeParse({ id, type: 'pause' }).success).toBe(isRead);
});
