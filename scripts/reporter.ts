import { writeSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Prints `N passed, N failed, N skipped` alone on the last line, for machines that read only that.
 * It waits for the process to end, because vitest's own reporter still has things to say.
 */
export class CountReporter implements Reporter {
  #line = '';

  onInit(): void {
    process.on('exit', () => {
      if (this.#line !== '') writeSync(1, `${this.#line}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], stray: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: stray.length, skipped: 0 };
    for (const module of modules) {
      // A file that cannot be loaded has no tests to count, yet it failed.
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state === 'pending' ? 'skipped' : state] += 1;
      }
    }
    this.#line = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  }
}
