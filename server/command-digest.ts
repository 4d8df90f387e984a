import { hash } from 'node:crypto';
import { canonical } from './canonical.ts';

/**
 * What tells a retry from another payload under the same id. A digest of a name is as good as the name to
 * someone with a list of names, so a command whose events are erasable has its digest sealed under their key.
 */
export function commandDigest(
  command: object,
  keyId: string | undefined,
  seal: (keyId: string, plain: string) => string,
): string {
  const digest = plainDigest(command);
  return keyId === undefined ? digest : `${keyId} ${seal(keyId, digest)}`;
}

/** Once the key is gone nobody can tell any more; the first answer is then the only one there is. */
export function isSameCommand(
  command: object,
  digest: string,
  unseal: (keyId: string, sealed: string) => string | null,
): boolean {
  const [keyId = '', sealed] = digest.split(' ');
  const known = sealed === undefined ? digest : unseal(keyId, sealed);
  return known === null || known === plainDigest(command);
}

/** Without what the server itself makes up anew at every try. */
function plainDigest(command: object): string {
  const { participant: _, id: __, ...payload } = { participant: undefined, id: undefined, ...command };
  const asked = 'type' in command && command.type === 'join' ? payload : { ...command, id: undefined };
  return hash('sha256', canonical(asked), 'hex');
}
