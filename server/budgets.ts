import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible';

/**
 * What guessing costs. A room shares one address, so nobody is ever turned away for how often it succeeds; only
 * failures are counted, and past the budget every try waits for its turn in a slow lane instead of being barred.
 */

export interface Allowance {
  failuresPerMinute: number;
  /** a token is no guess: whoever has a wrong one is told so, unless a machine keeps asking */
  wrongTokensPerMinute: number;
  failuresPerSecondOfAll: number;
  /** how many may wait in the slow lane, which lets one try a second through */
  slowLaneLength: number;
}

/**
 * Tries of one address that are under way together. Were there no end to it, a thousand guesses sent at once would
 * all be tried before the first failure counted; a room that joins at once hardly waits, because a try is short.
 */
const atOnce = 10;

interface Gate {
  busy: number;
  waiting: (() => void)[];
}

const usual: Allowance = {
  failuresPerMinute: 20,
  wrongTokensPerMinute: 300,
  failuresPerSecondOfAll: 5,
  slowLaneLength: 30,
};

export class Budgets {
  private readonly ofAddress: RateLimiterMemory;
  private readonly ofAll: RateLimiterMemory;
  private readonly ofTokens: RateLimiterMemory;
  private readonly joins = new RateLimiterMemory({ points: 2_000, duration: 2 });
  private readonly slow: RateLimiterQueue;
  private readonly slowLaneLength: number;
  private readonly gates = new Map<string, Gate>();

  constructor({
    failuresPerMinute,
    wrongTokensPerMinute,
    failuresPerSecondOfAll,
    slowLaneLength,
  }: Allowance = usual) {
    this.ofAddress = new RateLimiterMemory({ points: failuresPerMinute, duration: 60 });
    this.ofAll = new RateLimiterMemory({ points: failuresPerSecondOfAll, duration: 1 });
    this.ofTokens = new RateLimiterMemory({ points: wrongTokensPerMinute, duration: 60 });
    const oneASecond = new RateLimiterMemory({ points: 1, duration: 1 });
    this.slowLaneLength = slowLaneLength;
    this.slow = new RateLimiterQueue(oneASecond, { maxQueueSize: slowLaneLength });
  }

  /** Tries what can be guessed, a code or a chosen key; null from `check` is a wrong one. */
  async guess<T>(address: string, check: () => Promise<T | null>): Promise<T | null | 'too-many'> {
    const gate = this.gates.get(address) ?? { busy: 0, waiting: [] };
    this.gates.set(address, gate);
    if (gate.busy >= atOnce) await new Promise<void>((next) => gate.waiting.push(next));
    gate.busy += 1;
    try {
      if (!(await this.waited(address, gate))) return 'too-many';
      const found = await check();
      if (found === null) await Promise.all([spend(this.ofAddress, address), spend(this.ofAll, 'all')]);
      return found;
    } finally {
      gate.busy -= 1;
      gate.waiting.shift()?.();
      if (gate.busy === 0 && gate.waiting.length === 0) this.gates.delete(address);
    }
  }

  /** A wrong token cannot be guessed into a right one, so the check comes first and only the answer changes. */
  async wrongToken(address: string): Promise<'no-token' | 'too-many'> {
    return (await spend(this.ofTokens, address)) ? 'no-token' : 'too-many';
  }

  async mayJoin(session: string): Promise<boolean> {
    return await spend(this.joins, session);
  }

  private async waited(address: string, gate: Gate): Promise<boolean> {
    const [own, all] = await Promise.all([this.ofAddress.get(address), this.ofAll.get('all')]);
    const lane = own && own.remainingPoints <= 0 ? address : all && all.remainingPoints <= 0 ? 'all' : null;
    if (lane === null) return true;
    // A long queue turns away who has failed too often; a room that comes while others guess waits for its turn.
    if (lane === address && gate.waiting.length > this.slowLaneLength) return false;
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
