/**
 * How one ballot becomes a record: AES-256-GCM over a size fixed for the whole round, so that an answer,
 * a pass and a withdrawal cannot be told apart from outside, nor a long answer from a short one.
 *
 *     record   nonce 12 | sealed body | tag 16
 *     body     version 1 | state 1 | pseudonym 16 | command 16 | counter 8 | batch 4 | length 4 | content, padded with zeros
 *
 * The pseudonym and the command's digest are HMACs under keys derived from the round's own random key: with
 * that key gone, neither can be computed again from a list of participants. The record's number and the
 * box's epoch are authenticated, so records cannot be moved, repeated or carried to another box.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { randomBytesOf } from '../random-bytes.ts';
import type { CastState, RoundRef } from './box.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 50;
const VERSION = 1;
const STATES = ['answered', 'passed', 'withdrawn'] as const satisfies readonly CastState[];

export const ROUND_KEY_BYTES = 32;

/** Never the same twice. */
const newNonce = randomBytesOf(NONCE_BYTES);

/** What is derived from a round's key; held in memory while the box exists. */
export interface RoundSecret {
  naming: Buffer;
  sealing: Buffer;
}

/** What a box says about itself in the clear: nothing in it is about a person. */
export interface BoxLabel {
  ref: RoundRef;
  epoch: string;
  contentBytesMax: number;
}

export interface Entry {
  pseudonym: string;
  command: string;
  counter: number;
  state: CastState;
  /** The number of the first record written together with this one; see the torn-tail rule in box-file.ts. */
  batch: number;
  content: Buffer;
}

export function roundSecret(key: Buffer): RoundSecret {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `parley round ${purpose}`, 32));
  return { naming: derive('naming'), sealing: derive('sealing') };
}

export function wipe(secret: RoundSecret): void {
  secret.naming.fill(0);
  secret.sealing.fill(0);
}

function digest(secret: RoundSecret, purpose: string, ...parts: string[]): string {
  const hmac = createHmac('sha256', secret.naming);
  return hmac
    .update(JSON.stringify([purpose, ...parts]))
    .digest('hex')
    .slice(0, 32);
}

export function pseudonym(secret: RoundSecret, participant: string): string {
  return digest(secret, 'participant', participant);
}

export function commandDigest(secret: RoundSecret, participant: string, id: string): string {
  return digest(secret, 'command', participant, id);
}

/** Stands for a content in memory, where the content itself must not stay. */
export function contentDigest(secret: RoundSecret, state: CastState, content: Buffer): string {
  const hmac = createHmac('sha256', secret.naming);
  return hmac.update(`["content","${state}"]`).update(content).digest('hex').slice(0, 32);
}

/** Proves that key and label belong together, before a mismatch could look like an empty box. */
export function labelCheck(secret: RoundSecret, label: BoxLabel): string {
  const { session, step, round } = label.ref;
  return digest(secret, 'label', session, step, String(round), label.epoch, String(label.contentBytesMax));
}

export function recordBytes(contentBytesMax: number): number {
  return NONCE_BYTES + HEADER_BYTES + contentBytesMax + TAG_BYTES;
}

function place(label: BoxLabel, number: number): Buffer {
  return Buffer.from(`${label.epoch} ${number}`);
}

export function sealEntry(secret: RoundSecret, label: BoxLabel, number: number, entry: Entry): Buffer {
  const body = Buffer.alloc(HEADER_BYTES + label.contentBytesMax);
  body.writeUInt8(VERSION, 0);
  body.writeUInt8(STATES.indexOf(entry.state), 1);
  body.write(entry.pseudonym, 2, 16, 'hex');
  body.write(entry.command, 18, 16, 'hex');
  body.writeBigUInt64BE(BigInt(entry.counter), 34);
  body.writeUInt32BE(entry.batch, 42);
  body.writeUInt32BE(entry.content.length, 46);
  entry.content.copy(body, HEADER_BYTES);
  const nonce = newNonce();
  const cipher = createCipheriv('aes-256-gcm', secret.sealing, nonce);
  cipher.setAAD(place(label, number));
  const record = Buffer.concat([nonce, cipher.update(body), cipher.final(), cipher.getAuthTag()]);
  body.fill(0);
  return record;
}

/** Null when the record is not what was sealed at this place. The caller wipes `content` when done with it. */
export function openEntry(
  secret: RoundSecret,
  label: BoxLabel,
  number: number,
  record: Buffer,
): Entry | null {
  if (record.length !== recordBytes(label.contentBytesMax)) return null;
  const decipher = createDecipheriv('aes-256-gcm', secret.sealing, record.subarray(0, NONCE_BYTES));
  decipher.setAAD(place(label, number));
  decipher.setAuthTag(record.subarray(record.length - TAG_BYTES));
  const body = decipher.update(record.subarray(NONCE_BYTES, record.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    body.fill(0);
    return null;
  }
  return readBody(body);
}

function readBody(body: Buffer): Entry {
  const state = STATES[body.readUInt8(1)];
  if (body.readUInt8(0) !== VERSION || state === undefined)
    throw new Error('A sealed ballot was written by a newer version of Parley; start that version.');
  return {
    state,
    pseudonym: body.toString('hex', 2, 18),
    command: body.toString('hex', 18, 34),
    counter: Number(body.readBigUInt64BE(34)),
    batch: body.readUInt32BE(42),
    content: body.subarray(HEADER_BYTES, HEADER_BYTES + body.readUInt32BE(46)),
  };
}
