import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible';

/**
 * What guessing costs. A room shares one address, so nobody is ever turned away for how often it succeeds; only
 * failures are counted, and past the budget every try waits for its turn in a slow lane instead of being barred.
 */

const failuresPerMinute = 20;
const failuresPerSecondOfAll = 5;
const slowLaneLength = 30;

export class Budgets {
  private readonly ofAddress = new RateLimiterMemory({ points: failuresPerMinute, duration: 60 });
  private readonly ofAll = new RateLimiterMemory({ points: failuresPerSecondOfAll, duration: 1 });
  private readonly ofTokens = new RateLimiterMemory({ points: failuresPerMinute, duration: 60 });
  private readonly joins = new RateLimiterMemory({ points: 2_000, duration: 2 });
  private readonly slow = new RateLimiterQueue(new RateLimiterMemory({ points: 1, duration: 1 }), {
    maxQueueSize: slowLaneLength,
  });

  /** Tries what can be guessed, a code or a chosen key; null from `check` is a wrong one. */
  async guess<T>(address: string, check: () => Promise<T | null>): Promise<T | null | 'too-many'> {
    if (!(await this.waited(address))) return 'too-many';
    const found = await check();
    if (found === null) await Promise.all([spend(this.ofAddress, address), spend(this.ofAll, 'all')]);
    return found;
  }

  /** A wrong token cannot be guessed into a right one, so the check comes first and only the answer changes. */
  async wrongToken(address: string): Promise<'no-token' | 'too-many'> {
    return (await spend(this.ofTokens, address)) ? 'no-token' : 'too-many';
  }

  async mayJoin(session: string): Promise<boolean> {
    return await spend(this.joins, session);
  }

  private async waited(address: string): Promise<boolean> {
    const [own, all] = await Promise.all([this.ofAddress.get(address), this.ofAll.get('all')]);
    const lane = own && own.remainingPoints <= 0 ? address : all && all.remainingPoints <= 0 ? 'all' : null;
    if (lane === null) return true;
    try {
      await this.slow.removeTokens(1, lane);
      return true;
    } catch {
      return false;
    }
  }
}

async function spend(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch {
    return false;
  }
}
