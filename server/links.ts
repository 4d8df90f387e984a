import type { Issued } from './seats.ts';
import { shownCode } from './seats.ts';

/** Addresses that open doors. A secret stands in the fragment, which no browser sends and no log keeps. */

export function joinLink(publicUrl: string, code: string): string {
  return `${publicUrl}/j/${shownCode(code)}`;
}

const doors: Record<string, string> = {
  facilitator: 'desk',
  scribe: 'desk',
  stage: 'stage',
  reader: 'replay',
  participant: 'phone',
  link: 'join',
};

export function seatLink(
  publicUrl: string,
  session: string,
  { token, role }: NonNullable<Issued['token']>,
): string {
  return `${publicUrl}/${doors[role] ?? 'join'}/${session}#${token}`;
}

export function hostLink(publicUrl: string, hostKey: string): string {
  return `${publicUrl}/#key=${hostKey}`;
}
