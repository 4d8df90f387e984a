import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible';
import { WaitingLine } from './waiting-line.ts';

/**
 * What guessing costs. A room shares one address, so nobody is ever turned away for how often it succeeds; only
 * failures are counted, and past the budget every try waits for its turn in a slow lane instead of being barred.
 * Where an address has tried successfully, the failures of all others are nothing to it: only its own count.
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
const welcomeForSeconds = 60 * 60;

/** As whom an address tries: one that was right before, or one that may be guessing. */
type Passing = 'welcome' | 'stranger';

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
  private readonly welcome = new RateLimiterMemory({
    points: Number.MAX_SAFE_INTEGER,
    duration: welcomeForSeconds,
  });
  private readonly line = new WaitingLine(1_000, async () => Math.max(1, await this.leftOfAll()));
  /** tries of addresses that are not known to be welcome: each may become a failure */
  private strangers = 0;
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
      const passes = await this.passes(address, gate);
      if (passes === 'too-many') return 'too-many';
      return await this.tried(address, passes, check);
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

  private async tried<T>(address: string, as: Passing, check: () => Promise<T | null>): Promise<T | null> {
    try {
      const found = await check();
      if (found === null) await Promise.all([spend(this.ofAddress, address), spend(this.ofAll, 'all')]);
      else if (as === 'stranger') await this.letIn(address);
      return found;
    } finally {
      if (as === 'stranger') this.strangers -= 1;
    }
  }

  private async passes(address: string, gate: Gate): Promise<Passing | 'too-many'> {
    const [own, isWelcome, left] = await Promise.all([
      this.ofAddress.get(address),
      this.isWelcome(address),
      this.leftOfAll(),
    ]);
    if (own && own.remainingPoints <= 0 && !(await this.waited(address, gate))) return 'too-many';
    if (isWelcome) return 'welcome';
    const mayGo =
      (left > this.strangers && this.line.isEmpty) ||
      (await this.line.wait(address, (own?.consumedPoints ?? 0) + gate.busy));
    if (!mayGo) return 'too-many';
    this.strangers += 1;
    return 'stranger';
  }

  private async isWelcome(address: string): Promise<boolean> {
    return (await this.welcome.get(address)) !== null;
  }

  private async letIn(address: string): Promise<void> {
    await spend(this.welcome, address);
    this.line.letAll(address);
  }

  private async leftOfAll(): Promise<number> {
    const all = await this.ofAll.get('all');
    return all ? all.remainingPoints : this.ofAll.points;
  }

  /** A long queue turns away who has failed too often. */
  private async waited(address: string, gate: Gate): Promise<boolean> {
    if (gate.waiting.length > this.slowLaneLength) return false;
    try {
      await this.slow.removeTokens(1, address);
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
