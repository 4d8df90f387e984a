/**
 * The key drawer: one key a person (their name and what they wrote under it) and one an anonymous text.
 * The log holds ciphertext; destroying a key erases what it sealed everywhere at once, in the log, its copies
 * and every export, and leaves the log's chain verifiable, because the chain covers the ciphertext.
 */

import type { Remembered } from './checkpoint-file.ts';

export type EnsureResult = { ensured: true } | { refused: 'erased' | 'read-only' };
export type DestroyResult = { destroyed: true } | { refused: 'read-only' };
export type ImportResult = { imported: true } | { refused: 'read-only' };

/** One session's keys, by digest of their ids; what was erased is remembered by its digest. */
export interface SessionKeys {
  keys: Record<string, string>;
  erased: string[];
}

export interface KeyDrawer {
  /** Reads a session's keys; afterwards seal and unseal answer from memory. Reading again learns what other processes did. */
  load(session: string): Promise<void>;
  /**
   * Makes the keys that are missing; durable when it resolves, so it is called before the log line that needs
   * them. Refused as a whole, with nothing made, when one of them was destroyed: an erased key never comes back.
   */
  ensure(session: string, keyIds: string[]): Promise<EnsureResult>;
  /** Base64url text that only this key id of this session opens. The key must have been ensured. */
  seal(session: string, keyId: string, plain: string): string;
  /** Whether a key is there that opens what is sealed under it. */
  holds(session: string, keyId: string): boolean;
  /** Null when the key is gone: what it sealed is erased. */
  unseal(session: string, keyId: string, sealed: string): string | null;
  /** Durable; the key's bytes are overwritten. An id that never had a key is barred from getting one. */
  destroy(session: string, keyIds: string[]): Promise<DestroyResult>;
  destroySession(session: string): Promise<void>;
  /** For an export's separate key file. */
  exportKeys(session: string): Promise<SessionKeys>;
  /** What this drawer has erased stays erased; what the import calls erased becomes so here. */
  importKeys(session: string, keys: SessionKeys): Promise<ImportResult>;
  /**
   * Keeps what the session has come to, for `remembered` of the same build after a start. It is a shortcut and may be
   * lost; whatever destroys a key destroys it first. Where several processes share the keys nothing is kept.
   */
  remember(session: string, remembered: Remembered): Promise<void>;
  remembered(session: string, by: string): Promise<string | null>;
  /** Finishes what is under way and forgets every key in memory; nothing is destroyed. */
  stop(): Promise<void>;
}
