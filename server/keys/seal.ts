/**
 * Sealing a text under a destroyable key: base64url of nonce 12, AES-256-GCM ciphertext, tag 16, bound to its
 * session and key id. The text is padded to whole blocks first, so that after an erasure the log still shows
 * roughly, but not exactly, how long a name was.
 */
import { createCipheriv, createDecipheriv, hash } from 'node:crypto';
import { randomBytesOf } from '../random-bytes.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const BLOCK_BYTES = 32;
const END = 0x80;

export const KEY_BYTES = 32;

/** Never the same twice. */
const newNonce = randomBytesOf(NONCE_BYTES);

/** What the drawer files a key under: the id itself is not kept, so that nothing of it outlasts an erasure. */
export function keyDigest(session: string, keyId: string): string {
  return hash('sha256', place(session, keyId), 'hex');
}

export function sealText(key: Buffer, session: string, keyId: string, plain: string): string {
  const nonce = newNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(place(session, keyId));
  const body = padded(Buffer.from(plain));
  return Buffer.concat([nonce, cipher.update(body), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
}

export function unsealText(key: Buffer, session: string, keyId: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const end = bytes.length - TAG_BYTES;
  if (end <= NONCE_BYTES) throw new Error('A sealed text in the log is too short to be one.');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAAD(place(session, keyId));
  decipher.setAuthTag(bytes.subarray(end));
  const body = decipher.update(bytes.subarray(NONCE_BYTES, end));
  try {
    decipher.final();
  } catch (error) {
    throw new Error('A sealed text in the log does not belong to its key.', { cause: error });
  }
  return body.toString('utf8', 0, body.lastIndexOf(END));
}

function place(session: string, keyId: string): Buffer {
  return Buffer.from(JSON.stringify([session, keyId]));
}

function padded(text: Buffer): Buffer {
  const body = Buffer.alloc(Math.ceil((text.length + 1) / BLOCK_BYTES) * BLOCK_BYTES);
  text.copy(body);
  body.writeUInt8(END, text.length);
  return body;
}
