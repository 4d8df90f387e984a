/**
 * Waits until something is so. Tests wait for conditions, never for a length of time; the deadline only turns
 * a hang into a sentence.
 */
export async function until<T>(
  what: string,
  check: () => T | Promise<T>,
  withinMs = 150_000,
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found) return found as Exclude<T, false | null | undefined | 0 | ''>;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs / 1000} s in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
