/**
 * How a key lies on disk: slots of 128 bytes, which never cross a disk sector, so that a power cut leaves a slot
 * as it was or as it was to be. Destroying a key overwrites its slot in place; the digest of its id stays.
 *
 *     slot     state 1 | 0 × 15 | digest of the key id 32 | key 32 | SHA-256 of the 80 bytes before 32 | 0 × 16
 */
import { createHash } from 'node:crypto';
import type { HeldKey } from './holder.ts';

export const SLOT_BYTES = 128;
const CHECKED_BYTES = 80;
const LIVE = 1;
const ERASED = 2;

export function writeSlot({ digest, key }: HeldKey): Buffer {
  const bytes = Buffer.alloc(SLOT_BYTES);
  bytes.writeUInt8(key === null ? ERASED : LIVE, 0);
  bytes.write(digest, 16, 32, 'hex');
  key?.copy(bytes, 48);
  check(bytes).copy(bytes, CHECKED_BYTES);
  return bytes;
}

/** `empty` is a slot that a power cut left without its content, `torn` one that is not what was written. */
function readSlot(bytes: Buffer): HeldKey | 'empty' | 'torn' {
  if (bytes.every((byte) => byte === 0)) return 'empty';
  if (bytes.length < SLOT_BYTES || !check(bytes).equals(bytes.subarray(CHECKED_BYTES, CHECKED_BYTES + 32)))
    return 'torn';
  const digest = bytes.toString('hex', 16, 48);
  return { digest, key: bytes.readUInt8(0) === LIVE ? Buffer.from(bytes.subarray(48, 80)) : null };
}

/** What a whole file of slots holds, and which slot, if any, is damage and not what a crash leaves behind. */
export function readSlots(bytes: Buffer): { held: (HeldKey & { slot: number })[]; damaged: number | null } {
  const held: (HeldKey & { slot: number })[] = [];
  let torn: number | null = null;
  for (let slot = 0; slot * SLOT_BYTES < bytes.length; slot++) {
    const found = readSlot(bytes.subarray(slot * SLOT_BYTES, (slot + 1) * SLOT_BYTES));
    if (found === 'torn') torn ??= slot;
    if (found === 'torn' || found === 'empty') continue;
    if (torn !== null) return { held, damaged: torn };
    held.push({ ...found, slot });
  }
  return { held, damaged: null };
}

function check(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes.subarray(0, CHECKED_BYTES)).digest();
}
