/**
 * The key drawer over whatever holds one session's keys: a file, or rows. The holder keeps them in memory,
 * settles requests in order and makes them durable; sealing and the rules of erasure are the same for all.
 */
import type { Remembered } from './checkpoint-file.ts';
import type { DestroyResult, EnsureResult, ImportResult, KeyDrawer, SessionKeys } from './drawer.ts';
import { keyDigest, sealText, unsealText } from './seal.ts';

/** A key to be there: given when it is imported, else made. */
export interface Wanted {
  digest: string;
  key?: Buffer;
}

/** `key: null` is a key that was destroyed. */
export interface HeldKey {
  digest: string;
  key: Buffer | null;
}

export type Outcome = 'done' | 'erased' | 'read-only';

export interface KeyHolder {
  /** Undefined: never heard of; null: destroyed. */
  key(digest: string): Buffer | null | undefined;
  entries(): HeldKey[];
  add(wanted: Wanted[]): Promise<Outcome>;
  erase(digests: string[]): Promise<Outcome>;
  remember(remembered: Remembered): Promise<void>;
  remembered(by: string): Promise<string | null>;
  /** Learns what other processes did. */
  refresh(): Promise<void>;
  /** Finishes what is under way and wipes every key in memory. */
  release(): Promise<void>;
}

export interface KeyCabinet {
  find(session: string): Promise<KeyHolder>;
  remove(session: string): Promise<void>;
}

export class HolderDrawer implements KeyDrawer {
  private readonly cabinet: KeyCabinet;
  private readonly finding = new Map<string, Promise<KeyHolder>>();
  private readonly found = new Map<string, KeyHolder>();

  constructor(cabinet: KeyCabinet) {
    this.cabinet = cabinet;
  }

  async load(session: string): Promise<void> {
    const known = this.found.get(session);
    if (known !== undefined) return known.refresh();
    const finding = this.finding.get(session) ?? this.cabinet.find(session);
    this.finding.set(session, finding);
    try {
      this.found.set(session, await finding);
    } catch (error) {
      this.finding.delete(session);
      throw error;
    }
  }

  async ensure(session: string, keyIds: string[]): Promise<EnsureResult> {
    const wanted = keyIds.map((keyId) => ({ digest: keyDigest(session, keyId) }));
    const outcome = await this.holder(session).add(wanted);
    return outcome === 'done' ? { ensured: true } : { refused: outcome };
  }

  seal(session: string, keyId: string, plain: string): string {
    const key = this.holder(session).key(keyDigest(session, keyId));
    if (!key) throw new Error('A text was to be sealed under a key that was not ensured, or is erased.');
    return sealText(key, session, keyId, plain);
  }

  holds(session: string, keyId: string): boolean {
    return Boolean(this.holder(session).key(keyDigest(session, keyId)));
  }

  unseal(session: string, keyId: string, sealed: string): string | null {
    const key = this.holder(session).key(keyDigest(session, keyId));
    return key ? unsealText(key, session, keyId, sealed) : null;
  }

  async destroy(session: string, keyIds: string[]): Promise<DestroyResult> {
    const outcome = await this.holder(session).erase(keyIds.map((keyId) => keyDigest(session, keyId)));
    return outcome === 'read-only' ? { refused: outcome } : { destroyed: true };
  }

  async destroySession(session: string): Promise<void> {
    const finding = this.finding.get(session);
    this.finding.delete(session);
    this.found.delete(session);
    await (await finding)?.release();
    await this.cabinet.remove(session);
  }

  async exportKeys(session: string): Promise<SessionKeys> {
    const entries = this.holder(session).entries();
    const live = entries.flatMap(({ digest, key }) =>
      key ? [[digest, key.toString('base64url')] as const] : [],
    );
    return {
      keys: Object.fromEntries(live),
      erased: entries.filter(({ key }) => key === null).map(({ digest }) => digest),
    };
  }

  async importKeys(session: string, { keys, erased }: SessionKeys): Promise<ImportResult> {
    const holder = this.holder(session);
    const given = Object.entries(keys).map(([digest, text]) => ({
      digest,
      key: Buffer.from(text, 'base64url'),
    }));
    for (const { digest, key } of given) {
      const held = holder.key(digest);
      if (held && !held.equals(key)) throw new Error('An imported key differs from the one already here.');
    }
    // Erased first: a key that the import both holds and calls erased never lives, not even for a moment.
    if ((await holder.erase(erased)) === 'read-only') return { refused: 'read-only' };
    const missing = given.filter(({ digest }) => holder.key(digest) === undefined);
    if ((await holder.add(missing)) === 'read-only') return { refused: 'read-only' };
    return { imported: true };
  }

  async remember(session: string, remembered: Remembered): Promise<void> {
    await this.holder(session).remember(remembered);
  }

  async remembered(session: string, by: string): Promise<string | null> {
    return await this.holder(session).remembered(by);
  }

  async stop(): Promise<void> {
    const holders = await Promise.all(this.finding.values());
    await Promise.all(holders.map((holder) => holder.release()));
    this.finding.clear();
    this.found.clear();
  }

  private holder(session: string): KeyHolder {
    const holder = this.found.get(session);
    if (holder === undefined)
      throw new Error('The keys of a session were asked for before they were loaded.');
    return holder;
  }
}
