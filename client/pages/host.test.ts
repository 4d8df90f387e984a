import { expect, test } from 'vitest';
import { readHostKey } from './host.ts';

test('the host key is read from a whole link or alone', () => {
  const key = 'parley_h_abcdefghijklmnop';
  expect(readHostKey(` http://192.168.1.5:4747/#key=${key}\n`)).toBe(key);
  expect(readHostKey(key)).toBe(key);
  expect(readHostKey('no key')).toBeNull();
});
