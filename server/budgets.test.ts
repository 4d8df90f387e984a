import { expect, test } from 'vitest';
import { Budgets } from './budgets.ts';

const allowance = {
  failuresPerMinute: 20,
  wrongTokensPerMinute: 300,
  failuresPerSecondOfAll: 1_000,
  slowLaneLength: 3,
};

test('a thousand guesses at once are not tried at once', async () => {
  const budgets = new Budgets(allowance);
  let tried = 0;
  const guesses = Array.from(
    { length: 1_000 },
    async () =>
      await budgets.guess('10.0.0.1', async () => {
        tried += 1;
        return null;
      }),
  );
  expect(await guesses[500]).toBe('too-many');
  expect(tried).toBeLessThan(60);
});

test('a room behind one address joins at once, however many they are', async () => {
  const budgets = new Budgets(allowance);
  const joined = await Promise.all(
    Array.from({ length: 1_000 }, async (_, place) => await budgets.guess('10.0.0.1', async () => place)),
  );
  expect(joined).toEqual(Array.from({ length: 1_000 }, (_, place) => place));
});

test('somebody else’s failures are not one’s own', async () => {
  const budgets = new Budgets(allowance);
  for (let failure = 0; failure < 20; failure += 1) await budgets.guess('10.0.0.1', async () => null);
  expect(await budgets.guess('10.0.0.2', async () => 'in')).toBe('in');
});

test('past the budget a right code still works, only later', async () => {
  const budgets = new Budgets(allowance);
  for (let failure = 0; failure < 20; failure += 1) await budgets.guess('10.0.0.1', async () => null);
  expect(await budgets.guess('10.0.0.1', async () => 'in')).toBe('in');
});

test('a program that tries every call with a wrong token is told each time that it is wrong', async () => {
  const budgets = new Budgets();
  for (let call = 0; call < 200; call += 1) expect(await budgets.wrongToken('10.0.0.1')).toBe('no-token');
  for (let call = 0; call < 200; call += 1) await budgets.wrongToken('10.0.0.1');
  expect(await budgets.wrongToken('10.0.0.1')).toBe('too-many');
});
