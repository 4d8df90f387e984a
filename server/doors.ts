import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { refuse } from '../events/session/refusal.ts';
import { otherAddresses } from './address.ts';
import type { House } from './house.ts';
import { joinLink, seatLink } from './links.ts';
import { json, type Reply } from './reply.ts';
import type { Room } from './room.ts';
import { shownCode } from './seats.ts';

/** Ways into a session that was made long ago: where people join it, and a new link for the host. */

export const Door = z.object({ code: z.string(), links: z.array(z.string()) });

/** The first link is the one that was checked; the others are for a room whose phones are on another network. */
export function doorReply(house: House, room: Room | null): Reply {
  if (!room) return refuse('unknown-session');
  const url = house.publicUrl();
  const links = [url, ...otherAddresses(url)].map((one) => joinLink(one, room.row.code));
  return json({ code: shownCode(room.row.code), links } satisfies z.infer<typeof Door>);
}

export const HostLink = z.strictObject({ role: z.enum(['facilitator', 'stage', 'reader']) });
export type HostLink = z.infer<typeof HostLink>;

/** Tokens are kept as digests, so a host who has lost a link gets a new one, which the desk lists and can revoke. */
export async function hostLinkReply(house: House, session: string, { role }: HostLink): Promise<Reply> {
  const id = randomUUID();
  const outcome = await house.sessions.ask(session, {
    id,
    actor: { seat: 'host', role: 'facilitator', participant: null },
    command: { id, type: 'make-link', role },
  });
  if ('refused' in outcome) return outcome;
  if (!outcome.token) throw new Error('A link was made and nobody was given its token.');
  return json({ link: seatLink(house.publicUrl(), session, outcome.token) }, 201);
}
